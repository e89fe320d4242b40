import type { Field } from "./field.ts";
import { fieldOf, printField } from "./field.ts";
import { QueryError } from "./query-error.ts";
import type { Token } from "./token.ts";
import { isPlain, quote, tokensOf } from "./token.ts";

/** What a field is compared with. `text` is how a number was written. */
export type Literal =
  | { kind: "number"; value: number; text: string }
  | { kind: "text"; value: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "null" };

/** `~` is "is like": without regard to case, `*` for anything, anywhere in the text. */
export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~" | "contains" | "in";

/** A field against one value, or several for `in`. `start` and `end`: where the values stand. */
export interface Condition {
  kind: "condition";
  field: Field;
  operator: Operator;
  values: Literal[];
  start: number;
  end: number;
}

export type Expression = { kind: "and" | "or"; parts: Expression[] } | { kind: "not"; part: Expression } | Condition;

/** Deeper nesting than this is a mistake, and would exhaust the stack. */
const DEEPEST = 60;

const EXAMPLE = 'An example: metrics.val_accuracy > 0.9 and params.lr < 1e-3 and not tags contains "debug"';
const KEYWORDS = new Set(["and", "or", "not", "in", "contains", "true", "false", "null"]);
const WRONG_WORDS: Record<string, string> = { "&&": "and", "&": "and", "||": "or", "|": "or" };

/**
 * Reads a filter: `metrics.val_accuracy > 0.9 and (params.lr < 1e-3 or name ~ "wide*")`. `not` binds more tightly than
 * `and`, `and` than `or`. Throws a QueryError with the place of the mistake, and nothing else.
 */
export function parseFilter(text: string): Expression {
  const reader: Reader = { tokens: tokensOf(text), at: 0, length: text.length, depth: 0 };
  const expression = readOr(reader);
  const extra = reader.tokens[reader.at];
  if (extra === undefined) return expression;
  const wanted = WRONG_WORDS[extra.text];
  const message = extra.text === ")" ? "this parenthesis closes nothing" : "expected `and` or `or`";
  throw new QueryError(message, extra, wanted === undefined ? EXAMPLE : `Write \`${wanted}\`.`);
}

/** The canonical text of a filter: reading it gives the same filter. */
export function printFilter(expression: Expression): string {
  if (expression.kind === "not") return `not ${printInside(expression.part)}`;
  if (expression.kind !== "condition") return expression.parts.map(printInside).join(` ${expression.kind} `);
  const { field, operator, values } = expression;
  const list = values.map(printLiteral).join(", ");
  return `${printField(field)} ${operator} ${operator === "in" ? `(${list})` : list}`;
}

/** The conditions of a filter from left to right. */
export function conditionsOf(expression: Expression): Condition[] {
  if (expression.kind === "condition") return [expression];
  return expression.kind === "not" ? conditionsOf(expression.part) : expression.parts.flatMap(conditionsOf);
}

interface Reader {
  tokens: Token[];
  at: number;
  length: number;
  depth: number;
}

function printInside(expression: Expression): string {
  const text = printFilter(expression);
  return expression.kind === "condition" || expression.kind === "not" ? text : `(${text})`;
}

function printLiteral(literal: Literal): string {
  if (literal.kind === "number") return literal.text;
  if (literal.kind !== "text") return literal.kind === "null" ? "null" : String(literal.value);
  const { value } = literal;
  const isBare = isPlain(value) && !KEYWORDS.has(value.toLowerCase()) && !isNumber(value);
  return isBare ? value : quote(value);
}

function readOr(reader: Reader): Expression {
  return readChain(reader, "or", () => readChain(reader, "and", () => readNot(reader)));
}

function readChain(reader: Reader, word: "and" | "or", next: () => Expression): Expression {
  const parts = [next()];
  while (takeWord(reader, word)) parts.push(next());
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { kind: word, parts };
}

function readNot(reader: Reader): Expression {
  const token = reader.tokens[reader.at];
  reader.depth += 1;
  if (reader.depth > DEEPEST)
    throw new QueryError("this is nested too deeply", token ?? ending(reader), "Simplify it.");
  const read = takeWord(reader, "not") ? { kind: "not" as const, part: readNot(reader) } : readGroup(reader);
  reader.depth -= 1;
  return read;
}

function readGroup(reader: Reader): Expression {
  const token = reader.tokens[reader.at];
  if (token?.kind !== "sign" || token.text !== "(") return readCondition(reader);
  reader.at += 1;
  const inner = readOr(reader);
  const close = reader.tokens[reader.at];
  if (close?.kind !== "sign" || close.text !== ")") {
    throw new QueryError("this parenthesis is not closed", token, "Add `)`.");
  }
  reader.at += 1;
  return inner;
}

function readCondition(reader: Reader): Condition {
  const field = fieldAt(reader);
  const operator = operatorAt(reader, field);
  const first = reader.tokens[reader.at];
  const values = operator === "in" ? listAt(reader) : [literalAt(reader)];
  const { end } = reader.tokens[reader.at - 1] ?? ending(reader);
  return { kind: "condition", field, operator, values, start: first?.start ?? end, end };
}

function fieldAt(reader: Reader): Field {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new QueryError("expected a field", ending(reader), EXAMPLE);
  const isName = token.kind === "word" && !KEYWORDS.has(token.text.toLowerCase());
  if (!isName) throw new QueryError("expected a field such as `metrics.loss` or `params.lr`", token, EXAMPLE);
  reader.at += 1;
  return fieldOf(token);
}

function operatorAt(reader: Reader, field: Field): Operator {
  const token = reader.tokens[reader.at];
  const text = token?.text.toLowerCase();
  reader.at += 1;
  if (token?.kind === "operator") return text === "==" ? "=" : text === "<>" ? "!=" : (text as Operator);
  if (token?.kind === "word" && (text === "contains" || text === "in")) return text;
  const help = "There are: = != < <= > >= ~ !~ contains in.";
  throw new QueryError(`expected a comparison after \`${printField(field)}\``, token ?? ending(reader), help);
}

function listAt(reader: Reader): Literal[] {
  const open = reader.tokens[reader.at];
  if (open?.text !== "(" || open.kind !== "sign") {
    throw new QueryError("expected a list after `in`", open ?? ending(reader), "Write `in (a, b)`.");
  }
  const values: Literal[] = [];
  do {
    reader.at += 1;
    values.push(literalAt(reader));
  } while (isSign(reader, ","));
  if (!isSign(reader, ")")) throw new QueryError("this list is not closed", open, "Add `)`.");
  reader.at += 1;
  return values;
}

function literalAt(reader: Reader): Literal {
  const token = reader.tokens[reader.at];
  if (token === undefined || token.kind === "operator" || token.kind === "sign") {
    throw new QueryError("expected a value", token ?? ending(reader), EXAMPLE);
  }
  reader.at += 1;
  const { text } = token;
  if (token.kind === "quoted") return { kind: "text", value: text };
  const word = text.toLowerCase();
  if (word === "null") return { kind: "null" };
  if (word === "true" || word === "false") return { kind: "boolean", value: word === "true" };
  if (KEYWORDS.has(word))
    throw new QueryError("expected a value", token, `Put it in quotes if you mean the text: "${text}".`);
  return isNumber(text) ? { kind: "number", value: numberOf(word), text } : { kind: "text", value: text };
}

function isSign(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at];
  return token?.kind === "sign" && token.text === text;
}

function takeWord(reader: Reader, word: string): boolean {
  const token = reader.tokens[reader.at];
  const isWord = token?.kind === "word" && token.text.toLowerCase() === word;
  if (isWord) reader.at += 1;
  return isWord;
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^nan$|^[+-]?inf(inity)?$/i.test(text);
}

function numberOf(word: string): number {
  return /inf/.test(word) ? (word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number(word);
}

function ending({ length }: Reader): { start: number; end: number } {
  return { start: length, end: length + 1 };
}
