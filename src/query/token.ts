import { QueryError } from "./query-error.ts";

/**
 * A piece of a filter. `start` and `end` are offsets into it.
 *
 * - `word`: a name, a keyword or a bare value. `tail` is what follows its last quoted part, all of it without one.
 * - `quoted`: a text in quotes.
 */
export type Token = { start: number; end: number } & (
  | { kind: "word"; text: string; tail: string }
  | { kind: "quoted"; text: string }
  | { kind: "operator" | "sign"; text: string }
);

const OPERATORS = ["==", "!=", "<>", "<=", ">=", "!~", "=", "<", ">", "~"] as const;
const BREAKS = /[\s()"'`,<>=!~]/;
const QUOTES = /["'`]/;

/** Cuts a filter into tokens. Throws a QueryError for a quote that is not closed and for a sign that means nothing. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    if (/\s/.test(character)) at += 1;
    else {
      const token = signAt(text, at) ?? (QUOTES.test(character) ? quotedAt(text, at) : wordAt(text, at));
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** A text in quotes, so that reading it gives the text again. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** Whether a name or value can stand without quotes. */
export function isPlain(text: string): boolean {
  return text !== "" && !BREAKS.test(text);
}

function signAt(text: string, at: number): Token | null {
  const sign = "(),".includes(text[at] as string) ? text[at] : undefined;
  if (sign !== undefined) return { kind: "sign", text: sign, start: at, end: at + 1 };
  const operator = OPERATORS.find((one) => text.startsWith(one, at));
  if (operator !== undefined) return { kind: "operator", text: operator, start: at, end: at + operator.length };
  if (text[at] === "!") throw new QueryError("`!` alone means nothing", { start: at, end: at + 1 }, "Write `not`.");
  return null;
}

function quotedAt(text: string, at: number): Token {
  const mark = text[at];
  let content = "";
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text[end] as string;
    if (character === mark) return { kind: "quoted", text: content, start: at, end: end + 1 };
    if (character === "\\" && end + 1 < text.length) end += 1;
    content += text[end];
  }
  throw new QueryError("a quote is not closed", { start: at, end: text.length }, `Add ${mark} at its end.`);
}

/** A word may hold quoted parts behind a full stop: `metrics."val/loss"`. */
function wordAt(text: string, start: number): Token {
  let content = "";
  let tail = "";
  let at = start;
  while (at < text.length) {
    const character = text[at] as string;
    if (QUOTES.test(character) && content.endsWith(".") && tail !== "") {
      const part = quotedAt(text, at);
      content += part.text;
      tail = "";
      at = part.end;
    } else if (BREAKS.test(character)) break;
    else {
      content += character;
      tail += character;
      at += 1;
    }
  }
  return { kind: "word", text: content, tail, start, end: at };
}
