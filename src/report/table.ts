/** A Markdown table: cells are Markdown already. `numeric` columns are aligned to the right. */
export interface Table {
  head: string[];
  numeric: boolean[];
  rows: string[][];
}

/** The table as GitHub Markdown. A pipe or line break in a cell cannot end the cell. */
export function tableMarkdown({ head, numeric, rows }: Table): string {
  const rule = numeric.map((right) => (right ? "---:" : ":---"));
  return [head.map(guardCell), rule, ...rows.map((row) => row.map(guardCell))]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

/** Cells may hold code spans, where the escaping of text does not apply, so pipes are guarded in the finished cell. */
function guardCell(cell: string): string {
  if (!/[|\r\n]/.test(cell)) return cell;
  const oneLine = cell.replaceAll(/\s*[\r\n]+\s*/g, " ");
  return oneLine.replace(/(\\*)\|/g, (whole, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : whole));
}
