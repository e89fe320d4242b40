import type { PageOf } from "../contract/index.ts";
import { hashText } from "../disk/hash.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { slugOf } from "./slug.ts";

const LONGEST_KEY = 40;

/** A document that is to be cited. `files`: those that its claims and links rest on. */
export interface CitedDocument {
  file: string;
  title: string;
  text: string;
  files: Iterable<string>;
}

/**
 * How a document is cited: BibTeX with the hash of its text, so that a reader can tell whether it is still the same. The date is
 * that of the latest run that it cites; a document without one has none.
 */
export function citationOf(document: CitedDocument, catalog: Pick<Catalog, "at">): PageOf<"document">["cite"] {
  const { file, title, text, files } = document;
  const hash = hashText(text);
  const date = latestStart(files, catalog);
  const [year, month] = date?.split("-") ?? [];
  const fields = [
    ["title", `{${escaped(title)}}`],
    ...(year === undefined ? [] : [["year", year]]),
    ...(month === undefined ? [] : [["month", String(Number(month))]]),
    ["howpublished", escaped(file)],
    ["note", `sha256 ${hash}`],
  ];
  const key = `${shortened(slugOf(title).toLowerCase())}-${hash.slice(0, 8)}`;
  const lines = fields.map(([name = "", value]) => `  ${name.padEnd(12)} = {${value}},`);
  return { bibtex: `@misc{${key},\n${lines.join("\n")}\n}`, hash, date };
}

/** The day on which the latest of the runs began that were read from some files. */
function latestStart(files: Iterable<string>, catalog: Pick<Catalog, "at">): string | null {
  const known = new Map<CompiledExperiment, Map<string, Run[]>>();
  let latest: string | null = null;
  for (const file of new Set(files)) {
    const compiled = catalog.at(file);
    if (compiled === null) continue;
    const runs = known.get(compiled) ?? runsByFile(compiled);
    known.set(compiled, runs);
    for (const { startedAt } of runs.get(file) ?? []) {
      const day = /^\d{4}-\d\d-\d\d/.exec(startedAt ?? "")?.[0];
      if (day !== undefined && (latest === null || day > latest)) latest = day;
    }
  }
  return latest;
}

function runsByFile({ experiment }: CompiledExperiment): Map<string, Run[]> {
  const runs = new Map<string, Run[]>();
  for (const run of experiment.runs) {
    for (const file of run.files) {
      const same = runs.get(file);
      if (same === undefined) runs.set(file, [run]);
      else same.push(run);
    }
  }
  return runs;
}

const SPECIAL: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** Text as BibTeX takes it: nothing in it is a command, and no brace is left open. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\~^&%$#_{}]/g, (char) => SPECIAL[char] ?? `\\${char}`);
}

/** The first words of a title, as many as fit. */
function shortened(slug: string): string {
  return slug.length <= LONGEST_KEY ? slug : slug.slice(0, LONGEST_KEY).replace(/-[^-]*$/, "");
}
