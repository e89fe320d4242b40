import type { Event } from "js-yaml";
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import { messageOf } from "../../errors.ts";
import type { ParamValue } from "../../model/run.ts";
import { countLines } from "./line-counter.ts";
import type { Parsed, ScalarValue, Value } from "./value.ts";
import { jsonText } from "./value.ts";

/** More aliases than this are an attack, not a configuration. */
const MAX_ALIASES = 1000;

/**
 * Parses the first YAML document of a text by the rules of YAML 1.2 core: `1e-4` is a number, `yes` and dates are text.
 * Tags are never constructed: `!!python/tuple [1, 2]` is a list, a `PosixPath` is its parts joined with `/`. Aliases
 * and `<<` are followed. Every value keeps its literal and its line. An empty text is an empty map. Never throws.
 */
export function parseYaml(text: string): Parsed {
  try {
    const events = parseEvents(text, { maxDepth: 128 });
    const state: State = { text, events, at: 1, lineOf: countLines(text), lastLine: 1, anchors: new Map(), aliases: 0 };
    const isEmpty = events.length < 2 || events[1]?.type === EVENT_ID.POP;
    if (isEmpty) return { value: { kind: "map", entries: new Map(), line: 1, start: 0, end: 0 }, error: null };
    return { value: compose(state), error: null };
  } catch (error) {
    if (!(error instanceof YAMLException))
      return { value: null, error: { message: messageOf(error), line: 1, column: 1, offset: 0 } };
    const { line = 0, column = 0, position = 0 } = error.mark ?? {};
    return { value: null, error: { message: error.reason, line: line + 1, column: column + 1, offset: position } };
  }
}

interface State {
  text: string;
  events: Event[];
  at: number;
  lineOf: (offset: number) => number;
  lastLine: number;
  anchors: Map<string, Value>;
  aliases: number;
}

const NULL = /^(?:~|null|Null|NULL)?$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const NUMBER = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const OTHER_BASE = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;

/** The value of the event at `state.at` and of all that belongs to it. */
function compose(state: State): Value {
  const event = state.events[state.at];
  state.at += 1;
  if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return nothing(state);
  const name = "anchorStart" in event ? state.text.slice(event.anchorStart, event.anchorEnd) : "";
  if (event.type === EVENT_ID.ALIAS) {
    state.aliases += 1;
    // An alias inside its own anchor is unknown here, so nothing can contain itself.
    return (state.aliases <= MAX_ALIASES ? state.anchors.get(name) : undefined) ?? nothing(state);
  }
  const tag = state.text.slice(event.tagStart, event.tagEnd);
  const value = composeNode(state, event, tag);
  if (event.anchorStart >= 0) state.anchors.set(name, value);
  return value;
}

function composeNode(state: State, event: Exclude<Event, { type: 1 | 5 | 6 }>, tag: string): Value {
  if (event.type === EVENT_ID.SCALAR) return composeScalar(state, event, tag);
  const { start } = event;
  const line = placeAt(state, start);
  if (event.type === EVENT_ID.SEQUENCE) {
    const items: Value[] = [];
    while (!isPop(state)) items.push(compose(state));
    state.at += 1;
    const end = items.at(-1)?.end ?? start;
    return /(?:Posix|Windows|Pure)\w*Path/.test(tag)
      ? joinedPath(items, { line, start, end })
      : { kind: "list", items, line, start, end };
  }
  const entries = new Map<string, Value>();
  const merged: Value[] = [];
  while (!isPop(state)) {
    const key = compose(state);
    const value = compose(state);
    const name = key.kind === "scalar" ? key.literal : jsonText(key);
    if (name === "<<") merged.push(...(value.kind === "list" ? value.items : [value]));
    else entries.set(name, value);
  }
  state.at += 1;
  for (const source of merged) {
    if (source.kind !== "map") continue;
    for (const [name, value] of source.entries) if (!entries.has(name)) entries.set(name, value);
  }
  return { kind: "map", entries, line, start, end: start };
}

function composeScalar(state: State, event: Extract<Event, { type: 4 }>, tag: string): ScalarValue {
  if (event.valueStart < 0) return nothing(state);
  const start = event.valueStart;
  const place = { line: placeAt(state, start), start, end: event.valueEnd };
  const literal = getScalarValue(state.text, event);
  const isText = event.style !== SCALAR_STYLE.PLAIN || tag.endsWith("str");
  return { kind: "scalar", value: isText ? literal : plainValue(literal), literal, ...place };
}

function plainValue(literal: string): ParamValue {
  if (NULL.test(literal)) return null;
  if (BOOLEAN.test(literal)) return literal.toLowerCase() === "true";
  if (NUMBER.test(literal) || OTHER_BASE.test(literal)) return Number(literal);
  if (INFINITE.test(literal)) return literal.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return NOT_A_NUMBER.test(literal) ? Number.NaN : literal;
}

function joinedPath(items: Value[], place: { line: number; start: number; end: number }): ScalarValue {
  const parts = items.map((item) => (item.kind === "scalar" ? item.literal : jsonText(item)));
  const path = parts.join("/").replace(/^\/\/+/, "/");
  return { kind: "scalar", value: path, literal: path, ...place };
}

function nothing(state: State): ScalarValue {
  return { kind: "scalar", value: null, literal: "", line: state.lastLine, start: 0, end: 0 };
}

function placeAt(state: State, offset: number): number {
  state.lastLine = state.lineOf(offset);
  return state.lastLine;
}

function isPop(state: State): boolean {
  const event = state.events[state.at];
  return event === undefined || event.type === EVENT_ID.POP;
}
