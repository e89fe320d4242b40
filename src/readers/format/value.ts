import type { ParamValue } from "../../model/run.ts";

/**
 * A value of a JSON, YAML or TOML-like file together with where it stands: `line` is 1-based, `start` and `end` are
 * offsets into the parsed text.
 */
export type Value = ScalarValue | ListValue | MapValue;

/**
 * A number, text, boolean or null. `literal` is how it is written there; a text's literal is the text itself. `endLine`: of a list or map
 * that became a text, where its last value stands.
 */
export interface ScalarValue {
  kind: "scalar";
  value: ParamValue;
  literal: string;
  line: number;
  endLine?: number;
  start: number;
  end: number;
}

/** A list. */
export interface ListValue {
  kind: "list";
  items: Value[];
  line: number;
  start: number;
  end: number;
}

/** An object or mapping; entries in file order, a repeated key kept once with its last value. */
export interface MapValue {
  kind: "map";
  entries: Map<string, Value>;
  line: number;
  start: number;
  end: number;
}

/** What came of parsing: a value, or one error with its 1-based place. */
export type Parsed = { value: Value; error: null } | { value: null; error: ParseError };

/** Why a text could not be parsed, and where; `offset` is into the parsed text. */
export interface ParseError {
  message: string;
  line: number;
  column: number;
  offset: number;
}

/** A leaf of a nested value with its dotted name and RFC 6901 pointer. */
export interface Leaf {
  name: string;
  pointer: string;
  value: ScalarValue;
}

/** More leaves than this in one file are not parameters any more, but aliases that multiply. */
const MAX_LEAVES = 20_000;

/**
 * The leaves of a map in file order. Nested maps give dotted names; lists and empty maps become one text leaf with
 * their JSON text, in which numbers keep their literals (`[1e-4, 0.10]`).
 */
export function leavesOf(map: MapValue): Leaf[] {
  const leaves: Leaf[] = [];
  collect(map, { name: "", pointer: "" }, leaves);
  return leaves;
}

/** The value as one line of JSON, numbers as they were written; at most about 64 kB of it. */
export function jsonText(value: Value): string {
  const parts: string[] = [];
  append(value, parts, { left: 1 << 16 });
  return parts.join("");
}

/** One step of an RFC 6901 pointer. */
export function pointerStep(key: string | number): string {
  return "/" + String(key).replaceAll("~", "~0").replaceAll("/", "~1");
}

function collect(map: MapValue, at: { name: string; pointer: string }, leaves: Leaf[]): void {
  for (const [key, value] of map.entries) {
    if (leaves.length >= MAX_LEAVES) return;
    const name = at.name === "" ? key : `${at.name}.${key}`;
    const pointer = at.pointer + pointerStep(key);
    if (value.kind === "map" && value.entries.size > 0) collect(value, { name, pointer }, leaves);
    else leaves.push({ name, pointer, value: value.kind === "scalar" ? value : asText(value) });
  }
}

function asText(value: ListValue | MapValue): ScalarValue {
  const text = jsonText(value);
  const { line, start, end } = value;
  const endLine = lastLine(value);
  return { kind: "scalar", value: text, literal: text, line, ...(endLine > line && { endLine }), start, end };
}

/** The line on which the last of all values in a list or map begins. */
function lastLine(value: Value): number {
  let last = value;
  for (let inner: Value | undefined = value; inner !== undefined; ) {
    last = inner;
    inner =
      inner.kind === "list"
        ? inner.items.at(-1)
        : inner.kind === "map"
          ? [...inner.entries.values()].at(-1)
          : undefined;
  }
  return last.line;
}

function append(value: Value, parts: string[], budget: { left: number }): void {
  const add = (text: string) => {
    budget.left -= text.length;
    if (budget.left > 0) parts.push(text);
  };
  if (budget.left <= 0) return;
  if (value.kind === "scalar") {
    add(typeof value.value === "string" ? JSON.stringify(value.value) : value.literal);
    return;
  }
  const isList = value.kind === "list";
  const children: [string, Value][] = isList ? value.items.map((item) => ["", item]) : [...value.entries];
  add(isList ? "[" : "{");
  children.forEach(([key, child], index) => {
    if (budget.left <= 0) return;
    if (index > 0) add(", ");
    if (!isList) add(`${JSON.stringify(key)}: `);
    append(child, parts, budget);
  });
  add(isList ? "]" : "}");
}
