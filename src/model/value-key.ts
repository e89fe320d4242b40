import type { ParamValue } from "./run.ts";

/** A text that is the same for equal values of a param and different for different ones. */
export function valueKey(value: ParamValue | undefined): string {
  return value === undefined ? "" : typeof value === "string" ? `"${value}"` : String(value === 0 ? 0 : value);
}
