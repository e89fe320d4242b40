import { readText } from "../disk/file.ts";
import { codeOf } from "../errors.ts";
import { account } from "../model/accounting.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import { compareNatural } from "../model/natural-order.ts";
import { homeOf } from "../model/output.ts";
import type { Run } from "../model/run.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import type { ExperimentPlace, ReadResult, Source } from "../readers/reader.ts";
import { tellingConflicts, withoutConflicts } from "./conflict.ts";
import { directionsOf } from "./declared-direction.ts";
import { distinctPlaces } from "./distinct-place.ts";
import { markDuplicates } from "./duplicate.ts";
import { applyIgnores } from "./ignore.ts";
import { parseIgnoredRuns } from "./ignored-runs.ts";
import { parseJournal } from "./journal.ts";
import { markParents } from "./parent.ts";
import { applyPromises } from "./promise.ts";
import { unloggedReductions } from "./reduction.ts";
import { readScripts } from "./script.ts";
import type { ExperimentSettings } from "./settings.ts";
import { titleOf } from "./title.ts";

/** An experiment before anything of it is read: when none of `files` changed, it is what it was. */
export interface ExperimentPlan {
  place: ExperimentPlace;
  sources: Source[];
  files: string[];
}

/** A plan with what reading its sources gave. `root` is the absolute path of the project. */
export interface ExperimentInput {
  plan: ExperimentPlan;
  results: readonly ReadResult[];
  root: string;
  tree: Tree;
  settings: ExperimentSettings;
}

/**
 * Groups sources by the experiment they belong to, sorted by its id. The files of an experiment are all below its folder
 * but those of experiments inside it; each folder of the tree is visited once, however many runs there are.
 */
export function planExperiments(sources: readonly Source[], tree: Tree): ExperimentPlan[] {
  const groups = new Map<string, { place: ExperimentPlace; sources: Source[] }>();
  for (const source of sources) {
    const group = groups.get(source.experiment.id);
    if (group === undefined) groups.set(source.experiment.id, { place: source.experiment, sources: [source] });
    else group.sources.push(source);
  }
  const places = distinctPlaces([...groups.values()].map(({ place }) => place));
  for (const group of groups.values()) group.place = places.get(group.place.id) ?? group.place;
  const dirs = new Set([...groups.values()].map(({ place }) => place.dir));
  const files = new Map([...dirs].map((dir) => [dir, ownFiles(dir, dirs, tree)]));
  return [...groups.values()]
    .map((group) => ({ ...group, files: withSources(files.get(group.place.dir) ?? [], group.sources) }))
    .sort((a, b) => compareText(a.place.id, b.place.id));
}

/** The files of a folder with those of sources that lie elsewhere, sorted. */
function withSources(own: string[], sources: readonly Source[]): string[] {
  const known = new Set(own);
  const others = sources.flatMap(({ files }) => files).filter((file) => !known.has(file));
  return others.length === 0 ? own : [...own, ...new Set(others)].sort(compareText);
}

/**
 * Builds an experiment from what was read: journal and ignored runs applied, broken promises inferred, directions,
 * accounting and scripts. Bad input is among the experiment's findings; nothing is thrown for it.
 */
export function buildExperiment(input: ExperimentInput): Experiment {
  const { plan, results, root, settings } = input;
  const { place } = plan;
  const notes = readNotes(input);
  const { open, unreadable } = openRuns(results, input.tree);
  const found = open.sort(byStart);
  const applied = applyIgnores(found, notes.ignores, [place.dir, place.runsDir]);
  const runs = markParents(markDuplicates(applyPromises(applied.runs, root), root));
  const hypothesis = notes.journal?.hypothesis ?? null;
  const { directions, findings: disputes } = directionsOf(runs, { hypothesis, settings, results });
  const unlogged = unloggedReductions(notes.journal, runs);
  return {
    id: place.id,
    name: place.name,
    title: titleOf(place, notes.title, input),
    dir: place.dir,
    runsDir: place.runsDir,
    tracker: place.tracker,
    ...(place.outputDir === undefined ? {} : { outputDir: place.outputDir }),
    increment: place.increment,
    runs,
    journal: notes.journal,
    hypothesis,
    directions,
    accounting: account(runs, unreadable.length),
    unreadable,
    scripts: readScripts(place.dir, input),
    findings: [
      ...tellingConflicts(
        results.flatMap((result) => result.findings),
        root,
      ),
      ...notes.findings,
      ...unlogged,
      ...disputes,
      ...applied.findings,
    ],
  };
}

/** The runs that could be looked into, and those that could not: a run with a closed folder in it is not an empty run. */
function openRuns(results: readonly ReadResult[], tree: Tree): { open: Run[]; unreadable: ReadResult["unreadable"] } {
  const runs = results.flatMap((result) => result.runs);
  const closed = [...(tree.closed ?? [])];
  const closedIn = (run: Run) => closed.find((dir) => `${dir}/`.startsWith(`${run.dir}/`));
  const unreadable = runs.flatMap((run) => {
    const folder = closedIn(run);
    return folder === undefined ? [] : [{ path: run.dir, reason: `${folder} could not be read` }];
  });
  const open = runs.filter((run) => closedIn(run) === undefined);
  return { open, unreadable: [...results.flatMap((result) => result.unreadable), ...unreadable] };
}

function ownFiles(dir: string, others: ReadonlySet<string>, tree: Tree): string[] {
  const files: string[] = [];
  const pending = [dir];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const listing = tree.listings.get(next);
    if (listing === undefined) continue;
    for (const name of listing.files) files.push(joinPath(next, name));
    for (const name of listing.dirs) {
      const below = joinPath(next, name);
      if (!others.has(below)) pending.push(below);
    }
  }
  return files.sort(compareText);
}

/** Reads JOURNAL.md and IGNORED_RUNS.md, which stand in the experiment's folder or beside its runs. */
function readNotes(input: ExperimentInput) {
  const journal = readNote("JOURNAL.md", input);
  const list = readNote("IGNORED_RUNS.md", input);
  const parsed = journal.text === null ? null : parseJournal(journal.text, journal.file);
  const ignored = list.text === null ? { entries: [], findings: [] } : parseIgnoredRuns(list.text, list.file);
  return {
    journal: parsed?.journal ?? null,
    title: parsed?.title ?? null,
    ignores: [...ignored.entries, ...(parsed?.ignores ?? [])],
    findings: [...journal.findings, ...(parsed?.findings ?? []), ...list.findings, ...ignored.findings],
  };
}

function readNote(name: string, input: ExperimentInput): { text: string | null; file: string; findings: Finding[] } {
  const { place } = input.plan;
  for (const dir of new Set([place.dir, place.runsDir, homeOf(place)])) {
    const names = input.tree.listings.get(dir)?.files ?? [];
    const listed = names.includes(name) ? name : names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (listed === undefined) continue;
    const file = joinPath(dir, listed);
    try {
      return { file, ...withoutConflicts(readText(input.root, file), file) };
    } catch (error) {
      return {
        text: null,
        file,
        findings: [
          finding({
            code: "source/unreadable",
            file,
            message: `${listed} could not be read (${codeOf(error) ?? "error"})`,
          }),
        ],
      };
    }
  }
  return { text: null, file: joinPath(homeOf(place), name), findings: [] };
}

/** By start, then id; runs without a start come first. */
function byStart(a: Run, b: Run): number {
  const [left, right] = [a.startedAt ?? "", b.startedAt ?? ""].map((at) => at.replace(" ", "T"));
  return compareText(left ?? "", right ?? "") || compareNatural(a.id, b.id);
}
