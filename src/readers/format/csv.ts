/** A quoted cell longer than this is not a quoted cell but a stray quote. */
const MAX_RECORD = 1 << 20;

/**
 * Splits one record of a CSV or TSV file into cells by RFC 4180: quoted cells may hold the delimiter, newlines and
 * doubled quotes. Cells are trimmed unless they are quoted.
 */
export function splitRecord(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = at + (/^[ \t]*(?=")/.exec(record.slice(at, at + 64))?.[0].length ?? 0);
    if (record[start] === '"') {
      const end = closingQuote(record, start);
      const stop = record.indexOf(delimiter, end);
      cells.push(record.slice(start + 1, end).replaceAll('""', '"'));
      if (stop < 0) return cells;
      at = stop + 1;
    } else {
      const stop = record.indexOf(delimiter, at);
      cells.push(record.slice(at, stop < 0 ? undefined : stop).trim());
      if (stop < 0) return cells;
      at = stop + 1;
    }
  }
}

/** Whether a record goes on in the next line, since a quote is still open. */
export function isOpenRecord(record: string): boolean {
  if (record.length > MAX_RECORD || !record.includes('"')) return false;
  let quotes = 0;
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

/** The delimiter of a header line: a tab, a comma or a semicolon, whichever it has most of. */
export function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return ["\t", ",", ";"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function closingQuote(record: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const end = record.indexOf('"', at);
    if (end < 0) return record.length;
    if (record[end + 1] !== '"') return end;
    at = end + 2;
  }
}
