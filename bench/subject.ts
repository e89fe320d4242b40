import type { Compiled, Run, Verdict } from "../src/index.ts";
import type { CompiledExperiment } from "../src/model/project.ts";
import type { Expression, Look, Term } from "./expression.ts";
import { compute, parseTitle } from "./expression.ts";
import type { Unmarked } from "./marked-text.ts";
import type { PrintedNumber } from "./printed-number.ts";
import { printedNumbers, roundsTo } from "./printed-number.ts";

/**
 * A number of a claim with what it states: `expression` times `scale` (100 for percent, −1 where words such as “falls by” carry
 * the sign). `noise`: relative error of the arithmetic.
 */
export interface Stated extends PrintedNumber {
  expression: Expression;
  scale: number;
  truth: number;
  noise: number;
}

/**
 * A supported claim that can be corrupted.
 *
 * - `start`, `end`: of the link in its document; `textAt`, `urlAt`: where text and address begin.
 * - `run`: whose file is linked; `runs`: all of the experiment; `rows`: the runs of each row by its name.
 * - `stated`: its numbers; empty for a winner or rank.
 */
export interface Subject {
  file: string;
  start: number;
  end: number;
  text: string;
  textAt: number;
  url: string;
  urlAt: number;
  title: string | null;
  expression: Expression;
  run: Run | null;
  runs: Run[];
  rows: ReadonlyMap<string, Run[]>;
  stated: Stated[];
}

/** The verdicts that say that a claim is right. */
export const GOOD: ReadonlySet<string> = new Set(["supported", "derived", "attested"]);

/** The verdicts that call a claim wrong. A bare number that is only unbound or ambiguous is not caught. */
export const WRONG: ReadonlySet<string> = new Set([
  "contradicted",
  "stale",
  "wrong-run",
  "ignored-run",
  "source-missing",
  "unreadable",
  "unsupported-format",
]);

/** The claims of people's text that are right and whose link the benchmark understands. `textOf`: a document's text. */
export function subjectsOf(compiled: Compiled, textOf: (file: string) => string): Subject[] {
  return compiled.documents.flatMap(({ file, verdicts }) =>
    verdicts
      .filter(({ claim, verdict }) => claim.region === null && claim.kind !== "bare" && GOOD.has(verdict))
      .flatMap((verdict) => subjectOf(compiled, verdict, textOf(file)) ?? []),
  );
}

/** The last (lowest, highest) values of a term. `own`: the run that a term without a name means. */
export function lookIn({ run, runs, rows }: Pick<Subject, "run" | "runs" | "rows">): Look {
  return (term) =>
    runsOf(term, { run, runs, rows }).flatMap(
      (one) => one.metrics.find(({ name }) => name === term.metric)?.[term.reduction]?.value ?? [],
    );
}

/** The runs that a term means. */
export function runsOf({ name }: Term, { run, runs, rows }: Pick<Subject, "run" | "runs" | "rows">): Run[] {
  if (name === "") return run === null ? [] : [run];
  return rows.get(name) ?? runs.filter((one) => one.name === name);
}

/** The numbers of a document without links, as its generator knows them. */
export function bareSubjectsOf(compiled: Compiled, file: string, written: Unmarked): Subject[] {
  const [near] = compiled.catalog.all();
  if (near === undefined) return [];
  const { runs, rows, names } = namesIn(near);
  return written.numbers.flatMap(({ start, end, text, truth }) => {
    const expression = parseTitle(truth, names);
    const run = expression.kind === "term" ? (runs.find(({ name }) => name === expression.name) ?? null) : null;
    const place = { file, start, end, text, textAt: start, url: "", urlAt: start, title: truth };
    const subject = { ...place, expression, run, runs, rows, stated: [] };
    const isName = expression.kind === "call" && ["best", "rank"].includes(expression.call);
    const stated = isName ? null : statedIn(subject);
    return stated === null ? [] : [{ ...subject, stated }];
  });
}

/** The runs of an experiment, those that count of each row, and what runs and rows are called. */
function namesIn({ experiment, comparison }: CompiledExperiment) {
  const { runs } = experiment;
  const used = (ids: readonly string[]) => runs.filter((one) => ids.includes(one.id) && one.ignored === null);
  const several = comparison.rows.filter((row) => row.runs.length > 1);
  const rows = new Map(several.map((row) => [row.name, used(row.runs)]));
  return { runs, rows, names: new Set([...rows.keys(), ...runs.map(({ name }) => name)]) };
}

function subjectOf(compiled: Compiled, { claim }: Verdict, document: string): Subject | null {
  const { start, end } = claim.span;
  const link = /^\[([^\]]*)\]\(([^\s)]+)(?: "(.*)")?\)$/.exec(document.slice(start, end));
  if (link === null) return null;
  const [, text = "", url = "", title = null] = link;
  const target = new URL(url, `file:///${claim.file}`);
  const path = decodeURIComponent(target.pathname.slice(1));
  const near = compiled.catalog.at(path);
  if (near === null) return null;
  const { runs, rows, names } = namesIn(near);
  const run = runs.find((one) => one.files.includes(path)) ?? null;
  const at = { path, line: Number(/^#L(\d+)/.exec(target.hash)?.[1] ?? 0) };
  const expression = title === null ? onLine(run, at, text) : parseTitle(title, names);
  if (expression === null) return null;
  const isName = expression.kind === "call" && ["best", "rank"].includes(expression.call);
  const base = { file: claim.file, start, end, text, textAt: start + 1, url, urlAt: start + text.length + 3, title };
  const subject = { ...base, expression, run, runs, rows, stated: [] };
  const stated = isName ? [] : statedIn(subject);
  return stated === null ? null : { ...subject, stated };
}

/** The metric on a cited line that the text rounds to, when a link has no title. */
function onLine(run: Run | null, { path, line }: { path: string; line: number }, text: string): Expression | null {
  const [number] = printedNumbers(text);
  const metric = run?.metrics.find(({ last }) => {
    const { file, locator } = last.evidence;
    const isThere = file === path && "line" in locator && locator.line === line;
    return isThere && [1, 100].some((by) => roundsTo(number?.literal ?? "0", last.value * by, 1e-12));
  });
  return metric === undefined ? null : { kind: "term", name: "", metric: metric.name, reduction: "last" };
}

/** The numbers of a subject with what they state; null where the benchmark cannot tell. */
function statedIn(subject: Subject): Stated[] | null {
  const [main, spread, ...others] = printedNumbers(subject.text);
  if (main === undefined || others.length > 0) return null;
  const one = state(subject, main, subject.expression);
  if (one === null || spread === undefined) return one === null ? null : [one];
  const { expression } = subject;
  const two = expression.kind === "call" ? state(subject, spread, { ...expression, call: "std" }) : null;
  return two === null ? null : [one, two];
}

function state(subject: Subject, number: PrintedNumber, expression: Expression): Stated | null {
  const value = compute(expression, lookIn(subject));
  if (!Number.isFinite(value)) return null;
  const noise = expression.kind === "term" ? 0 : 1e-12;
  const scale = [1, 100, -1, -100].find((by) => roundsTo(number.literal, scaled(value, by), noise));
  return scale === undefined ? null : { ...number, expression, scale, truth: scaled(value, scale), noise };
}

/** A value times 1, −1, 100 or −100 without the error of a product: a logged 0.7025 is 70.25 percent. */
export function scaled(value: number, scale: number): number {
  const sign = Math.sign(scale);
  return Math.abs(scale) === 100 ? sign * Number(shifted(value)) : sign * value;
}

function shifted(value: number): string {
  const [mantissa = "0", power = "0"] = String(value).split("e");
  return `${mantissa}e${Number(power) + 2}`;
}
