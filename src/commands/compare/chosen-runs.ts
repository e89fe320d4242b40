import { UsageError } from "../../errors.ts";
import { didYouMean, nearestNames } from "../../model/nearest.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { experimentsNamed, suggestExperiments } from "../../project/open.ts";
import { chooseRun } from "../../query/choose-run.ts";
import type { RunRow } from "../../query/run-row.ts";
import type { Invocation } from "../command.ts";
import { textOption } from "../command.ts";
import type { OpenRuns } from "../selection.ts";
import { pickRuns } from "../selection.ts";

/**
 * What is to be compared: one experiment as it is, or some runs.
 *
 * - `filter`: the expression that left some of `among` runs out; null without one.
 */
export type Chosen = { whole: CompiledExperiment } | { rows: RunRow[]; among: number; filter: string | null };

/**
 * The runs that the words after `compare` and `--filter` mean. A word is an experiment, a run, a row of a comparison, or a
 * glob over their names. Throws UsageErrors that say what was perhaps meant.
 */
export function chosenRuns(invocation: Invocation, open: OpenRuns): Chosen {
  const { args } = invocation;
  const filter = textOption(invocation, "filter");
  const { picked, whole } = args.length === 0 ? everything(open, filter !== null) : wordsOf(open, args);
  if (filter !== null) {
    const { rows } = pickRuns(invocation, picked, true);
    if (rows.length === 0) throw new UsageError("no run fits the filter", `It was applied to ${picked.length} runs.`);
    return { rows, among: picked.length, filter };
  }
  const [only, ...others] = whole;
  const isWhole = only !== undefined && others.length === 0 && picked.every((row) => row.compiled === only);
  return isWhole ? { whole: only } : { rows: picked, among: picked.length, filter: null };
}

interface Meant {
  picked: RunRow[];
  whole: CompiledExperiment[];
}

function everything({ project, experiments, rows }: OpenRuns, isFiltered: boolean): Meant {
  const [only, ...others] = experiments;
  if (only !== undefined && (others.length === 0 || isFiltered)) return { picked: [...rows], whole: experiments };
  const help =
    only === undefined ? "`docs doctor` says where runs are looked for." : suggestExperiments(project.catalog, "");
  throw new UsageError(only === undefined ? "no runs were found" : "compare what?", help);
}

function wordsOf(open: OpenRuns, words: readonly string[]): Meant {
  const picked = new Map<string, RunRow>();
  const whole = new Set<CompiledExperiment>();
  for (const word of words) {
    const meant = /[*?]/.test(word) ? globbed(open, word) : named(open, word);
    for (const compiled of meant.whole) whole.add(compiled);
    for (const row of meant.picked) picked.set(row.run.id, row);
  }
  return { picked: [...picked.values()], whole: [...whole] };
}

function named(open: OpenRuns, word: string): Meant {
  const ids = new Set(experimentsNamed(open.project.catalog, word));
  const whole = open.experiments.filter(({ experiment }) => ids.has(experiment.id));
  if (whole.length > 0) return { picked: open.rows.filter((row) => whole.includes(row.compiled)), whole };
  const choice = chooseRun(open.rows, word);
  const picked = choice.found.length > 0 ? choice.found : runsOfRows(open, (name) => name === word);
  return picked.length > 0 ? { picked, whole: [] } : unknown(open, word);
}

/** Experiments that fit a glob; where none does, the runs that do or that stand behind rows that do. */
function globbed(open: OpenRuns, glob: string): Meant {
  const fits = globOf(glob.replace(/^\.\//, "").replace(/\/+$/, ""));
  const whole = open.experiments.filter(({ experiment: { id, dir, name, increment } }) =>
    [id, dir, name, increment ?? name].some(fits),
  );
  if (whole.length > 0) return { picked: open.rows.filter((row) => whole.includes(row.compiled)), whole };
  const isRun = ({ run, compiled }: RunRow) =>
    [run.name, run.id, run.dir, `${compiled.experiment.name}/${run.name}`].some(fits);
  const found = new Set([...open.rows.filter(isRun), ...runsOfRows(open, fits)]);
  if (found.size > 0) return { picked: open.rows.filter((row) => found.has(row)), whole: [] };
  return unknown(open, glob);
}

/** The runs behind the rows of comparisons that are called so: what is shown as `baseline` may be five seeds of it. */
function runsOfRows({ experiments, rows }: OpenRuns, fits: (name: string) => boolean): RunRow[] {
  const ids = new Set(
    experiments.flatMap(({ experiment, comparison }) =>
      comparison.rows
        .filter((row) => fits(row.name) || fits(`${experiment.name}/${row.name}`))
        .flatMap((row) => row.runs),
    ),
  );
  return rows.filter((row) => ids.has(row.run.id));
}

function unknown({ project, experiments, rows }: OpenRuns, word: string): never {
  const names = experiments.flatMap(({ experiment, comparison }) => [
    experiment.increment ?? experiment.name,
    ...comparison.rows.map((row) => row.name),
  ]);
  const near = nearestNames(word, [...rows.map(({ run }) => run.name), ...names]);
  const help = near.length > 0 ? didYouMean(near) : suggestExperiments(project.catalog, word);
  throw new UsageError(`no run or experiment is called \`${word}\``, help);
}

/** A test for a glob over whole names: `*` is anything, `?` one character; case does not matter. */
function globOf(glob: string): (name: string) => boolean {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  const pattern = new RegExp(`^${source}$`, "isu");
  return (name) => pattern.test(name);
}
