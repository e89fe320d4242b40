import { styleText } from "node:util";
import type { Finding, Related, Severity } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { foldAlike, placeOf, sayCounts } from "./reporter.ts";
import type { Glyph } from "./width.ts";
import { cutTo, glyphsOf, visible, wrapTo } from "./width.ts";

/** A line of a file never takes more columns than this. */
const COLUMNS = 120;
/** How far to the left and right of the marked span a line is looked at, in UTF-16 units. */
const AROUND = 400;
/** So many log lines are shown as they are; more are listed, each by its place and value. */
const IN_FULL = 2;
/** Longer expectations get a line of their own below the source. */
const SHORT = 60;

type Paint = (text: string, ...styles: Parameters<typeof styleText>[0][]) => string;

/**
 * Findings as rustc tells them: what is wrong, the line with the span underlined, the log line that says otherwise, and what
 * to do. Of many warnings alike only the first are shown. Ends with `2 errors, 1 warning`, counting all.
 */
export function pretty(report: Report): string {
  const paint: Paint = (text, ...styles) =>
    report.color ? styles.reduce((all, style) => styleText(style, all, { validateStream: false }), text) : text;
  const { shown, folded } = foldAlike(report.findings, report.most ?? Number.POSITIVE_INFINITY);
  const blocks = shown.map((finding) => `${blockOf(finding, report, paint)}\n`);
  for (const { n, code, file } of folded)
    blocks.push(`… and ${n} more of ${code} in ${visible(file)} (--verbose shows them)\n`);
  const counts = paint(sayCounts(report.findings), "bold");
  const hint = report.findings.length > 0 ? " (`docs explain <code>` says more)" : "";
  return `${[...blocks, `${counts}${hint}`].join("\n")}\n`;
}

function blockOf(finding: Finding, report: Report, paint: Paint): string {
  const { line, related } = finding;
  const numbers = [line, ...related.map((one) => one.line)].filter((number) => number !== null);
  const gutter = Math.max(1, ...numbers.map((number) => String(number).length));
  const edge = `${" ".repeat(gutter)} ${paint("|", "blue")}`;
  const row = (number: number) => `${paint(String(number).padStart(gutter), "blue")} ${paint("|", "blue")} `;
  const lines = [headOf(finding, paint), `${" ".repeat(gutter)}${paint("-->", "blue")} ${visible(placeOf(finding))}`];
  const source = line === null ? null : report.source(finding.file, line);
  if (line !== null && source !== null) {
    const span = spanOf(finding);
    const shown = windowOf(source, span);
    lines.push(edge, `${row(line)}${shown.text}`);
    const label = labelOf(finding);
    if (span !== null) lines.push(`${edge} ${paint(`${shown.marks("^")}${label}`, colorOf(finding.severity))}`);
  }
  if (related.length > IN_FULL) lines.push(edge, ...related.map((one) => relatedRow(one, gutter, paint)));
  else
    for (const one of related) {
      const text = (one.line === null ? null : report.source(one.file, one.line)) ?? one.text;
      lines.push(...relatedLines({ ...one, text }, finding, { gutter, edge, row, paint }));
    }
  const remarks = remarksOf(finding).map((text) => {
    const [first = "", ...others] = wrapTo(text, COLUMNS);
    const rest = others.map((line) => `\n${" ".repeat(gutter + 9)}${line}`).join("");
    return `${" ".repeat(gutter)} ${paint("=", "blue")} ${first}${rest}`;
  });
  if (remarks.length > 0 && (source !== null || related.length > 0)) lines.push(edge);
  return [...lines, ...remarks].join("\n");
}

function headOf(finding: Finding, paint: Paint): string {
  const { severity, code, message } = finding;
  return `${paint(`${severity}[${code}]`, "bold", colorOf(severity))}${paint(`: ${visible(message)}`, "bold")}`;
}

/** One of many operands: where it stands and what it is. */
function relatedRow(related: Related, gutter: number, paint: Paint): string {
  const place = visible(placeOf({ ...related, column: null }));
  return `${" ".repeat(gutter)}${paint(":::", "blue")} ${place}  ${paint(visible(cutTo(related.label, SHORT)), "cyan")}`;
}

function relatedLines(
  related: Related,
  finding: Finding,
  margin: { gutter: number; edge: string; row: (number: number) => string; paint: Paint },
): string[] {
  const { gutter, edge, row, paint } = margin;
  const place = placeOf({ ...related, column: null });
  const lines = [edge, `${" ".repeat(gutter)}${paint(":::", "blue")} ${visible(place)}`];
  const span = spanIn(related, finding);
  const shown = windowOf(related.text, span);
  lines.push(`${related.line === null ? `${edge} ` : row(related.line)}${shown.text}`);
  const isMarked = span !== null && related.text.slice(span.start, span.end) === related.label;
  const label = isMarked ? "" : visible(related.label);
  if (span !== null || label !== "") lines.push(`${edge} ${paint(`${shown.marks("-")} ${label}`.trimEnd(), "cyan")}`);
  return lines;
}

/** Where in the log line the value stands that the finding speaks of, as offsets; null unless it is there once. */
function spanIn({ text, label }: Related, finding: Finding): { start: number; end: number } | null {
  for (const value of [label, finding.expected, finding.found]) {
    if (value === null || value === "") continue;
    const start = text.indexOf(value);
    if (start >= 0 && text.indexOf(value, start + 1) < 0) return { start, end: start + value.length };
  }
  return null;
}

/** A finding at column 1 without an end is about the whole line. */
function spanOf({ column, endColumn }: Finding): { start: number; end: number } | null {
  return column === null || (column === 1 && endColumn === null)
    ? null
    : { start: column - 1, end: Math.max(endColumn ?? 0, column + 1) - 1 };
}

function isShort(text: string | null): text is string {
  return text !== null && text.length <= SHORT && !text.includes("\n");
}

/** Beside a short span there is room to say what was expected. */
function labelOf(finding: Finding): string {
  const { expected } = finding;
  const span = spanOf(finding);
  return isShort(expected) && span !== null && span.end - span.start <= SHORT ? ` expected ${visible(expected)}` : "";
}

function remarksOf(finding: Finding): string[] {
  const { expected, found, notes, help } = finding;
  const remarks: string[] = [];
  if (expected !== null && labelOf(finding) === "") {
    const at = found === null ? 0 : firstDifference(expected, found);
    remarks.push(`expected: ${oneRow(expected, at)}`);
    if (found !== null) remarks.push(`found:    ${oneRow(found, at)}`);
  }
  for (const note of notes) remarks.push(`note: ${visible(note)}`);
  if (help !== "") remarks.push(`help: ${visible(help)}`);
  return remarks;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function oneRow(text: string, at: number): string {
  return windowOf(text.replace(/\r\n|[\n\r]/g, " "), { start: at, end: at }).text;
}

/** The part of a line that fits, around a span of offsets, and a function that underlines that span with a character. */
function windowOf(
  line: string,
  span: { start: number; end: number } | null,
): { text: string; marks: (mark: string) => string } {
  const { start, end } = span ?? { start: 0, end: 0 };
  const from = Math.max(0, Math.min(start, line.length) - AROUND);
  const to = Math.min(line.length, Math.max(start, Math.min(end, start + AROUND)) + AROUND);
  const glyphs = glyphsOf(line.slice(from, to)).map((glyph) => ({ ...glyph, at: glyph.at + from }));
  const kept = fitting(glyphs, start);
  const left = (kept[0]?.at ?? 0) > 0 ? "…" : "";
  const last = kept.at(-1);
  const right = last !== undefined && lengthTo(glyphs, last, to) < line.length ? "…" : "";
  const marks = (mark: string) => {
    const before = kept.filter((glyph) => glyph.at < start);
    const inside = kept.filter((glyph) => glyph.at >= start && glyph.at < end);
    return " ".repeat(left.length + widthOf(before)) + mark.repeat(Math.max(1, widthOf(inside)));
  };
  return { text: `${left}${kept.map((glyph) => glyph.text).join("")}${right}`, marks };
}

/** As many characters as fit, with a third of the room before the span when all of them do not. */
function fitting(glyphs: readonly Glyph[], start: number): Glyph[] {
  if (widthOf(glyphs) <= COLUMNS) return [...glyphs];
  const at = glyphs.findIndex((glyph) => glyph.at >= start);
  let first = at < 0 ? glyphs.length : at;
  for (let room = COLUMNS / 3; first > 0; first -= 1) {
    room -= glyphs[first - 1]?.width ?? 0;
    if (room < 0) break;
  }
  let last = first;
  for (let room = COLUMNS - 2; last < glyphs.length; last += 1) {
    room -= glyphs[last]?.width ?? 0;
    if (room < 0) break;
  }
  return glyphs.slice(first, last);
}

/** The offset at which a character ends. */
function lengthTo(glyphs: readonly Glyph[], glyph: Glyph, end: number): number {
  return glyphs[glyphs.indexOf(glyph) + 1]?.at ?? end;
}

function widthOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.width, 0);
}

function colorOf(severity: Severity): "red" | "yellow" | "cyan" {
  return severity === "error" ? "red" : severity === "warning" ? "yellow" : "cyan";
}
