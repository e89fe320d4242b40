import { describe, expect, test } from "vitest";
import { wrapRegion } from "../../../src/markdown/region.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS: Logs = {
  full: [
    { step: 1000, "val/auc": 0.801, "test/auc": 0.7952 },
    { step: 2000, "val/auc": 0.8931, "test/auc": 0.8612 },
    { step: 3000, "val/auc": 0.8874, "test/auc": 0.8547 },
    { latency_ms: 45.21, "test/f1": 0.7713 },
  ],
  base: [
    { step: 1000, "val/auc": 0.7421, "test/auc": 0.7219 },
    { step: 2000, "val/auc": 0.7633, "test/auc": 0.7468 },
  ],
  "shift-seed0": [{ "test/acc": 0.9014084507042254 }],
  "shift-seed1": [{ "test/acc": 0.8933601609657947 }],
  "shift-seed2": [{ "test/acc": 0.9034205231388329 }],
  "plain-seed0": [{ "test/acc": 0.9758551307847082 }],
  "plain-seed1": [{ "test/acc": 0.9738430583501007 }],
  "plain-seed2": [{ "test/acc": 0.971830985915493 }],
};

const project = makeProject(LOGS, (run) => {
  const params = run.name.split("-seed");
  const seeded = params.length > 1;
  const augment = {
    name: "augment",
    value: params[0] ?? "",
    evidence: { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: "x" },
  };
  return seeded ? { ...run, seed: Number(params[1]), params: [augment] } : run;
});

function verdict(text: string) {
  const all = project.check(text);
  expect(all).toHaveLength(1);
  const [only] = all;
  if (only === undefined) throw new Error("no claim");
  return only;
}

const full = logOf("full");

describe("evidence links", () => {
  test.each([
    [`AUC is [0.86](${full}#L2 "test/auc").`, "supported"],
    [`AUC is [0.8612](${full}#L2 "full/test/auc step=2000").`, "supported"],
    [`AUC is [86.1 %](${full}#L2 "test/auc").`, "supported"],
    [`AUC is [0.86](${full}#L2).`, "supported"],
    [`AUC is [0.87](${full}#L2 "test/auc").`, "contradicted"],
    [`AUC is [0.87](${full}#L2).`, "contradicted"],
    [`AUC is [86.1 pp](${full}#L2 "test/auc").`, "contradicted"],
    [`AUC is [0.89](${full}#L2 "val/auc").`, "supported"],
    [`AUC is [0.861](${full}#L2 "test/auc@best").`, "supported"],
    [`AUC is [0.855](${full}#L2 "test/auc@best").`, "contradicted"],
    [`AUC is [0.893](${full}#L2 "test/auc").`, "wrong-run"],
    [`AUC is [0.747](${full}#L2 "test/auc").`, "wrong-run"],
    [`AUC is [0.747](${full}#L2 "base/test/auc").`, "wrong-run"],
    [`The F1 is [0.77](${full}#L4).`, "supported"],
    [`It takes [45 ms](${full}#L4 "latency_ms").`, "supported"],
    [`It takes [45 s](${full}#L4 "latency_ms").`, "contradicted"],
    [`AUC is [0.86](${full}#L99 "test/auc step=2000").`, "supported"],
    [`AUC is [0.86](${full}#L99).`, "source-missing"],
    [`AUC is [0.86](runs/full/logs/gone.log#L2 "test/auc").`, "source-missing"],
    [`AUC is [0.86](../../../../etc/passwd#L2 "test/auc").`, "source-missing"],
    [`AUC is [0.86](${full}#L2 "test/aux").`, "source-missing"],
    [`Training [went well](${full}#L1-L3).`, "supported"],
    [`Training [went well](${full}#L1-L30).`, "source-missing"],
    [`The log is [there](${full} "test/auc").`, null],
  ])("%s: %s", (text, expected) => {
    const [first] = project.check(text);
    expect(first?.verdict ?? null).toBe(expected);
  });

  test("a moved line is supported, and the reason says where it is", () => {
    const moved = verdict(`AUC is [0.86](${full}#L3 "test/auc step=2000").`);
    expect(moved).toMatchObject({ verdict: "supported", reason: `moved to experiments/e/${full}:2` });
  });

  test.each([
    [
      `AUC is [0.861](${full}#L3 "test/auc").`,
      "the highest value of test/auc instead of the cited one: the step is chosen on the reported split",
    ],
    [`AUC is [0.89](${full}#L2 "test/auc").`, "val/auc of full instead of test/auc"],
    [`AUC is [-0.861](${full}#L2 "test/auc").`, "the sign is flipped"],
    [`F1 is [0.770](${full}#L4 "test/f1").`, null],
    [`F1 is [0.7712](${full}#L4 "test/f1").`, null],
    [`It takes [45.21 s](${full}#L4 "latency_ms").`, "off by a factor of 1000: it is in ms, not in s"],
  ])("%s is explained by: %s", (text, diagnosis) => {
    expect(verdict(text).diagnosis).toBe(diagnosis);
  });

  test("the excerpt is the line that says otherwise", () => {
    const wrong = verdict(`AUC is [0.87](${full}#L2 "test/auc").`);
    expect(wrong).toMatchObject({ value: 0.8612, evidence: [{ literal: "0.8612", locator: { line: 2 } }] });
    expect(wrong.excerpt?.text).toContain('"test/auc":0.8612');
  });

  test("an ignored run supports nothing, except in a region of ours", () => {
    const spoiled = makeProject(LOGS, (run) =>
      run.name === "full"
        ? { ...run, ignored: { reason: "a bug", file: "experiments/e/IGNORED_RUNS.md", line: 1 } }
        : run,
    );
    const text = `AUC is [0.86](${full}#L2 "test/auc").`;
    expect(spoiled.check(text)[0]).toMatchObject({ verdict: "ignored-run", reason: "full is ignored: a bug" });
    const ours = `<!-- docs:begin results -->\n${text}\n<!-- docs:end results -->\n`;
    expect(spoiled.check(ours)[0]?.verdict).toBe("supported");
  });
});

describe("a link whose text is a number with a power of ten", () => {
  const small = makeProject({ tiny: [{ "test/loss": 0.000412 }] });
  test.each([
    ["4.12E-04", "supported"],
    ["4.12e-4", "supported"],
    ["4.1E-04", "supported"],
    [".412E-03", "supported"],
    ["4.21E-04", "contradicted"],
    ["4.12E-03", "contradicted"],
  ])("%s is %s, and no mere span", (text, verdict) => {
    const [judged] = small.check(`The loss is [${text}](${logOf("tiny")}#L1).`);
    expect(judged?.claim.kind).toBe("evidence");
    expect(judged?.verdict).toBe(verdict);
  });
});

describe("in a region of ours", () => {
  const wrong = `AUC is [0.87](${full}#L2 "test/auc").`;

  test("a number that was edited by hand is contradicted, one that we wrote is out of date", () => {
    const edited = project.check(`<!-- docs:begin x hash=0000000000000000 -->\n${wrong}\n<!-- docs:end x -->\n`);
    expect(edited).toMatchObject([{ verdict: "contradicted", claim: { region: "x" } }]);
    const ours = project.check(`${wrapRegion("x", {}, wrong)}\n`);
    expect(ours).toMatchObject([{ verdict: "stale", reason: "the region is out of date" }]);
    const derived = `It is [0.9](${full}#L1 "mean(shift/test/acc)") or [0.8](${full}#L1 "mean(shift/test/acc)").`;
    const both = project.check(`${wrapRegion("x", {}, derived)}\n`);
    expect(both.map(({ verdict: is }) => is)).toEqual(["derived", "stale"]);
  });

  test("the name of a run is no claim, whatever digits are in it", () => {
    const text = `[\`12-31-gates-20stps\`](${full}) reaches [0.86](${full}#L2 "test/auc").`;
    expect(project.check(`${wrapRegion("x", {}, text)}\n`).map(({ claim }) => claim.text)).toEqual(["0.86"]);
    expect(project.check(`${text}\n`).map(({ claim }) => claim.text)).toEqual(["12-31-gates-20stps", "0.86"]);
  });
});

describe("derived links", () => {
  test.each([
    [`[0.8994](${full}#L1 "mean(shift/test/acc)")`, "derived", null],
    [`[0.90 ± 0.005](${full}#L1 "mean(shift/test/acc)")`, "derived", null],
    [
      `[0.899 ± 0.004](${full}#L1 "mean(shift/test/acc)")`,
      "contradicted",
      "population instead of sample standard deviation",
    ],
    [`[0.0043](${full}#L1 "std(shift/test/acc)")`, "contradicted", "population instead of sample standard deviation"],
    [`[0.0031](${full}#L1 "std(shift/test/acc)")`, "contradicted", "standard error instead of standard deviation"],
    [`It fell by [7.4 pp](${full}#L1 "pp(mean(shift/test/acc), mean(plain/test/acc))").`, "derived", null],
    [
      `It rose by [7.4 pp](${full}#L1 "pp(mean(shift/test/acc), mean(plain/test/acc))").`,
      "contradicted",
      "the sign is flipped",
    ],
    [
      `[−7.4 %](${full}#L1 "pp(mean(shift/test/acc), mean(plain/test/acc))")`,
      "contradicted",
      "percentage points are written as percent",
    ],
    [`[−7.6 %](${full}#L1 "rel(mean(shift/test/acc), mean(plain/test/acc))")`, "derived", null],
    [`[−7.5 %](${full}#L1 "rel(mean(shift/test/acc), mean(plain/test/acc))")`, "contradicted", null],
    [
      `[−7.4 %](${full}#L1 "rel(mean(shift/test/acc), mean(plain/test/acc))")`,
      "contradicted",
      "percentage points instead of relative change",
    ],
    [`[1.15×](${full}#L1 "ratio(full/test/auc@best, base/test/auc)")`, "derived", null],
    [`[3](${full}#L1 "count(shift/test/acc)")`, "derived", null],
    [`[2](${full}#L1 "rank(shift/test/acc)")`, "derived", null],
    [`[plain](${full}#L1 "best(shift/test/acc)")`, "derived", null],
    [`[shift](${full}#L1 "best(shift/test/acc)")`, "contradicted", null],
    [`[0.8974](${full}#L1 "mean(shift/test/acc)")`, "contradicted", "shift-seed2 was left out"],
    [`[0.9](${full}#L1 "mean(shif/test/acc)")`, "source-missing", null],
    [`[0.9](${full}#L1 "diff(shift/test/acc, plain/test/acc)")`, "ambiguous", null],
  ])("%s: %s, %s", (text, expected, diagnosis) => {
    expect(verdict(text)).toMatchObject({ verdict: expected, diagnosis });
  });
});

describe("cite links", () => {
  test.each([
    ["[0.855](cite:full/test/auc)", "supported"],
    ["[](cite:full/test/auc@best)", "supported"],
    ["[0.87](cite:full/test/auc)", "contradicted"],
    ["[0.87](cite:ful/test/auc)", "source-missing"],
    ["[0.8994](cite:mean(shift/test/acc))", "derived"],
    ["[0.9](cite:test/auc)", "ambiguous"],
  ])("%s: %s", (text, expected) => {
    expect(verdict(text).verdict).toBe(expected);
  });

  test("front matter names the run at hand", () => {
    expect(project.check("[0.855](cite:test/auc)", { runs: ["full"] })[0]?.verdict).toBe("supported");
  });
});

describe("bare numbers", () => {
  const results = (text: string) => project.check(`# Results\n\n${text}\n`);

  test("outside the sections that state results they are no claims", () => {
    expect(project.check("# Methods\n\nWe got 0.87.\n")).toEqual([]);
    expect(project.check("# Methods\n\nWe got 0.87.\n", { bareSections: "all" })).toHaveLength(1);
  });

  test("one that names run and metric and agrees is supported, with its candidate", () => {
    const [one] = results("The test AUC of `base` is 0.7468.");
    expect(one?.verdict).toBe("supported");
    expect(one?.candidates[0]).toMatchObject({ selector: "base/test/auc", run: "base", metric: "test/auc" });
    expect(one?.candidates[0]?.score).toBeGreaterThan(0.9);
  });

  test("one that clearly names run and metric and is no point of it is contradicted", () => {
    expect(results("The test AUC of base is 0.7568.")[0]).toMatchObject({ verdict: "contradicted", value: 0.7468 });
    expect(results("The test AUC of base was 0.7219 at first.")[0]?.verdict).toBe("supported");
    expect(results("The test AUC of base may rise above 0.9.")[0]?.verdict).toBe("unbound");
  });

  test("a cell is judged by the heads of its row and column", () => {
    const [one] = results("| run | test/auc |\n| - | - |\n| base | 0.7568 |\n");
    expect(one?.verdict).toBe("contradicted");
  });

  test("a whole number in the first column names its row, elsewhere it states something", () => {
    const verdicts = results("| # | time |\n| - | - |\n| 17 | 3.57 minutes |\n| 18 | 12 |\n");
    expect(verdicts.map((one) => [one.claim.text, one.verdict])).toEqual([
      ["17", "exempt"],
      ["3.57 minutes", "unbound"],
      ["18", "exempt"],
      ["12", "unbound"],
    ]);
  });

  test("a link whose text is the name of the file it leads to states nothing", () => {
    expect(results("[4f52-9b56.txt](logs/4f52-9b56.txt) and [run 1/main 2.log](./run%201/main%202.log)")).toEqual([]);
    expect(results("[0.57](logs/4f52-9b56.txt)")).toHaveLength(1);
  });

  test.each([
    "On 2026-11-21 we ran ResNet-50 v1.2.3 at 10:30, see Section 3.1, Figure 2 and [12].",
    "The 5 seeds of baseline-seed0 ran 40 epochs in 2024 on 8xH100, the 2nd time, #41, 32-bit, 8×8.",
  ])("no claim: %s", (text) => {
    expect(results(text).filter(({ verdict: is }) => is !== "exempt")).toEqual([]);
  });
});
