import { isTelling } from "./name.ts";
import type { Redactor } from "./redactor.ts";

// Nearly all pages hold nothing to keep back: one look at all their texts together tells that of most, in a fifth of the time
// that looking at each of them takes.

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Ends a word for every expression that looks for something. */
const BETWEEN = "|";

/** Fields that hold a drawing of ours. */
export const DRAWINGS = new Set(["svg", "drawing"]);

/** Which lines of a page an address means. */
const LINES = /#L\d+(?:-L\d+)?$/;

/** What is to be looked at. `addresses`: each page of the site once, however many of its lines are meant. */
interface Gathered {
  texts: string[];
  addresses: Set<string>;
}

/**
 * Tells of a page's data that nothing in it has to be kept back or made visible. When it says no, there may be something; then each
 * text has to be looked at by itself.
 */
export function isClean(page: object, redactor: Redactor): boolean {
  const gathered: Gathered = { texts: [], addresses: new Set() };
  if (!gather(page as Json, "", gathered)) return false;
  return !redactor.glance([...gathered.texts, ...gathered.addresses].join(BETWEEN));
}

/** Adds the texts of a value to what is gathered; false where a name tells that there is something to be kept back. */
function gather(value: Json, key: string, into: Gathered): boolean {
  if (typeof value === "string") {
    gatherText(value, key, into);
    return true;
  }
  if (typeof value !== "object" || value === null) return true;
  if (!Array.isArray(value)) return gatherObject(value, into);
  for (const one of value) if (typeof one !== "number" && !gather(one, key, into)) return false;
  return true;
}

function gatherObject(value: JsonObject, into: Gathered): boolean {
  for (const key in value) {
    if ((key === "value" || key === "rows") && isTold(value)) return false;
    if (!gather(value[key], key, into)) return false;
  }
  return true;
}

function gatherText(text: string, key: string, { texts, addresses }: Gathered): void {
  if (key === "href") addresses.add(text.replace(LINES, ""));
  else if (DRAWINGS.has(key)) gatherDrawing(text, texts);
  else texts.push(text);
}

const LABEL = 'aria-label="';

/** A drawing of ours is numbers but for its words and its name. */
function gatherDrawing(svg: string, texts: string[]): void {
  for (let at = svg.indexOf(">"); at >= 0; at = svg.indexOf(">", at + 1)) {
    if (svg[at + 1] !== "<") texts.push(svg.slice(at + 1, svg.indexOf("<", at + 1)));
  }
  for (let at = svg.indexOf(LABEL); at >= 0; at = svg.indexOf(LABEL, at + 1)) {
    texts.push(svg.slice(at + LABEL.length, svg.indexOf('"', at + LABEL.length)));
  }
}

/** Does a name in it say that a value may be one to keep back? In a table: the head of a column, or the first cell of a row. */
function isTold({ label, name, value, columns, rows }: JsonObject): boolean {
  if (value !== undefined && typeof (label ?? name) === "string") return isTelling(String(label ?? name));
  if (!Array.isArray(columns) || !Array.isArray(rows)) return false;
  const heads = columns.map((column) => String((column as JsonObject).text ?? ""));
  return heads.some(isTelling) || rows.some((row) => isTelling(firstText(row as JsonObject)));
}

function firstText({ cells }: JsonObject): string {
  return Array.isArray(cells) ? plainText(cells[0]) : "";
}

/** The words of a value as they are shown, without what is below them. */
export function plainText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(plainText).join("");
  if (typeof value !== "object" || value === null) return "";
  return "main" in value ? plainText(value.main) : plainText(value.text);
}
