import type { BufferLine } from "./lines.ts";
import { tellsEnding } from "./log-ending.ts";
import type { LogLine } from "./log-line.ts";
import type { LooseLine, LooseNumber } from "./loose-text.ts";
import { looseNumbers } from "./loose-text.ts";
import type { MetricTable } from "./metric-table.ts";
import { addExtremes, addLast, reserve, trackOf } from "./metric-table.ts";
import type { LineForm } from "./record-form.ts";
import { learnLine, matchForm } from "./record-form.ts";

/**
 * The form of a line of free text that belongs to a series: lines that differ from it only in their numbers say the same
 * of other steps, since what reads them (loose-text.ts) does not look at which digits a number has.
 *
 * - `steps`: the slots of whole numbers, `step` among them; `slots` go into `tracks`.
 */
export interface LooseForm {
  line: LineForm;
  steps: number[];
  values: number[];
  step: number;
  slots: number[];
  tracks: number[];
}

/** A line that has a form. */
export interface LooseMatch {
  newline: number;
  form: { isTimed: boolean };
  loose: LooseForm;
}

/** What forms are learned into and compared in. */
interface Learned {
  table: MetricTable;
  forms: LooseForm[];
}

const MAX_FORMS = 8;
/** Well below the length from which on free text is not read (loose-text.ts), whatever its numbers become. */
const MAX_LENGTH = 1000;
const MAX_NUMBERS = 20;

/** Learns the form of a line that was found to belong to a series and is already added. */
export function learnLoose(
  { table, forms }: Learned,
  found: LooseLine,
  { log, line }: { log: LogLine; line: { text: string; bytes: Uint8Array } },
): void {
  if (line.bytes.length > MAX_LENGTH || !isPlain(line.bytes) || tellsEnding(log)) return;
  const numbers = looseNumbers(log.message);
  if (numbers === null || numbers.length > MAX_NUMBERS) return;
  // A form is matched by its numbers; a line with `nan` would only stand in the way.
  if (!numbers.every((number) => /^-?\d/.test(textOf(log, number)))) return;
  const step = numbers.findIndex(({ role, name }) => role === "step" && name === found.stepName);
  const slots = found.pairs.map(({ name }) => numbers.findIndex((one) => one.role === "pair" && one.name === name));
  if (step < 0 || slots.includes(-1)) return;
  if (slots.some((slot, index) => textOf(log, numbers[slot] as LooseNumber) !== found.pairs[index]?.literal)) return;
  const places = numbers.map(({ start, end }) => ({ start: start + log.at, end: end + log.at }));
  reserve(table.record, numbers.length);
  forms.unshift({
    line: learnLine({ bytes: line.bytes, at: log.at }, places),
    steps: numbers.flatMap(({ role }, slot) => (role === "step" ? [slot] : [])),
    values: numbers.flatMap(({ role }, slot) => (role === "pair" ? [slot] : [])),
    step,
    slots,
    tracks: found.pairs.map(({ name }) => trackOf(table, { name, fold: null, stepName: found.stepName })),
  });
  forms.length = Math.min(forms.length, MAX_FORMS);
}

/** The form that a line has, its numbers in the record of the table; null when it has none of those learned. */
export function matchLoose({ table, forms }: Learned, line: BufferLine): LooseMatch | null {
  for (const form of forms) {
    const newline = matchForm(form.line, table.record, line);
    if (newline < 0 || newline - line.from > MAX_LENGTH) continue;
    if (hasOrdinaryNumbers(form, table, line)) return { newline, form: form.line, loose: form };
  }
  return null;
}

/** Adds the numbers of a line that was just matched. */
export function addMatch({ table }: Learned, { loose }: LooseMatch, place: { line: number; offset: number }): void {
  const { record } = table;
  record.line = place.line;
  record.offset = place.offset;
  record.step = record.values[loose.step] as number;
  addExtremes(table, loose.tracks, loose.slots);
  addLast(table, loose, 1);
}

/** Steps are digits only; no value is NaN or infinite, which loose text spells in its own way. */
function hasOrdinaryNumbers({ steps, values }: LooseForm, { record }: MetricTable, line: BufferLine): boolean {
  const { buffer, origin } = line;
  const startOf = (slot: number) => (record.starts[slot] as number) - origin;
  for (const slot of values) {
    const at = startOf(slot);
    const first = buffer[at] === 45 ? (buffer[at + 1] as number) : (buffer[at] as number);
    if (!isDigit(first)) return false;
  }
  for (const slot of steps) {
    let at = startOf(slot);
    if (!isDigit(buffer[at] as number)) return false;
    while (isDigit(buffer[at] as number)) at += 1;
    const next = buffer[at] as number;
    if (next === 46 || next === 69 || next === 101) return false;
  }
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function textOf({ message }: LogLine, { start, end }: LooseNumber): string {
  return message.slice(start, end);
}

/** Whether each byte is a character that is printed as it is, but for a carriage return at the end. */
function isPlain(bytes: Uint8Array): boolean {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  return bytes.subarray(0, end).every((code) => (code >= 32 && code < 127) || code === 9);
}
