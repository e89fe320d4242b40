import type { ParamValue } from "../../model/run.ts";
import { countLines } from "./line-counter.ts";
import type { Parsed, Value } from "./value.ts";

/**
 * How to read.
 *
 * - `python`: also accept what `str()` of a Python dict prints: single quotes, `True`, `False`, `None`, `nan`, `inf`.
 * - `start`: where in the text the value begins; nothing but blanks may follow it.
 */
export interface JsonOptions {
  python?: boolean;
  start?: number;
}

const MAX_DEPTH = 128;

/**
 * Parses JSON as Python writes it: `NaN`, `Infinity` and `-Infinity` are numbers. Every value keeps its literal and its
 * place, so big integers and `0.10` stay as written. Never throws: the error comes back with line and column.
 */
export function parseJson(text: string, options: JsonOptions = {}): Parsed {
  const start = options.start ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const state: State = { text, at: start, lineOf: countLines(text), python: options.python ?? false, depth: 0 };
  try {
    blanks(state);
    const value = parseValue(state);
    blanks(state);
    if (state.at < text.length) throw new JsonError("there is text after the end of the value");
    return { value, error: null };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const offset = state.at;
    const column = offset - (offset === 0 ? -1 : text.lastIndexOf("\n", offset - 1));
    return { value: null, error: { message: error.message, line: state.lineOf(offset), column, offset } };
  }
}

interface State {
  text: string;
  at: number;
  lineOf: (offset: number) => number;
  python: boolean;
  depth: number;
}

class JsonError extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PYTHON_WORD = /[+-]?[A-Za-z_]+/y;
const WORDS = new Map<string, ParamValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);
const PYTHON_WORDS = new Map<string, ParamValue>([
  ...WORDS,
  ["True", true],
  ["False", false],
  ["None", null],
  ["nan", Number.NaN],
  ["inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
]);
const ESCAPES: Record<string, string> = {
  '"': '"',
  "'": "'",
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function blanks(state: State): void {
  for (;;) {
    const code = state.text.charCodeAt(state.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    state.at += 1;
  }
}

function parseValue(state: State): Value {
  const code = state.text.charCodeAt(state.at);
  if (code === 123 || code === 91) return parseNested(state, code === 123);
  const start = state.at;
  const line = state.lineOf(start);
  if (code === 34 || (code === 39 && state.python)) {
    const value = parseString(state, code === 34 ? '"' : "'");
    return { kind: "scalar", value, literal: value, line, start, end: state.at };
  }
  const [value, literal] = parseNumberOrWord(state);
  return { kind: "scalar", value, literal, line, start, end: state.at };
}

function parseNumberOrWord(state: State): [ParamValue, string] {
  NUMBER.lastIndex = state.at;
  const number = NUMBER.exec(state.text)?.[0];
  if (number !== undefined) {
    state.at += number.length;
    return [Number(number), number];
  }
  PYTHON_WORD.lastIndex = state.at;
  const word = PYTHON_WORD.exec(state.text)?.[0] ?? "";
  const words = state.python ? PYTHON_WORDS : WORDS;
  const value = words.get(word);
  if (value === undefined) {
    throw new JsonError(state.at < state.text.length ? "a value is expected here" : "the text ends in the middle");
  }
  state.at += word.length;
  return [value, word];
}

function parseNested(state: State, isMap: boolean): Value {
  const start = state.at;
  const line = state.lineOf(start);
  state.depth += 1;
  if (state.depth > MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH} levels`);
  const entries = new Map<string, Value>();
  const items: Value[] = [];
  const close = isMap ? "}" : "]";
  state.at += 1;
  blanks(state);
  let more = state.text[state.at] !== close;
  while (more) {
    if (isMap) entries.set(parseKey(state), parseValue(state));
    else items.push(parseValue(state));
    blanks(state);
    more = state.text[state.at] === ",";
    if (!more) break;
    state.at += 1;
    blanks(state);
    if (state.python && state.text[state.at] === close) more = false;
  }
  if (state.text[state.at] !== close) throw new JsonError(`a comma or ${close} is expected here`);
  state.at += 1;
  state.depth -= 1;
  const place = { line, start, end: state.at };
  return isMap ? { kind: "map", entries, ...place } : { kind: "list", items, ...place };
}

function parseKey(state: State): string {
  const quote = state.text[state.at];
  if (quote !== '"' && !(quote === "'" && state.python)) throw new JsonError("a quoted name is expected here");
  const key = parseString(state, quote);
  blanks(state);
  if (state.text[state.at] !== ":") throw new JsonError("a colon is expected here");
  state.at += 1;
  blanks(state);
  return key;
}

function parseString(state: State, quote: string): string {
  const { text } = state;
  let from = state.at + 1;
  let value = "";
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) {
      state.at = at;
      value += text.slice(from, at) + parseEscape(state);
      from = state.at;
      at = from - 1;
    } else if (code === quote.charCodeAt(0)) {
      state.at = at + 1;
      return value + text.slice(from, at);
    } else if (code < 32 && !state.python) {
      state.at = at;
      throw new JsonError("a control character inside a text must be escaped");
    }
  }
  state.at = text.length;
  throw new JsonError("the text ends inside quotes");
}

function parseEscape(state: State): string {
  const { text, at } = state;
  const letter = text[at + 1] ?? "";
  const plain = ESCAPES[letter];
  if (plain !== undefined && Object.hasOwn(ESCAPES, letter)) {
    state.at = at + 2;
    return plain;
  }
  const digits = letter === "u" ? 4 : letter === "x" && state.python ? 2 : 0;
  const hex = text.slice(at + 2, at + 2 + digits);
  if (digits === 0 || !/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits) throw new JsonError("an unknown escape");
  state.at = at + 2 + digits;
  return String.fromCharCode(Number.parseInt(hex, 16));
}
