import type { Param } from "../../model/run.ts";
import { parseJson } from "../format/json.ts";
import type { Cursor } from "../format/protobuf.ts";
import { enterMessage, leaveMessage, nextField, readText, skipField, WIRE } from "../format/protobuf.ts";
import { leavesOf } from "../format/value.ts";

/** The settings of a run as its config records leave them: by top-level key, then by dotted name. */
export type Config = Map<string, Map<string, Param>>;

/** Where a record stands. */
export interface RecordPlace {
  file: string;
  record: number;
}

/** More settings than this are none. */
const MOST = 20_000;

/**
 * Takes over a `ConfigRecord` (update=1*, remove=2*) that the cursor stands in. `_wandb` is the tool's own and is left out.
 * Throws `WireError` for bytes that are none.
 */
export function updateConfig(config: Config, cursor: Cursor, place: RecordPlace): void {
  while (nextField(cursor)) {
    if (cursor.wire !== WIRE.BYTES || cursor.field > 2) {
      skipField(cursor);
      continue;
    }
    const isRemoval = cursor.field === 2;
    const outer = enterMessage(cursor);
    const { parts, text } = readItem(cursor);
    leaveMessage(cursor, outer);
    if (parts.length === 0 || parts[0] === "_wandb") continue;
    remove(config, parts);
    if (!isRemoval && config.size < MOST) update(config, { parts, text }, place);
  }
}

/** The parts of the key of a config or summary item (key=1, nested_key=2*) and its JSON text (value_json=16). */
export function readItem(cursor: Cursor): { parts: string[]; text: string } {
  const parts: string[] = [];
  let text = "";
  while (nextField(cursor)) {
    if (cursor.field === 1 || cursor.field === 2) parts.push(readText(cursor));
    else if (cursor.field === 16) text = readText(cursor);
    else skipField(cursor);
  }
  return { parts, text };
}

/** All settings in the order in which they were first set. */
export function settingsOf(config: Config): Param[] {
  return [...config.values()].flatMap((group) => [...group.values()]);
}

function remove(config: Config, parts: readonly string[]): void {
  const [top = ""] = parts;
  const group = config.get(top);
  if (group === undefined) return;
  if (parts.length === 1) {
    group.clear();
    return;
  }
  const name = parts.join(".");
  for (const known of group.keys()) if (known === name || known.startsWith(`${name}.`)) group.delete(known);
}

function update(config: Config, item: { parts: string[]; text: string }, { file, record }: RecordPlace): void {
  const { parts, text } = item;
  const [top = ""] = parts;
  const group = config.get(top) ?? new Map<string, Param>();
  config.set(top, group);
  const { value } = parseJson(text);
  if (value === null) return;
  const name = parts.join(".");
  const whole = leavesOf({ kind: "map", entries: new Map([[name, value]]), line: 1, start: 0, end: 0 });
  for (const leaf of whole.slice(0, MOST - group.size)) {
    const { value: scalar } = leaf;
    const evidence = { file, locator: { kind: "record", record } as const, literal: scalar.literal };
    group.set(leaf.name, { name: leaf.name, value: scalar.value, evidence });
  }
}
