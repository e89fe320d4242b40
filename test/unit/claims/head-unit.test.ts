import { describe, expect, test } from "vitest";
import { restatement } from "../../../src/claims/restate.ts";
import { findClaims } from "../../../src/claims/text/claims.ts";
import { unitOfHead } from "../../../src/claims/text/head-unit.ts";
import { logOf, makeProject } from "./project.ts";

describe("the unit that a head states", () => {
  test.each([
    ["Latency (ms)", "ms"],
    ["latency [ms] ↓", "ms"],
    ["Acc. (%)", "%"],
    ["Acc (%, ↑)", "%"],
    ["Top-1 % ↑", "%"],
    ["Params (in M)", "M"],
    ["Params (M)", "M"],
    ["tokens (millions)", "million"],
    ["Time, s", "s"],
    ["latency_ms", "ms"],
    ["lr (×10⁻³)", "×10⁻³"],
    ["lr (1e-3)", "1e-3"],
    ["Memory (GiB)", "GiB"],
    ["Speed-up (×)", "×"],
    ["Run (best of 3)", null],
    ["AUC (test)", null],
    ["Accuracy", null],
    ["10^6", null],
    ["", null],
  ])("%s: %s", (head, name) => {
    expect(unitOfHead(head)?.name ?? null).toBe(name);
  });
});

const project = makeProject({ full: [{ step: 1, auc: 0.8712, latency_ms: 45.2, memory: 12e9 }] });

/** A table with one linked cell below a head. */
function linked(head: string, cell: string, metric: string): string {
  return `# Report\n## Results\n| run | ${head} |\n|---|---|\n| full | [${cell}](${logOf("full")}#L1 "${metric}") |\n`;
}

test.each([
  ["AUC (%)", "87.1", "auc", "supported"],
  ["AUC (%)", "0.871", "auc", "supported"],
  ["AUC (%)", "87.2", "auc", "contradicted"],
  ["AUC", "87.1", "auc", "contradicted"],
  ["Latency (s)", "0.0452", "latency_ms", "supported"],
  ["Latency (ms)", "45.2", "latency_ms", "supported"],
  ["Latency (ms)", "45.3", "latency_ms", "contradicted"],
  ["Memory (GB)", "12.0", "memory", "supported"],
])("below %s a cell with %s of %s is %s", (head, cell, metric, verdict) => {
  const [found] = project.check(linked(head, cell, metric)).filter(({ claim }) => claim.kind === "evidence");
  expect(found?.verdict).toBe(verdict);
});

test.each([
  ["AUC (%)", "86.1", "87.1"],
  ["AUC (%)", "0.861", "0.871"],
  ["AUC", "0.86", "0.87"],
  ["AUC (%)", "86.1 ± 0.4", null],
])("below %s the right number for %s is %s", (head, cell, expected) => {
  const document = project.document(linked(head, cell, "auc"));
  const [verdict] = project.check(document.text).filter(({ claim }) => claim.kind === "evidence");
  if (verdict === undefined) throw new Error("no claim");
  expect(restatement(document, verdict)?.text ?? null).toBe(expected);
});

test("bare cells, bold ones and numbers in code have the unit of their head, and of their row's", () => {
  const text =
    "## Results\n| run | AUC (%) | x |\n|---|---|---|\n| full | **87.1** | 1.5 |\n| half | `86.0` | 2.5 |\n| time (ms) | 3 ms | 4.5 |\n";
  const units = findClaims(project.document(text), "all")
    .filter(({ numerals }) => numerals.length > 0)
    .map(({ claim, numerals }) => [claim.text, numerals[0]?.unit?.name ?? null]);
  expect(units).toEqual([
    ["87.1", "%"],
    ["1.5", null],
    ["`86.0`", "%"],
    ["2.5", null],
    ["3 ms", "ms"],
    ["4.5", "ms"],
  ]);
});

test.each([
  ["The AUC is `0.87`.", ["`0.87`"]],
  ["It takes `45 ms`.", ["`45 ms`"]],
  ["It exits with `1` on port `8080`.", []],
  ["See `run 0.87`, `v1.2` and `x = 0.5`.", []],
  ["See [`0.87`](https://example.org) and [`0.9`](a.log#L1).", ["[`0.9`](a.log#L1)"]],
])("code in %s", (text, expected) => {
  const document = project.document(`## Results\n${text}\n`);
  const found = findClaims(document, "all").filter(({ exempt }) => exempt === null);
  expect(found.map(({ claim }) => document.text.slice(claim.span.start, claim.span.end))).toEqual(expected);
});
