import type { LooseForm } from "./loose-form.ts";
import type { LooseLine } from "./loose-text.ts";
import { looseLine } from "./loose-text.ts";
import type { MetricTable } from "./metric-table.ts";
import { addPoint, createTable, reserve, trackOf } from "./metric-table.ts";

/**
 * The metrics that free text seems to state.
 *
 * - `waiting`: lines by their set of keys, until three lines share it; `known`: the sets that three lines shared.
 * - `epoch`: of the last line that only says `Epoch 3/10`.
 * - `forms`: forms of the last lines of known sets (loose-form.ts); `learns`: whether lines are read by them.
 */
export interface LooseSeries {
  table: MetricTable;
  waiting: Map<string, PlacedLine[]>;
  known: Set<string>;
  epoch: number | null;
  forms: LooseForm[];
  learns: boolean;
}

interface PlacedLine {
  found: LooseLine;
  line: number;
  offset: number;
}

/** So many lines must share their keys before they count as a series. */
const ENOUGH = 3;
/** No more sets of keys than this are waited for: a text with so many is no log of metrics. */
const MAX_WAITING = 1000;
const BARE_EPOCH = /^\s*Epoch:?\s+(\d+)(?:\s*\/\s*\d+)?:?\s*$/i;

/** Free text of which nothing has been read. */
export function createLoose(path: string, { keep, learn }: { keep: boolean; learn: boolean }): LooseSeries {
  return {
    table: createTable(path, { keep, loose: true }),
    waiting: new Map(),
    known: new Set(),
    epoch: null,
    forms: [],
    learns: learn,
  };
}

/**
 * Looks for metrics in the message of a line. A final result counts by itself, anything else from the third line on.
 * Returns what was found when the line belongs to a series.
 */
export function addLoose(
  loose: LooseSeries,
  message: string,
  place: { line: number; offset: number },
): LooseLine | null {
  const epoch = message.length < 40 ? BARE_EPOCH.exec(message) : null;
  if (epoch !== null) {
    loose.epoch = Number(epoch[1]);
    return null;
  }
  const found = looseLine(message, loose.epoch);
  if (found === null) return null;
  if (found.kind === "final" || loose.known.has(found.keys)) {
    addLine(loose, { found, ...place });
    return found.kind === "series" ? found : null;
  }
  const waiting = loose.waiting.get(found.keys) ?? [];
  waiting.push({ found, ...place });
  if (waiting.length === 1 && loose.waiting.size < MAX_WAITING) loose.waiting.set(found.keys, waiting);
  if (waiting.length < ENOUGH) return null;
  loose.known.add(found.keys);
  loose.waiting.delete(found.keys);
  for (const line of waiting) addLine(loose, line);
  return found;
}

function addLine(loose: LooseSeries, { found, line, offset }: PlacedLine): void {
  const { table } = loose;
  const { record, spill } = table;
  reserve(record, found.pairs.length);
  record.line = line;
  record.offset = offset;
  record.step = found.step ?? Number.NaN;
  found.pairs.forEach((pair, slot) => {
    record.values[slot] = pair.value;
    record.starts[slot] = -2 - spill.length;
    spill.push(pair.literal);
    addPoint(table, trackOf(table, { name: pair.name, fold: null, stepName: found.stepName }), slot);
  });
}
