import type { Param, Run, StatedStatus } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import type { Source } from "../reader.ts";

/** A run of a source of which nothing is known yet but where it lies. */
export function blankRun(source: Pick<Source, "reader" | "id" | "dir">): Run {
  return {
    id: source.id,
    name: baseName(source.dir),
    dir: source.dir,
    tracker: source.reader,
    status: unknownStatus("nothing in its files tells how it ended"),
    startedAt: null,
    endedAt: null,
    description: null,
    params: [],
    metrics: [],
    tags: [],
    notes: null,
    artifacts: [],
    environment: [],
    dependencies: [],
    gitCommit: null,
    dataVersion: null,
    author: null,
    seed: null,
    fold: null,
    parent: null,
    group: null,
    deleted: false,
    ignored: null,
    duplicateOf: null,
    diverged: null,
    files: [],
  };
}

/** How a run ended is not known, and why. */
export function unknownStatus(because: string): StatedStatus {
  return { value: "unknown", how: "inferred", because, evidence: null };
}

/** Seed and fold as the params say, with where they stand. */
export function seedAndFold(params: readonly Param[]): Pick<Run, "seed" | "fold" | "provenance"> {
  const seed = paramNamed(params, ["seed", "random_state", "random_seed", "global_seed"]);
  const fold = paramNamed(params, ["fold"]);
  return {
    seed: numberOrText(seed),
    fold: numberOrText(fold),
    provenance: { ...(seed && { seed: seed.evidence }), ...(fold && { fold: fold.evidence }) },
  };
}

/** The first param that has one of the names, or else whose last part has, and that has a value. */
function paramNamed(params: readonly Param[], names: readonly string[]): Param | undefined {
  const stated = params.filter((param) => numberOrText(param) !== null);
  const whole = names.flatMap((name) => stated.find((param) => param.name === name) ?? []);
  return whole[0] ?? names.flatMap((name) => stated.find((param) => param.name.endsWith(`.${name}`)) ?? [])[0];
}

function numberOrText(param: Param | undefined): number | string | null {
  const value = param?.value;
  return typeof value === "number" || (typeof value === "string" && value !== "") ? value : null;
}
