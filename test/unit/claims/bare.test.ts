import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/model/claim.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS: Logs = {
  alpha: [
    { step: 1000, "val/acc": 0.8014, "val/loss": 0.6212 },
    { step: 2000, "val/acc": 0.8931, "val/loss": 0.4127 },
    { step: 3000, "val/acc": 0.8874, "val/loss": 0.4219 },
    { "test/acc": 0.8712, "test/f1": 0.7713, latency_ms: 45.21 },
  ],
  beta: [
    { step: 1000, "val/acc": 0.7421, "val/loss": 0.7011 },
    { step: 2000, "val/acc": 0.7633, "val/loss": 0.5533 },
    { step: 3000, "val/acc": 0.7602, "val/loss": 0.5641 },
    { "test/acc": 0.8433, "test/f1": 0.7012, latency_ms: 81.38 },
  ],
  "shift-seed0": [{ "test/acc": 0.9014 }],
  "shift-seed1": [{ "test/acc": 0.8934 }],
  "shift-seed2": [{ "test/acc": 0.9034 }],
  "plain-seed0": [{ "test/acc": 0.9759 }],
  "plain-seed1": [{ "test/acc": 0.9738 }],
  "plain-seed2": [{ "test/acc": 0.9718 }],
  spoiled: [{ "test/acc": 0.9967 }],
  crashed: [{ "test/acc": 0.6123 }],
};

function withSeeds(run: Run): Run {
  if (run.name === "spoiled") return { ...run, ignored: { reason: "leaked labels", file: "IGNORED_RUNS.md", line: 1 } };
  if (run.name === "crashed") return { ...run, status: { ...run.status, value: "failed" } };
  const [augment = "", seed] = run.name.split("-seed");
  const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: augment };
  const params = [{ name: "augment", value: augment, evidence }];
  return { ...run, seed: seed === undefined ? null : Number(seed), params };
}

const project = makeProject(LOGS, withSeeds);

function judged(text: string): Verdict[] {
  const all = project.check(text, { bareSections: "all" });
  return all.filter(({ claim, verdict }) => claim.kind === "bare" && verdict !== "exempt");
}

const verdictsOf = (text: string) => judged(text).map(({ claim, verdict }) => `${claim.text} ${verdict}`);

describe("words that name a run and a metric support what agrees", () => {
  test.each([
    ["The test accuracy of alpha is 0.871.", ["0.871 supported"]],
    ["The test accuracy of `alpha` is 87.1 %.", ["87.1 % supported"]],
    ["alpha reaches 0.871 and beta 0.843 test accuracy.", ["0.871 supported", "0.843 supported"]],
    ["We measured 0.871 for alpha and 0.843 for beta in test accuracy.", ["0.871 supported", "0.843 supported"]],
    ["alpha has a test accuracy of 0.871 and an F1 of 0.771.", ["0.871 supported", "0.771 supported"]],
    [
      "On the test set, alpha and beta reach 0.871 and 0.843 accuracy, respectively.",
      ["0.871 supported", "0.843 supported"],
    ],
    ["At step 2000 the validation accuracy of alpha is 0.8931.", ["0.8931 supported"]],
    ["alpha peaks at a validation accuracy of 0.893.", ["0.893 supported"]],
    ["The final validation loss of alpha is 0.4219.", ["0.4219 supported"]],
    ["One batch takes alpha 45.2 ms.", ["45.2 ms supported"]],
    [
      "| run | test acc | F1 |\n| - | - | - |\n| alpha | 0.8712 | 77.1 |\n| beta | **0.8433** | 70.1 |\n",
      ["0.8712 supported", "77.1 supported", "0.8433 supported", "70.1 supported"],
    ],
    [
      "| metric | alpha | beta |\n| - | - | - |\n| test/acc | 0.871 | 0.843 |\n",
      ["0.871 supported", "0.843 supported"],
    ],
    ["The best test accuracy is 0.9759.", ["0.9759 supported"]],
    ["## alpha\n\nThe test accuracy is 0.8712.\n", ["0.8712 supported"]],
    [`The [log](${logOf("alpha")}) has a test accuracy of 0.8712.`, ["0.8712 supported"]],
    [`| test acc | log |\n| - | - |\n| 0.871 | [log](${logOf("alpha")}) |\n`, ["0.871 supported"]],
  ])("%s", (text, expected) => {
    expect(verdictsOf(text)).toEqual(expected);
  });
});

describe("words that name operands support what is computed of them", () => {
  test.each([
    ["The mean test accuracy of shift is 0.8994.", ["0.8994 derived"]],
    ["shift has a test accuracy of 0.899 ± 0.005 over 3 seeds.", ["0.899 ± 0.005 derived"]],
    ["shift has a test accuracy of 0.8994 ± 0.0031 (standard error).", ["0.8994 ± 0.0031 derived"]],
    ["In test accuracy plain is 7.44 pp better than shift.", ["7.44 pp derived"]],
    ["alpha is 1.80× faster than beta in latency.", ["1.80× derived"]],
    ["The latency of alpha is 44.4 % lower than that of beta.", ["44.4 % derived"]],
    ["alpha improves test accuracy by 0.0279 over beta.", ["0.0279 derived"]],
    ["The standard deviation of the test accuracy of shift is 0.0053.", ["0.0053 derived"]],
  ])("%s", (text, expected) => {
    expect(verdictsOf(text)).toEqual(expected);
  });
});

describe("words that clearly name a run and a metric are contradicted by another value", () => {
  test.each([
    ["The test accuracy of alpha is 0.881.", ["0.881 contradicted"]],
    ["alpha reaches 0.881 and beta 0.843 test accuracy.", ["0.881 contradicted", "0.843 supported"]],
    ["alpha has a test accuracy of 0.871 and an F1 of 0.792.", ["0.871 supported", "0.792 contradicted"]],
    [
      "| run | test acc |\n| - | - |\n| alpha | 0.8721 |\n| beta | 0.8433 |\n",
      ["0.8721 contradicted", "0.8433 supported"],
    ],
    ["The test accuracy of alpha is 0.8433.", ["0.8433 wrong-run"]],
    ["The validation accuracy of alpha is 0.8712.", ["0.8712 wrong-run"]],
    ["The mean test accuracy of shift is 0.9123.", ["0.9123 contradicted"]],
  ])("%s", (text, expected) => {
    expect(verdictsOf(text)).toEqual(expected);
  });

  test("the finding has the logged value, its evidence and what the number is instead", () => {
    const [wrong] = judged("The test accuracy of alpha is 0.8433.");
    expect(wrong).toMatchObject({ value: 0.8712, evidence: [{ literal: "0.8712" }] });
    expect(wrong?.diagnosis).toContain("beta");
  });
});

describe("whatever is less clear contradicts nothing", () => {
  test.each([
    "The target for the test accuracy of alpha is 0.9.",
    "We expect alpha to reach a test accuracy of 0.91.",
    "The test accuracy of alpha should be above 0.9.",
    "Zhou et al. report a test accuracy of 0.91 for alpha.",
    "The test accuracy of alpha rose from 0.85 to 0.86.",
    "alpha beats the old test accuracy of 0.84.",
    "With a longer warmup alpha, unlike beta, has 0.86 in test accuracy.",
    "The test accuracy of alpha is about 0.9.",
    "The accuracy of alpha is 0.91.",
    "The test accuracy of gamma-alpha is 0.91.",
    "The test accuracy is 0.91.",
    "alpha needs 0.91 of the memory.",
    "alpha has a test accuracy of 1234.5.",
    "alpha reaches a test accuracy of 0.91 with ensembling and 0.8712 without.",
    "| run | test acc | Δ test acc |\n| - | - | - |\n| alpha | 0.8712 | 0.5 |\n",
    `| test acc | log |\n| - | - |\n| 0.8801 | [all](${logOf("alpha")}) [more](${logOf("beta")}) |\n`,
  ])("%s", (text) => {
    expect(judged(text).filter(({ verdict }) => verdict === "contradicted" || verdict === "wrong-run")).toEqual([]);
  });
});

describe("a value alone supports nothing", () => {
  test.each([
    "We got 0.8712.",
    "The number 0.8712 occurs.",
    "The test accuracy is 0.8712.",
    "alpha costs 0.8712 euros.",
    "The target test accuracy of alpha is 0.8712.",
  ])("%s", (text) => {
    expect(verdictsOf(text)).toEqual(["0.8712 unbound"]);
  });

  test("so few digits agree by chance too often", () => {
    const [coarse] = judged("The test accuracy of alpha is 0.9.");
    expect(coarse).toMatchObject({ verdict: "unbound" });
    expect(coarse?.reason).toContain("chance explains it");
    expect(coarse?.candidates[0]?.chance).toBeGreaterThan(0.05);
  });

  test("each candidate says what agreed and how likely chance is", () => {
    const [one] = judged("The test accuracy of alpha is 0.871.");
    expect(one?.candidates[0]).toMatchObject({ selector: "alpha/test/acc", run: "alpha", metric: "test/acc" });
    expect(one?.candidates[0]?.why.slice(0, 2)).toEqual(["the sentence names alpha", "the sentence names test/acc"]);
    expect(one?.candidates[0]?.chance).toBeLessThan(0.01);
    expect(one?.score).toBe(one?.candidates[0]?.score);
  });
});

describe("runs that do not count", () => {
  test("what only an ignored run supports is of an ignored run", () => {
    expect(verdictsOf("The test accuracy of spoiled is 0.9967.")).toEqual(["0.9967 ignored-run"]);
    expect(verdictsOf("We discarded spoiled, whose test accuracy is 0.9967.")).toEqual(["0.9967 supported"]);
  });

  test("what only a failed run supports is unbound, and says so", () => {
    const [one] = judged("The test accuracy of crashed is 0.6123.");
    expect(one).toMatchObject({ verdict: "unbound", reason: "crashed does not count: it is failed" });
  });
});

describe("a table of differences and spreads", () => {
  const table = (head: string, row: string, cell: string) => `| run | ${head} |\n| - | - |\n| ${row} | ${cell} |\n`;
  const based = makeProject({ ...LOGS, baseline: [{ "test/acc": 0.8433 }] }, withSeeds);
  const verdictIn = (text: string) =>
    based
      .check(text, { bareSections: "all" })
      .find(({ claim, verdict }) => claim.kind === "bare" && verdict !== "exempt");

  test.each([
    ["Δ test/acc", "alpha", "+2.79 pp", "derived"],
    ["Δ test/acc", "alpha", "+3.31 %", "derived"],
    ["Δ test/acc", "alpha", "+2.97 pp", "contradicted"],
    ["Δ test/acc", "alpha", "−2.79 pp", "contradicted"],
    ["test/acc", "shift", "0.8994 ± 0.0053", "derived"],
    ["test/acc", "shift", "0.9494 ± 0.0053", "contradicted"],
    ["test/acc", "shift", "0.8994 ± 0.0123", "contradicted"],
    ["test/acc", "shift", "89.9 ± 0.5", "derived"],
    ["test/acc", "alpha", "0.3712", "contradicted"],
  ])("%s of %s: %s is %s", (head, row, cell, expected) => {
    expect(verdictIn(table(head, row, cell))?.verdict).toBe(expected);
  });
});

describe("how many runs there are", () => {
  const many: Logs = Object.fromEntries(
    Array.from({ length: 24 }, (_, n) => [`try-${n}x`, [{ "val/loss": 1 + n / 7 }]]),
  );
  const counted = makeProject(many, (run) => {
    const n = Number(/\d+/.exec(run.name)?.[0]);
    if (n < 3) return { ...run, ignored: { reason: "no", file: "IGNORED_RUNS.md", line: 1 } };
    return n < 8 ? { ...run, status: { ...run.status, value: "failed" } } : run;
  });
  const said = (text: string) =>
    counted.check(text, { bareSections: "all" }).map(({ claim, verdict }) => `${claim.text} ${verdict}`);

  test.each([
    ["We found that 5 failed.", ["5 derived"]],
    ["Of all, 3 were ignored and 6 failed.", ["3 derived", "6 contradicted"]],
    ["4 of 24 runs failed.", ["4 of 24 contradicted"]],
    ["4 of 12 runs failed.", ["4 of 12 unbound"]],
    ["5 of 24 runs failed.", ["5 of 24 derived"]],
    ["24 runs found: 16 used.", ["24 derived", "16 derived"]],
  ])("%s", (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test("in a small project any such number may be right by chance", () => {
    expect(verdictsOf("Of all, 1 failed.")).toEqual(["1 unbound"]);
  });
});

describe("a row may be named by what only it is set to", () => {
  const rates: Record<string, string> = { one: "0.1", two: "0.01", three: "0.001" };
  const tuned = makeProject(
    { one: [{ "val/loss": 0.8123 }], two: [{ "val/loss": 0.5511 }], three: [{ "val/loss": 0.6634 }] },
    (run) => {
      const literal = rates[run.name] ?? "";
      const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal };
      return { ...run, params: [{ name: "optimizer.lr", value: Number(literal), evidence }] };
    },
  );
  const said = (text: string) =>
    tuned
      .check(text, { bareSections: "all" })
      .map(({ claim, verdict }) => `${claim.text} ${verdict}`)
      .at(-1);

  test.each([
    ["With lr 0.01 the validation loss is 0.5511.", "0.5511 supported"],
    ["With `lr=1e-2` the validation loss is 0.5511.", "0.5511 supported"],
    ["With lr = 0.001 the validation loss is 0.5511.", "0.5511 wrong-run"],
    ["With lr = 0.3 the validation loss is 0.5911.", "0.5911 unbound"],
    ["| setting | val loss |\n| - | - |\n| lr=0.1 | 0.8123 |\n", "0.8123 supported"],
  ])("%s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

test("a column of differences without a metric shows those of the metric that decides", () => {
  const based = makeProject({ ...LOGS, baseline: [{ "test/acc": 0.8433 }] }, withSeeds);
  const primary = based.catalog.all()[0]?.comparison.metrics.find((metric) => metric.primary)?.name;
  const table = "| run | n | acc | Δ |\n| - | - | - | - |\n| alpha | 1 | 0.8712 | +2.79 pp |\n";
  const change = based.check(table, { bareSections: "all" }).find(({ claim }) => claim.text === "+2.79 pp");
  expect(change?.verdict).toBe(primary === "test/acc" ? "derived" : "unbound");
});

describe("statistics and changes in prose", () => {
  test.each([
    ["The standard deviation of the test accuracy of shift is 0.0043.", ["0.0043 contradicted"]],
    ["shift has a test accuracy of 0.8994 ± 0.0043 (standard deviation).", ["0.8994 ± 0.0043 contradicted"]],
    ["In test accuracy plain is 8.28 pp better than shift.", ["8.28 pp contradicted"]],
    [
      "In test accuracy plain is 8.28 pp better than shift on another data set, as Smith et al. report.",
      ["8.28 pp unbound"],
    ],
  ])("%s", (text, expected) => {
    expect(verdictsOf(text)).toEqual(expected);
  });
});
