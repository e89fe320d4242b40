import type { Page } from "../contract/index.ts";
import { DRAWINGS, isClean, plainText } from "./glance.ts";
import { isTelling, secretByName } from "./name.ts";
import type { Redactor } from "./redactor.ts";
import { standIn } from "./sighting.ts";

// A page's data is redacted where it is complete, so that its HTML and everything that is made beside it have the same.

const ADDRESSES = new Set(["href", "address", "src", "id", "group"]);
/** All else of a drawing of ours is numbers. */
const WORDS_OF_DRAWING = />[^<]{4,}(?=<)|aria-label="[^"]{4,}(?=")/g;
/** Words of ours, of which there is a fixed number. */
const FIXED = new Set(["kind", "tone", "verdict", "align", "severity", "state", "code"]);

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/**
 * The page without what is not to be published, and with characters that hide or reorder text made visible. Numbers that have
 * evidence stay as they are.
 */
export function redactPage<T extends Page | object>(page: T, redactor: Redactor): T {
  return isClean(page, redactor) ? page : (redacted(page as unknown as Json, "", redactor) as unknown as T);
}

function redacted(value: Json, key: string, redactor: Redactor): Json {
  if (typeof value === "string") return redactedText(value, key, redactor);
  if (Array.isArray(value))
    return key === "lines" ? redactedLines(value, redactor) : redactedList(value, key, redactor);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value.columns) && Array.isArray(value.rows)) return redactedTable(value, redactor);
  return redactedObject(value, redactor);
}

function redactedText(text: string, key: string, redactor: Redactor): string {
  if (FIXED.has(key)) return text;
  if (ADDRESSES.has(key)) return redactor.address(text);
  if (DRAWINGS.has(key)) return redactedDrawing(text, redactor);
  return key === "html" ? redactedMarkup(text, redactor) : redactor.text(text);
}

function redactedDrawing(svg: string, redactor: Redactor): string {
  return svg.replace(WORDS_OF_DRAWING, (found) => {
    const start = found.startsWith(">") ? 1 : found.indexOf('"') + 1;
    return found.slice(0, start) + redactor.text(found.slice(start));
  });
}

/** Addresses in markup are those of pages, which are redacted as addresses. */
function redactedMarkup(html: string, redactor: Redactor): string {
  const parts = html.split(/(\s(?:href|src|id)="[^"]*")/);
  if (parts.length === 1) return redactor.text(html);
  return parts.map((part, at) => (at % 2 === 1 ? redactor.address(part) : redactor.text(part))).join("");
}

/** What has nothing to be kept back is not copied. */
function redactedList(list: Json[], key: string, redactor: Redactor): Json[] {
  let out = list;
  for (let at = 0; at < list.length; at += 1) {
    const one = list[at];
    if (typeof one === "number") continue;
    const clean = redacted(one, key, redactor);
    if (clean === one) continue;
    if (out === list) out = [...list];
    out[at] = clean;
  }
  return out;
}

function redactedObject(value: JsonObject, redactor: Redactor, but = ""): JsonObject {
  const named = valueByName(value, redactor);
  if (named !== null) return named;
  const isNumber = "title" in value && "verdict" in value && typeof value.text === "string" && isNumeral(value.text);
  let out = value;
  for (const key in value) {
    const one = value[key];
    if (key === but || (isNumber && key === "text")) continue;
    const clean = redacted(one, key, redactor);
    if (clean === one) continue;
    if (out === value) out = { ...value };
    out[key] = clean;
  }
  return out;
}

/** `{ label: "Host", value: … }`: what the name says of the value. */
function valueByName(value: JsonObject, redactor: Redactor): JsonObject | null {
  const name = value.label ?? value.name;
  if (typeof name !== "string" || value.value === undefined) return null;
  const kind = isTelling(name) ? secretByName(name, plainText(value.value)) : null;
  if (kind === null || redactor.allows(plainText(value.value))) return null;
  const blotted = Array.isArray(value.value) ? [standIn(kind)] : standIn(kind);
  return { ...redactedObject({ ...value, value: null }, redactor), value: blotted };
}

/** The lines of a file or an excerpt: together, as a key may be over several. */
function redactedLines(lines: Json[], redactor: Redactor): Json[] {
  const texts = lines.map((line) =>
    typeof line === "object" && line !== null && !Array.isArray(line) ? line.text : line,
  );
  if (!texts.every((text) => typeof text === "string" && !text.includes("\n"))) {
    return lines.map((line) => redacted(line, "", redactor));
  }
  const clean = redactor.lines(texts as string[]);
  if (clean.every((text, at) => text === texts[at])) return lines;
  return lines.map((line, at) =>
    typeof line === "string" ? (clean[at] ?? "") : { ...(line as JsonObject), text: clean[at] },
  );
}

/** In a table the name of a value is the head of its column, or the first cell of its row where the rows are names. */
function redactedTable(table: JsonObject, redactor: Redactor): JsonObject {
  const columns = (table.columns as JsonObject[]).map((column) => String(column.text ?? ""));
  const isByRow = /^(?:param|name|parameter|setting|variable|key)$/i.test(columns[0] ?? "");
  const clean = (row: JsonObject): JsonObject => {
    const cells = row.cells as Json[];
    const head = isByRow ? plainText(cells[0]) : "";
    const nameOf = (at: number) => (at === 0 ? "" : isByRow ? head : (columns[at] ?? ""));
    let own = cells;
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at];
      const one = redactedCell(cell, nameOf(at), redactor);
      if (one === cell) continue;
      if (own === cells) own = [...cells];
      own[at] = one;
    }
    const rest = redactedObject(row, redactor, "cells");
    return rest === row && own === cells ? row : { ...rest, cells: own };
  };
  const before = table.rows as JsonObject[];
  const rows = before.map(clean);
  const rest = redactedObject(table, redactor, "rows");
  return rest === table && rows.every((row, at) => row === before[at]) ? table : { ...rest, rows };
}

function redactedCell(cell: Json, name: string, redactor: Redactor): Json {
  const kind = name === "" || !isTelling(name) || isMeasured(cell) ? null : secretByName(name, plainText(cell));
  if (kind === null || redactor.allows(plainText(cell))) return redacted(cell, "", redactor);
  if (typeof cell !== "object" || cell === null || Array.isArray(cell)) return standIn(kind);
  return { ...cell, main: [blottedNumber(cell.main, standIn(kind))], below: [], sort: null };
}

/** The link to the evidence stays. */
function blottedNumber(main: Json, word: string): Json {
  const first = Array.isArray(main) ? main[0] : null;
  return typeof first === "object" && first !== null && !Array.isArray(first) ? { ...first, text: word } : word;
}

/** A number that was read from a log or computed: it is what the site is for. */
function isMeasured(cell: Json): boolean {
  const main = typeof cell === "object" && cell !== null && !Array.isArray(cell) ? cell.main : null;
  return (
    Array.isArray(main) &&
    main.some(
      (part) => typeof part === "object" && part !== null && !Array.isArray(part) && typeof part.verdict === "string",
    )
  );
}

function isNumeral(text: string): boolean {
  return /^[-+−]?(?:\d[\d\s,.'’]*|\.\d+)(?:e[-+]?\d+)?\s?%?$/i.test(text);
}
