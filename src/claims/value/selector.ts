import { decodePercent, encodePercent } from "../../markdown/percent.ts";

import type { Reduction } from "../../model/cited-reduction.ts";

/** A place inside a file that the title of a link names instead of a metric. */
export type Place =
  | { kind: "pointer"; pointer: string }
  | { kind: "cell"; column: string; row: number }
  | { kind: "record"; record: number };

/**
 * A value's durable address. `path` is `run/metric`, `row/metric` or `metric` with percent-encoding undone, split at
 * its slashes; only what is in scope tells where the run ends (see resolve.ts). Empty when only a place is named.
 */
export interface Selector {
  kind: "selector";
  path: string[];
  reduction: Reduction | null;
  place: Place | null;
}

/** What an expression computes. */
export type FunctionName = (typeof FUNCTIONS)[number];

/** A function of selectors. */
export interface Call {
  kind: "call";
  name: FunctionName;
  args: Expression[];
}

export type Expression = Selector | Call;

/** Functions that set two rows against one another by a test, and those that tell how repeats of one row vary. */
export const CONTEST_FUNCTIONS = [
  "p",
  "p_t",
  "p_adjusted",
  "p_equivalent",
  "ci_low",
  "ci_high",
  "effect",
  "next_low",
  "next_high",
  "noise",
] as const;

const FUNCTIONS = [
  ...CONTEST_FUNCTIONS,
  "mean_low",
  "mean_high",
  "mean",
  "median",
  "std",
  "pstd",
  "se",
  "min",
  "max",
  "sum",
  "count",
  "diff",
  "pp",
  "rel",
  "ratio",
  "abs",
  "rank",
  "best",
] as const;

const ALIASES: Record<string, FunctionName> = { n: "count", argmax: "best" };
const ARITY: Partial<Record<FunctionName, number>> = {
  diff: 2,
  pp: 2,
  rel: 2,
  ratio: 2,
  abs: 1,
  rank: 1,
  best: 1,
  ...Object.fromEntries(CONTEST_FUNCTIONS.map((name) => [name, /^(?:next_|noise)/.test(name) ? 1 : 2])),
};

/**
 * Reads a selector or an expression over selectors: `full/auc@best`, `auc step=2000`, `auc@mean5`, `auc@area`,
 * `auc@steps-to-0.9`, `auc@time-to-0.9`, `test/auc@best(val/auc)`, `/test/auc`, `col=auc row=7`, `record=57`, `pp(mean(shift/acc), mean(baseline/acc))`. Null for a text that is neither, or a call with too few or
 * too many arguments. Names may hold spaces and balanced parentheses; `%XX` stands for any character.
 */
export function parseExpression(text: string): Expression | null {
  const trimmed = text.trim();
  const call = callOf(trimmed);
  if (call === undefined) return parseSelector(trimmed);
  return call;
}

/** Reads a selector that is no function call; null when there is none. */
export function parseSelector(text: string): Selector | null {
  const trimmed = text.trim();
  if (trimmed === "" || /[\n\r]/.test(trimmed)) return null;
  const { head, settings } = splitSettings(trimmed);
  const place = placeOf(head, settings);
  if (place !== null) return { kind: "selector", path: [], reduction: null, place };
  if (head === "" || head.startsWith("/") || head.endsWith("/")) return null;
  const { name, reduction } = splitReduction(head);
  const [step] = [...settings].filter(([, value]) => Number.isFinite(Number(value)));
  if (settings.size > (step === undefined ? 0 : 1)) return null;
  const at: Reduction | null = step === undefined ? reduction : { kind: "at", name: step[0], step: Number(step[1]) };
  const path = name.split("/").map(decodePercent);
  return path.some((part) => part === "") ? null : { kind: "selector", path, reduction: at, place: null };
}

/** The canonical text of an expression: `parseExpression(formatExpression(x))` is `x`. */
export function formatExpression(expression: Expression): string {
  if (expression.kind === "call") return `${expression.name}(${expression.args.map(formatExpression).join(", ")})`;
  const { path, reduction, place } = expression;
  if (place?.kind === "pointer") return place.pointer;
  if (place?.kind === "cell") return `col=${encode(place.column)} row=${place.row}`;
  if (place?.kind === "record") return `record=${place.record}`;
  return path.map(encode).join("/") + formatReduction(reduction);
}

/** The selectors of an expression, from left to right. */
export function selectorsOf(expression: Expression): Selector[] {
  return expression.kind === "selector" ? [expression] : expression.args.flatMap(selectorsOf);
}

/** A call when the text begins like one; undefined when it does not; null when it is broken. */
function callOf(text: string): Call | null | undefined {
  const head = /^([a-z_]+)\s*\(/.exec(text);
  const word = head?.[1] ?? "";
  const name = FUNCTIONS.find((one) => one === word) ?? (Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined);
  if (head === null || name === undefined || !text.endsWith(")")) return undefined;
  const parts = splitArguments(text.slice(head[0].length, -1));
  const args = parts?.map(parseExpression) ?? [];
  const expected = ARITY[name];
  if (args.length === 0 || (expected !== undefined && args.length !== expected)) return null;
  return args.every((one) => one !== null) ? { kind: "call", name, args } : null;
}

/** Splits at commas that stand in no parentheses; null when those are not balanced. */
function splitArguments(text: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (depth < 0) return null;
    if (text[i] === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return depth === 0 ? [...parts, text.slice(start)] : null;
}

/** `auc step=2000` → `auc` and its settings; names may hold spaces, so only a tail of `key=value` words is taken off. */
function splitSettings(text: string): { head: string; settings: Map<string, string> } {
  const settings: [string, string][] = [];
  let head = text;
  for (let match = TAIL.exec(head); match !== null; match = TAIL.exec(head)) {
    settings.unshift([match[1] ?? "", match[2] ?? ""]);
    head = head.slice(0, match.index).trimEnd();
  }
  return { head, settings: new Map(settings) };
}

const TAIL = /(?:^|\s)([A-Za-z_]\w*)=(\S+)$/;

function placeOf(head: string, settings: Map<string, string>): Place | null {
  if (head.startsWith("/") && settings.size === 0) return { kind: "pointer", pointer: head };
  if (head !== "") return null;
  const column = settings.get("col");
  const row = Number(settings.get("row"));
  if (column !== undefined && Number.isInteger(row) && settings.size === 2) {
    return { kind: "cell", column: decodePercent(column), row };
  }
  const record = Number(settings.get("record"));
  return Number.isInteger(record) && settings.size === 1 ? { kind: "record", record } : null;
}

/** `acc@best` → `acc` and best. An `@` that names no reduction belongs to the metric (`mAP@0.5`). */
function splitReduction(head: string): { name: string; reduction: Reduction | null } {
  const other = /^(.+?)@best\((.+)\)$/is.exec(head);
  if (other !== null) {
    const metric = (other[2] ?? "").split("/").map(decodePercent).join("/");
    return { name: other[1] ?? "", reduction: { kind: "bestOf", metric } };
  }
  const match = SUFFIX.exec(head);
  if (match === null) return { name: head, reduction: null };
  const [, name = "", word, count, unit, target, key, step] = match;
  if (word !== undefined) return { name, reduction: { kind: word.toLowerCase() as "last" } };
  if (count !== undefined) return { name, reduction: { kind: "meanOfLast", count: Number(count) } };
  if (unit === undefined) return { name, reduction: { kind: "at", name: key ?? "step", step: Number(step) } };
  const kind = unit.toLowerCase() === "steps" ? "stepsTo" : "timeTo";
  return { name, reduction: { kind, target: Number(target) } };
}

/** What may follow the `@`, as the source of a pattern; `=` is given, since a name has it escaped. */
const suffixes = (equals: string) =>
  `(last|best|min|max|first|area)|mean([1-9]\\d*)|(steps|time)-to-([+-]?\\d[\\d.e+-]*)|([a-z_]+)${equals}([+-]?\\d[\\d.e+-]*)`;
const SUFFIX = new RegExp(`^(.+)@(?:${suffixes("=")})$`, "is");
const LIKE_SUFFIX = new RegExp(`@(?=(?:${suffixes("%3D")})$)`, "gi");

function formatReduction(reduction: Reduction | null): string {
  if (reduction === null) return "";
  if (reduction.kind === "at") return `@${reduction.name}=${reduction.step}`;
  if (reduction.kind === "meanOfLast") return `@mean${reduction.count}`;
  if (reduction.kind === "stepsTo") return `@steps-to-${reduction.target}`;
  if (reduction.kind === "timeTo") return `@time-to-${reduction.target}`;
  if (reduction.kind === "bestOf") return `@best(${reduction.metric.split("/").map(encode).join("/")})`;
  return `@${reduction.kind}`;
}

/** Escapes what the grammar uses: slashes inside a part, spaces, commas, parentheses, quotes, `@` before a reduction. */
function encode(part: string): string {
  const escaped = part.replace(/[%/\s,()"'<>=]/g, encodePercent);
  return escaped.replace(LIKE_SUFFIX, encodePercent);
}
