import { posix } from "node:path";
import type { Run } from "../src/index.ts";
import { compute, termsOf } from "./expression.ts";
import type { Mutation } from "./mutation.ts";
import { ignoredRuns, reprinted, saying } from "./mutation.ts";
import { printedLike, roundsTo } from "./printed-number.ts";
import type { Random } from "./random.ts";
import type { Subject } from "./subject.ts";
import { lookIn, runsOf, scaled } from "./subject.ts";

/** A change of a logged value after the lock was written; not visible where the claim's numbers still round to the truth. */
export function staleMutations(subject: Subject, random: Random, textOf: (file: string) => string): Mutation[] {
  const term = random.pick(termsOf(subject.expression));
  const run = term === undefined ? undefined : random.pick(runsOf(term, subject));
  const last = run?.metrics.find(({ name }) => name === term?.metric)?.last;
  if (term === undefined || run === undefined || last === undefined || subject.stated.length === 0) return [];
  const { file, locator } = last.evidence;
  const at = "line" in locator ? placeOf(textOf(file), locator.line, term.metric) : null;
  if (at === null) return [];
  const text = flipped(at.literal, random);
  const look = lookIn(subject);
  const changed = (of: typeof term) => {
    const runs = runsOf(of, subject);
    return look(of).map((value, index) => (runs[index] === run && of.metric === term.metric ? Number(text) : value));
  };
  const visible = subject.stated.some(
    ({ literal, expression, scale, noise }) => !roundsTo(literal, scaled(compute(expression, changed), scale), noise),
  );
  return [{ kind: "stale value", file, ...at, text, subject, visible, expected: /^stale/ }];
}

/** The link goes one line up or down. A title may still find the value; then the link has to be called moved. */
export function lineMutations(subject: Subject, textOf: (file: string) => string): Mutation[] {
  const [all, line = ""] = /#L(\d+)$/.exec(subject.url) ?? [];
  const [stated] = subject.stated;
  const { expression } = subject;
  if (all === undefined || expression.kind !== "term" || stated === undefined) return [];
  const path = posix.join(posix.dirname(subject.file), decodeURIComponent(subject.url.slice(0, -all.length)));
  return [-1, 1].flatMap((by): Mutation[] => {
    const next = Number(line) + by;
    const at = expression.metric.lastIndexOf("/");
    const text = textOf(path);
    const neighbour = text.split("\n")[next - 1] ?? "";
    // A value of another split is no value of the metric that the title names.
    const isOfSplit = at < 0 || neighbour.includes(`"split":"${expression.metric.slice(0, at)}"`);
    const there = isOfSplit ? placeOf(text, next, expression.metric.slice(at + 1)) : null;
    const isFound = subject.title !== null && (there === null || /@|step=/.test(subject.title));
    const start = subject.urlAt + subject.url.length - line.length;
    const edit = { file: subject.file, start, end: start + line.length, text: String(next) };
    const kind = `line off by one${isFound ? FOUND_AGAIN : ""}`;
    // The neighbour may hold the same value at this precision, under the same name.
    const isSame =
      !isFound && there !== null && roundsTo(stated.literal, scaled(Number(there.literal), stated.scale), 0);
    return next < 1 ? [] : [{ kind, ...edit, subject, visible: !isSame, expected: isFound ? /moved to/ : null }];
  });
}

/** How the kind ends whose title names the value wherever it stands: the claim stays proven. */
export const FOUND_AGAIN = ", found again by its title";

/** A cell of a table takes the text of the cell below it or, where runs are columns, of the one beside it. */
export function rowMutations(subjects: readonly Subject[], textOf: (file: string) => string): Mutation[] {
  return subjects.flatMap((subject) => {
    const text = textOf(subject.file);
    const [stated] = subject.stated;
    const line = text.slice(text.lastIndexOf("\n", subject.start) + 1, subject.start);
    if (!line.startsWith("|") || stated === undefined || subject.expression.kind !== "term") return [];
    const { metric } = subject.expression;
    const next = subjects.find((other) => {
      const between = text.slice(subject.end, Math.max(subject.end, other.start));
      const isSame = other.expression.kind === "term" && other.expression.metric === metric;
      const isNear = between.split("\n").length <= 2 && between.includes("|") && !between.includes("\n\n");
      return isSame && isNear && other.file === subject.file && other.start > subject.start;
    });
    const [other] = next?.stated ?? [];
    if (other === undefined || next?.run == null) return [];
    const expected = saying(next.run.name);
    return reprinted(subject, stated, { kind: "row off by one", literal: other.literal, expected });
  });
}

/** The claim cites a run that is left out of all counts, with that run's number. */
export function ignoredMutations(subject: Subject): Mutation[] {
  const [ignored] = ignoredRuns(subject);
  const [stated, ...others] = subject.stated;
  if (ignored === undefined || stated === undefined || others.length > 0) return [];
  const [term, ...more] = termsOf(stated.expression);
  const metric = ignored.metrics.find(({ name }) => name === term?.metric);
  if (term === undefined || metric === undefined || more.length > 0) return [];
  const isLogged = stated.expression.kind === "term";
  const runs = [...runsOf(term, subject), ignored];
  const values = (list: readonly Run[]) => list.flatMap((run) => lookIn(subject)({ ...term, name: run.name }));
  const expression = stated.expression.kind === "term" ? stated.expression : { ...stated.expression, args: [term] };
  const value = isLogged ? metric.last.value : compute(expression, () => values(runs));
  const literal = printedLike(scaled(value, stated.scale), stated);
  const label = subject.text.replace(stated.literal, literal);
  const names = runs.map(({ name }) => `${name}/${term.metric}`).join(", ");
  const title = isLogged ? term.metric : `${expression.kind === "call" ? expression.call : ""}(${names})`;
  const { file, locator } = metric.last.evidence;
  const line = "line" in locator ? `#L${locator.line}` : "";
  const url = isLogged ? `${posix.relative(posix.dirname(subject.file), file)}${line}` : subject.url;
  const quoted = subject.title === null ? "" : ` "${title}"`;
  const kind = `ignored run cited, ${isLogged ? "logged" : "derived"}`;
  const edit = { file: subject.file, start: subject.start, end: subject.end, text: `[${label}](${url}${quoted})` };
  return [{ kind, ...edit, subject, visible: true, expected: /^ignored-run/ }];
}

/** Where the value of a metric stands on a line of a log. */
function placeOf(text: string, line: number, metric: string): { start: number; end: number; literal: string } | null {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const key = metric.slice(metric.lastIndexOf("/") + 1);
  const match = new RegExp(`"${key}"\\s*:\\s*(-?[\\d.]+(?:e[+-]?\\d+)?)`).exec(lines[line - 1] ?? "");
  const [whole, literal] = match ?? [];
  if (match === null || whole === undefined || literal === undefined) return null;
  const split = /"split":"([^"]*)"/.exec(lines[line - 1] ?? "")?.[1];
  if (split !== undefined && metric.includes("/") && metric.slice(0, metric.lastIndexOf("/")) !== split) return null;
  const end = before + match.index + whole.length;
  return { start: end - literal.length, end, literal };
}

/** Another digit among the first four that count. */
function flipped(literal: string, random: Random): string {
  const first = literal.search(/[1-9]/);
  const places = [...literal.matchAll(/\d/g)].map(({ index }) => index).filter((index) => index >= first);
  const at = random.pick(places.slice(0, 4));
  const digit = (Number(literal[at]) + 1 + random.below(8)) % 10;
  return literal.slice(0, at) + (at === first ? Math.max(1, digit) : digit) + literal.slice((at ?? 0) + 1);
}
