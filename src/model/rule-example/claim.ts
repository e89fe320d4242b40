import type { RuleId } from "../rule.ts";
import type { RuleExample } from "./example.ts";
import { logLine } from "./example.ts";

type Code = Extract<RuleId, `claim/${string}`>;

const file = "notes.md";
const FULL = '(e/runs/full/logs/eval.log#L1 "test/auc")';
const SAID = 'line 1 of the log of `full` says "auc":0.8612';
const GOOD = `AUC rose to [0.86]${FULL}.`;
const LOG = "e/runs/full/logs/eval.log";
const BEFORE = `${logLine('"step":100,"split":"test","auc":0.8703')}\n`;

/** What can be wrong with a claim. */
export const CLAIM_EXAMPLES: Record<Code, RuleExample> = {
  "claim/contradicted": { file, given: SAID, wrong: `AUC rose to [0.89]${FULL}.`, right: GOOD },
  "claim/stale": {
    file,
    given: "docs.lock.json remembers 0.8703; line 1 says 0.8612 now",
    first: { [file]: `AUC rose to [0.87]${FULL}.`, [LOG]: BEFORE },
    wrong: `AUC rose to [0.87]${FULL}.`,
    right: GOOD,
  },
  "claim/wrong-run": {
    file,
    given: "`base` has an AUC of 0.8127, `full` one of 0.8612",
    wrong: 'The baseline reaches [0.8612](e/runs/base/logs/eval.log#L1 "test/auc").',
    right: 'The baseline reaches [0.8127](e/runs/base/logs/eval.log#L1 "test/auc").',
  },
  "claim/ignored-run": {
    file,
    given: "e/IGNORED_RUNS.md says: runs/leak   # trained on the test images",
    wrong: 'AUC rose to [0.99](e/runs/leak/logs/eval.log#L1 "test/auc").',
    right: GOOD,
  },
  "claim/source-missing": {
    file,
    wrong: 'AUC rose to [0.86](e/runs/ful/logs/eval.log#L1 "test/auc").',
    right: GOOD,
  },
  "claim/failed-run": {
    file,
    given: "e/runs/crash/metadata.yaml says: status: failed",
    files: {
      "e/runs/crash/logs/eval.log": `${logLine('"step":100,"split":"test","auc":0.5021')}\n`,
      "e/runs/crash/metadata.yaml": "status: failed\n",
    },
    wrong: 'AUC rose to [0.5021](e/runs/crash/logs/eval.log#L1 "test/auc").',
    right: GOOD,
  },
  "claim/whole-file": {
    file,
    given: "the log has two lines",
    files: {
      [LOG]: `${logLine('"step":50,"split":"test","auc":0.8441')}\n${logLine('"step":100,"split":"test","auc":0.8612')}\n`,
    },
    wrong: "AUC rose to [0.86](e/runs/full/logs/eval.log).",
    right: "AUC rose to [0.86](e/runs/full/logs/eval.log#L2).",
  },
  "claim/unreadable": { file, given: "nobody may read the log: its mode is 000", wrong: GOOD, right: GOOD },
  "claim/unsupported-format": {
    file,
    files: { "e/runs/full/weights.bin": "\0\u0001\u0002 0.86\n" },
    wrong: "AUC rose to [0.86](e/runs/full/weights.bin#L1).",
    right: GOOD,
  },
  "claim/ambiguous": {
    file,
    given: 'line 1 of the log says "auc":0.87 and "f1":0.87',
    files: { [LOG]: `${logLine('"step":100,"split":"test","auc":0.87,"f1":0.87')}\n` },
    wrong: "It rose to [0.87](e/runs/full/logs/eval.log#L1).",
    right: `It rose to [0.87]${FULL}.`,
  },
  "claim/unbound": {
    file,
    files: { "serving.txt": "p50 latency 12.5 ms\n" },
    wrong: "Latency is 12.5 ms.",
    right: "Latency is [12.5 ms](serving.txt#L1).",
  },
  "claim/unresolved": {
    file,
    wrong: "AUC rose to [0.86](cite:full/test/auc).",
    right: GOOD,
    given: "`docs cite --write` writes the link",
  },
  "claim/no-such-value": { file, wrong: "AUC rose to [0.86](cite:ful/test/auc).", right: GOOD },
  "claim/attested": {
    file: LOG,
    document: file,
    given: `notes.md says: ${GOOD} The log was there when docs.lock.json was written.`,
    first: { [file]: GOOD },
    files: { [file]: GOOD },
    wrong: null,
    right: `${logLine('"step":100,"split":"test","auc":0.8612')}\n`,
  },
  "claim/moved": {
    file,
    given: "the log has a new first line, so the value stands on line 2 now",
    files: { [LOG]: `2026-11-21 16:38:52 | INFO | start\n${logLine('"step":100,"split":"test","auc":0.8612')}\n` },
    wrong: GOOD,
    right: 'AUC rose to [0.86](e/runs/full/logs/eval.log#L2 "test/auc").',
  },
};
