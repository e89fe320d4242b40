import { numberOut } from "./decimal.ts";
import type { BufferLine } from "./lines.ts";
import { splitLogLine } from "./log-line.ts";
import type { Field, MetricRecord } from "./metric-record.ts";
import type { MetricTable, TableRecord } from "./metric-table.ts";
import { trackOf } from "./metric-table.ts";
import { readNumber } from "./number-bytes.ts";

/** Where the numbers of a record go in a table: slot `slots[i]` into track `tracks[i]`. */
export interface Binding {
  slots: number[];
  tracks: number[];
}

/** The form of a record line: `record` is the record of the line that it was learned from. */
export interface Form extends LineForm {
  record: MetricRecord;
}

/**
 * The form of a line, learned from one line that was parsed: lines of the same form are read without parsing.
 *
 * - `head`: the bytes before the record, in which any digit stands for any other, so that timestamps fit; `headDigits`
 *   masks its digits. `isTimed`: a timestamp is in it.
 * - `parts`: the bytes before, between and behind the numbers, with the newline; part i begins at `starts[i]` of `words`
 *   and is `lengths[i]` bytes long.
 * - `isText`: for each number whether it is a time as text instead.
 */
export interface LineForm {
  head: Words;
  headLength: number;
  headDigits: Int32Array;
  isTimed: boolean;
  parts: Words;
  starts: number[];
  lengths: number[];
  isText: boolean[];
}

/** Bytes to compare four at a time; the mask leaves out what lies behind the last of them. */
interface Words {
  words: Int32Array;
  masks: Int32Array;
}

/** Longer lines than this are always parsed. */
const MAX_FORM = 4096;

/** Binds a record to the tracks of a table; new metrics get tracks, which begin at the step of the record in the table. */
export function bindRecord(table: MetricTable, record: MetricRecord): Binding {
  const { fields, stepName, fold } = record;
  // An epoch beside a step is no metric, but its series can be asked for.
  const isKept = ({ role }: Field) => role === "metric" || (role === "epoch" && table.keep);
  const slots = fields.flatMap((field, slot) => (isKept(field) ? [slot] : []));
  return { slots, tracks: slots.map((slot) => trackOf(table, { name: fields[slot]?.name ?? "", fold, stepName })) };
}

/**
 * The form of a line whose record begins at `at`; field offsets count from the line's start. Null when lines like this
 * one must always be parsed.
 */
export function learnForm(record: MetricRecord, line: { bytes: Uint8Array; at: number }): Form | null {
  const { bytes, at } = line;
  const { fields, hasLists } = record;
  if (bytes.length > MAX_FORM || hasLists || fields.length === 0) return null;
  const parts: Uint8Array[] = [];
  const isText: boolean[] = [];
  let from = at;
  for (const { role, scalar } of fields) {
    const isQuoted = typeof scalar.value === "string";
    if (isQuoted && (role !== "text" || bytes[scalar.start] !== 34)) return null;
    const quote = isQuoted ? 1 : 0;
    isText.push(isQuoted);
    parts.push(bytes.slice(from, scalar.start + quote));
    from = scalar.end - quote;
  }
  parts.push(Uint8Array.of(...bytes.subarray(from), 10));
  return { record, ...lineForm({ bytes, at }, parts, isText) };
}

/** The form of a line of which only numbers differ, and digits before `at`; the numbers lie where `numbers` says. */
export function learnLine(
  line: { bytes: Uint8Array; at: number },
  numbers: readonly { start: number; end: number }[],
): LineForm {
  const cuts = [line.at, ...numbers.map(({ end }) => end)];
  const parts = numbers.map(({ start }, index) => line.bytes.slice(cuts[index], start));
  parts.push(Uint8Array.of(...line.bytes.subarray(cuts.at(-1)), 10));
  return lineForm(
    line,
    parts,
    numbers.map(() => false),
  );
}

function lineForm(line: { bytes: Uint8Array; at: number }, parts: Uint8Array[], isText: boolean[]): LineForm {
  const { bytes, at } = line;
  const words = parts.map(wordsOf);
  const starts = words.map((_, index) => words.slice(0, index).reduce((sum, one) => sum + one.words.length, 0));
  const headBytes = bytes.slice(0, at);
  const digits = headBytes.map((code) => (code >= 48 && code <= 57 ? 255 : 0));
  return {
    head: wordsOf(headBytes),
    headLength: at,
    headDigits: wordsOf(digits).words,
    isTimed: splitLogLine(Buffer.from(bytes).toString("latin1")).time !== null,
    parts: joined(words),
    starts,
    lengths: parts.map((part) => part.length),
    isText,
  };
}

/**
 * Reads a line if it has the form: its numbers go into the table's record. Returns the index of its newline, or -1 when
 * the line is of another form.
 */
export function matchForm(form: LineForm, record: TableRecord, line: BufferLine): number {
  const { buffer, view, from, limit, origin } = line;
  const { lengths, starts: wordStarts, isText } = form;
  const { words, masks } = form.parts;
  const { values, starts } = record;
  let at = from + form.headLength;
  if (at > limit || !matchHead(form, line)) return -1;
  for (let slot = 0; slot < lengths.length; slot += 1) {
    const end = at + (lengths[slot] as number);
    if (end > limit) return -1;
    for (let word = wordStarts[slot] as number; at < end; word += 1, at += 4) {
      if ((view.getInt32(at, true) & (masks[word] as number)) !== words[word]) return -1;
    }
    if (slot === isText.length) return end - 1;
    starts[slot] = origin + end;
    at = isText[slot] ? skipText(buffer, end) : readNumber(view, end);
    if (at < 0) return -1;
    values[slot] = numberOut[0] as number;
  }
  return -1;
}

function wordsOf(bytes: Uint8Array): Words {
  const count = Math.ceil(bytes.length / 4);
  const padded = new Uint8Array(4 * count);
  padded.set(bytes);
  const mask = padded.map((_, index) => (index < bytes.length ? 255 : 0));
  const integers = (from: Uint8Array) => {
    const view = new DataView(from.buffer);
    return Int32Array.from({ length: count }, (_, index) => view.getInt32(4 * index, true));
  };
  return { words: integers(padded), masks: integers(mask) };
}

function joined(all: Words[]): Words {
  return {
    words: Int32Array.from(all.flatMap((one) => [...one.words])),
    masks: Int32Array.from(all.flatMap((one) => [...one.masks])),
  };
}

/** Compares the head. Where only digits differ, it takes them over, since the next line is likely to have the same. */
function matchHead({ head, headDigits }: LineForm, { view, from }: BufferLine): boolean {
  const { words, masks } = head;
  for (let index = 0; index < words.length; index += 1) {
    const word = view.getInt32(from + 4 * index, true) & (masks[index] as number);
    const known = words[index] as number;
    if (word === known) continue;
    const digits = headDigits[index] as number;
    const values = (word ^ 0x30303030) & digits;
    const isOther = ((word ^ known) & ~digits) | ((values | (values + (0x06060606 & digits))) & 0xf0f0f0f0);
    if (isOther !== 0) return false;
    words[index] = word;
  }
  return true;
}

/** The index of the quote that ends a text of plain ASCII, or -1. */
function skipText(buffer: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const code = buffer[at] as number;
    if (code === 34) return at;
    if (!(code >= 32 && code < 127 && code !== 92)) return -1;
  }
}
