import type { RuleId } from "../rule.ts";
import type { RuleExample } from "./example.ts";
import { logLine } from "./example.ts";

type Group = "ignore" | "journal" | "source" | "series" | "template" | "config";
type Code = Extract<RuleId, `${Group}/${string}`>;

const LOG = "e/runs/full/logs/train.log";
const IGNORED = "e/IGNORED_RUNS.md";
const JOURNAL = "e/JOURNAL.md";

/** What can be wrong with what runs, journals and settings say. They are found wherever they lie. */
export const SOURCE_EXAMPLES: Record<Code, RuleExample> = {
  "ignore/names-no-run": {
    file: IGNORED,
    document: null,
    wrong: "runs/leek   # trained on the test images\n",
    right: "runs/leak   # trained on the test images\n",
  },
  "ignore/no-reason": {
    file: IGNORED,
    document: null,
    wrong: "runs/leak\n",
    right: "runs/leak   # trained on the test images\n",
  },
  "ignore/names-several": {
    file: IGNORED,
    document: null,
    files: {
      "e/runs/leak/logs/eval.log": null,
      "e/runs/2026-01-01T10-00-00-leak/logs/eval.log": `${logLine('"step":1,"split":"test","auc":0.99')}\n`,
      "e/runs/2026-01-01T11-00-00-leak/logs/eval.log": `${logLine('"step":1,"split":"test","auc":0.98')}\n`,
    },
    wrong: "leak   # trained on the test images\n",
    right: "runs/2026-01-01T10-00-00-leak   # trained on the test images\n",
  },
  "journal/resolves-nothing": {
    file: JOURNAL,
    document: null,
    wrong: "### 2026-11-21 16:55\n\n[WEIRD] AUC fell.\n\n### 2026-11-21 17:10\n\n[RESOLVED] it was the seed.\n",
    right:
      "### 2026-11-21 16:55\n\n[WEIRD] AUC fell.\n\n### 2026-11-21 17:10\n\n[RESOLVED] 2026-11-21 16:55: it was the seed.\n",
  },
  "journal/bad-criterion": {
    file: JOURNAL,
    document: null,
    wrong: "## Hypothesis\n\nIf more data, then AUC rises.\n\n- Success criterion: clearly better\n",
    right:
      "## Hypothesis\n\nIf more data, then AUC rises.\n\n- Success criterion: test/auc of full minus base >= 0.005\n",
  },
  "journal/bad-reduction": {
    file: JOURNAL,
    document: null,
    wrong: "---\nreductions:\n  test/auc: the middle\n---\n\n# Journal\n",
    right: "---\nreductions:\n  test/auc: best\n---\n\n# Journal\n",
  },
  "source/bad-json": {
    file: "e/runs/full/params.json",
    document: null,
    wrong: '{ "lr": 0.1, }\n',
    right: '{ "lr": 0.1 }\n',
  },
  "source/bad-yaml": {
    file: "e/runs/full/metadata.yaml",
    document: null,
    wrong: "name: full\n seed: 3\n",
    right: "name: full\nseed: 3\n",
  },
  "source/bad-line": {
    file: LOG,
    document: null,
    wrong: `${logLine('"step":16,"loss":')}\n${logLine('"step":32,"loss":1.9')}\n`,
    right: `${logLine('"step":16,"loss":2.0')}\n${logLine('"step":32,"loss":1.9')}\n`,
  },
  "source/torn-line": {
    file: LOG,
    document: null,
    given: "the log ends there, without a line break",
    wrong: `${logLine('"step":16,"loss":2.0')}\n2026-11-21 16:38:53 | INFO | metric {"step":32,"lo`,
    right: `${logLine('"step":16,"loss":2.0')}\n${logLine('"step":32,"loss":1.9')}\n`,
  },
  "source/bad-record": {
    file: "e/runs/full/logs/events.out.tfevents.1795279800.host",
    document: null,
    given: "what Git LFS leaves in the place of a file that was not fetched",
    wrong: "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 17097\n",
    right: null,
  },
  "source/unreadable": {
    file: "e/runs/full/params.json",
    document: null,
    given: "nobody may read the file: its mode is 000",
    wrong: '{ "lr": 0.1 }\n',
    right: '{ "lr": 0.1 }\n',
  },
  "source/outside-root": {
    file: "e/runs/full/data",
    document: null,
    given: "a symbolic link to a folder outside the project",
    wrong: "→ /data/images",
    right: null,
  },
  "source/tracker-values-agree": {
    file: "e/runs/full/dvclive/metrics.json",
    document: null,
    given: "the log of the same run ends at a test AUC of 0.8612",
    wrong: '{ "step": 100, "test": { "auc": 0.9 } }\n',
    right: '{ "step": 100, "test": { "auc": 0.8612 } }\n',
  },
  "source/directions-agree": {
    file: JOURNAL,
    document: null,
    files: { "docs.config.yaml": "metrics:\n  test/auc:\n    direction: higher\n" },
    given: "the configuration says that a higher `test/auc` is better",
    wrong: "## Hypothesis\n\nMore data helps.\n\n- Metric: test/auc (lower is better)\n",
    right: "## Hypothesis\n\nMore data helps.\n\n- Metric: test/auc (higher is better)\n",
  },
  "source/not-of-this-run": {
    file: "e/out/checkpoint-4/trainer_state.json",
    document: null,
    files: {
      "e/out/trainer_state.json":
        '{"global_step": 2, "log_history": [{"step": 1, "loss": 0.7}, {"step": 2, "train_runtime": 3.5}]}\n',
    },
    wrong: '{"global_step": 4, "log_history": [{"step": 1, "loss": 0.9}, {"step": 4, "loss": 0.3}]}\n',
    right:
      '{"global_step": 4, "log_history": [{"step": 1, "loss": 0.7}, {"step": 2, "train_runtime": 3.5}, {"step": 4, "loss": 0.3}]}\n',
  },
  "source/binary": {
    file: LOG,
    document: null,
    wrong: "\0\u0001\u0002\n",
    right: `${logLine('"step":16,"loss":2.0')}\n`,
  },
  "source/empty": { file: LOG, document: null, wrong: "", right: `${logLine('"step":16,"loss":2.0')}\n` },
  "source/bad-field": {
    file: "e/runs/full/metadata.yaml",
    document: null,
    wrong: "name: full\ntags: { a: 1 }\n",
    right: "name: full\ntags: [a]\n",
  },
  "series/step-decreases": {
    file: LOG,
    document: null,
    wrong: `${logLine('"step":32,"loss":1.9')}\n${logLine('"step":16,"loss":2.0')}\n`,
    right: `${logLine('"step":16,"loss":2.0')}\n${logLine('"step":32,"loss":1.9')}\n`,
  },
  "series/duplicate-step": {
    file: LOG,
    document: null,
    wrong: `${logLine('"step":16,"loss":2.0')}\n${logLine('"step":16,"loss":2.1')}\n`,
    right: `${logLine('"step":16,"loss":2.0')}\n${logLine('"step":32,"loss":1.9')}\n`,
  },
  "template/missing-field": {
    file: "templates/regions/comparison.hbs",
    document: null,
    wrong: "{{experiment.tittle}}\n",
    right: "{{experiment.title}}\n",
  },
  "template/broken": {
    file: "templates/regions/comparison.hbs",
    document: null,
    wrong: "{{#if experiment.title}}\n",
    right: "{{#if experiment.title}}{{experiment.title}}{{/if}}\n",
  },
  "config/invalid": { file: "docs.config.yaml", document: null, wrong: "report: all\n", right: "reports: all\n" },
  "config/contrast": {
    file: "docs.config.yaml",
    document: null,
    wrong: 'site: { colors: { muted: { light: "#aaa", dark: "#aaa" } } }\n',
    right: 'site: { colors: { muted: { light: "#555", dark: "#aaa" } } }\n',
  },
};
