import type { Line } from "./line.ts";
import { headingOf, itemOf } from "./line.ts";

/** A labelled text: `Success criterion: …` as a line, list item, table row, heading with a paragraph, or YAML key. `parent`: the key above it. */
export interface Field {
  label: string;
  value: string;
  line: number;
  parent?: string | undefined;
}

/** The parts of a hypothesis that a label can name. */
export type FieldName =
  | "text"
  | "success"
  | "failure"
  | "metric"
  | "direction"
  | "baseline"
  | "candidate"
  | "reduction";

const NAMES: [FieldName, RegExp][] = [
  ["success", /^(success|acceptance|confirmation)( criteri(on|a)| condition| threshold)?s?$/],
  ["success", /^(confirmed|accepted|supported|true|succeeds|success|accept|confirm|holds)( it)? (if|when)$/],
  ["failure", /^(failure|fail|rejection|falsification)( criteri(on|a)| condition| threshold)?s?$/],
  ["failure", /^(rejected|refuted|falsified|false|fails|failure|reject|falsify|refute)( it)? (if|when)$/],
  ["metric", /^((primary|main|target|key) )?(metric|measure)$|^measured by$|^primary$/],
  ["direction", /^((metric )?direction|better)$/],
  ["baseline", /^(baseline|control|reference)( run| arm| group)?$/],
  ["candidate", /^(candidate|treatment|variant|challenger)( run| arm| group)?$/],
  ["reduction", /^(metric )?reductions?$/],
  ["text", /^(hypothesis|hypotheses|text|statement|claim)$/],
];

/** The part of a hypothesis that a label names, or null. */
export function fieldNameOf(label: string): FieldName | null {
  const plain = label.toLowerCase().replace(/[*`]/g, "").replace(/[_-]+/g, " ").replace(/^we /, "").trim();
  return NAMES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/**
 * The labelled texts among some lines, and the first paragraph without a label (label `""`). A value goes on over
 * wrapped lines; a label without a value takes the paragraph or list that follows it, items joined by `; `.
 */
export function readLabelled(lines: readonly Line[]): Field[] {
  const fields: Field[] = [];
  let open: { field: Field; indent: number } | null = null;
  for (const line of lines) {
    const item = itemOf(line);
    const text = plain(item?.text ?? line.text);
    if (line.hidden || text === "") {
      if (open?.field.value !== "") open = null;
      continue;
    }
    const heading = headingOf(line);
    const labelled = heading === null ? labelOf(text) : { label: heading.text.replace(/[:\s]+$/, ""), value: "" };
    if (heading !== null && fieldNameOf(heading.text) === null) open = null;
    else if (labelled !== null) open = start(fields, { ...labelled, line: line.number }, item?.indent ?? -1);
    else if (open === null) open = start(fields, { label: "", value: text, line: line.number }, item?.indent ?? -1);
    else if (item === null) join(open.field, " ", text);
    else if (open.field.value === "" || item.indent > open.indent) join(open.field, "; ", text);
    else open = start(fields, { label: "", value: text, line: line.number }, item.indent);
  }
  return fields;
}

/** A text without bold marks and the space around it. */
function plain(text: string): string {
  return text.replaceAll("**", "").replace(/^>\s*/, "").trim();
}

function labelOf(text: string): { label: string; value: string } | null {
  const row = /^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|/.exec(text);
  const colon = /^[*_]?([A-Za-z][A-Za-z _-]{2,40}?)[*_]?\s*(?::|=|\s[–—])[*_]?(?:\s+(.*))?$/.exec(text);
  const phrase = /^((?:we )?[a-z]+(?: it)? (?:if|when))\s+(.*)$/i.exec(text);
  for (const match of [row, colon, phrase]) {
    const label = match?.[1] ?? "";
    if (fieldNameOf(label) !== null) return { label, value: (match?.[2] ?? "").trim() };
  }
  return null;
}

function start(fields: Field[], field: Field, indent: number): { field: Field; indent: number } {
  fields.push(field);
  return { field, indent };
}

function join(field: Field, separator: string, text: string): void {
  field.value = field.value === "" ? text : field.value + separator + text;
}
