import { compareText } from "../model/finding.ts";
import type { Tracker } from "../model/run.ts";
import type { Source } from "./reader.ts";

/**
 * Whose word counts most where several trackers describe one run: those that keep every value as it was given, then those that
 * round or keep single precision, then those that have no metrics of their own.
 */
export const PRECEDENCE: readonly Tracker[] = [
  "specweave",
  "tree",
  "mlflow",
  "wandb",
  "neptune",
  "trackio",
  "clearml",
  "sacred",
  "guild",
  "optuna",
  "dvclive",
  "huggingface",
  "lightning",
  "keras",
  "ultralytics",
  "textlog",
  "ledger",
  "tensorboard",
  "hydra",
];

/** Whose folders are those of one run, whatever lies in them. */
export const RUN_FOLDERS: ReadonlySet<Tracker> = new Set(["tree", "specweave", "hydra"]);
/** Whose runs have an id of their own each: several in one folder are several runs. */
const IDENTIFIED: ReadonlySet<Tracker> = new Set(["mlflow", "wandb", "neptune", "sacred", "guild", "clearml"]);

/**
 * Joins sources that describe one run: they lie in the same folder, or one lies in a folder inside the other's. The joined
 * source has the id, folder and experiment of the outermost, so that adding a tracker to a run does not rename it. Several
 * sources of one reader inside a run are its stretches (a run resumed twice); inside a Hydra job, which has no values of its own,
 * each is a run and the job's settings belong to all. Where event files lie beside a store of several runs, nobody can tell whose
 * they are, and they stand alone. Sources of many runs are left as they are.
 */
export function joinSources(sources: readonly Source[]): Source[] {
  const single = sources.filter((source) => source.many !== true);
  const byDir = new Map<string, Source[]>();
  for (const source of single) byDir.set(source.dir, [...(byDir.get(source.dir) ?? []), source]);
  if (byDir.size === single.length && !hasNested(byDir)) return [...sources];
  const groups = new Map<string, Source[]>();
  for (const source of single) {
    const root = outermost(byDir, source.dir);
    groups.set(root, [...(groups.get(root) ?? []), source]);
  }
  const many = sources.filter((source) => source.many === true);
  return [...many, ...[...groups.values()].flatMap(joinGroup)].sort((a, b) => compareText(a.id, b.id));
}

function hasNested(byDir: ReadonlyMap<string, Source[]>): boolean {
  return [...byDir.keys()].some((dir) => outermost(byDir, dir) !== dir);
}

/** The folder furthest up that is a source's own, starting from one that is. */
function outermost(byDir: ReadonlyMap<string, Source[]>, dir: string): string {
  let found = dir;
  for (let at = dir.lastIndexOf("/"); at > 0; at = dir.lastIndexOf("/", at - 1)) {
    const above = dir.slice(0, at);
    if (byDir.has(above)) found = above;
  }
  return found;
}

function joinGroup(group: Source[]): Source[] {
  const sorted = [...group].sort((a, b) => compareText(a.dir, b.dir) || rank(a) - rank(b));
  const [outer, ...others] = sorted;
  if (outer === undefined || others.length === 0) return sorted;
  const counts = new Map<Tracker, number>();
  for (const { reader } of sorted) counts.set(reader, (counts.get(reader) ?? 0) + 1);
  const isOne = [...counts.values()].every((count) => count === 1);
  const isStore = [...counts].some(([reader, count]) => count > 1 && IDENTIFIED.has(reader));
  if (isStore && !RUN_FOLDERS.has(outer.reader)) {
    const beside = sorted.filter(({ dir }) => dir === outer.dir);
    if (beside.length < sorted.length)
      return [joined(beside), ...joinSources(sorted.filter(({ dir }) => dir !== outer.dir))];
  }
  return isOne || outer.reader !== "hydra" ? [joined(sorted)] : apart(sorted);
}

/** Several runs in one job: what is around or beside them belongs to each of them. */
function apart(sorted: Source[]): Source[] {
  const inner = sorted.filter((one) => !sorted.some((other) => other !== one && other.dir.startsWith(`${one.dir}/`)));
  const dirs = [...new Set(inner.map(({ dir }) => dir))];
  return dirs.map((dir) => {
    const around = sorted.filter((one) => dir === one.dir || dir.startsWith(`${one.dir}/`));
    const own = around.filter((one) => one.dir === dir);
    const whole = joined([...own, ...around.filter((one) => one.dir !== dir)]);
    return { ...whole, experiment: sorted[0]?.experiment ?? whole.experiment };
  });
}

function joined(parts: Source[]): Source {
  const [outer] = parts as [Source];
  if (parts.length === 1) return outer;
  const primary = [...parts].sort((a, b) => rank(a) - rank(b))[0] ?? outer;
  const files = [...new Set(parts.flatMap((part) => part.files))].sort(compareText);
  return { ...outer, reader: primary.reader, files, parts };
}

function rank({ reader }: Source): number {
  return PRECEDENCE.indexOf(reader);
}
