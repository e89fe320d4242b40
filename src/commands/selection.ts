import { UsageError } from "../errors.ts";
import type { Accounting, Bucket } from "../model/accounting.ts";
import { addAccountings } from "../model/accounting.ts";
import type { Finding } from "../model/finding.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { OpenProject } from "../project/open.ts";
import { chooseExperiments, findingsIn, openProject } from "../project/open.ts";
import { asksForHidden, knownNames, prepareFilter, sortRows } from "../query/evaluate.ts";
import { parseFilter } from "../query/expression.ts";
import { parseField } from "../query/field.ts";
import { QueryError, showQueryError } from "../query/query-error.ts";
import type { RunRow } from "../query/run-row.ts";
import { rowsOf } from "../query/run-row.ts";
import type { Invocation } from "./command.ts";
import { textOption } from "./command.ts";

/** The runs of a project, or of some of its experiments, before anything is picked. */
export interface OpenRuns {
  project: OpenProject;
  experiments: CompiledExperiment[];
  rows: RunRow[];
  accounting: Accounting;
  findings: Finding[];
}

/** What was picked, and how many runs of which kind were left out for not counting. */
export interface Picked {
  rows: RunRow[];
  hidden: Partial<Record<Bucket, number>>;
}

/** Opens the project and reads the runs of the named experiments; of all without names. Throws UsageErrors. */
export async function openRuns(invocation: Invocation, names: readonly string[]): Promise<OpenRuns> {
  const { host, global } = invocation;
  const project = await openProject(host.cwd, global.config);
  const experiments = chooseExperiments(project.catalog, names);
  return {
    project,
    experiments,
    rows: experiments.flatMap(rowsOf),
    accounting: addAccountings(experiments.map(({ experiment }) => experiment.accounting)),
    findings: findingsIn(project, experiments),
  };
}

/**
 * Applies `--filter`, `--sort-by` and `--top`. Runs that do not count are left out and counted, unless `all`, or unless the
 * filter asks for them. Throws a UsageError that shows the mistake in the expression.
 */
export function pickRuns(invocation: Invocation, rows: readonly RunRow[], all: boolean): Picked {
  const filter = textOption(invocation, "filter");
  const sortBy = textOption(invocation, "sortBy");
  const top = topOf(invocation);
  const known = knownNames(rows);
  const expression = filter === null ? null : explained(filter, () => parseFilter(filter));
  const fits = expression === null ? null : explained(filter ?? "", () => prepareFilter(expression, known));
  const fitting = fits === null ? [...rows] : rows.filter(fits);
  const showsAll = all || (expression !== null && asksForHidden(expression));
  const shown = showsAll ? fitting : fitting.filter((row) => row.bucket === "used");
  const hidden: Picked["hidden"] = {};
  if (!showsAll) for (const { bucket } of fitting) if (bucket !== "used") hidden[bucket] = (hidden[bucket] ?? 0) + 1;
  const sorted = sortBy === null ? shown : sorting(shown, sortBy, known);
  return { rows: top === null ? sorted : sorted.slice(0, top), hidden };
}

/** `3 hidden (2 failed, 1 ignored); --all shows them`, or null when none is. */
export function sayHidden(hidden: Picked["hidden"]): string | null {
  const parts = Object.entries(hidden).map(([bucket, n]) => `${n} ${bucket}`);
  const sum = Object.values(hidden).reduce((a, b) => a + b, 0);
  return sum === 0 ? null : `${sum} hidden (${parts.join(", ")}); --all shows them`;
}

/** The number after `--top`, or null. Throws a UsageError when it is none. */
export function topOf(invocation: Invocation): number | null {
  const text = textOption(invocation, "top");
  if (text === null) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--top needs a number, not \`${text}\``, "Such as --top 10.");
}

/** A run's status as lists show it: with what else keeps it from counting, and marked when it was not recorded. */
export function statusText({ run }: RunRow): string {
  const { value, how } = run.status;
  const remarks = [
    how === "inferred" ? "inferred" : null,
    run.diverged === null ? null : "diverged",
    run.ignored === null ? null : "ignored",
    run.deleted ? "deleted" : null,
    run.duplicateOf === null ? null : "duplicate",
  ].filter((one) => one !== null);
  return remarks.length === 0 ? value : `${value} (${remarks.join(", ")})`;
}

function sorting(rows: readonly RunRow[], sortBy: string, known: ReturnType<typeof knownNames>): RunRow[] {
  const falling = sortBy.startsWith("-");
  const text = falling ? sortBy.slice(1) : sortBy;
  return explained(text, () => sortRows(rows, { field: parseField(text), falling }, known));
}

function explained<T>(text: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof QueryError) throw new UsageError(showQueryError(error, text), error.help);
    throw error;
  }
}
