import type { Run } from "../src/index.ts";
import type { Expression, Term } from "./expression.ts";
import { compute, termsOf, withTerms } from "./expression.ts";
import { neighbours, numberOf, printedLike, roundsTo } from "./printed-number.ts";
import type { Random } from "./random.ts";
import type { Stated, Subject } from "./subject.ts";
import { lookIn, runsOf, scaled } from "./subject.ts";

/**
 * One corruption of one file.
 *
 * - `subject`: the claim that it makes wrong; null when that is said in words alone.
 * - `visible`: false when the printed number still states the truth at its precision.
 * - `expected`: what a verdict says that names the mistake (verdict, diagnosis or reason); null where no name exists.
 */
export interface Mutation {
  kind: string;
  file: string;
  start: number;
  end: number;
  text: string;
  subject: Subject | null;
  visible: boolean;
  expected: RegExp | null;
}

/** Every corruption of a claim's numbers, its unit or its link. */
export function mutationsOf(subject: Subject, random: Random): Mutation[] {
  const numbers = subject.stated.flatMap((stated) => [
    ...ofDigits(subject, stated, random),
    ...ofRounding(subject, stated),
    ...ofSign(subject, stated),
    ...ofSource(subject, stated, random),
    ...ofStatistic(subject, stated),
  ]);
  return [...numbers, ...ofUnit(subject)];
}

/** A number of a claim printed otherwise. */
export function reprinted(
  subject: Subject,
  stated: Stated,
  change: { kind: string; literal: string; expected: RegExp | null },
): Mutation[] {
  const { kind, literal, expected } = change;
  if (literal === stated.literal || !/\d/.test(literal)) return [];
  const start = subject.textAt + stated.start;
  const visible = !roundsTo(literal, stated.truth, stated.noise);
  return [
    { kind, file: subject.file, start, end: start + stated.literal.length, text: literal, subject, visible, expected },
  ];
}

/** A pattern for a text that stands for itself. */
export function saying(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

function ofDigits(subject: Subject, stated: Stated, random: Random): Mutation[] {
  const { literal } = stated;
  const places = [...literal.matchAll(/\d/g)].map(({ index }) => index);
  const at = random.pick(places);
  const flipped = literal.slice(0, at) + ((Number(literal[at]) + 1 + random.below(9)) % 10) + literal.slice(at + 1);
  const swaps = places.filter((place, n) => places[n + 1] === place + 1 && literal[place] !== literal[place + 1]);
  const from = random.pick(swaps);
  const swapped =
    from === undefined ? literal : literal.slice(0, from) + literal[from + 1] + literal[from] + literal.slice(from + 2);
  return [
    ...reprinted(subject, stated, { kind: "digit flip", literal: flipped, expected: null }),
    ...reprinted(subject, stated, { kind: "transposition", literal: swapped, expected: null }),
  ];
}

function ofRounding(subject: Subject, stated: Stated): Mutation[] {
  const [down, up] = neighbours(stated.truth, stated);
  const isUp = numberOf(stated.literal) === numberOf(up);
  const literal = isUp ? down : up;
  if (numberOf(down) === numberOf(up)) return [];
  const kind = isUp ? "rounding: cut off" : "rounding: up instead of down";
  return reprinted(subject, stated, { kind, literal, expected: isUp ? /truncated/ : null });
}

/** Not where a word carries the sign: “falls by −2” may be read either way. A spread has none. */
function ofSign(subject: Subject, stated: Stated): Mutation[] {
  if (stated.scale < 0 || stated.truth === 0 || stated !== subject.stated[0]) return [];
  const bare = stated.literal.replace(/^[+−-]/u, "");
  const literal = stated.truth > 0 ? `−${bare}` : stated.literal.startsWith("−") ? `+${bare}` : bare;
  return reprinted(subject, stated, { kind: "sign flip", literal, expected: /the sign is flipped/ });
}

/** The number of another run or row, metric or split. */
function ofSource(subject: Subject, stated: Stated, random: Random): Mutation[] {
  const [term] = termsOf(stated.expression);
  if (term === undefined) return [];
  const take = (kind: string, change: Partial<Term>, named: string) => {
    const other = withTerms(stated.expression, (one) => ({ ...one, ...change }));
    return restated(subject, stated, { kind, other, expected: saying(named) });
  };
  const [run] = runsOf(term, subject);
  const metrics = (run?.metrics ?? []).map(({ name }) => name).filter((name) => name !== term.metric);
  const isSplit = (name: string) => name.split("/").at(-1) === term.metric.split("/").at(-1);
  const [split, metric] = [random.pick(metrics.filter(isSplit)), random.pick(metrics.filter((name) => !isSplit(name)))];
  const isLogged = stated.expression.kind === "term";
  const what = isLogged ? "logged" : "derived";
  const others = isLogged
    ? subject.runs.filter((one) => one !== run && one.ignored === null).map(({ name }) => name)
    : termsOf(stated.expression).length > 1
      ? []
      : [...subject.rows.keys()].filter((name) => name !== term.name);
  const other = random.pick(others);
  return [
    ...(other === undefined ? [] : take(`run swap, ${what}`, { name: other }, other)),
    ...(metric === undefined ? [] : take(`metric swap, ${what}`, { metric }, metric)),
    ...(split === undefined ? [] : take(`split swap, ${what}`, { metric: split }, split)),
  ];
}

/** The number of another statistic over the same values, of another point of the series, or without one seed. */
function ofStatistic(subject: Subject, stated: Stated): Mutation[] {
  const { expression } = stated;
  const as = (kind: string, call: string, expected: RegExp) =>
    expression.kind === "term" ? [] : restated(subject, stated, { kind, other: { ...expression, call }, expected });
  const call = expression.kind === "call" ? expression.call : null;
  // Points are of shares; of milliseconds nobody states them.
  const isShare = termsOf(expression).every((term) => lookIn(subject)(term).every((value) => Math.abs(value) <= 1));
  return [
    ...(call === "std" ? as("population std", "pstd", /population instead of sample/) : []),
    ...(call === "std" ? as("SE for SD", "se", /standard error instead of standard deviation/) : []),
    ...(call === "se" ? as("SD for SE", "std", /standard deviation instead of standard error/) : []),
    ...(call === "pp" && isShare ? as("pp/%: value", "rel", /relative change instead of percentage points/) : []),
    ...(call === "rel" && isShare ? as("pp/%: value", "pp", /percentage points instead of relative change/) : []),
    ...ofBest(subject, stated),
    ...withoutOne(subject, stated),
  ];
}

function ofBest(subject: Subject, stated: Stated): Mutation[] {
  const isLogged = stated.expression.kind === "term";
  return (["min", "max"] as const).flatMap((reduction) => {
    const metrics = termsOf(stated.expression).map(({ metric }) => metric);
    const isBest = metrics.every((metric) => /loss|latency|size/.test(metric) === (reduction === "min"));
    if (!isBest) return [];
    const other = withTerms(stated.expression, (term) => ({ ...term, reduction }));
    const word = reduction === "min" ? "lowest" : "highest";
    const expected = isLogged ? saying(`the ${word} value`) : new RegExp(`(?:best|${reduction}) values instead`);
    return restated(subject, stated, { kind: `best for last, ${isLogged ? "logged" : "derived"}`, other, expected });
  });
}

function withoutOne(subject: Subject, stated: Stated): Mutation[] {
  const { expression } = stated;
  const [term, ...others] = termsOf(expression);
  if (expression.kind === "term" || term === undefined || others.length > 0) return [];
  if (!["mean", "std", "median"].includes(expression.call)) return [];
  const runs = runsOf(term, subject);
  return runs.length < 3
    ? []
    : runs.flatMap((left) => {
        const rest = runs.filter((run) => run !== left);
        const other: Expression = { ...expression, args: rest.map((run): Term => ({ ...term, name: run.name })) };
        return restated(subject, stated, {
          kind: "dropped seed",
          other,
          expected: saying(`${left.name} was left out`),
        });
      });
}

/** The number of another expression, printed as this one is. */
function restated(
  subject: Subject,
  stated: Stated,
  change: { kind: string; other: Expression; expected: RegExp },
): Mutation[] {
  const value = compute(change.other, lookIn(subject));
  const truth = compute(stated.expression, lookIn(subject));
  // Nobody takes 0.4 for 42.5.
  const isFar = !(Math.abs(value) < 10 * Math.abs(truth) && Math.abs(truth) < 10 * Math.abs(value));
  if (value === truth || isFar) return [];
  const literal = printedLike(scaled(value, stated.scale), stated);
  return reprinted(subject, stated, { kind: change.kind, literal, expected: change.expected });
}

const UNITS: [RegExp, string, string, RegExp | null][] = [
  [/ pp$| percentage points$/, " %", "pp/%: unit", /percentage points are written as percent/],
  [/ %$/, " pp", "pp/%: unit", /percent is written as percentage points/],
  [/ ms$/, " s", "unit change", /off by a factor of 1000/],
  [/ ms$/, " min", "unit change", null],
  [/ MB$/, " MiB", "unit change", /units of 1000 and 1024/],
  [/ MB$/, " GB", "unit change", null],
];

/** Units change the meaning always: the digits stay. */
function ofUnit(subject: Subject): Mutation[] {
  return UNITS.flatMap(([is, text, kind, expected]) => {
    const at = subject.text.search(is);
    if (at < 0 || subject.stated.length !== 1) return [];
    const [start, end] = [subject.textAt + at, subject.textAt + subject.text.length];
    return [{ kind, file: subject.file, start, end, text, subject, visible: true, expected }];
  });
}

/** The experiment's ignored runs. */
export function ignoredRuns({ runs }: Subject): Run[] {
  return runs.filter((run) => run.ignored !== null);
}
