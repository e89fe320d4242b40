import { account } from "../../../../src/model/accounting.ts";
import { coverageOf } from "../../../../src/model/claim.ts";
import type { Evidence } from "../../../../src/model/evidence.ts";
import type { Quantity } from "../../../../src/model/quantity.ts";
import type {
  ExperimentChange,
  Review,
  ReviewedClaim,
  RowChange,
  RunChange,
  Tampering,
} from "../../../../src/model/review.ts";
import type { ReviewAbout } from "../../../../src/reporters/review/about.ts";

export const HEAD = "a".repeat(39) + "1";
export const BASE = "b".repeat(39) + "2";

export const GITHUB: ReviewAbout = {
  host: { kind: "github", web: "https://github.com/lab/digits" },
  folder: "",
  version: "1.2.3",
  again: "docs review --base main",
};

export const NOWHERE: ReviewAbout = { ...GITHUB, host: null };

/** A review in which nothing changed, unless something is given. */
export function review(more: Partial<Review> = {}): Review {
  return {
    schemaVersion: 1,
    base: { ref: "main", commit: BASE, tree: "t1" },
    head: { ref: "faster", commit: HEAD, tree: "t2", dirty: false },
    mood: "quiet",
    verdict: ["Nothing material changed."],
    fails: [],
    claims: {
      broken: [],
      moved: [],
      added: [],
      mended: [],
      removed: [],
      still: 0,
      base: coverageOf([]),
      head: coverageOf([]),
    },
    tampered: [],
    runs: [],
    accounting: { base: account([], 0), head: account([], 0) },
    experiments: [],
    outOfDate: [],
    findings: [],
    steps: [],
    notes: [],
    ...more,
  };
}

export function evidence(file = "e/runs/wide/eval.log", line = 3, literal = "0.8612"): Evidence {
  return { file, locator: { kind: "line", line }, literal };
}

export function quantity(text: string, more: Partial<Quantity> = {}): Quantity {
  return {
    value: Number(text.replace("−", "-")),
    text,
    selector: "wide/auc",
    derived: false,
    evidence: [evidence()],
    ...more,
  };
}

/** A number that its log contradicts since the log was made anew. */
export function claim(more: Partial<ReviewedClaim> = {}): ReviewedClaim {
  const text = "eval auc=0.8612 step=2000";
  return {
    id: "c7f3",
    file: "report.md",
    line: 12,
    column: 8,
    text: "0.91",
    sentence: "The wide model reaches an AUC of 0.91 after 2000 steps.",
    verdict: "contradicted",
    was: { verdict: "supported", text: "0.91" },
    logged: "0.8612",
    why: "the run `wide` was trained again",
    evidence: [evidence()],
    excerpt: { file: "e/runs/wide/eval.log", line: 3, endLine: 3, text, hash: "h" },
    before: null,
    help: null,
    ...more,
  };
}

export function claims(more: Partial<Review["claims"]>): Review["claims"] {
  return { ...review().claims, ...more };
}

export function tampering(more: Partial<Tampering> = {}): Tampering {
  return {
    file: "e/runs/wide/eval.log",
    lines: [{ line: 3, before: "eval auc=0.9101 step=2000", after: "eval auc=0.8612 step=2000" }],
    cited: BASE,
    changed: HEAD,
    claims: 2,
    first: { file: "report.md", line: 12 },
    ...more,
  };
}

export function runChange(more: Partial<RunChange> = {}): RunChange {
  return {
    kind: "added",
    experiment: "digits/width",
    run: "wide-2",
    name: "wide-2",
    place: "e/runs/wide-2",
    from: null,
    bucket: "used",
    wasBucket: null,
    reason: null,
    reasonPlace: null,
    metric: "auc",
    value: quantity("0.8612"),
    was: null,
    sparkline: "▁▃▅▇▇",
    altered: null,
    files: ["e/runs/wide-2/eval.log"],
    decided: false,
    ...more,
  };
}

export function rowChange(more: Partial<RowChange> = {}): RowChange {
  return {
    name: "wide",
    n: 4,
    wasN: 3,
    value: quantity("0.8655"),
    spread: quantity("0.0041"),
    apart: null,
    was: quantity("0.8670"),
    against: "baseline",
    delta: quantity("+0.0031", { derived: true }),
    interval: { low: quantity("−0.0020"), high: quantity("+0.0082") },
    p: quantity("0.21"),
    outcome: "within noise",
    wasOutcome: "better",
    ...more,
  };
}

export function experimentChange(more: Partial<ExperimentChange> = {}): ExperimentChange {
  return {
    kind: "changed",
    id: "digits/width",
    title: "Width of the first layer",
    place: "e",
    comparison: "e/comparison.md",
    from: null,
    metric: "auc",
    selected: { base: "wide", head: "narrow" },
    recommendation: { base: null, head: null },
    hypothesis: { base: "confirmed", head: "not decidable" },
    declared: [],
    sentences: [["wide is within noise of baseline, at ", quantity("0.8655"), "."]],
    rows: [rowChange()],
    escalations: [],
    alarms: [],
    accounting: { base: null, head: null },
    ...more,
  };
}

/** Everything that a review can say, once. */
export function eventful(): Review {
  return review({
    mood: "false",
    verdict: ["One claim is false now: ", quantity("0.91"), " is logged as ", quantity("0.8612"), "."],
    fails: ["1 claim is false that was not (`fail: false-claims`)"],
    claims: claims({
      broken: [claim()],
      moved: [
        claim({
          id: "m1",
          line: 20,
          verdict: "stale",
          why: "the line says something else now",
          before: "eval auc=0.9101 step=2000",
        }),
      ],
      added: [
        claim({ id: "n1", line: 31, text: "0.86", sentence: "It is 0.86.", verdict: "supported", was: null, why: "" }),
      ],
      mended: [
        claim({ id: "k1", line: 40, verdict: "supported", was: { verdict: "contradicted", text: "0.93" }, why: "" }),
      ],
      still: 2,
    }),
    tampered: [tampering()],
    runs: [
      runChange(),
      runChange({
        kind: "counted otherwise",
        name: "wide",
        run: "wide",
        place: "e/runs/wide",
        bucket: "ignored",
        wasBucket: "used",
        reason: "trained on the test set",
        reasonPlace: { file: "e/IGNORED_RUNS.md", line: 3 },
        decided: true,
      }),
    ],
    experiments: [experimentChange()],
    outOfDate: [
      {
        file: "e/comparison.md",
        line: 1,
        region: "comparison",
        why: "the run `wide-2` is not in it",
        command: "docs sync",
      },
    ],
    steps: [
      { text: "Take the logged number into the text:", command: "docs cite --accept c7f3 --write" },
      { text: "Make what is generated again.", command: "docs sync" },
    ],
    notes: ["2 runs are not carried by git"],
  });
}
