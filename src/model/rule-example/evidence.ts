import type { RuleId } from "../rule.ts";
import type { RuleExample } from "./example.ts";
import { logLine } from "./example.ts";

type Code = Extract<RuleId, `evidence/${string}`>;

const document = "notes.md";
const NOTES = 'AUC rose to [0.86](e/runs/full/logs/eval.log#L1 "test/auc").';
const files = { [document]: NOTES };
const given = `notes.md says: ${NOTES}`;

/** Of the one line of the log of `full`, as `docs cite --keep` keeps it; the last hash is of that line. */
const EXCERPT = [
  "# file    e/runs/full/logs/eval.log",
  "# size    77 bytes",
  "# sha256  e9b83cd19ecd7c5e0b6c467c05590d020c8b3cfa3e76db0a23c082c2879b715e",
  "",
  `> 1 | ${logLine('"step":100,"split":"test","auc":0.8612')}`,
  "# sha256  b9ae67c914d5820d",
  "",
].join("\n");

/** What other people may not see of the evidence. */
export const EVIDENCE_EXAMPLES: Record<Code, RuleExample> = {
  "evidence/out-of-date": {
    file: "docs.evidence/full-logs-eval.log-e1444464.excerpt",
    document: null,
    given: "the log says 0.8612",
    wrong: EXCERPT.replace("0.8612", "0.8912"),
    right: EXCERPT,
  },
  "evidence/ignored-by-git": {
    file: ".gitignore",
    document,
    given,
    files,
    git: [],
    wrong: "*.log\n",
    right: "*.log\n!**/runs/**/logs/*.log\n",
  },
  "evidence/not-in-git": {
    file: document,
    given: "the document and the log of `base` were added to git, the log of `full` was not",
    git: [document, "e/runs/base/logs/eval.log"],
    wrong: NOTES,
    right: 'AUC was [0.81](e/runs/base/logs/eval.log#L1 "test/auc").',
  },
  "evidence/in-lfs": {
    file: ".gitattributes",
    document,
    given,
    files,
    git: [],
    wrong: "*.log filter=lfs diff=lfs merge=lfs -text\n",
    right: "*.bin filter=lfs diff=lfs merge=lfs -text\n",
  },
};
