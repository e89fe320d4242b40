import { describe, expect, test } from "vitest";
import { finding } from "../../../../src/model/finding.ts";
import { reviewComment } from "../../../../src/reporters/review/comment.ts";
import { reviewSummary } from "../../../../src/reporters/review/summary.ts";
import {
  BASE,
  claim,
  claims,
  eventful,
  evidence,
  experimentChange,
  GITHUB,
  HEAD,
  NOWHERE,
  quantity,
  review,
  rowChange,
  runChange,
  tampering,
} from "./review-builder.ts";

const LOG = `https://github.com/lab/digits/blob/${HEAD}/e/runs/wide/eval.log#L3`;

test("nothing material is one line", () => {
  expect(reviewComment(review(), GITHUB)).toBe("✅ Nothing material changed.\n");
  const notes = ["2 runs are not carried by git"];
  expect(reviewComment(review({ notes }), GITHUB)).toBe(
    "✅ Nothing material changed. (2 runs are not carried by git)\n",
  );
});

test("the order in which a reviewer needs it", () => {
  const comment = reviewComment(eventful(), GITHUB);
  const titles = [...comment.matchAll(/^(?:#{3,4} |<details><summary>)([^\n<]*)/gm)].map(([, title]) => title);
  expect(titles.map((title) => title?.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"))).toEqual([
    "❌ One claim is false now: 0.91 is logged as 0.8612.",
    "❌ False now: 1 claim",
    "⚠️ Rewritten after being cited: 1 log",
    "⚠️ Evidence moved or changed: 1 claim",
    "⚠️ Runs",
    "⚠️ Says something else now: 1 comparison",
    "⚠️ Out of date: 1 file",
    "Why",
    "Runs: 1 added",
    "✅ 1 new claim holds",
    "✅ 1 claim that was false is true now",
    "What could not be compared",
    "What to do",
  ]);
});

describe("links", () => {
  test("every number leads to its evidence in the commit of its state", () => {
    const comment = reviewComment(eventful(), GITHUB);
    expect(comment).toContain(`[0.8655](${LOG})`);
    expect(comment).toContain(`[0.8670](${LOG.replace(HEAD, BASE)})`);
    expect(comment).toContain(`[report.md:12](https://github.com/lab/digits/blob/${HEAD}/report.md?plain=1#L12)`);
  });

  test("the lines behind what is false are shown by the host, where it does that", () => {
    const broken = review({ mood: "false", claims: claims({ broken: [claim()] }) });
    expect(reviewComment(broken, GITHUB)).toContain(`\n\n${LOG}\n\n`);
    expect(reviewSummary(broken, GITHUB)).toContain("```text\n3 | eval auc=0.8612 step=2000\n```");
    expect(reviewComment(broken, NOWHERE)).toContain("```text\n3 | eval auc=0.8612 step=2000\n```");
    const derived = claim({ evidence: [evidence(), evidence("e/runs/narrow/eval.log")] });
    expect(reviewComment(review({ mood: "false", claims: claims({ broken: [derived] }) }), GITHUB)).not.toContain(
      `\n${LOG}\n`,
    );
  });

  test("three at most, and none that is shown as a difference already", () => {
    const many = [1, 2, 3, 4, 5].map((line) =>
      claim({
        evidence: [evidence("a.log", line)],
        excerpt: { file: "a.log", line, endLine: line, text: "x", hash: "h" },
      }),
    );
    const shown = reviewComment(review({ mood: "false", claims: claims({ broken: many }) }), GITHUB);
    expect(shown.match(/^https:/gm)).toHaveLength(3);
    expect(reviewComment(eventful(), GITHUB)).not.toMatch(/^https:/m);
  });

  test("a project in a folder of its repository", () => {
    const comment = reviewComment(eventful(), { ...GITHUB, folder: "papers/digits" });
    expect(comment).toContain(`/blob/${HEAD}/papers/digits/e/runs/wide/eval.log#L3`);
  });

  test("GitLab's addresses", () => {
    const about = { ...GITHUB, host: { kind: "gitlab" as const, web: "https://gitlab.com/lab/digits" } };
    expect(reviewComment(eventful(), about)).toContain(
      `https://gitlab.com/lab/digits/-/blob/${HEAD}/e/runs/wide/eval.log#L3`,
    );
  });

  test("a working tree that differs from its commit, a host and a commit that are none: places are code", () => {
    const dirty = { ...eventful(), head: { ...eventful().head, dirty: true } };
    expect(reviewComment(dirty, GITHUB)).not.toContain(`/blob/${HEAD}`);
    expect(reviewComment(dirty, GITHUB)).toContain("`report.md:12`");
    const hosts = ["javascript:alert(1)", "https://github.com/a) [x](https://evil.example", "https://a@b.example/c"];
    for (const web of hosts)
      expect(reviewComment(eventful(), { ...GITHUB, host: { kind: "github", web } })).not.toContain("](http");
    const odd = { ...eventful(), head: { ...eventful().head, commit: "main) [x](https://evil.example" } };
    expect(reviewComment(odd, GITHUB)).not.toContain("evil");
  });
});

describe("what is not repeated", () => {
  test("why the check fails, where the verdict says it", () => {
    const fails = ["1 claim is false now"];
    const said = review({ mood: "false", verdict: ["1 claim is false now; 1 run is new."], fails });
    expect(reviewComment(said, GITHUB)).not.toContain("The check fails");
    expect(reviewComment({ ...said, verdict: ["1 run is new."] }, GITHUB)).toContain(
      "**The check fails:** 1 claim is false now",
    );
  });

  test("in a reason what the other cells say; in a sentence where its links lead", () => {
    const one = claim({
      sentence: 'It is [0.91](e/comparison.md#a "mean(wide/auc)") for `wide`.',
      why: "README says 0.91, it computes to 0.8612 now; it was 0.9101 when this was written; mean(wide/auc) of 2 values: 1, 2",
    });
    const comment = reviewComment(review({ mood: "false", claims: claims({ broken: [one] }) }), GITHUB);
    expect(comment).toContain("| It is <b>0.91</b> for wide. |");
    expect(comment).toContain("| it was 0.9101 when this was written; mean(wide/auc) of 2 values |");
  });

  test("files that one command mends are one line", () => {
    const outOfDate = [1, 2, 3].map((line) => ({
      file: `${line % 2}.md`,
      line,
      region: "table",
      why: "it does not know of wide",
      command: "docs sync",
    }));
    const comment = reviewComment(review({ mood: "look", outOfDate }), NOWHERE);
    expect(comment).toContain("Out of date: 2 files\n\n- `docs sync` mends `1.md`, `0.md`\n\n<details>");
  });

  test("what none of many regions knows of is said once, and the first ten say what else", () => {
    const outOfDate = Array.from({ length: 14 }, (_, line) => ({
      file: `${line % 2}.md`,
      line,
      region: "table",
      why: `it does not know of wide (added); it says ${line}`,
      command: "docs sync",
    }));
    const comment = reviewComment(review({ mood: "look", outOfDate }), NOWHERE);
    expect(comment.match(/know of wide/g)).toHaveLength(1);
    expect(comment).toContain("They do not know of wide (added):\n\n| File | Why |");
    expect(comment).toContain("… and 4 more");
    expect(comment.match(/it says \d+/g)).toEqual(
      ["0", "2", "4", "6", "8", "10", "12", "1", "3", "5"].map((n) => `it says ${n}`),
    );
  });
});

describe("noise", () => {
  const fine = { selected: { base: "a", head: "a" }, hypothesis: { base: null, head: null }, sentences: [] };

  test("of a new row it is said at once whether it is noise", () => {
    const row = rowChange({ wasN: null, was: null, wasOutcome: null });
    const comment = reviewComment(
      review({ mood: "fine", experiments: [experimentChange({ ...fine, rows: [row] })] }),
      NOWHERE,
    );
    expect(comment).toContain("#### Comparisons\n");
    expect(comment).toMatch(/\| −0\.0020 to \+0\.0082 \| 0\.21.* \| within noise \|/);
  });

  test("a row that is not tested any more, since there are so many, says nothing else", () => {
    const row = rowChange({ wasOutcome: "worse", outcome: null, wasN: 4 });
    const comment = reviewComment(
      review({ mood: "fine", experiments: [experimentChange({ ...fine, rows: [row] })] }),
      GITHUB,
    );
    expect(comment).not.toContain("Says something else");
    expect(comment).not.toContain("→ **");
  });

  test("values that moved and changed no outcome open", () => {
    const row = rowChange({ wasN: 4, wasOutcome: "within noise" });
    const comment = reviewComment(
      review({ mood: "fine", experiments: [experimentChange({ ...fine, rows: [row] })] }),
      GITHUB,
    );
    expect(comment).toContain("<details><summary>Comparison: Width of the first layer</summary>");
  });

  test("an experiment in which only runs were counted says nothing", () => {
    const comment = reviewComment(
      review({ mood: "fine", experiments: [experimentChange({ ...fine, rows: [] })] }),
      GITHUB,
    );
    expect(comment).not.toContain("Width of the first layer");
  });
});

test("runs: what happened to those that decided is told, the others are a table with their curves", () => {
  const comment = reviewComment(eventful(), NOWHERE);
  expect(comment).toContain(
    "- `wide` of `digits/width` was used and is **ignored**: “trained on the test set” (`e/IGNORED_RUNS.md:3`); `auc` 0.8612 `e/runs/wide/eval.log:3`. It was the selected run.",
  );
  expect(comment).toMatch(/\| `wide-2` \| added \| .* \| ▁▃▅▇▇ \|/);
  const forged = reviewComment(review({ mood: "fine", runs: [runChange({ sparkline: "@x <!--" })] }), NOWHERE);
  expect(forged).not.toContain("@x");
});

test("evidence that is gone is as bad as what is false, and leads to where it was", () => {
  const lost = claim({ verdict: "source-missing", excerpt: null, logged: null, why: "the log is not here" });
  const gone = reviewComment(review({ mood: "false", claims: claims({ moved: [lost] }) }), GITHUB);
  expect(gone).toContain("#### ❌ Evidence gone: 1 claim\n");
  expect(gone).toContain(`[0.8612](${LOG.replace(HEAD, BASE)})`);
  const both = claims({ moved: [claim({ verdict: "supported" }), lost] });
  const mixed = reviewComment(review({ mood: "false", claims: both }), GITHUB);
  expect(mixed).toContain("#### ❌ Evidence gone: 1 claim; moved or changed: 1\n");
  expect(mixed.indexOf("the log is not here")).toBeLessThan(mixed.indexOf("the run `wide` was trained again"));
});

test("what the change wrote wrongly was never true", () => {
  const added = claims({ broken: [claim({ was: null }), claim()] });
  expect(reviewComment(review({ mood: "false", claims: added }), GITHUB)).toContain(
    "#### ❌ False now: 2 claims, 1 of them new\n",
  );
  const alone = claims({ broken: [claim({ was: null })] });
  expect(reviewComment(review({ mood: "false", claims: alone }), GITHUB)).toContain("#### ❌ False: 1 new claim\n");
});

test("claims that hold on a rewritten line open below it", () => {
  const held = claims({ moved: [claim({ verdict: "derived", before: "eval auc=0.9101 step=2000" })] });
  const comment = reviewComment(review({ mood: "look", claims: held, tampered: [tampering()] }), GITHUB);
  expect(comment).toContain("<details><summary>The numbers of 1 claim on it still hold</summary>");
  expect(comment).not.toContain("Evidence moved");
});

test("errors are seen before what only asks for a look", () => {
  const error = finding({ code: "region/edited", file: "e/report.md", line: 3, message: "it was edited" });
  const comment = reviewComment(review({ mood: "false", findings: [error], tampered: [tampering()] }), GITHUB);
  expect(comment.indexOf("#### ❌ Errors: 1")).toBeLessThan(comment.indexOf("#### ⚠️ Rewritten"));
});

test("a log that was rewritten is told once, with the lines", () => {
  const runs = [runChange({ kind: "rewritten", files: ["e/runs/wide/eval.log"], name: "wide" })];
  const comment = reviewComment(review({ mood: "look", tampered: [tampering()], runs }), GITHUB);
  expect(comment).toContain("- 3 | eval auc=0.9101 step=2000\n+ 3 | eval auc=0.8612 step=2000");
  expect(comment).not.toContain("#### ⚠️ Runs");
});

test("numbers that are not finite, and names without a letter", () => {
  const odd = review({
    mood: "fine",
    runs: [runChange({ name: "", value: quantity("NaN") })],
    experiments: [experimentChange({ title: "", id: "", metric: null })],
  });
  expect(reviewComment(odd, GITHUB)).toContain("(no name)");
});

test("claims that were taken out, and documents that are gone with theirs", () => {
  const removed = [
    { file: "report.md", claims: 2, isGone: false },
    { file: "old.md", claims: 1, isGone: true },
  ];
  const comment = reviewComment(review({ mood: "fine", claims: claims({ removed }) }), GITHUB);
  expect(comment).toContain("<details><summary>3 claims were taken out</summary>");
  expect(comment).toContain(
    `| [old.md](https://github.com/lab/digits/blob/${BASE}/old.md) | 1 | the document is gone |`,
  );
});

test("names of files with line breaks stay on their line", () => {
  const file = "a\n\n# pwned @all\n<b>x\tx.log";
  const lost = claims({ moved: [claim({ verdict: "stale", file })] });
  const altered = { file, line: 3, before: "x\n# pwned", after: null, lines: 2 };
  const runs = [
    runChange({ kind: "rewritten", files: [file], name: file, place: file, altered }),
    runChange({ kind: "removed", name: file, place: file, run: file, files: [file] }),
  ];
  for (const tampered of [[], [tampering({ file, first: { file, line: 1 } })]]) {
    const comment = reviewComment(review({ mood: "look", claims: lost, runs, tampered }), GITHUB);
    expect(comment).toContain("pwned");
    expect(comment).not.toMatch(/^\s*# pwned/m);
    // In a code span neither says anything to a host.
    expect(comment.replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/@all|<b>x/);
  }
});
