import type { Cursor } from "../format/protobuf.ts";
import { enterMessage, leaveMessage, nextField, readInt, readText, skipField } from "../format/protobuf.ts";

/**
 * What `define_metric` said, by metric name, and for names that begin with something (`val/*`).
 *
 * - `summarises`: some summary has what its history does not tell at once (a mean, a best).
 * - `goals`: which way a metric is better, by its name or, with `*` at the end, by how names begin, and the record that says so.
 */
export interface Definitions {
  summarises: boolean;
  axes: Map<string, string>;
  prefixes: { prefix: string; axis: string }[];
  goals: Map<string, { better: "higher" | "lower"; record: number }>;
}

/** Nothing defined. */
export function noDefinitions(): Definitions {
  return { axes: new Map(), prefixes: [], summarises: false, goals: new Map() };
}

/**
 * Takes over a `MetricRecord` (name=1, glob_name=2, step_metric=4, summary=7{mean=3, best=4, first=8}, goal=8{1 minimize,
 * 2 maximize}, which the SDK wrote until `define_metric` lost its `goal`). A summary's min or max says what is kept, not what is
 * better. Throws `WireError` for bytes that are none.
 */
export function addDefinition(definitions: Definitions, cursor: Cursor, record: number): void {
  let goal = 0;
  const texts: Record<number, string> = {};
  while (nextField(cursor)) {
    if (cursor.field === 1 || cursor.field === 2 || cursor.field === 4) texts[cursor.field] = readText(cursor);
    else if (cursor.field === 7) {
      const outer = enterMessage(cursor);
      for (; nextField(cursor); skipField(cursor)) if ([3, 4, 8].includes(cursor.field)) definitions.summarises = true;
      leaveMessage(cursor, outer);
    } else if (cursor.field === 8) goal = Number(readInt(cursor));
    else skipField(cursor);
  }
  const { 1: name = "", 2: glob = "", 4: axis = "" } = texts;
  const named = name === "" ? glob : unescaped(name);
  if (goal === 1 || goal === 2) definitions.goals.set(named, { better: goal === 1 ? "lower" : "higher", record });
  if (axis === "" || axis === "_step") return;
  if (name !== "") definitions.axes.set(unescaped(name), axis);
  // The SDK takes `*` at the end only.
  else if (glob.endsWith("*")) definitions.prefixes.push({ prefix: glob.slice(0, -1), axis });
}

/** The metric by which a metric is drawn, where one was defined; null for the step. */
export function axisOf({ axes, prefixes }: Definitions, name: string): string | null {
  const axis = axes.get(name) ?? prefixes.find(({ prefix }) => name.startsWith(prefix))?.axis ?? null;
  return axis === name ? null : axis;
}

/** A dot that is part of a key has a backslash in a definition. */
function unescaped(name: string): string {
  return name.replaceAll("\\.", ".");
}
