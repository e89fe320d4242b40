import { formatValue } from "../../model/quantity.ts";
import type { LiveAxis } from "./live-figure.ts";

/** A place on an axis as text. */
export function sayPlace(place: number, { id, style, unit }: LiveAxis): string {
  if (id === "wall") return `${new Date(place).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return `${formatValue(place, style)}${unit === "" ? "" : ` ${unit}`}`;
}
