import type { FileLines } from "../disk/lines.ts";
import { lineOf } from "../model/evidence.ts";
import { compareText } from "../model/finding.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import { knownSecrets, secretOf } from "./known.ts";
import type { Redactor } from "./redactor.ts";
import type { SecretKind } from "./sighting.ts";

/** Where something stands that is not published. What it is is never said. */
export interface KeptBack {
  file: string;
  line: number | null;
  kind: SecretKind;
}

/** `files`: documents and whatever else is published besides what belongs to experiments. `open`: a text file, or null. */
export interface ListingInput {
  catalog: Catalog;
  files: readonly string[];
  redactor: Redactor;
  open(file: string): FileLines | null;
}

const BLOCK = 2000;
/** Of a larger file only parts are published. */
const MOST_LINES = 200_000;

/** Everything that is kept back of a project, by file and line. Reads every text file of every run. */
export function listKeptBack(input: ListingInput): KeptBack[] {
  const { catalog, files, redactor } = input;
  const found = new Map<string, KeptBack>();
  const add = (one: KeptBack) => found.set(`${one.file}\n${one.line}\n${one.kind}`, one);
  const read = new Set<string>();
  const scan = (file: string, own: Redactor) => {
    if (read.has(file)) return;
    read.add(file);
    for (const one of inFile(file, own, input)) add(one);
  };
  for (const id of catalog.ids) {
    const compiled = catalog.get(id);
    const own = redactor.knowing(knownSecrets(compiled.experiment.runs));
    for (const one of inParams(compiled, redactor)) add(one);
    for (const file of filesOf(compiled)) scan(file, own);
  }
  for (const file of files) scan(file, redactor);
  return [...found.values()].sort((a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
}

function inParams({ experiment }: CompiledExperiment, redactor: Redactor): KeptBack[] {
  return experiment.runs.flatMap((run) =>
    [...run.params, ...run.environment].flatMap((param): KeptBack[] => {
      const kind = secretOf(param);
      const { evidence, value } = param;
      if (kind === null || redactor.allows(evidence.literal) || redactor.allows(String(value))) return [];
      return [{ file: evidence.file, line: lineOf(evidence), kind }];
    }),
  );
}

function filesOf({ experiment }: CompiledExperiment): string[] {
  return [
    ...(experiment.journal === null ? [] : [experiment.journal.file]),
    ...experiment.runs.flatMap((run) => run.files),
  ];
}

function inFile(file: string, redactor: Redactor, { open }: ListingInput): KeptBack[] {
  const text = open(file);
  if (text === null) return [];
  const found: KeptBack[] = [];
  for (let from = 1; from <= Math.min(text.total, MOST_LINES); from += BLOCK) {
    const lines = text.read(from, from + BLOCK - 1).join("\n");
    let line = from;
    let at = 0;
    for (const { kind, start } of redactor.look(lines)) {
      for (let next = lines.indexOf("\n", at); next >= 0 && next < start; next = lines.indexOf("\n", at)) {
        line += 1;
        at = next + 1;
      }
      found.push({ file, line, kind });
    }
  }
  return found;
}
