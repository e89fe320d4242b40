// The table of results as text: every number with the address of its evidence.
import type { Line, MetricHead } from "./compare-model.ts";
import { cellOf } from "./compare-model.ts";
import type { ShownNumber } from "./compare-number.ts";

/** What is put out. `address`: the full address of a page of the site; `here`: that of this page. */
export interface Exported {
  lines: readonly Line[];
  cols: readonly MetricHead[];
  base: Line | null;
  here: string;
  address(of: string): string;
}

/** A table in Markdown whose numbers link to their evidence; a computed one names what it was computed from. */
export function markdownOf(input: Exported): string {
  const { lines, cols, base, here, address } = input;
  const heads = ["Run", ...cols.map((head) => escapeCell(`${head.name} (${head.hows.join(", ")})`))];
  const rows = lines.map((line) => {
    const cells = cols.map((head) => {
      const { number, spread, differences, missing } = cellOf(line, head, base);
      if (number === null) return escapeCell(missing);
      const main = [number, ...(spread === null ? [] : [spread])].map((one) => linked(one, address)).join(" ± ");
      const below = differences.every((one) => one.of === null)
        ? differences.map((one) => linked(one, address)).join(", ")
        : `${differences.map((one) => escapeCell(one.text)).join(", ")}, ${computedFrom(differences[0], address)}`;
      return below === "" ? main : `${main} (${below})`;
    });
    const first = line.runs.length === 1 ? line.runs[0] : undefined;
    const name = escapeCell(line.name) + (line === base ? " (base)" : "");
    return [first === undefined ? name : `[${name}](${address(first.href)})`, ...cells];
  });
  const ruler = heads.map((_, index) => (index === 0 ? "---" : "---:"));
  const all = [heads, ruler, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${all.join("\n")}\n\n[This comparison](${here})\n`;
}

/** The same as CSV: full values, and beside each the address of its evidence or what it was computed from. */
export function csvOf({ lines, cols, base, address }: Exported): string {
  const heads = cols.flatMap(({ name }) => [name, `${name} evidence`, `${name} difference`, `${name} difference of`]);
  const rows = lines.map((line) => {
    const cells = cols.flatMap((head) => {
      const { number, differences, missing } = cellOf(line, head, base);
      const [difference] = differences;
      if (number === null) return [missing, "", "", ""];
      const change =
        difference === undefined
          ? ["", ""]
          : [difference.of === null ? difference.text : String(difference.value), sourceOf(difference, address)];
      return [String(number.value), sourceOf(number, address), ...change];
    });
    const [first] = line.runs;
    return [line.id, line.name, String(line.runs.length), first === undefined ? "" : address(first.href), ...cells];
  });
  return (
    [["id", "name", "runs", "page", ...heads], ...rows].map((cells) => cells.map(csvCell).join(",")).join("\r\n") +
    "\r\n"
  );
}

function linked(number: ShownNumber, address: (of: string) => string): string {
  const text = escapeCell(number.text);
  if (number.of !== null) return `${text} ${computedFrom(number, address)}`;
  return number.href === null ? text : `[${text}](${address(number.href)})`;
}

function computedFrom(number: ShownNumber | undefined, address: (of: string) => string): string {
  const places = [...new Set(number === undefined ? [] : logged(number).flatMap((one) => one.href ?? []))];
  return `computed from ${places.map((href, index) => `[${index + 1}](${address(href)})`).join(" ")}`;
}

function sourceOf(number: ShownNumber, address: (of: string) => string): string {
  const places = new Set(logged(number).flatMap((one) => (one.href === null ? [] : [address(one.href)])));
  return `${number.of === null ? "" : `computed: ${number.how} `}${[...places].join(" ")}`;
}

/** The numbers that one rests on in the end. */
function logged(number: ShownNumber): ShownNumber[] {
  return number.of === null ? [number] : number.of.flatMap(logged);
}

/** Nothing in a cell is read as markup: neither by Markdown nor, in raw HTML, by a browser. */
function escapeCell(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_{}[\]()#+!|<>&~$@]/g, (one) => (one === "<" ? "&lt;" : one === "&" ? "&amp;" : `\\${one}`));
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(text: string): string {
  const isFormula = /^[=+@\t\r]|^-(?![\d.])/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
