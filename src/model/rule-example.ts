import type { RuleId } from "./rule.ts";

/** A breach of a rule and how it looks when it is mended. */
export interface RuleExample {
  wrong: string;
  right: string;
}

/** Small examples for the rules that are easier shown than said. */
export const RULE_EXAMPLES: Partial<Record<RuleId, RuleExample>> = {
  "claim/contradicted": {
    wrong: 'AUC rose to [0.87](runs/…-full/logs/eval.log#L42 "auc").     line 42: auc=0.8612',
    right: 'AUC rose to [0.86](runs/…-full/logs/eval.log#L42 "auc").',
  },
  "claim/stale": {
    wrong: '[0.87](runs/…-full/logs/eval.log#L42 "auc")     docs.lock.json remembers 0.8703, the line says 0.8611 now',
    right: '[0.86](runs/…-full/logs/eval.log#L42 "auc")',
  },
  "claim/wrong-run": {
    wrong: 'The baseline reaches [0.87](runs/…-full/logs/eval.log#L42 "baseline/auc").',
    right: 'The baseline reaches [0.81](runs/…-baseline/logs/eval.log#L42 "baseline/auc").',
  },
  "claim/source-missing": {
    wrong: '[0.87](runs/…-ful/logs/eval.log#L42 "auc")     there is no such folder',
    right: '[0.87](runs/…-full/logs/eval.log#L42 "auc")',
  },
  "claim/ambiguous": {
    wrong: "Accuracy is 0.87.     three runs have 0.87",
    right: "Accuracy is [0.87](cite:full/test/accuracy).",
  },
  "claim/unbound": { wrong: "Accuracy is 0.87.", right: "Accuracy is [0.87](cite:full/test/accuracy)." },
  "claim/unresolved": {
    wrong: "[0.87](cite:full/auc)",
    right: '[0.87](runs/…-full/logs/eval.log#L42 "full/auc")     written by `docs cite --write`',
  },
  "claim/no-such-value": { wrong: "[0.87](cite:ful/auc)", right: "[0.87](cite:full/auc)" },
  "region/edited": {
    wrong: "<!-- docs:begin comparison hash=… -->\nwords typed in here\n<!-- docs:end comparison -->",
    right: "<!-- docs:begin comparison hash=… -->\n…\n<!-- docs:end comparison -->\n\nwords typed below",
  },
  "region/unclosed": {
    wrong: "<!-- docs:begin comparison hash=… -->\n…",
    right: "<!-- docs:begin comparison hash=… -->\n…\n<!-- docs:end comparison -->",
  },
  "report/section-order": {
    wrong: "## Results\n## Methods",
    right: "## Abstract\n## Introduction\n## Methods\n## Results\n## Discussion\n## Conclusion",
  },
  "conclusion/new-number": {
    wrong: "## Conclusion\n\nLatency fell to 12 ms.     Results never mentions it",
    right:
      '## Results\n\nLatency is [12 ms](runs/…/eval.log#L9 "latency_ms").\n\n## Conclusion\n\nLatency fell to 12 ms.',
  },
  "prose/editorialising": {
    wrong: "Surprisingly, the small model wins.",
    right: "The small model has 0.4 pp more accuracy than the large one.",
  },
  "ignore/names-no-run": {
    wrong: "runs/2026-11-21T16-40-24-shift-leek   # trained on the test images",
    right: "runs/2026-11-21T16-40-24-shift-leak   # trained on the test images",
  },
  "ignore/no-reason": {
    wrong: "runs/2026-11-21T16-40-24-shift-leak",
    right: "runs/2026-11-21T16-40-24-shift-leak   # trained on the test images",
  },
  "journal/resolves-nothing": {
    wrong: "[RESOLVED] it was the seed.",
    right: "[RESOLVED] 2026-11-21 16:55: it was the seed.",
  },
  "journal/bad-criterion": {
    wrong: "- Success criterion: clearly better",
    right: "- Success criterion: test/accuracy of shift minus baseline >= 0.005",
  },
  "source/bad-line": {
    wrong: '2026-11-21 16:38:53 | INFO | metric {"step":16,"loss":}',
    right: '2026-11-21 16:38:53 | INFO | metric {"step":16,"loss":2.0}',
  },
  "template/missing-field": { wrong: "{{experiment.tittle}}", right: "{{experiment.title}}" },
  "config/invalid": { wrong: "report: all", right: "reports: all" },
};
