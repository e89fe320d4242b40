import { parseAddress } from "../claims/text/address.ts";
import { exists } from "../disk/file.ts";
import { compareText } from "../model/finding.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { MovedFolder } from "./moved-folder.ts";
import { movedFolder } from "./moved-folder.ts";

/** A generated text before and after, with the file that it stands in. */
export interface BodyChange {
  file: string;
  before: string;
  after: string;
}

/** What is known of a project's runs when it is asked why something changed. */
export type RunLookup = Pick<Catalog, "root"> & {
  /** The experiment whose folder holds a path, or null. */
  at(path: string): CompiledExperiment | null;
};

/**
 * Why a generated text became another, by the links of both: runs that are new, gone, called otherwise or ignored, then logged values
 * that are others or stand elsewhere, then other lines that it rests on. Plain sentences without a full stop, the weightiest
 * first; empty when it rests on what it rested on.
 */
export function regionCauses(change: BodyChange, lookup: RunLookup): string[] {
  const before = linksOf(change.file, change.before);
  const after = linksOf(change.file, change.after);
  const [had, has] = [runsIn(before, lookup), runsIn(after, lookup)];
  const added = [...has.values()].filter((run) => !had.has(run.id));
  const moved = movedRuns(before, added, lookup);
  if (moved !== null) return [moved];
  const gone = [...new Set(before.map((link) => link.file))].filter((file) => isGone(file, lookup));
  const runs = [...renamedOrNot(added, gone, { before, after }), ...ignoredNow({ before, after }, [...has.values()])];
  // Whoever adds or ignores a run writes of it in the journal or the ignore list: that is no further cause.
  return [...runs, ...otherValues(before, after), ...(runs.length > 0 ? [] : otherPlaces(before, after))];
}

/** Why something became another that was made from some runs, of which only their names are known: a figure. */
export function sourceCauses(before: readonly string[], after: readonly Pick<Run, "id" | "name" | "dir">[]): string[] {
  const ids = new Set(after.map((run) => run.id));
  const added = after.filter((run) => !before.includes(run.id));
  const gone = before.filter((id) => !ids.has(id));
  const isFolder = [...added.map((run) => run.id), ...gone].every((id) => !id.includes("#"));
  const moved =
    isFolder && added.length === gone.length ? movedFolder(gone, [...ids].filter(isNew(before)), () => true) : null;
  if (moved !== null) return [sayMoved(moved)];
  return [
    ...sayNew(added),
    ...sayGone([...new Set(gone.map((id) => baseName(id.replace(/#.*$/, ""))))], "is not in it any more"),
  ];
}

function isNew(before: readonly string[]): (id: string) => boolean {
  return (id) => !before.includes(id);
}

/** Where all runs that are new were linked before, in a folder that is not there any more. */
function movedRuns(before: readonly BodyLink[], added: readonly Run[], { root }: RunLookup): string | null {
  const former = new Set(before.flatMap(({ file }) => foldersOf(file)));
  const dirs = added.map((run) => run.dir);
  if (dirs.length === 0 || dirs.some((dir) => dir === "")) return null;
  const moved = movedFolder([...former], dirs, (path) => !exists(root, path));
  return moved === null ? null : sayMoved(moved);
}

function foldersOf(file: string): string[] {
  const parts = file.split("/");
  return parts.map((_, at) => parts.slice(0, at).join("/")).filter((folder) => folder !== "");
}

function sayMoved({ from, to }: MovedFolder): string {
  return `${from} lies in ${to} now`;
}

interface BodyLink {
  text: string;
  file: string;
  line: number | null;
  title: string;
}

const DEFINITION = /^\[([0-9a-f]+)\]: <?([^\s>]+)>?(?: "((?:[^"\\]|\\.)*)")?$/gm;

const USE = /\[((?:[^\][\\]|\\.)*)\]\[([0-9a-f]+)\]/g;

/** The reference links of a region's body that lead into the project. */
function linksOf(file: string, body: string): BodyLink[] {
  const addresses = new Map<string, Omit<BodyLink, "text">>();
  for (const [, label = "", url = "", title = ""] of body.matchAll(DEFINITION)) {
    const address = parseAddress(file, url);
    if (address !== null) addresses.set(label, { file: address.file, line: address.line, title });
  }
  const links = Array.from(body.matchAll(USE), ([, text = "", label = ""]) => ({ text, at: addresses.get(label) }));
  return links.flatMap(({ text, at }) => (at === undefined ? [] : [{ text, ...at }]));
}

/** The runs that links lead into, by their id. */
function runsIn(links: readonly BodyLink[], lookup: RunLookup): Map<string, Run> {
  const runs = new Map<string, Run>();
  for (const file of new Set(links.map((link) => link.file))) {
    for (const run of lookup.at(file)?.experiment.runs ?? []) {
      if (file === run.dir || file.startsWith(`${run.dir}/`)) runs.set(run.id, run);
    }
  }
  return runs;
}

/** A log that was linked and is not there, though the experiment that it belongs to is. */
function isGone(file: string, lookup: RunLookup): boolean {
  return !file.endsWith(".md") && !exists(lookup.root, file) && lookup.at(file) !== null;
}

function renamedOrNot(
  added: readonly Run[],
  gone: readonly string[],
  links: { before: readonly BodyLink[]; after: readonly BodyLink[] },
): string[] {
  const names = [...new Set(gone.map(runNameOf))].sort(compareText);
  const [only, ...others] = names;
  const [run, ...more] = added;
  if (only !== undefined && run !== undefined && others.length + more.length === 0) {
    const was = links.before.filter((link) => gone.includes(link.file)).map((link) => link.text);
    const now = links.after.filter((link) => link.file.startsWith(`${run.dir}/`)).map((link) => link.text);
    const numbers = (texts: readonly string[]) =>
      [...new Set(texts.filter((text) => /\d/.test(text) && !text.includes("`")))].sort().join(" ");
    if (numbers(was) === numbers(now) && numbers(now) !== "")
      return [`the run ${only} is called ${baseName(run.dir)} now`];
  }
  return [...sayNew(added), ...sayGone(names, "is gone")];
}

/** The part of a log's path that names its run: the folder below `runs`, else the folder that is not `logs`. */
function runNameOf(file: string): string {
  const parts = file.split("/");
  const at = parts.lastIndexOf("runs");
  return parts[at + 1] ?? file;
}

function sayNew(runs: readonly Pick<Run, "name" | "dir">[]): string[] {
  const [first] = runs;
  if (first === undefined) return [];
  if (runs.length === 1) return [`the run ${first.name} is new (${first.dir})`];
  return [`${runs.length} runs are new: ${listed(runs.map((run) => run.name))}`];
}

function sayGone(names: readonly string[], verb: string): string[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [`the run ${names[0]} ${verb}`];
  return [`${names.length} runs ${verb.replace(/^is /, "are ")}: ${listed(names)}`];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

/** Runs whose text now says why they do not count. */
function ignoredNow(
  links: { before: readonly BodyLink[]; after: readonly BodyLink[] },
  runs: readonly Run[],
): string[] {
  const places = new Set(links.before.map((link) => `${link.file}:${link.line}`));
  const now = new Set(links.after.map((link) => `${link.file}:${link.line}`));
  const ignored = runs.flatMap(({ name, ignored: why }) => {
    const place = why === null ? null : `${why.file}:${why.line}`;
    return why === null || place === null || places.has(place) || !now.has(place) ? [] : [{ name, place, why }];
  });
  const [first] = ignored;
  if (first === undefined) return [];
  if (ignored.length > 1) return [`${ignored.length} runs are ignored now: ${listed(ignored.map((one) => one.name))}`];
  const reason = first.why.reason === "" ? "" : `: ${first.why.reason}`;
  return [`the run ${first.name} is ignored now${reason} (${first.place})`];
}

/** Logged values that are others now, or stand in another line. */
function otherValues(before: readonly BodyLink[], after: readonly BodyLink[]): string[] {
  const keyOf = (link: BodyLink) => `${link.file}\0${link.title}`;
  const isLogged = (link: BodyLink) => link.title !== "" && !link.file.endsWith(".md");
  const was = new Map(before.filter(isLogged).map((link) => [keyOf(link), link]));
  const pairs = after.filter(isLogged).flatMap((now) => {
    const old = was.get(keyOf(now));
    return old === undefined || (old.text === now.text && old.line === now.line) ? [] : [{ old, now }];
  });
  const changed = pairs.find(({ old, now }) => old.text !== now.text);
  const [first] = pairs;
  const many = new Set(pairs.map(({ now }) => keyOf(now))).size;
  const more = many > 1 ? `, and ${many - 1} more changed` : "";
  if (changed !== undefined) {
    const { old, now } = changed;
    return [`${placeOf(now)} says ${plain(now.text)}, it said ${plain(old.text)}${more}`];
  }
  return first === undefined ? [] : [`what stood in ${placeOf(first.old)} stands in line ${first.now.line} now${more}`];
}

/** Other lines of what people wrote that it rests on: journal, ignore list, configuration. */
function otherPlaces(before: readonly BodyLink[], after: readonly BodyLink[]): string[] {
  const isWritten = ({ file }: BodyLink) =>
    /\.(?:md|ya?ml|py|sh|toml)$/.test(file) && !/(?:comparison|report)\.md$/.test(file);
  const said = (links: readonly BodyLink[]) =>
    new Set(links.filter(isWritten).map((link) => `${placeOf(link)}\0${link.text}`));
  const [was, now] = [said(before), said(after)];
  const first = [...now].find((one) => !was.has(one)) ?? [...was].find((one) => !now.has(one));
  return first === undefined ? [] : [`${first.split("\0", 1)[0]} changed`];
}

function placeOf({ file, line }: BodyLink): string {
  return line === null ? file : `${file}:${line}`;
}

/** Link text without its Markdown: a number or a name. */
function plain(text: string): string {
  return text.replace(/\\(.)/g, "$1").replaceAll("`", "");
}
