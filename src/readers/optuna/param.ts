import type { ParamValue } from "../../model/run.ts";
import { parseJson } from "../format/json.ts";
import { fieldOf, listIn, textIn } from "../format/json-field.ts";
import { literalOf } from "../format/metric-track.ts";
import type { Value } from "../format/value.ts";
import { jsonText } from "../format/value.ts";

const known = new Map<string, Value | null>();

/**
 * What a trial's parameter is: a study stores a number, and the distribution says what it stands for (optuna/distributions.py).
 * A categorical one is an index into the choices, an integer one a whole float. Null for a distribution that cannot be read.
 */
export function decodeParam(stored: number, distribution: string): { value: ParamValue; literal: string } | null {
  const parsed = parseDistribution(distribution);
  const name = textIn(parsed, "name");
  if (name === null) return null;
  if (name === "CategoricalDistribution") return choiceOf(stored, fieldOf(parsed, "attributes"));
  const isWhole = /^Int/.test(name) && Number.isSafeInteger(stored);
  return { value: stored, literal: isWhole ? String(stored) : literalOf(stored) };
}

function choiceOf(index: number, attributes: Value | undefined): { value: ParamValue; literal: string } | null {
  const choice = listIn(attributes, "choices")?.items[index];
  if (choice === undefined) return null;
  if (choice.kind === "scalar") return { value: choice.value, literal: choice.literal };
  const text = jsonText(choice);
  return { value: text, literal: text };
}

/** Every trial of a study has the same few distributions. */
function parseDistribution(text: string): Value | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size > 1000) known.clear();
  const { value } = parseJson(text);
  known.set(text, value);
  return value;
}
