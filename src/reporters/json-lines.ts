/** Records as JSON text: one a line, or as an indented list. NaN and infinities become the words `NaN`, `Infinity`, `-Infinity`. */
export function asJsonLines(records: readonly object[], isList: boolean): string {
  if (isList) return `${JSON.stringify(records, spellNonFinite, 2)}\n`;
  return records.map((record) => `${JSON.stringify(record, spellNonFinite)}\n`).join("");
}

function spellNonFinite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
