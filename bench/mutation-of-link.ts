import { posix } from "node:path";
import type { Run } from "../src/index.ts";
import type { Mutation } from "./mutation.ts";
import { saying } from "./mutation.ts";
import { printedLike, roundsTo } from "./printed-number.ts";
import type { Random } from "./random.ts";
import type { Subject } from "./subject.ts";
import { runsOf, scaled } from "./subject.ts";

type Metric = Run["metrics"][number];

/**
 * Number and link are taken from another run, metric or split together, so that they agree with each other. Then only the title
 * (where it is kept) or the words around the link tell that something else is meant.
 */
export function linkMutations(subject: Subject, random: Random): Mutation[] {
  const { expression, title } = subject;
  if (expression.kind !== "term" || title === null) return [];
  const [run] = runsOf(expression, subject);
  const own = run?.metrics.find(({ name }) => name === expression.metric);
  if (run === undefined || own === undefined) return [];
  const key = keyOf(own.name);
  const others = subject.runs.filter((one) => one.id !== run.id && one.ignored === null);
  const other = random.pick(others)?.metrics.find(({ name }) => name === own.name);
  const name = subject.runs.find(({ metrics }) => other !== undefined && metrics.includes(other))?.name ?? "";
  const split = random.pick(run.metrics.filter((one) => one.name !== own.name && keyOf(one.name) === key));
  const metric = random.pick(run.metrics.filter((one) => keyOf(one.name) !== key));
  const titleOf = (of: Metric, runName: string) =>
    title.replace(own.name, of.name).replace(`${run.name}/`, runName === "" ? "" : `${runName}/`);
  return [
    ...linkedTo(subject, other, { kind: "run swap, number and link", title, expected: saying(name) }),
    ...linkedTo(subject, other, { kind: "run swap, words only", title: other && titleOf(other, name), expected: null }),
    ...linkedTo(subject, split, { kind: "split swap, number and link", title, expected: saying(split?.name ?? "") }),
    ...linkedTo(subject, split, {
      kind: "split swap, words only",
      title: split && titleOf(split, run.name),
      expected: null,
    }),
    ...linkedTo(subject, metric, {
      kind: "metric swap, words only",
      title: metric && titleOf(metric, run.name),
      expected: null,
    }),
  ];
}

function linkedTo(
  subject: Subject,
  metric: Metric | undefined,
  as: { kind: string; title: string | undefined; expected: RegExp | null },
): Mutation[] {
  const [stated] = subject.stated;
  if (metric === undefined || stated === undefined || as.title === undefined) return [];
  // Where the run is named neither by the title nor by the link, the kept title means the linked run: only the words tell.
  const isKept = as.title === subject.title;
  if (isKept && as.kind.startsWith("run swap, number") && subject.expression.kind === "term") {
    if (subject.expression.name === "") return [];
  }
  const { file, locator } = metric.last.evidence;
  if (!("line" in locator)) return [];
  const value = scaled(metric.last.value, stated.scale);
  if (!(Math.abs(value) < 10 * Math.abs(stated.truth) && Math.abs(stated.truth) < 10 * Math.abs(value))) return [];
  const literal = printedLike(value, stated);
  const url = `${posix.relative(posix.dirname(subject.file), file)}#L${locator.line}`;
  const text = `[${subject.text.replace(stated.literal, literal)}](${url} "${as.title}")`;
  // Where the words name one run and the link leads to another, that is wrong even if both have the same number.
  const visible = as.kind.endsWith("words only") || !roundsTo(literal, stated.truth, stated.noise);
  const { start, end } = subject;
  return [{ kind: as.kind, file: subject.file, start, end, text, subject, visible, expected: as.expected }];
}

function keyOf(metric: string): string {
  return metric.slice(metric.lastIndexOf("/") + 1);
}
