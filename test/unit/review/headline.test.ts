import { describe, expect, test } from "vitest";
import { plainSentence } from "../../../src/model/comparison.ts";
import { finding } from "../../../src/model/finding.ts";
import type { EscalationKind } from "../../../src/model/recommendation.ts";
import type { ExperimentChange, Review, ReviewRule } from "../../../src/model/review.ts";
import { REVIEW_RULES } from "../../../src/model/review.ts";
import { conclude } from "../../../src/review/conclusion.ts";
import type { BothStates } from "../../../src/review/found.ts";
import {
  claim,
  claims,
  evidence,
  experimentChange,
  review,
  rowChange,
  runChange,
  tampering,
} from "../reporters/review/review-builder.ts";

const FAIL: ReviewRule[] = ["false-claims", "lost-evidence", "errors"];
const BY_DEFAULT = { fail: FAIL, alert: REVIEW_RULES.filter((rule) => !FAIL.includes(rule)) };

/** The two states as far as the verdict looks into them. */
function states(experiments: readonly ExperimentChange[], kinds: EscalationKind[] = [], metric = "auc"): BothStates {
  const of = (name: string) => ({
    experiments: experiments.map(({ id, rows, escalations }) => ({
      id,
      metric: name,
      rows,
      escalations: escalations.map((sentence, at) => ({ kind: kinds[at], sentence })),
    })),
    documents: [],
  });
  return { base: of(metric), head: of("auc") } as unknown as BothStates;
}

function verdictOf(found: Partial<Review>, more: { kinds?: EscalationKind[]; wasMetric?: string } = {}): string {
  const all = review(found);
  const { verdict } = conclude(all, states(all.experiments, more.kinds, more.wasMetric), BY_DEFAULT);
  return plainSentence(verdict);
}

const change = (more: Partial<ExperimentChange> = {}) =>
  experimentChange({
    hypothesis: { base: null, head: null },
    selected: { base: "baseline", head: "wide" },
    rows: [rowChange({ against: "baseline", outcome: "better" })],
    ...more,
  });

describe("what is better, and on what", () => {
  test("better on other data is not better alone", () => {
    const experiments = [change({ escalations: [["Another data version: 2 in wide and 1 in baseline."]] })];
    expect(verdictOf({ experiments }, { kinds: ["data-version"] })).toBe(
      "`wide` is selected instead of `baseline`, better beyond noise but on other data.",
    );
  });

  test("what is escalated of another row is to be looked at, and not said of this one", () => {
    const experiments = [change({ escalations: [["Another data version: 2 in wide-2 and 1 in baseline."]] })];
    expect(verdictOf({ experiments }, { kinds: ["data-version"] })).toBe(
      "`wide` is selected instead of `baseline`, better beyond noise; to look at first: other data.",
    );
  });

  test("worse in the metric that decides and in others", () => {
    const rows = [rowChange({ against: "baseline", outcome: "worse" })];
    const experiments = [
      change({ rows, escalations: [["wide is worse than baseline beyond noise in 5 of 5 metrics."]] }),
    ];
    expect(verdictOf({ experiments }, { kinds: ["regression"] })).toBe(
      "`wide` is selected instead of `baseline`, though worse beyond noise and in other metrics.",
    );
  });

  test("a metric that decides in place of another one", () => {
    expect(verdictOf({ experiments: [change({ rows: [] })] }, { wasMetric: "f1" })).toBe(
      "`wide` is selected instead of `baseline`, since `auc` decides in place of `f1`.",
    );
  });

  test("one run is no test", () => {
    const rows = [rowChange({ n: 1, against: "baseline", outcome: "not decidable" })];
    expect(verdictOf({ experiments: [change({ rows })] })).toBe(
      "`wide` is selected instead of `baseline`, though it is one run and no test can tell them apart.",
    );
  });

  test("a new experiment has its name before what is to be looked at in it", () => {
    const experiments = [
      change({
        kind: "added",
        title: "Recency",
        hypothesis: { base: null, head: "confirmed" },
        escalations: [["Post hoc."]],
      }),
    ];
    expect(verdictOf({ experiments }, { kinds: ["post-hoc-criterion"] })).toBe(
      "The experiment “Recency” is new, its hypothesis is confirmed (to look at first: a criterion set after its results).",
    );
  });
});

describe("why claims are false", () => {
  test("since a cited line was rewritten, and the run with it is not counted twice", () => {
    const runs = [runChange({ kind: "rewritten", files: ["e/runs/wide/eval.log"] })];
    expect(verdictOf({ claims: claims({ broken: [claim()] }), tampered: [tampering()], runs })).toBe(
      "1 claim is false now, since 1 cited log line was rewritten.",
    );
  });

  test("not where one of them cites something else, was edited or is new", () => {
    const others = [
      claim({ evidence: [evidence("e/runs/narrow/eval.log")] }),
      claim({ was: { verdict: "supported", text: "0.97" } }),
      claim({ was: null }),
    ];
    for (const other of others) {
      const broken = [claim(), other];
      expect(verdictOf({ claims: claims({ broken }), tampered: [tampering()] })).not.toContain("since");
    }
  });

  test("since a run is new, or was ignored after its result was known", () => {
    const added = runChange({ place: "e/runs/wide" });
    expect(verdictOf({ claims: claims({ broken: [claim()] }), runs: [added] })).toBe(
      "1 claim is false now, since 1 run is new.",
    );
    const ignored = runChange({
      place: "e/runs/wide",
      kind: "counted otherwise",
      wasBucket: "used",
      bucket: "ignored",
    });
    const experiments = [change({ selected: { base: "wide", head: "wide" }, escalations: [["1 run was ignored."]] })];
    const found = { claims: claims({ broken: [claim()] }), runs: [ignored], experiments };
    expect(verdictOf(found, { kinds: ["late-ignore"] })).toBe(
      "1 claim is false now, since 1 run was ignored after its result was known.",
    );
  });

  test("what the change wrote wrongly was never true", () => {
    expect(verdictOf({ claims: claims({ broken: [claim({ was: null })] }) })).toBe("1 new claim is false.");
    expect(verdictOf({ claims: claims({ broken: [claim({ was: null }), claim()] }) })).toBe(
      "2 claims are false now, 1 of them new.",
    );
  });
});

describe("its length", () => {
  const eventful: Partial<Review> = {
    claims: claims({ broken: [claim({ was: null })], moved: [claim({ verdict: "supported" })], added: [claim()] }),
    tampered: [tampering({ file: "e/runs/narrow/eval.log" })],
    runs: [runChange(), runChange({ kind: "removed" }), runChange({ kind: "rewritten", files: ["e/x.log"] })],
    experiments: [change({ escalations: [["Unequal tuning."]] })],
    outOfDate: [{ file: "a.md", line: 1, region: null, why: "", command: "docs sync" }],
  };

  test("three clauses, the worst first, and how many more there are", () => {
    expect(verdictOf(eventful, { kinds: ["unequal-tuning"] })).toBe(
      "1 new claim is false; 1 cited log line was rewritten; `wide` is selected instead of `baseline`, better beyond noise; and 7 more below.",
    );
  });

  test("what fails a check is among the reasons, whether it is in the verdict or not", () => {
    const all = review(eventful);
    const thresholds = { fail: [...REVIEW_RULES], alert: [] };
    const { fails } = conclude(all, states(all.experiments, ["unequal-tuning"]), thresholds);
    expect(fails).toHaveLength(8);
    expect(fails).toContain("1 run was rewritten");
  });
});

describe("what to do", () => {
  const stepsOf = (found: Partial<Review>) =>
    conclude(review(found), states([]), BY_DEFAULT).steps.map(({ command }) => command);

  test("a log that was changed in the working tree is in no commit yet", () => {
    expect(stepsOf({ tampered: [tampering({ changed: null })] })).toEqual(["git diff HEAD -- e/runs/wide/eval.log"]);
    expect(stepsOf({ tampered: [tampering()] })).toEqual(["git log -p -- e/runs/wide/eval.log"]);
  });

  test("a run that is gone with what was cited comes back from the base", () => {
    const moved = [claim({ verdict: "attested", excerpt: null })];
    const runs = [runChange({ kind: "removed", place: "e/runs/wide" })];
    expect(stepsOf({ claims: claims({ moved }), runs })).toEqual([
      `git restore --source=${"b".repeat(12)} -- e/runs/wide`,
    ]);
    expect(stepsOf({ claims: claims({ moved }) })).toEqual([null]);
  });

  test("a region that was edited by hand is made again", () => {
    const findings = [finding({ code: "region/edited", file: "my report.md", message: "it was edited" })];
    expect(stepsOf({ findings })).toEqual(["docs sync --restore 'my report.md'"]);
  });

  test("a claim whose line was rewritten and still holds has nothing to be linked anew", () => {
    const holds = {
      verdict: "supported" as const,
      why: "the cited lines are others than they were; the number still holds",
    };
    expect(stepsOf({ claims: claims({ moved: [claim(holds)] }) })).toEqual([]);
    const stands = { verdict: "supported" as const, why: "what it cites stands at e/runs/wide/eval.log:4 now" };
    expect(stepsOf({ claims: claims({ moved: [claim(stands)] }) })).toEqual(["docs cite report.md --write"]);
  });
});
