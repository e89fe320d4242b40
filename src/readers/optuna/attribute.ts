import type { Locator } from "../../model/evidence.ts";
import { numberOf } from "../format/json-field.ts";
import { addSample, startTrack } from "../format/metric-track.ts";
import { isSecretName } from "../format/secret.ts";
import type { Value } from "../format/value.ts";
import { jsonText } from "../format/value.ts";
import type { Trial } from "./trial.ts";

const LONGEST = 500;

/** What the user attached to a trial: a number is a metric without steps, anything else a tag `key=value`. */
export function addAttribute(
  trial: Trial,
  attribute: { key: string; value: Value; file: string; place: number; keep: boolean },
  locate: (place: number) => Locator,
): void {
  const { key, value, file, place, keep } = attribute;
  const number = value.kind === "scalar" && typeof value.value === "number" ? numberOf(value.value) : null;
  if (number !== null) {
    const isTaken = trial.tracks.some(({ track }) => track.name === key);
    const track = startTrack(isTaken ? `user_attrs.${key}` : key, file, { stepName: null, keep });
    addSample(track, { value: number, step: Number.NaN, wall: Number.NaN, place });
    trial.tracks.push({ track, locate });
    return;
  }
  if (isSecretName(key)) return;
  const text = value.kind === "scalar" ? value.literal : jsonText(value);
  if (text.length <= LONGEST) trial.tags.push(`${key}=${text}`);
}
