import { withFile } from "../../disk/file.ts";
import { lengthCrc, maskedCrc } from "./crc32c.ts";
import type { Window } from "./window.ts";
import { isLoaded, need, withWindow } from "./window.ts";

/**
 * One record of a TFRecord file: a length (64 bits, little-endian), its checksum, as many bytes, and their checksum
 * (tensorflow/core/lib/io/record_writer.h). The same object is handed over again for the next.
 *
 * - `number`: 1-based; `place`: where its bytes begin in the file, and how many there are (`length`).
 * - `at`, `end`: where they are in the window's buffer, when the record is loaded whole; else -1: the record is large, and who
 *   wants something of it asks the window.
 */
export interface TfRecord {
  window: Window;
  number: number;
  place: number;
  length: number;
  at: number;
  end: number;
}

/**
 * How the reading of a file ended: how many whole records it has, and why no more could be read, with the byte where that
 * was. `torn`: the file ends inside a record, as it does while it is written or after a crash.
 */
export interface Reading {
  records: number;
  end: { offset: number; reason: "torn" | "length" } | null;
}

/** Records longer than this are loaded whole only when they lie in memory anyway. */
const SMALL = 1 << 14;
const HEAD = 12;
const FOOT = 4;

/**
 * Hands over the records of a file in order until `visit` returns false. The checksum of each length is checked, since
 * nothing behind a wrong one can be found; that of the bytes is left to `isIntact`. Throws system errors.
 */
export function forEachRecord(root: string, path: string, visit: (record: TfRecord) => boolean): Reading {
  return withFile(root, path, (file) =>
    withWindow(file, (window) => {
      const record: TfRecord = { window, number: 0, place: 0, length: 0, at: -1, end: -1 };
      let place = 0;
      while (place < file.size) {
        const reason = openRecord(record, place);
        if (reason !== null) return { records: record.number, end: { offset: place, reason } };
        record.number += 1;
        if (!visit(record)) break;
        place = record.place + record.length + FOOT;
      }
      return { records: record.number, end: null };
    }),
  );
}

/** Whether the bytes of a loaded record have the checksum that follows them. */
export function isIntact({ window, at, end }: TfRecord): boolean {
  return maskedCrc(window.bytes, at, end) === window.view.getInt32(end, true);
}

function openRecord(record: TfRecord, start: number): "torn" | "length" | null {
  const { window } = record;
  const head = need(window, start, HEAD);
  if (head < 0) return "torn";
  // A file that was made longer and never written to, as a crash of the machine leaves it, ends in zeros.
  if (window.view.getFloat64(head, true) === 0 && window.view.getInt32(head + 8, true) === 0) return "torn";
  const length = window.view.getUint32(head, true) + window.view.getUint32(head + 4, true) * 4294967296;
  if (length > Number.MAX_SAFE_INTEGER || lengthCrc(length) !== window.view.getInt32(head + 8, true)) return "length";
  const place = start + HEAD;
  if (place + length + FOOT > window.file.size) return "torn";
  record.place = place;
  record.length = length;
  const isWhole = length <= SMALL || isLoaded(window, place, length + FOOT);
  record.at = isWhole ? need(window, place, length + FOOT) : -1;
  record.end = record.at + length;
  return isWhole && record.at < 0 ? "torn" : null;
}
