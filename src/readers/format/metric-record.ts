import type { MapValue, ScalarValue } from "./value.ts";
import { leavesOf } from "./value.ts";

/** What a field of a metric record is for. `text`: a time as text, which differs from line to line and is passed over. */
export type Role = "metric" | "step" | "epoch" | "wall" | "text" | "none";

/** A number of the record (or a time as text) in the order of the text. `name` is the metric's with its split, `path` its JSON pointer. */
export interface Field {
  role: Role;
  name: string;
  path: string;
  value: number;
  scalar: ScalarValue;
}

/**
 * What a JSON object that was logged says.
 *
 * - `fields`: every number and time in the order of the text.
 * - `stepName`: the key that gives the step, or null.
 * - `step`, `wall`, `seed`: which fields they are, or -1.
 * - `hasLists`: whether numbers in it are not fields, so that a second record of the same form differs elsewhere.
 */
export interface MetricRecord {
  fields: Field[];
  stepName: string | null;
  fold: string | null;
  step: number;
  wall: number;
  seed: number;
  hasLists: boolean;
}

/** Keys that give the step, the preferred one first. None of them is a metric. */
export const STEP_KEYS = ["step", "global_step", "_step", "trainer/global_step", "iteration", "iter", "epoch"];

const SEED_KEYS = ["seed", "random_state", "random_seed"];
const SPLIT_KEYS = ["split", "phase", "stage", "subset"];
const WALL_KEYS = new Set(["timestamp", "_timestamp", "ts", "wall_time"]);
const TIME_KEYS = new Set([...WALL_KEYS, "time", "date", "datetime", "asctime", "created_at", "logged_at"]);
/** Numbers that say which run or process logged, not how well it does. */
export const CONTEXT_KEYS = new Set([
  "seed",
  "random_state",
  "random_seed",
  "run_id",
  "run",
  "rank",
  "local_rank",
  "world_size",
  "fold",
  "pid",
]);
const NOT_FINITE = /^([+-]?)(nan|inf(?:inity)?)$/i;

/**
 * Reads a logged JSON object: `step` (else `epoch` …) gives the step, `split` a prefix (`val/loss`), `fold` the fold,
 * every other number is a metric; nested ones get dotted names. Texts, booleans and null are passed over, except `"NaN"`
 * and its like. `{"metric": "loss", "value": 0.5}` names its one metric itself.
 */
export function metricRecord(map: MapValue): MetricRecord {
  const text = (key: string): string | null => {
    const value = map.entries.get(key);
    return value?.kind === "scalar" && typeof value.value === "string" ? value.value : null;
  };
  const number = (key: string): ScalarValue | null => {
    const value = map.entries.get(key);
    return value?.kind === "scalar" && typeof value.value === "number" ? value : null;
  };
  const splits = SPLIT_KEYS.flatMap((key) => text(key) ?? []);
  const stepName = STEP_KEYS.find((key) => number(key) !== null) ?? null;
  const longName = number("value") === null ? null : (text("metric") ?? text("key") ?? text("name"));
  const roles: Roles = { stepName, longName, splits };
  const leaves = leavesOf(map);
  const fields = leaves.flatMap(({ name, pointer, value }) => {
    // The fold names the metrics, so it is no field that may differ between lines of one form.
    const field = name === "fold" ? null : fieldOf(name, value, roles);
    return field === null ? [] : [{ ...field, path: pointer }];
  });
  fields.sort((a, b) => a.scalar.start - b.scalar.start);
  const seedName = SEED_KEYS.find((key) => number(key) !== null);
  return {
    fields,
    stepName,
    fold: number("fold")?.literal ?? text("fold"),
    step: fields.findIndex((field) => field.role === "step"),
    wall: fields.findIndex((field) => field.role === "wall"),
    seed: seedName === undefined ? -1 : fields.findIndex((field) => field.name === seedName),
    hasLists: hasLists(map),
  };
}

/** The number that a text such as `NaN` or `-inf` means, or null for any other text. */
export function notFinite(text: string): number | null {
  const match = NOT_FINITE.exec(text);
  if (match === null) return null;
  if (match[2]?.toLowerCase() === "nan") return Number.NaN;
  return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

interface Roles {
  stepName: string | null;
  longName: string | null;
  splits: string[];
}

function fieldOf(name: string, scalar: ScalarValue, roles: Roles): Omit<Field, "path"> | null {
  if (typeof scalar.value === "string") {
    if (TIME_KEYS.has(name)) return { role: "text", name, value: Number.NaN, scalar };
    const value = notFinite(scalar.value);
    if (value === null) return null;
    const role = roleOf(name, roles) === "metric" ? "metric" : "none";
    return { role, name: metricName(name, roles), value, scalar };
  }
  if (typeof scalar.value !== "number") return null;
  const role = roleOf(name, roles);
  return { role, name: role === "metric" ? metricName(name, roles) : name, value: scalar.value, scalar };
}

function roleOf(name: string, roles: Roles): Role {
  if (name === roles.stepName) return "step";
  if (name === "epoch") return "epoch";
  if (STEP_KEYS.includes(name) || CONTEXT_KEYS.has(name)) return "none";
  if (WALL_KEYS.has(name)) return "wall";
  return roles.longName !== null && name !== "value" ? "none" : "metric";
}

function metricName(name: string, { longName, splits }: Roles): string {
  const logged = longName !== null && name === "value" ? longName : name;
  const prefixes = splits.filter((split) => !logged.startsWith(`${split}/`) && !logged.startsWith(`${split}_`));
  return [...prefixes, logged].join("/");
}

function hasLists(map: MapValue): boolean {
  return [...map.entries.values()].some((value) => value.kind === "list" || (value.kind === "map" && hasLists(value)));
}
