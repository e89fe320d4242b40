import type { ParamValue } from "../../model/run.ts";
import type { ListValue, MapValue, ScalarValue, Value } from "./value.ts";

/** The field of a map; undefined for what is no map or has no such field. */
export function fieldOf(value: Value | null | undefined, name: string): Value | undefined {
  return value?.kind === "map" ? value.entries.get(name) : undefined;
}

/** The field as a map. */
export function mapIn(value: Value | null | undefined, name: string): MapValue | undefined {
  const field = fieldOf(value, name);
  return field?.kind === "map" ? field : undefined;
}

/** The field as a list. */
export function listIn(value: Value | null | undefined, name: string): ListValue | undefined {
  const field = fieldOf(value, name);
  return field?.kind === "list" ? field : undefined;
}

/** The field as a number, text, boolean or null with its literal and place. */
export function scalarIn(value: Value | null | undefined, name: string): ScalarValue | undefined {
  const field = fieldOf(value, name);
  return field?.kind === "scalar" ? field : undefined;
}

/** The field's text; null for one that is empty or no text. */
export function textIn(value: Value | null | undefined, name: string): string | null {
  const text = scalarIn(value, name)?.value;
  return typeof text === "string" && text !== "" ? text : null;
}

/** The field's number; null for anything else. */
export function numberIn(value: Value | null | undefined, name: string): number | null {
  const number = scalarIn(value, name)?.value;
  return typeof number === "number" ? number : null;
}

const SPELT = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** A number, also where a tool spells NaN and the infinities as text; null for anything else. */
export function numberOf(value: ParamValue | undefined): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" ? (SPELT.get(value) ?? null) : null;
}
