import type { Value } from "../format/value.ts";

/** What jsonpickle puts around a list: `{"py/tuple": [1, 2]}`. */
const WRAPPERS = ["py/tuple", "py/set", "py/iterator"];

/**
 * A value without what jsonpickle put around it (sacred/serializer.py): tuples and sets are lists, NumPy numbers and arrays
 * (`{"py/object": "numpy.float64", "value": 0.75}`) what they hold. Nothing is ever constructed.
 */
export function plain(value: Value): Value {
  if (value.kind === "list") return { ...value, items: value.items.map(plain) };
  if (value.kind === "scalar") return value;
  const wrapped = WRAPPERS.map((name) => value.entries.get(name)).find((inner) => inner !== undefined);
  if (wrapped !== undefined) return plain(wrapped);
  const object = value.entries.get("py/object");
  if (object?.kind === "scalar" && object.literal.startsWith("numpy.")) {
    const held = value.entries.get("value") ?? value.entries.get("values");
    if (held !== undefined) return plain(held);
  }
  const entries = [...value.entries].map(([name, inner]): [string, Value] => [name, plain(inner)]);
  return { ...value, entries: new Map(entries) };
}
