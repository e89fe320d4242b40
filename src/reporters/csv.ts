/** A value of a CSV file; null is an empty cell. */
export type CsvValue = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180, LF line ends): numbers at full precision, NaN and infinities as Python writes them. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cellOf).join(",")}\n`).join("");
}

function cellOf(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return numberOf(value);
  const text =
    typeof value === "string" && /^[=+@\t\r-]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function numberOf(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}
