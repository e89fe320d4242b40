import type { Evidence } from "../model/evidence.ts";
import { fragmentOf, linesOf } from "../model/evidence.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { baseName } from "../model/tree.ts";
import { makeSlugs, slugOf } from "./slug.ts";

/** Lines of a file that something points at. */
export interface CitedRange {
  line: number;
  endLine: number;
}

/** What the address of an experiment is made of. */
export interface NamedExperiment {
  experiment: { id: string; name: string };
}

/**
 * Where everything stands in the site. Addresses are relative to its root and end with a slash. Asking for the address of a
 * line also notes that it is cited, so that its file gets a page that shows it.
 */
export interface Addresses {
  experiment(compiled: NamedExperiment): string;
  comparison(compiled: NamedExperiment): string;
  /** The id of a row's group of runs on the comparison page. */
  group(row: string): string;
  run(compiled: CompiledExperiment, id: string): string;
  document(file: string): string | null;
  /** Null where the file is missing, binary or outside the project. */
  file(path: string): string | null;
  lines(path: string, range: CitedRange): string | null;
  evidence(evidence: Evidence): string | null;
  medium(path: string): string;
  /** What is cited of a file so far. */
  cited(path: string): CitedRange[];
  /** Files that were asked for and whose page is not made yet; forgets them. `below`: only those in a folder. */
  takeFiles(below: string | null): string[];
  media(): { address: string; file: string }[];
}

/** What addresses depend on. `isShown`: whether a project file can be shown as text. */
export interface AddressInput {
  documents: readonly string[];
  isShown(path: string): boolean;
}

/** The prefix that leads from a page to the site's root: `./` for home, `../` for each segment. */
export function rootOf(address: string): string {
  const depth = address.split("/").length - 1;
  return depth === 0 ? "./" : "../".repeat(depth);
}

/** Opens an empty book of addresses. */
export function openAddresses(input: AddressInput): Addresses {
  const slugs = makeSlugs();
  const documents = new Map(
    input.documents.map((file) => [
      file,
      slugs.of(`document ${file}`, `documents/${pathSlug(file.replace(/\.md$/i, ""))}`),
    ]),
  );
  const shelf = openShelf((path) => slugs.of(`file ${path}`, `files/${pathSlug(path)}`), input.isShown);
  const media = new Map<string, string>();
  const experiment = ({ experiment: { id, name } }: NamedExperiment) =>
    slugs.of(`experiment ${id}`, `experiments/${slugOf(name)}`);
  const run = (compiled: CompiledExperiment, id: string) => {
    const place = experiment(compiled).slice("experiments/".length);
    return slugs.of(`run ${id}`, `runs/${place}/${slugOf(baseName(id))}`);
  };
  const medium = (path: string) => {
    const address = slugs.of(`medium ${path}`, `media/${pathSlug(path)}`);
    media.set(address, path);
    return address;
  };
  return {
    ...shelf,
    experiment: (compiled) => `${experiment(compiled)}/`,
    comparison: (compiled) => `${experiment(compiled)}/comparison/`,
    group: (row) => `of-${slugOf(row)}`,
    run: (compiled, id) => `${run(compiled, id)}/`,
    document: (file) => (documents.has(file) ? `${documents.get(file)}/` : null),
    medium,
    media: () => [...media].map(([address, file]) => ({ address, file })),
  };
}

/** The files of the site and what is cited of them. */
function openShelf(
  slug: (path: string) => string,
  isShown: (path: string) => boolean,
): Pick<Addresses, "file" | "lines" | "evidence" | "cited" | "takeFiles"> {
  const shown = new Map<string, boolean>();
  const cited = new Map<string, Map<string, CitedRange>>();
  const waiting = new Set<string>();
  const file = (path: string): string | null => {
    const known = shown.get(path);
    const is = known ?? isShown(path);
    if (known === undefined) {
      shown.set(path, is);
      if (is) waiting.add(path);
    }
    return is ? `${slug(path)}/` : null;
  };
  const lines = (path: string, range: CitedRange): string | null => {
    const address = file(path);
    if (address === null) return null;
    const fragment = fragmentOf({ kind: "line", line: range.line, endLine: range.endLine });
    const ranges = cited.get(path) ?? new Map<string, CitedRange>();
    cited.set(path, ranges.set(fragment, range));
    return `${address}${fragment}`;
  };
  const evidence = (one: Evidence): string | null => {
    const range = linesOf(one);
    return range === null ? file(one.file) : lines(one.file, range);
  };
  const takeFiles = (below: string | null): string[] => {
    const taken = [...waiting].filter((path) => below === null || path.startsWith(`${below}/`));
    for (const path of taken) waiting.delete(path);
    return taken;
  };
  return { file, lines, evidence, cited: (path) => [...(cited.get(path)?.values() ?? [])], takeFiles };
}

function pathSlug(path: string): string {
  return path.split("/").map(slugOf).join("/");
}
