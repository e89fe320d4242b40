import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/model/claim.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS: Logs = {
  "plain-seed0": [
    { step: 500, "val/acc": 0.7011, "test/acc": 0.68125 },
    { step: 1000, "val/acc": 0.8342, "test/acc": 0.82671 },
    { step: 1500, "val/acc": 0.8127, "test/acc": 0.79338 },
    { step: 2000, "val/acc": 0.8213, "test/acc": 0.80449, "test/loss": 0.5512, latency_ms: 41.37, size_mb: 212.4 },
  ],
  "plain-seed1": [
    { step: 500, "val/acc": 0.7123, "test/acc": 0.69114 },
    { step: 2000, "val/acc": 0.8154, "test/acc": 0.79186, "test/loss": 0.5839, latency_ms: 43.92, size_mb: 212.4 },
  ],
  "plain-seed2": [
    { step: 500, "val/acc": 0.7254, "test/acc": 0.70226 },
    { step: 2000, "val/acc": 0.8391, "test/acc": 0.81852, "test/loss": 0.5247, latency_ms: 40.18, size_mb: 212.4 },
  ],
  "shift-seed0": [
    { step: 500, "val/acc": 0.7712, "test/acc": 0.75127 },
    { step: 2000, "val/acc": 0.9012, "test/acc": 0.88713, "test/loss": 0.3311, latency_ms: 52.66, size_mb: 233.7 },
  ],
  "shift-seed1": [
    { step: 500, "val/acc": 0.7634, "test/acc": 0.74256 },
    { step: 2000, "val/acc": 0.8875, "test/acc": 0.86531, "test/loss": 0.3608, latency_ms: 55.04, size_mb: 233.7 },
  ],
  "shift-seed2": [
    { step: 500, "val/acc": 0.7591, "test/acc": 0.73878 },
    { step: 2000, "val/acc": 0.8933, "test/acc": 0.87394, "test/loss": 0.3429, latency_ms: 53.81, size_mb: 233.7 },
  ],
  "leak-seed0": [{ step: 2000, "val/acc": 0.9744, "test/acc": 0.97262, "test/loss": 0.0921, latency_ms: 53.1 }],
};

const project = makeProject(LOGS, (run): Run => {
  const [arm = "", seed = ""] = run.name.split("-seed");
  const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: "x" };
  const ignored = arm === "leak" ? { reason: "saw the test set", file: "IGNORED_RUNS.md", line: 1 } : null;
  const params = [{ name: "augment", value: arm === "leak" ? "shift" : arm, evidence }];
  return { ...run, seed: Number(seed), params, ignored };
});

function judged(text: string): Verdict[] {
  return project.check(text).filter(({ claim }) => claim.kind !== "bare");
}

/** What is said of the first link that is wrong: the diagnosis, or the reason with what it could be. */
function said(text: string): string | null {
  const wrong = judged(text).find(({ verdict }) => verdict !== "supported" && verdict !== "derived");
  if (wrong === undefined) throw new Error("nothing is wrong");
  return wrong.diagnosis ?? wrong.reason;
}

const log = logOf("plain-seed0");
const logged = (text: string, title: string) => `It is [${text}](${log}#L4 "${title}").`;
const derived = (text: string, title: string) => `It is [${text}](${log}#L4 "${title}").`;
const CHANGE = "mean(shift/test/acc), mean(plain/test/acc)";

describe("notation", () => {
  test.each([
    [logged("−0.8045", "test/acc"), "the sign is flipped"],
    [logged("80.4", "test/acc"), "percent without its sign"],
    [logged("80.4 pp", "test/acc"), "percent is written as percentage points"],
    [logged("8.045", "test/acc"), "the decimal point is off by one place"],
    [logged("41.37 s", "latency_ms"), "off by a factor of 1000: it is in ms, not in s"],
    [logged("212.4 MiB", "size_mb"), "units of 1000 and 1024 are mixed (GB, GiB)"],
    [logged("212.4 GB", "size_mb"), "off by a factor of 1000: it is in MB, not in GB"],
    [derived("+7.05 %", `pp(${CHANGE})`), "percentage points are written as percent"],
    [derived("8.76 pp", `rel(${CHANGE})`), "percent is written as percentage points"],
    [derived("−7.05 pp", `pp(${CHANGE})`), "the sign is flipped"],
    [
      `It falls by [7.05 %](${log}#L4 "pp(mean(plain/test/acc), mean(shift/test/acc))").`,
      "percentage points are written as percent",
    ],
  ])("%s: %s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

describe("rounding", () => {
  test.each([
    [logged("0.826", "plain-seed0/test/acc@best"), "truncated instead of rounded"],
    [logged("0.80", "plain-seed0/test/acc"), null],
    [logged("0.805", "plain-seed0/test/acc"), "rounded twice: 0.8045, then 0.805"],
    [logged("0.828", "plain-seed0/test/acc@best"), null],
    [logged("41.3", "latency_ms"), "truncated instead of rounded"],
    [logged("0.552", "test/loss"), "rounded up instead of to the nearest"],
    [
      `It falls by [7.0 pp](${log}#L4 "pp(mean(plain/test/acc), mean(shift/test/acc))").`,
      "truncated instead of rounded",
    ],
  ])("%s: %s", (text, expected) => {
    const [verdict] = judged(text);
    expect(verdict?.diagnosis ?? null).toBe(expected);
  });
});

describe("digits", () => {
  test.each([
    [logged("0.5152", "test/loss"), "two digits are swapped: 0.5512"],
    [logged("14.37", "latency_ms"), "two digits are swapped: 41.37"],
    [logged("0.5912", "test/loss"), "one digit is mistyped: 0.5512"],
    [logged("91.37 ms", "latency_ms"), "one digit is mistyped: 41.37 ms"],
  ])("%s: %s", (text, expected) => {
    expect(said(text)).toContain(expected.replace(" ms", ""));
  });

  test("a last digit that is off is explained by nothing", () => {
    expect(said(logged("0.5517", "test/loss"))).toBeNull();
  });
});

describe("other statistics of the same values", () => {
  test.each([
    [derived("0.0090", "std(shift/test/acc)"), "population instead of sample standard deviation"],
    [derived("0.0063", "std(shift/test/acc)"), "standard error instead of standard deviation"],
    [derived("0.0110", "se(shift/test/acc)"), "standard deviation instead of standard error"],
    [
      derived("0.027", "std(shift/test/acc)"),
      "half the width of the 95 % confidence interval instead of standard deviation",
    ],
    [derived("0.875 ± 0.0063", "mean(shift/test/acc)"), "standard error instead of standard deviation"],
    [derived("0.87394", "mean(shift/test/acc)"), "median instead of mean"],
    [derived("0.88713", "mean(shift/test/acc)"), "maximum instead of mean"],
    [
      derived("8.76 pp", "pp(mean(shift/test/acc), mean(plain/test/acc))"),
      "relative change instead of percentage points",
    ],
    [derived("8.05 %", `rel(${CHANGE})`), "the change is relative to the other operand"],
    [derived("8.05 pp", `pp(${CHANGE})`), "relative change (to the first) instead of percentage points"],
    [derived("7.05 %", `rel(${CHANGE})`), "percentage points instead of relative change"],
    [derived("0.919×", "ratio(mean(shift/test/acc), mean(plain/test/acc))"), "the operands are swapped"],
  ])("%s: %s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

describe("other points of the series", () => {
  test.each([
    [
      logged("0.8267", "test/acc"),
      "the highest value of test/acc instead of the cited one: the step is chosen on the reported split",
    ],
    [logged("0.8342", "val/acc"), "the highest value of val/acc instead of the cited one"],
    [logged("0.8213", "plain-seed0/val/acc@best"), "the last value of val/acc instead of the cited one"],
    [logged("0.7934", "test/acc"), "the value of test/acc at step 1500 instead of the cited one"],
    [derived("0.81236", "mean(plain/test/acc)"), "best values instead of last ones"],
    [derived("0.70600", "mean(plain/val/acc)").replace("0.70600", "0.71293"), "lowest values instead of last ones"],
  ])("%s: %s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

describe("other runs, rows, splits and metrics", () => {
  test.each([
    [logged("0.8213", "test/acc"), "val/acc of plain-seed0 instead of test/acc"],
    [logged("0.5512", "test/acc"), "test/loss of plain-seed0 instead of test/acc"],
    [logged("0.86531", "test/acc"), "copied from shift-seed1, whose test/acc it is"],
    [logged("0.80496", "test/acc"), "mean of plain instead of plain-seed0 alone"],
    [logged("0.9726", "test/acc"), "copied from leak-seed0 (ignored), whose test/acc it is"],
    [derived("0.8050", "mean(shift/test/acc)"), "mean of plain instead of shift"],
    [derived("0.8940", "mean(shift/test/acc)"), "val/acc instead of test/acc"],
    [derived("0.3449", "mean(shift/test/acc)"), "test/loss instead of test/acc"],
    [derived("+6.87 pp", `pp(${CHANGE})`), "val/acc instead of test/acc"],
    [derived("0.8761", "mean(shift/test/acc)"), null],
    [derived("0.8805", "mean(shift/test/acc)"), "shift-seed1 was left out"],
    [derived("0.8997", "mean(shift/test/acc)"), "leak-seed0 is included, which does not count"],
  ])("%s: %s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test("a number that is right elsewhere is the number of another run", () => {
    expect(judged(logged("0.86531", "test/acc"))[0]?.verdict).toBe("wrong-run");
    expect(judged(logged("0.5152", "test/loss"))[0]?.verdict).toBe("contradicted");
  });

  test("two digits that some other run has by chance explain nothing", () => {
    expect(said(logged("0.82", "plain-seed0/test/acc"))).not.toMatch(/^copied/);
  });
});

describe("tables", () => {
  const cell = (run: string, metric: string, text: string) => `[${text}](${logOf(run)} "${run}/${metric}")`;
  const table = (rows: string[][]) =>
    ["| Run | test acc | test loss |", "| --- | --- | --- |", ...rows.map((row) => `| ${row.join(" | ")} |`)].join(
      "\n",
    );
  const right = (run: string, acc: string, loss: string) => [
    run,
    cell(run, "test/acc", acc),
    cell(run, "test/loss", loss),
  ];

  test("the row below is called so", () => {
    const rows = [right("plain-seed0", "0.8045", "0.5839"), right("plain-seed1", "0.7919", "0.5839")];
    expect(said(table(rows))).toBe("test/loss of plain-seed1, the row below");
  });

  test("the next column is called so", () => {
    const rows = [right("plain-seed0", "0.5512", "0.5512"), right("plain-seed1", "0.7919", "0.5839")];
    expect(said(table(rows))).toBe("test/loss of plain-seed0, the next column");
  });
});

describe("links without a title", () => {
  const line = (text: string, at = 4) => `The test loss is [${text}](${log}#L${at}).`;

  test.each([
    [line("0.551"), null],
    [line("0.5152"), "two digits are swapped: 0.5512"],
    [line("0.5839"), "copied from plain-seed1, whose test/loss it is"],
    [`The val acc is [0.8127](${log}#L4).`, "val/acc on the line above"],
    [`The val acc is [0.8342](${log}#L4).`, "the highest value of val/acc instead of the cited one"],
    [`The val acc is [0.7011](${log}#L4).`, "the lowest value of val/acc instead of the cited one"],
  ])("%s: %s", (text, expected) => {
    expect(judged(text)[0]?.diagnosis ?? null).toBe(expected);
  });
});

describe("chance", () => {
  const many = makeProject(
    Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`run${n}`, [{ "test/acc": 0.8 + ((n * 7919) % 1000) / 10_007 }]]),
    ),
  );
  const diagnosisOf = (text: string) =>
    many.check(`It is [${text}](${logOf("run0")}#L1 "run0/test/acc").`)[0]?.diagnosis;

  test("of 200 runs one has any two digits, so that it says nothing that run 7 has them", () => {
    expect(diagnosisOf("0.85")).toBeNull();
  });

  test("six digits are no chance", () => {
    const value = 0.8 + ((7 * 7919) % 1000) / 10_007;
    expect(diagnosisOf(value.toFixed(6))).toBe("copied from run7, whose test/acc it is");
  });
});

describe("units of time and numbers of parameters", () => {
  const one = makeProject({ only: [{ train_min: 47.5, params: 124_439_808 }] });
  const diagnosisOf = (text: string, metric: string) =>
    one.check(`It is [${text}](${logOf("only")}#L1 "only/${metric}").`)[0]?.diagnosis;

  test.each([
    ["47.5 h", "train_mins", null],
    ["124.4B", "params", "off by a factor of 1000: it is in M, not in B"],
    ["124.4K", "params", "off by a factor of 1000: it is in M, not in K"],
  ])("%s of %s: %s", (text, metric, expected) => {
    expect(diagnosisOf(text, metric) ?? null).toBe(expected);
  });
});

test("a run of the same name in another experiment is another source", () => {
  const [here, there] = [{ only: [{ "test/acc": 0.81234 }] }, { only: [{ "test/acc": 0.87654 }] }].map((logs) =>
    makeProject(logs),
  );
  const own = here?.catalog.all()[0];
  const first = there?.catalog.all()[0];
  if (here === undefined || own === undefined || first === undefined) throw new Error("two projects");
  const other = { ...first, experiment: { ...first.experiment, id: "experiments/other", name: "other" } };
  const catalog = { ...here.catalog, ids: [own.experiment.id, "experiments/other"], all: () => [own, other] };
  const [verdict] = here.check(`It is [0.8765](${logOf("only")}#L1 "only/test/acc").`, { catalog });
  expect(verdict).toMatchObject({
    verdict: "wrong-run",
    diagnosis: "test/acc of only in other, another experiment",
  });
});

test("a swap of two digits is always told, if only as a possibility", () => {
  const places = fc.integer({ min: 1000, max: 9999 }).filter((n) => new Set(String(n).slice(1, 3)).size === 2);
  fc.assert(
    fc.property(places, (digits) => {
      const truth = digits / 10_000;
      const one = makeProject({ only: [{ "test/acc": truth }] });
      const [a, b, c, d] = String(digits);
      const [verdict] = one.check(`It is [0.${a}${c}${b}${d}](${logOf("only")}#L1 "only/test/acc").`);
      expect(verdict?.diagnosis ?? verdict?.reason).toContain(`two digits are swapped: 0.${digits}`);
    }),
    { numRuns: 60 },
  );
});
