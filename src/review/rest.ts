import { inCode } from "./code.ts";
import type { Found } from "./found.ts";

/** A clause that holds, and which list of the review it counts. */
export interface Clause {
  of: "experiments" | "rows" | "added" | "otherwise" | "other";
  text: string;
}

/** What changed and holds, what weighs most first. `said`: how much is said before. */
export function restOf({ claims, runs, experiments }: Found, said: number): Clause[] {
  const parts: Clause[] = [];
  const add = (of: Clause["of"], text: string | null) => {
    if (text !== null) parts.push({ of, text });
  };
  const say = (n: number, one: string, many: string) =>
    add("other", n === 0 ? null : n === 1 ? `1 ${one}` : `${n} ${many}`);
  const of = (kind: Found["experiments"][number]["kind"]) => experiments.filter((one) => one.kind === kind);
  for (const text of told(experiments)) add("rows", text);
  add("experiments", sayAdded(of("added")));
  add("added", sayNewRuns(runs));
  say(count(runs, "grown"), "run has grown", "runs have grown");
  for (const text of sayCounted(runs)) add("otherwise", text);
  say(claims.added.length, "new claim holds", "new claims hold");
  for (const text of sayRemoved(claims.removed)) add("other", text);
  say(claims.mended.length, "claim was mended", "claims were mended");
  say(count(runs, "renamed"), "run was renamed", "runs were renamed");
  say(of("removed").length, "experiment is gone", "experiments are gone");
  say(of("renamed").length, "experiment moved", "experiments moved");
  if (parts.length + said === 0) say(of("changed").length, "comparison changed", "comparisons changed");
  return parts;
}

/** `5 runs are new, 2 of them failed`; null where none is. */
function sayNewRuns(runs: Found["runs"]): string | null {
  const added = runs.filter(({ kind }) => kind === "added");
  if (added.length === 0) return null;
  const said = added.length === 1 ? "1 run is new" : `${added.length} runs are new`;
  const failed = added.filter(({ bucket }) => bucket === "failed").length;
  if (failed === 0) return said;
  return failed === added.length ? `${said}, and failed` : `${said}, ${failed} of them failed`;
}

/** `2 runs are ignored now`, by how runs are counted; those that decided are told before. */
function sayCounted(runs: Found["runs"]): string[] {
  const otherwise = runs.filter(
    ({ kind, decided, bucket }) => kind === "counted otherwise" && !(decided && bucket === "ignored"),
  );
  const byBucket = Map.groupBy(otherwise, ({ bucket, wasBucket }) => (bucket === wasBucket ? "" : (bucket ?? "")));
  return [...byBucket].map(([bucket, { length: n }]) => {
    const many = n === 1 ? "1 run" : `${n} runs`;
    if (bucket === "") return `${many} ${n === 1 ? "counts" : "count"} otherwise`;
    if (bucket === "used") return `${many} ${n === 1 ? "counts" : "count"} again`;
    return bucket === "ignored"
      ? `${many} ${n === 1 ? "is" : "are"} ignored now`
      : `${many} ${n === 1 ? "counts" : "count"} as ${bucket} now`;
  });
}

/** A new experiment by its name, with the answer that it gives. */
function sayAdded(added: Found["experiments"]): string | null {
  const [one] = added;
  if (one === undefined) return null;
  if (added.length > 1) return `${added.length} experiments are new`;
  const answer = one.hypothesis.head === null ? "" : `, its hypothesis is ${one.hypothesis.head}`;
  return one.title === "" ? "1 experiment is new" : `the experiment “${one.title}” is new${answer}`;
}

function sayRemoved(removed: Found["claims"]["removed"]): string[] {
  const [one] = removed;
  const n = removed.reduce((sum, { claims }) => sum + claims, 0);
  if (one === undefined || n === 0) return [];
  const many = n === 1 ? "1 claim" : `${n} claims`;
  if (removed.length === 1 && one.isGone)
    return [`${inCode(one.file)} is gone, with the ${many} in it`.replace("the 1 claim", "1 claim")];
  const from = removed.length === 1 ? inCode(one.file) : `${removed.length} documents`;
  return [`${many} ${n === 1 ? "was" : "were"} taken out of ${from}`];
}

function count(runs: Found["runs"], kind: Found["runs"][number]["kind"]): number {
  return runs.filter((one) => one.kind === kind).length;
}

/** New rows that a test tells from what they are set against, where they are not what is selected now. */
function told(experiments: Found["experiments"]): string[] {
  const rows = experiments.flatMap(({ rows, selected }) =>
    rows.filter(({ name, wasN }) => wasN === null && name !== selected.head),
  );
  const apart = rows.filter(({ outcome }) => outcome === "better" || outcome === "worse");
  const said = apart
    .slice(0, TOLD)
    .map(({ name, against, outcome }) => `${inCode(name)} is ${outcome} than ${inCode(against ?? "")} beyond noise`);
  return apart.length > TOLD ? [...said, `so are ${apart.length - TOLD} more rows better or worse`] : said;
}

const TOLD = 2;
