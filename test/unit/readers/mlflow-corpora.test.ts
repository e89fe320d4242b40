import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSource } from "../../../src/readers/index.ts";
import { treeOf } from "./scratch-project.ts";

const CORPORA = process.env.LABDOCS_CORPORA ?? "";
const LOST_PET = join(CORPORA, "LostPetInitiative+TextIntelligenceResearch");

/*
 * Counted with find, grep and wc: 30 folders with a meta.yaml two below mlruns or .trash; 11 say `lifecycle_stage: deleted`, 2
 * more lie in .trash; 18 have `status: 3` and 12 `status: 4`; 453 files with as many lines in metrics/, 501 in params/, 104 below
 * artifacts/, 16 of which lie in the 3 folders beside the experiments that are no runs.
 */
// They are not copied into the project: read where LABDOCS_CORPORA says that they lie.
describe.skipIf(CORPORA === "" || !existsSync(LOST_PET))("real stores", () => {
  test("LostPetInitiative/TextIntelligenceResearch reads whole", () => {
    const sources = detectSources(treeOf(LOST_PET));
    const results = sources.map((source) => readSource(source, LOST_PET));
    const runs = results.flatMap((result) => result.runs);
    expect(runs).toHaveLength(30);
    const count = (test: (run: Run) => boolean) => runs.filter(test).length;
    const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
    expect(count((run) => run.deleted)).toBe(13);
    expect(count((run) => run.status.value === "finished")).toBe(18);
    expect(count((run) => run.status.value === "failed")).toBe(12);
    expect(sum((run) => run.metrics.length)).toBe(453);
    expect(sum((run) => run.metrics.reduce((total, metric) => total + metric.points, 0))).toBe(453);
    expect(sum((run) => run.params.length)).toBe(501);
    expect(sum((run) => run.artifacts.length)).toBe(88);
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    expect(results.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  });
});
