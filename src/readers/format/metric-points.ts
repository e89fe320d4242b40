import { CONTEXT_KEYS, metricRecord, notFinite, STEP_KEYS } from "./metric-record.ts";
import type { MapValue, ScalarValue, Value } from "./value.ts";
import { pointerStep } from "./value.ts";

/** A point of a metrics file and where its value stands. */
export interface PlacedPoint {
  value: number;
  step: number | null;
  stepName: string | null;
  pointer: string;
  scalar: ScalarValue;
}

/** The points of each metric in a metrics file, by name, in file order. */
export function metricPoints(value: Value): Map<string, PlacedPoint[]> {
  const found: Found = new Map();
  if (value.kind === "list") addRecords(found, value.items, { name: "", pointer: "" });
  else if (value.kind === "map") addMap(found, value, { name: "", pointer: "" });
  return found;
}

type Found = Map<string, PlacedPoint[]>;

interface At {
  name: string;
  pointer: string;
  step?: Step | undefined;
}

interface Step {
  step: number;
  stepName: string;
}

const FOLDS = /^(?:cv_)?folds?$/;
const STAGES = /^stages?$/;

function addMap(found: Found, map: MapValue, at: At): void {
  const step = stepOf(map) ?? at.step;
  for (const [key, value] of map.entries) {
    const pointer = at.pointer + pointerStep(key);
    if (STEP_KEYS.includes(key) || (value.kind === "scalar" && CONTEXT_KEYS.has(key))) continue;
    if (value.kind !== "scalar" && FOLDS.test(key)) addParts(found, value, { name: at.name, pointer, word: "fold" });
    else if (value.kind !== "scalar" && STAGES.test(key))
      addParts(found, value, { name: at.name, pointer, word: "stage" });
    else if (value.kind === "map" && key === "metrics") addMap(found, value, { name: at.name, pointer, step });
    else addValue(found, value, { name: joinName(at.name, key), pointer, step });
  }
}

function addValue(found: Found, value: Value, at: At): void {
  if (value.kind === "scalar") addScalar(found, value, at);
  else if (value.kind === "list") addList(found, value.items, at);
  else {
    const own = value.entries.get("value");
    if (own?.kind !== "scalar" || numberOf(own) === null) addMap(found, value, at);
    else addScalar(found, own, { name: at.name, pointer: `${at.pointer}/value`, step: stepOf(value) ?? at.step });
  }
}

function addScalar(found: Found, scalar: ScalarValue, at: At): void {
  const value = numberOf(scalar);
  if (value === null) return;
  const points = found.get(at.name) ?? [];
  const { step = null, stepName = null } = at.step ?? {};
  points.push({ value, step, stepName, pointer: at.pointer, scalar });
  found.set(at.name, points);
}

/** A list of numbers or of `{step, value}` is a series; a list of other maps a list of records. */
function addList(found: Found, items: Value[], at: At): void {
  const isSeries = items.every((item) => item.kind === "scalar" || (item.kind === "map" && item.entries.has("value")));
  if (isSeries) {
    items.forEach((item, index) => {
      addValue(found, item, { name: at.name, pointer: `${at.pointer}/${index}` });
    });
  } else addRecords(found, items, at);
}

function addRecords(found: Found, items: Value[], at: At): void {
  items.forEach((item, index) => {
    if (item.kind !== "map") return;
    const { fields, stepName } = metricRecord(item);
    const step = stepOf(item);
    for (const { role, name, path, scalar } of fields) {
      if (role !== "metric") continue;
      const place = { name: joinName(at.name, name), pointer: `${at.pointer}/${index}${path}` };
      addScalar(found, scalar, { ...place, step: stepName === null ? undefined : step });
    }
  });
}

/**
 * Folds and stages: a list of maps or numbers, a map of them by name, or a map of metrics with a list of one number a
 * part (`{"accuracy": [0.9, 0.8]}`).
 */
function addParts(found: Found, parts: Value, at: At & { word: string }): void {
  if (parts.kind === "list") {
    parts.items.forEach((part, index) => {
      addPart(found, part, { ...at, name: nameOfPart(part, index, at), pointer: `${at.pointer}/${index}` });
    });
  } else if (parts.kind === "map") {
    for (const [key, part] of parts.entries) {
      const pointer = at.pointer + pointerStep(key);
      const isTransposed = part.kind === "list" && part.items.every((item) => item.kind === "scalar");
      if (!isTransposed) addPart(found, part, { ...at, name: partName(key, at), pointer });
      else {
        part.items.forEach((item, index) => {
          addValue(found, item, { name: joinName(partName(String(index), at), key), pointer: `${pointer}/${index}` });
        });
      }
    }
  }
}

function addPart(found: Found, part: Value, at: At): void {
  if (part.kind === "map") addMap(found, part, at);
  else addValue(found, part, { ...at, name: joinName(at.name, "value") });
}

function nameOfPart(part: Value, index: number, at: At & { word: string }): string {
  const stated = part.kind === "map" ? (part.entries.get("name") ?? part.entries.get(at.word)) : undefined;
  return partName(stated?.kind === "scalar" && stated.literal !== "" ? stated.literal : String(index), at);
}

function partName(key: string, at: At & { word: string }): string {
  return joinName(at.name, /^\d+$/.test(key) ? at.word + key : key);
}

function stepOf(map: MapValue): Step | undefined {
  for (const stepName of STEP_KEYS) {
    const value = map.entries.get(stepName);
    if (value?.kind === "scalar" && typeof value.value === "number") return { step: value.value, stepName };
  }
  return undefined;
}

function numberOf(scalar: ScalarValue): number | null {
  if (typeof scalar.value === "number") return scalar.value;
  return typeof scalar.value === "string" ? notFinite(scalar.value) : null;
}

function joinName(group: string, name: string): string {
  return group === "" ? name : `${group}/${name}`;
}
