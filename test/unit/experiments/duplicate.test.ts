import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { markDuplicates } from "../../../src/experiments/duplicate.ts";
import type { Run } from "../../../src/model/run.ts";
import type { RunInput } from "../run-factory.ts";
import { makeRun } from "../run-factory.ts";

const root = mkdtempSync(join(tmpdir(), "labdocs-duplicate-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A run whose metrics lie in a log of that text. */
function run(name: string, text: string, input: RunInput = {}): Run {
  const made = makeRun(name, { metrics: { loss: [2, 1] }, ...input });
  const file = join(root, made.metrics[0]?.file ?? made.dir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return made;
}

const marks = (runs: readonly Run[]) => markDuplicates(runs, root).map(({ name, duplicateOf }) => [name, duplicateOf]);

test("equal bytes and values: the first id stays", () => {
  const runs = [run("b", "same"), run("a", "same"), run("c", "other")];
  expect(marks(runs)).toEqual([
    ["b", "experiments/e/runs/a"],
    ["a", null],
    ["c", null],
  ]);
  expect(runs.every(({ duplicateOf }) => duplicateOf === null)).toBe(true);
});

test("equal values in other bytes are a repeat, as are equal bytes of a run that began at another time", () => {
  expect(marks([run("d", "x"), run("e", "y")])).toEqual([
    ["d", null],
    ["e", null],
  ]);
  expect(marks([run("f", "x", { startedAt: "2026-01-01" }), run("g", "x", { startedAt: "2026-01-02" })])).toEqual([
    ["f", null],
    ["g", null],
  ]);
});

test("one id of a tracker: the copy that is read most completely stays; ids of different trackers are different", () => {
  const whole = run("h", "1", { uid: "u", tracker: "wandb", metrics: { loss: [3, 2, 1] } });
  const cut = run("cut", "2", { uid: "u", tracker: "wandb" });
  const other = run("other", "3", { uid: "u", tracker: "mlflow" });
  expect(marks([cut, whole, other])).toEqual([
    ["cut", "experiments/e/runs/h"],
    ["h", null],
    ["other", null],
  ]);
});

test("a folder latest-run is the copy, though its name comes first", () => {
  const real = run("run-1", "same", { uid: "v", tracker: "wandb" });
  const alias = run("latest-run", "same", { uid: "v", tracker: "wandb" });
  expect(marks([alias, real])).toEqual([
    ["latest-run", "experiments/e/runs/run-1"],
    ["run-1", null],
  ]);
});

test("runs without metrics, rows of one database, and files that are gone prove no copy", () => {
  expect(marks([run("i", "", { metrics: {} }), run("j", "", { metrics: {} })])).toEqual([
    ["i", null],
    ["j", null],
  ]);
  const row = (name: string) => ({ ...run("k", "x"), name, id: `k.db#${name}` });
  expect(marks([row("1"), row("2")])).toEqual([
    ["1", null],
    ["2", null],
  ]);
  expect(marks([makeRun("gone", { metrics: { loss: 1 } }), makeRun("gone2", { metrics: { loss: 1 } })])).toEqual([
    ["gone", null],
    ["gone2", null],
  ]);
});
