import type { RuleId } from "../rule.ts";
import type { Files, RuleExample } from "./example.ts";
import { logLine } from "./example.ts";

type Code = Extract<RuleId, `review/${string}`>;

const JOURNAL = "e/JOURNAL.md";
const NEW_LOG = "e/runs/new/logs/eval.log";
const FULL_LOG = "e/runs/full/logs/eval.log";
const IGNORED = "e/IGNORED_RUNS.md";
const LEAK = "runs/leak   # trained on the test images\n";

const log = (auc: number) => `${logLine(`"step":100,"split":"test","auc":${auc}`)}\n`;

const later = (auc: number) => log(auc).replace("100", "200");

const journal = (criterion: string) =>
  `# Journal\n\n## Hypothesis\n\nPrimary metric: test/auc\nBaseline: base\nCandidate: full\nSuccess: ${criterion}\n`;

const CRITERION = "test/auc of full minus base >= 0.1";

const DATA = 'data_version: "v1"\n';

const PYTHON = "environment:\n  python: 3.12.1\n";

const judged: Files = { [JOURNAL]: journal(CRITERION) };

/** Something that the base has, changed by a proposed commit. */
function changed(more: Omit<RuleExample, "command" | "document">): RuleExample {
  return { command: "review", document: null, ...more };
}

/** What a change does to comparisons and runs; the base is the small project as it is. */
export const REVIEW_EXAMPLES: Record<Code, RuleExample> = {
  "review/other-winner": changed({
    file: NEW_LOG,
    given: "in the base the best run is `full` with an AUC of 0.8612",
    wrong: log(0.9112),
    right: log(0.8412),
  }),
  "review/ignored-winner": changed({
    file: IGNORED,
    given: "in the base `full` is selected",
    beside: ["review/other-winner"],
    wrong: `${LEAK}runs/full   # a wrong setting\n`,
    right: LEAK,
  }),
  "review/declared-otherwise": changed({
    file: JOURNAL,
    given: `the base asks for ${CRITERION}`,
    first: judged,
    beside: ["review/other-answer"],
    wrong: journal("test/auc of full minus base >= 0.04"),
    right: `${journal(CRITERION)}\n## Log\n\n`,
  }),
  "review/other-answer": changed({
    file: FULL_LOG,
    given: `the journal asks for ${CRITERION}, and the base has 0.8612 minus 0.8127`,
    first: judged,
    beside: ["review/rewritten-log", "review/late-criterion"],
    wrong: log(0.9212),
    right: log(0.8612),
  }),
  "review/rewritten-log": changed({
    file: FULL_LOG,
    given: "the base has 0.8612",
    wrong: log(0.8712),
    right: log(0.8612) + later(0.8612),
  }),
  "review/removed-run": changed({
    file: "e/runs/base/logs/eval.log",
    given: "the base has the run `base`",
    wrong: null,
    right: log(0.8127),
  }),
  "review/other-data": changed({
    file: "e/runs/new/metadata.yaml",
    given: "the change adds the run `new`, which is selected, and `base` and `full` saw the data v1",
    first: { "e/runs/base/metadata.yaml": DATA, "e/runs/full/metadata.yaml": DATA },
    files: { [NEW_LOG]: log(0.9112) },
    beside: ["review/other-winner"],
    wrong: 'data_version: "v2"\n',
    right: DATA,
  }),
  "review/other-environment": changed({
    file: "e/runs/new/metadata.yaml",
    given: "the change adds the run `new`, which is selected, and `base` and `full` ran with Python 3.12.1",
    first: { "e/runs/base/metadata.yaml": PYTHON, "e/runs/full/metadata.yaml": PYTHON },
    files: { [NEW_LOG]: log(0.9112) },
    beside: ["review/other-winner"],
    wrong: PYTHON.replace("3.12.1", "3.14.0"),
    right: PYTHON,
  }),
  "review/late-criterion": changed({
    file: "new/JOURNAL.md",
    given: "the change adds an experiment with the runs `base` and `full`",
    files: { "new/runs/base/logs/eval.log": log(0.8127), "new/runs/full/logs/eval.log": log(0.8612) },
    beside: ["region/out-of-date"],
    wrong: journal("test/auc of full minus base >= 0.04"),
    right: "# Journal\n",
  }),
  "review/late-ignore": changed({
    file: IGNORED,
    given: "git has the log of `base` in an older commit",
    wrong: `${LEAK}runs/base   # too short\n`,
    right: LEAK,
  }),
  "review/reservation": changed({
    file: JOURNAL,
    given: "`base` and `full` log test/auc at two steps each",
    first: { [FULL_LOG]: log(0.8612) + later(0.8512), "e/runs/base/logs/eval.log": log(0.8127) + later(0.8027) },
    beside: ["review/declared-otherwise"],
    wrong: "---\nreductions:\n  test/auc: best\n---\n\n# Journal\n",
    right: "# Journal\n",
  }),
};
