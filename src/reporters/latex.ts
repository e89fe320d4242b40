import { showHidden } from "../markdown/escape.ts";

/** A cell of a LaTeX table: LaTeX that is already escaped, and what stands behind it, for a comment. */
export interface LatexCell {
  text: string;
  source: string | null;
}

/** A table; texts are LaTeX. `columns`: `l` or `r` for each. */
export interface LatexTable {
  caption: string;
  label: string;
  columns: ("l" | "r")[];
  head: string[];
  rows: LatexCell[][];
}

/** More rows than this need several pages, which only a `longtable` can have. */
const ROWS_OF_A_PAGE = 40;

/** The table as a `table` (or `longtable`) of booktabs; above each line of it comments say where its numbers stand. */
export function latexTable(table: LatexTable): string {
  const body = table.rows.flatMap((cells) => [
    ...cells.flatMap((cell) => (cell.source === null ? [] : [`    % ${commentOf(cell.source)}`])),
    lineOf(cells.map((cell) => cell.text)),
  ]);
  return `${(table.rows.length > ROWS_OF_A_PAGE ? pagesOf(table, body) : floatOf(table, body)).join("\n")}\n`;
}

function floatOf({ caption, label, columns, head }: LatexTable, body: readonly string[]): string[] {
  return [
    "% needs \\usepackage{booktabs}",
    "\\begin{table}",
    "  \\centering",
    `  \\caption{${caption}}`,
    `  \\label{${label}}`,
    `  \\begin{tabular}{${columns.join("")}}`,
    "    \\toprule",
    lineOf(head),
    "    \\midrule",
    ...body,
    "    \\bottomrule",
    "  \\end{tabular}",
    "\\end{table}",
  ];
}

function pagesOf({ caption, label, columns, head }: LatexTable, body: readonly string[]): string[] {
  return [
    "% needs \\usepackage{booktabs} and \\usepackage{longtable}",
    `\\begin{longtable}{${columns.join("")}}`,
    `    \\caption{${caption}}`,
    `    \\label{${label}} \\\\`,
    "    \\toprule",
    lineOf(head),
    "    \\midrule",
    "    \\endhead",
    "    \\bottomrule",
    "    \\endfoot",
    ...body,
    "\\end{longtable}",
  ];
}

function lineOf(cells: readonly string[]): string {
  return `    ${cells.join(" & ")} \\\\`;
}

/** Plain text as LaTeX that prints as that text, in any input encoding that knows its letters. */
export function escapeLatex(text: string): string {
  const plain = showHidden(text.replace(/\s+/g, " ")).replace(/([-'`])(?=\1)/g, "$1\0");
  return plain.replace(SPECIAL, (character) => LATEX[character] ?? character).replaceAll("\0", "{}");
}

/** The label of a table: letters, digits and hyphens. */
export function latexLabel(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `tab:${slug === "" ? "comparison" : slug.slice(0, 60).replace(/-+$/, "")}`;
}

const LATEX: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  _: "\\_",
  "%": "\\%",
  "&": "\\&",
  "#": "\\#",
  $: "\\$",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  '"': "''",
  "*": "{*}",
  "[": "{[}",
  "]": "{]}",
  "−": "$-$",
  "±": "$\\pm$",
  "∞": "$\\infty$",
  "–": "--",
  "—": "---",
  "≈": "$\\approx$",
  "≤": "$\\leq$",
  "≥": "$\\geq$",
  "↑": "$\\uparrow$",
  "↓": "$\\downarrow$",
  "×": "$\\times$",
  "·": "$\\cdot$",
  Δ: "$\\Delta$",
  "“": "``",
  "”": "''",
  "’": "'",
  "…": "\\dots{}",
  "\u00A0": "~",
};

const SPECIAL = new RegExp(
  `[${Object.keys(LATEX)
    .map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)
    .join("")}]`,
  "gu",
);

/** A comment ends with its line, so it has only one. */
function commentOf(text: string): string {
  return showHidden(text.replace(/\s+/g, " "));
}
