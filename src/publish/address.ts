import type { Evidence } from "../model/evidence.ts";
import { fragmentOf, linesOf } from "../model/evidence.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { baseName, parentOf } from "../model/tree.ts";
import type { CitedRange, Notes } from "./notebook.ts";
import { openNotebook } from "./notebook.ts";
import type { RecordLocator } from "./record-place.ts";
import { partOf, valueAnchor } from "./record-place.ts";
import { makeSlugs, slugOf } from "./slug.ts";

/** What the address of an experiment is made of. */
export interface NamedExperiment {
  experiment: { id: string; name: string };
}

/**
 * Where everything stands in the site. Addresses are relative to its root and end with a slash. They depend on the names in the
 * project alone and not on who asks first, so that pages can be made one without the other. Asking for the address of a file or
 * a line also notes it, so that the file gets a page that shows it.
 */
export interface Addresses {
  experiment(compiled: NamedExperiment): string;
  comparison(compiled: NamedExperiment): string;
  /** The id of a row's group of runs on the comparison page. */
  group(row: string): string;
  run(compiled: CompiledExperiment, id: string): string;
  document(file: string): string | null;
  /** The page that shows what a document without a page of its own says; null for every other file. */
  standIn(file: string): string | null;
  /** Null where the file is missing, outside the project, or binary in a way that nothing can be shown of. */
  file(path: string): string | null;
  lines(path: string, range: CitedRange): string | null;
  evidence(evidence: Evidence): string | null;
  medium(path: string): string;
  /** The file as it is, beside its page; null for one without a page. */
  raw(path: string): string | null;
  /** What was asked for since the last time this was asked. */
  takeNotes(): Notes;
}

/**
 * What addresses depend on.
 *
 * - `experiments`: all of them in their order; one that is not among them gets its address when it is asked for.
 * - `documents`: those with a page. `standIns`: those without, each with the address of the page that says the same.
 * - `siblings`: the names in a folder of the project. `isShown`: whether a project file can be shown as text.
 * - `records`: of a binary file whose records can be shown as text, whether they are spread over several pages; else null.
 */
export interface AddressInput {
  experiments?: readonly NamedExperiment["experiment"][];
  documents: readonly string[];
  standIns?: ReadonlyMap<string, string>;
  siblings?(dir: string): readonly string[];
  isShown(path: string): boolean;
  records?(path: string): { isLarge: boolean } | null;
}

/** Opens the book of addresses of a project. */
export function openAddresses(input: AddressInput): Addresses {
  const slugs = makeSlugs();
  const documents = documentAddresses(input.documents);
  const paths = openPaths(input.siblings ?? (() => []));
  const notebook = openNotebook();
  const shelf = openShelf((path) => `files/${paths(path)}/`, notebook, input);
  const experiment = ({ experiment: { id, name } }: NamedExperiment) =>
    slugs.of(`experiment ${id}`, `experiments/${slugOf(name)}`);
  for (const one of input.experiments ?? []) experiment({ experiment: one });
  const runs = new Map<string, ReadonlyMap<string, string>>();
  const run = (compiled: CompiledExperiment, id: string) => {
    const key = compiled.experiment.id;
    const known = runs.get(key) ?? runSlugs(compiled);
    runs.set(key, known);
    return `runs/${experiment(compiled).slice("experiments/".length)}/${known.get(id) ?? slugOf(baseName(id))}/`;
  };
  const medium = (path: string) => {
    const address = `media/${paths(path)}`;
    notebook.copy(path, address);
    return address;
  };
  return {
    ...shelf,
    experiment: (compiled) => `${experiment(compiled)}/`,
    comparison: (compiled) => `${experiment(compiled)}/comparison/`,
    group: (row) => `of-${slugOf(row)}`,
    run,
    document: (file) => {
      notebook.look(file);
      return documents.get(file) ?? null;
    },
    standIn: (file) => input.standIns?.get(file) ?? null,
    medium,
    raw: (path) => {
      const page = shelf.file(path);
      const address = page === null ? null : `${page}${slugOf(baseName(path))}.txt`;
      if (address !== null) notebook.copy(path, address);
      return address;
    },
    takeNotes: notebook.take,
  };
}

function documentAddresses(files: readonly string[]): Map<string, string> {
  const slugs = makeSlugs();
  const wanted = (file: string) => `documents/${file.replace(/\.md$/i, "").split("/").map(slugOf).join("/")}`;
  return new Map(files.map((file) => [file, `${slugs.of(file, wanted(file))}/`]));
}

/** Two runs of an experiment may have folders of one name at different places. */
function runSlugs({ experiment }: CompiledExperiment): ReadonlyMap<string, string> {
  const slugs = makeSlugs();
  return new Map(experiment.runs.map(({ id }) => [id, slugs.of(id, slugOf(baseName(id)))]));
}

/** Paths as addresses: in each folder no two names become one, even where upper and lower case are the same. */
function openPaths(siblings: (dir: string) => readonly string[]): (path: string) => string {
  const folders = new Map<string, ReadonlyMap<string, string>>();
  const known = new Map<string, string>();
  const namesOf = (dir: string): ReadonlyMap<string, string> => {
    const names = folders.get(dir) ?? nameSlugs(siblings(dir));
    folders.set(dir, names);
    return names;
  };
  const addressOf = (path: string): string => {
    const name = namesOf(parentOf(path)).get(baseName(path)) ?? slugOf(baseName(path));
    return path.includes("/") ? `${folderOf(parentOf(path))}/${name}` : name;
  };
  const folderOf = (dir: string): string => {
    const address = known.get(dir) ?? addressOf(dir);
    known.set(dir, address);
    return address;
  };
  return addressOf;
}

/** Names that need not change keep theirs; only the others are kept, so that a folder of plain names costs nothing. */
function nameSlugs(names: readonly string[]): ReadonlyMap<string, string> {
  const folded = new Set(names.map((name) => name.toLowerCase()));
  if (folded.size === names.length && names.every((name) => slugOf(name) === name)) return new Map();
  const slugs = makeSlugs();
  const plain = names.filter((name) => slugOf(name) === name);
  const ordered = [...plain, ...names.filter((name) => slugOf(name) !== name)];
  return new Map(ordered.map((name) => [name, slugs.of(name, slugOf(name))]));
}

/** The files of the site, and the lines of them that are cited. */
function openShelf(
  address: (path: string) => string,
  notebook: ReturnType<typeof openNotebook>,
  { isShown, records }: AddressInput,
): Pick<Addresses, "file" | "lines" | "evidence"> {
  const shown = new Map<string, string | null>();
  const large = new Map<string, boolean | null>();
  const isLarge = (path: string): boolean | null => {
    const known = large.get(path);
    const is = known === undefined ? (records?.(path)?.isLarge ?? null) : known;
    large.set(path, is);
    return is;
  };
  const file = (path: string): string | null => {
    const known = shown.get(path);
    const is = known === undefined ? (isShown(path) || isLarge(path) !== null ? address(path) : null) : known;
    if (known === undefined) shown.set(path, is);
    if (is === null) notebook.look(path);
    else notebook.show(path);
    return is;
  };
  const lines = (path: string, range: CitedRange): string | null => {
    const page = file(path);
    if (page === null) return null;
    notebook.cite(path, range);
    return `${page}${fragmentOf({ kind: "line", line: range.line, endLine: range.endLine })}`;
  };
  const evidence = (one: Evidence): string | null => {
    const range = linesOf(one);
    if (range !== null) return lines(one.file, range);
    const page = file(one.file);
    return page === null || "line" in one.locator ? page : record(page, one, one.locator);
  };
  const record = (page: string, { file: path, literal }: Evidence, locator: RecordLocator): string => {
    const is = isLarge(path);
    if (is === null) return page;
    notebook.citeRecord(path, { locator, literals: [literal] });
    return `${page}${is ? `${partOf(locator)}/` : ""}#${valueAnchor(locator, literal)}`;
  };
  return { file, lines, evidence };
}
