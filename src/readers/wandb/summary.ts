import { parseJson } from "../format/json.ts";
import { LAST, LINE, STRIDE } from "../format/mark-layout.ts";
import { nextField, openMessage, skipField, WIRE, WireError } from "../format/protobuf.ts";
import type { Column } from "./column.ts";
import { readItem } from "./config.ts";
import { within } from "./fact.ts";
import type { History } from "./history.ts";
import { numbersOf } from "./json-number.ts";
import { recordsAt } from "./record-at.ts";

/** A number of a run's summary; `record` says where. */
export interface SummaryNumber {
  name: string;
  value: number;
  literal: string;
  record: number;
}

/** What `define_metric(summary=…)` keeps of a history that is here anyway. */
const KEPT_ANYWAY = /\.(?:min|max|last)$/;

/**
 * The numbers in a file's summary that its history does not end with: keys that were never logged (`run.summary["best"] = …`), and
 * those that were set by hand behind the last row that has them. Throws system errors.
 */
export function readSummary(root: string, path: string, history: History): SummaryNumber[] {
  const wanted = [...history.columns.byName.values()].filter((column) => isNews(history, column));
  const records = new Map(wanted.map((column) => [column.summaryOffset, column.summaryRecord]));
  const offsets = [...records.keys()].sort((a, b) => a - b);
  const found = new Map<string, SummaryNumber>();
  recordsAt(root, path, offsets).forEach((bytes, index) => {
    const record = records.get(offsets[index] ?? -1) ?? 0;
    const names = new Set(wanted.filter((column) => column.summaryRecord === record).map(({ name }) => name));
    for (const { parts, text } of bytes === null ? [] : itemsOf(bytes)) {
      if (names.has(parts.join("."))) addNumbers(found, history, { parts, text, record });
    }
  });
  return [...found.values()].sort((a, b) => a.record - b.record);
}

function isNews({ table }: History, column: Column): boolean {
  if (column.role !== "metric" || column.summaryRecord === 0) return false;
  const last = column.track < 0 ? 0 : (table.marks[column.track * STRIDE + LAST + LINE] as number);
  return column.summaryRecord > last;
}

function addNumbers(
  found: Map<string, SummaryNumber>,
  { columns }: History,
  item: { parts: string[]; text: string; record: number },
): void {
  const { value } = parseJson(item.text);
  for (const number of (value === null ? null : numbersOf(value)) ?? []) {
    const name = [...item.parts, ...number.path].join(".");
    const logged = columns.byName.get(name.replace(KEPT_ANYWAY, ""));
    if (KEPT_ANYWAY.test(name) && logged !== undefined && logged.track >= 0) continue;
    found.delete(name);
    found.set(name, { name, value: number.value, literal: number.literal, record: item.record });
  }
}

/** The items of a summary record, or of the summary in a run record. */
function itemsOf(bytes: Buffer): { parts: string[]; text: string }[] {
  const items: { parts: string[]; text: string }[] = [];
  const cursor = openMessage(bytes);
  const readUpdates = () => {
    while (nextField(cursor)) {
      if (cursor.field === 1 && cursor.wire === WIRE.BYTES) within(cursor, () => items.push(readItem(cursor)));
      else skipField(cursor);
    }
  };
  try {
    while (nextField(cursor)) {
      if (cursor.field === 3) within(cursor, readUpdates);
      else if (cursor.field === 17) {
        within(cursor, () => {
          while (nextField(cursor)) {
            if (cursor.field === 5) within(cursor, readUpdates);
            else skipField(cursor);
          }
        });
      } else skipField(cursor);
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return items;
}
