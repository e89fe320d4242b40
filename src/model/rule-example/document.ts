import type { RuleId } from "../rule.ts";
import type { RuleExample } from "./example.ts";
import { logLine } from "./example.ts";

type Code = Extract<
  RuleId,
  `${"region" | "document" | "report" | "figure" | "conclusion" | "prose" | "link"}/${string}`
>;

const REPORT = "e/report.md";
const FIGURE = "![AUC of the runs](plots/metric-bars-test-auc.light.svg)";
const SVG = "e/plots/metric-bars-test-auc.light.svg";
const REGION = "<!-- docs:begin comparison -->\n<!-- docs:end comparison -->";

/** A report in which some sections say something. */
function report(sections: Partial<Record<(typeof NAMES)[number], string>>): string {
  return NAMES.map((name) => `## ${name}\n\n${sections[name] ?? "…"}\n`).join("\n");
}

const NAMES = ["Abstract", "Introduction", "Methods", "Results", "Discussion", "Conclusion"] as const;

/** What can be wrong with generated text, files, reports and figures. */
export const DOCUMENT_EXAMPLES: Record<Code, RuleExample> = {
  "region/edited": {
    file: "e/comparison.md",
    wrong: "<!-- docs:begin comparison hash=0123456789abcdef -->\nWords typed in here.\n<!-- docs:end comparison -->\n",
    right: `${REGION}\n\nWords typed below.\n`,
    synced: true,
  },
  "region/out-of-date": {
    file: "e/runs/wide/logs/eval.log",
    document: null,
    given: "comparison.md was made when there was no run `wide`; `docs sync` brings it up to date",
    first: {},
    wrong: `${logLine('"step":100,"split":"test","auc":0.8702')}\n`,
    right: `${logLine('"step":100,"split":"test","auc":0.8702')}\n`,
    synced: true,
  },
  "region/unclosed": {
    file: "notes.md",
    wrong: "<!-- docs:begin comparison -->\n\n| run | AUC |\n",
    right: "<!-- docs:begin comparison -->\n<!-- docs:end comparison -->\n",
  },
  "region/unknown": {
    file: REPORT,
    wrong: report({ Results: "<!-- docs:begin comparsion -->\n<!-- docs:end comparsion -->" }),
    right: report({ Results: REGION }),
    synced: true,
  },
  "document/conflict": {
    file: "notes.md",
    wrong: "<<<<<<< HEAD\nThe wide model is kept.\n=======\nThe wide model is dropped.\n>>>>>>> other\n",
    right: "The wide model is kept.\n",
  },
  "document/unwritable": {
    file: "e/comparison.md/readme.txt",
    command: "sync",
    document: null,
    given: "e/comparison.md is a folder, so the file of that name cannot be written",
    wrong: "A folder with the name of a generated file.\n",
    right: null,
  },
  "document/changed-meanwhile": {
    file: "e/comparison.md",
    command: "sync",
    document: null,
    given: "someone saves the file while `docs sync` reads the runs",
    wrong: "Notes that were saved meanwhile.\n",
    right: null,
  },
  "document/not-utf8": {
    file: "e/comparison.md",
    command: "sync",
    document: null,
    given: "the é is one byte, as Latin-1 writes it",
    wrong: `caf\u00e9\n\n${REGION}\n`,
    right: `cafe\n\n${REGION}\n`,
  },
  "document/one-quantity-two-values": {
    file: "notes.md",
    given: "the log is not here, so nobody can say which of the two is wrong",
    beside: ["claim/source-missing"],
    wrong:
      'AUC is [0.86](e/runs/old/logs/eval.log#L1 "test/auc"); with [0.89](e/runs/old/logs/eval.log#L1 "test/auc") it leads.\n',
    right:
      'AUC is [0.86](e/runs/old/logs/eval.log#L1 "test/auc"); with [0.86](e/runs/old/logs/eval.log#L1 "test/auc") it leads.\n',
  },
  "link/missing-file": {
    file: "notes.md",
    wrong: "It is all in [the log](e/runs/full/logs/evla.log).\n",
    right: "It is all in [the log](e/runs/full/logs/eval.log).\n",
  },
  "document/bad-front-matter": {
    file: "notes.md",
    wrong: "---\ntitle: [Notes\n---\n",
    right: "---\ntitle: Notes\n---\n",
  },
  "document/front-matter-language": {
    file: "notes.md",
    wrong: '---js\n{ title: "Notes" }\n---\n',
    right: "---\ntitle: Notes\n---\n",
  },
  "report/section-missing": {
    file: REPORT,
    wrong: report({}).replace("## Discussion\n\n…\n\n", ""),
    right: report({}),
  },
  "report/section-order": {
    file: REPORT,
    wrong: report({}).replace("Methods", "-").replace("Results", "Methods").replace("## -", "## Results"),
    right: report({}),
  },
  "report/ignored-run": {
    file: REPORT,
    given: "e/IGNORED_RUNS.md lists runs/leak",
    wrong: report({ Results: "Each run has its own seed, `leak` as well." }),
    right: report({ Results: "Each run has its own seed, `full` as well." }),
  },
  "figure/has-no-data": {
    file: REPORT,
    wrong: report({ Results: "![Loss by step](plots/loss.svg)" }),
    right: report({ Results: '![Loss by step](loss.png "runs/full/logs/eval.log")' }),
    files: { "e/loss.png": "(an image)" },
  },
  "figure/no-source": {
    file: REPORT,
    files: { "e/loss.png": "(an image)" },
    wrong: report({ Results: "![Loss by step](loss.png)" }),
    right: report({ Results: '![Loss by step](loss.png "runs/full/logs/eval.log")' }),
  },
  "figure/out-of-date": {
    file: REPORT,
    given: "nobody has run `docs sync`, which draws it",
    wrong: report({ Results: FIGURE }),
    right: report({ Results: FIGURE }),
    synced: true,
  },
  "figure/edited": {
    file: SVG,
    document: REPORT,
    given: "e/report.md shows the figure; `docs sync` draws it again",
    first: { [REPORT]: report({ Results: FIGURE }) },
    files: { [REPORT]: report({ Results: FIGURE }) },
    wrong: '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    right: null,
    synced: true,
  },
  "figure/ignored-run": {
    file: "e/IGNORED_RUNS.md",
    document: REPORT,
    given: "the figure in e/report.md was drawn before anybody ignored `leak`; `docs sync` draws it again",
    first: { [REPORT]: report({ Results: FIGURE }), "e/IGNORED_RUNS.md": null },
    files: { [REPORT]: report({ Results: FIGURE }) },
    wrong: "runs/leak   # trained on the test images\n",
    right: "runs/leak   # trained on the test images\n",
    synced: true,
  },
  "conclusion/new-number": {
    file: REPORT,
    wrong: report({ Conclusion: 'AUC is [0.86](runs/full/logs/eval.log#L1 "test/auc").' }),
    right: report({
      Results: 'AUC is [0.86](runs/full/logs/eval.log#L1 "test/auc").',
      Conclusion: 'AUC is [0.86](runs/full/logs/eval.log#L1 "test/auc").',
    }),
  },
  "prose/editorialising": {
    file: REPORT,
    wrong: report({ Results: "Surprisingly, the AUC fell." }),
    right: report({ Results: "The AUC fell." }),
  },
};
