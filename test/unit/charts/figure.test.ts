import { expect, test } from "vitest";
import { planFigures } from "../../../src/charts/figure.ts";
import { compiledOf } from "../report/compiled-example.ts";
import { digitsExample } from "../report/digits-example.ts";
import { recommenderExample } from "../report/recommender-example.ts";

test("plans curves of the primary metric's splits and losses, bars and seeds", () => {
  const { experiment, comparison } = digitsExample();
  const figures = planFigures(experiment, comparison);
  expect(figures.map((figure) => figure.id)).toEqual([
    "learning-curves-val-accuracy",
    "learning-curves-test-accuracy",
    "learning-curves-val-loss",
    "metric-bars-test-accuracy",
    "seed-distribution-test-accuracy",
  ]);
  expect(figures[0]?.caption).toEqual([
    "val/accuracy by step, 6 runs of 2 rows. Thick: mean over the runs of a row, at the steps that all of them logged; thin: each run.",
  ]);
});

test("calls runs seeds only where each has its own", () => {
  const { experiment, comparison } = digitsExample();
  const titleOf = () => planFigures(experiment, comparison).find((one) => one.kind === "seed-distribution")?.title;
  expect(titleOf()).toBe("test/accuracy over seeds");
  for (const run of experiment.runs) if (run.name.startsWith("shift-")) run.seed = 0;
  expect(titleOf()).toBe("test/accuracy over repeated runs");
});

test("draws only runs that count, and names each of them as a source", () => {
  const { experiment, comparison } = digitsExample();
  for (const figure of planFigures(experiment, comparison)) {
    expect(figure.sources.map((source) => source.run).sort()).toEqual(
      experiment.runs
        .filter((run) => /^(baseline|shift)-/.test(run.name))
        .map((run) => run.id)
        .sort(),
    );
  }
});

test("draws no curve of one point and no distribution of one run", () => {
  const { experiment, comparison } = recommenderExample();
  expect(planFigures(experiment, comparison).map((figure) => figure.id)).toEqual(["metric-bars-accuracy"]);
});

test("draws nothing when no run counts", () => {
  const { experiment, comparison } = digitsExample();
  for (const row of comparison.rows) row.bucket = "failed";
  expect(planFigures(experiment, comparison)).toEqual([]);
});

test("says how many rows and points it leaves out, and keeps the baseline", () => {
  const run = (i: number) => ({ name: `r${i}`, arm: `r${i}`, seed: 0, values: { loss: i }, points: 12000 });
  const runs = Array.from({ length: 9 }, (_, i) => run(i));
  const compiled = compiledOf({
    dir: "experiments/x",
    title: "X",
    primary: "loss",
    lower: ["loss"],
    baseline: "r8",
    runs,
  });
  const [curves] = planFigures(compiled.experiment, compiled.comparison);
  expect(curves?.rows).toEqual(["row-r0", "row-r1", "row-r2", "row-r3", "row-r4", "row-r5", "row-r8"]);
  expect(curves?.caption.join("")).toBe(
    "loss by step, 7 runs of 7 of 9 rows. Showing 800 of up to 12,000 points of each run. Not drawn: r6 and r7 (a figure has room for the first 6 rows and the baseline).",
  );
});

test("says why a row is not drawn", () => {
  const run = (name: string, values: Record<string, number>, points = 5) => ({
    name,
    arm: name,
    seed: 0,
    values,
    points,
  });
  const runs = [
    run("good", { "val/acc": 0.9, "val/loss": 0.1 }),
    run("short", { "val/acc": 0.8, "val/loss": 0.2 }, 1),
    run("silent", { "val/acc": 0.7 }),
    run("broken", { "val/acc": Number.NaN, "val/loss": Number.NaN }, 1),
  ];
  const compiled = compiledOf({ dir: "experiments/x", title: "X", primary: "val/acc", runs });
  const captions = planFigures(compiled.experiment, compiled.comparison).map((one) => [one.id, one.caption.join("")]);
  expect(Object.fromEntries(captions)).toMatchObject({
    "learning-curves-val-loss":
      "val/loss by step, 1 run of 1 of 4 rows. Not drawn: short (fewer than two finite points of val/loss); silent (val/loss not logged); broken (no finite value of val/loss).",
    "metric-bars-val-acc": "val/acc (last) of 3 of 4 rows. Not drawn: broken (val/acc not finite).",
  });
});

test("ids are safe as file names and unique", () => {
  const values = { "../../loss": 1, "..//loss": 2, "<b>/loss": 3 };
  const runs = [{ name: "a", arm: "a", seed: 0, values, points: 5 }];
  const compiled = compiledOf({ dir: "experiments/x", title: "X", primary: "损失", runs });
  const ids = planFigures(compiled.experiment, compiled.comparison).map((figure) => figure.id);
  expect(ids).toEqual(["learning-curves-loss", "learning-curves-loss-2", "learning-curves-b-loss"]);
});
