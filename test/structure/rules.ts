// The project's structure as data. Change it here, in the same commit as the code, and say why in the message.

/**
 * Budgets: `chain` counts the imports on the longest path between files of one part (which parts may import which is fixed
 * below); `cycles` are of imports that exist at run time.
 */
export const budgets = { fileLines: 300, functionLines: 50, parameters: 3, chain: 8 };

/** Names that say nothing of what is inside; as a part of a file's or folder's name, singular or plural. */
export const forbiddenNames = ["util", "helper", "common", "misc", "types", "manager", "service"];

const nouns = ["model", "errors", "contract"];
const inputs = ["config", "disk", "readers", "experiments", "statistics", "repeats", "compare", "charts", "markdown"];
const judging = ["claims", "checks", "report"];
const publishing = ["redaction", "publish", "edition"];

/** What each part of src/ may import of ours, itself aside. A part is a folder of src/, or a file there. */
export const mayImport: Record<string, string[]> = {
  model: [],
  errors: ["model"],
  contract: ["model", "errors"],

  disk: ["model", "errors"],
  config: nouns,
  readers: [...nouns, "disk"],
  experiments: [...nouns, "disk", "markdown", "readers"],
  statistics: ["model"],
  repeats: ["model"],
  compare: [...nouns, "statistics", "repeats"],
  charts: nouns,
  markdown: nouns,
  query: ["model"],

  claims: [...nouns, ...inputs],
  checks: [...nouns, ...inputs, "claims"],
  report: [...nouns, ...inputs, "claims"],

  // The files beside a comparison are what `docs compare` prints.
  redaction: [...nouns, "disk", "markdown"],
  publish: [...nouns, ...inputs, ...judging, "redaction", "query", "reporters"],
  edition: [...nouns, ...inputs, ...judging, "redaction", "publish"],
  project: [...nouns, ...inputs, ...judging, ...publishing],
  compile: [...nouns, ...inputs, ...judging, "project"],
  endings: [...nouns, ...inputs, ...judging, ...publishing, "project", "compile"],
  review: [...nouns, ...inputs, ...judging, "project", "compile"],
  hosts: ["model", "errors"],
  reporters: [...nouns, "disk", "markdown"],
  schemas: ["model"],
  commands: [
    ...nouns,
    ...inputs,
    ...judging,
    ...publishing,
    "project",
    "compile",
    "endings",
    "review",
    "hosts",
    "query",
    "reporters",
    "schemas",
  ],
  index: [...nouns, ...inputs, ...judging, ...publishing, "project", "compile", "endings", "reporters"],
  cli: ["commands"],
};

/** All that site/ may import of src/. Charts come alive in the browser by the rules that they are drawn by. */
export const siteMayImport = [
  "src/charts/live/index.ts",
  "src/charts/live/live-figure.ts",
  "src/charts/live/row-mean.ts",
  "src/contract/index.ts",
  "src/contract/search.ts",
  "src/model/quantity.ts",
];

/** The contract is published alone beside the site: at run time it imports nothing else of ours. */
export const standsAlone = ["src/contract/"];

/**
 * Folders with one file (or one folder) per thing. Things never import one another, only the files that say what
 * their shape is; index.ts lists them.
 */
export const oneFilePerThing: Record<string, string[]> = {
  "src/readers": ["reader.ts", "format", "pep723.ts", "join.ts", "merge.ts", "taken.ts"],
  "src/checks": ["check.ts", "report.ts", "figure.ts", "figure-source.ts"],
  "src/charts": ["chart.ts", "plan", "theme.ts", "spec.ts", "metadata.ts", "drawing", "index.ts"],
  "src/commands": ["command.ts", "index.ts", "findings.ts", "job.ts", "selection.ts"],
  "src/reporters": ["reporter.ts", "log-line.ts", "width.ts", "fingerprint.ts", "table.ts", "latex.ts"],
};

/** Where a module may be imported: in files whose path begins so. A module stands for its subpaths too. */
export const homes: { modules: string[]; allowed: string[] }[] = [
  { modules: ["node:fs", "node:sqlite", "node:child_process"], allowed: ["src/disk/"] },
  { modules: ["node:process"], allowed: ["src/cli.ts"] },
  { modules: ["handlebars"], allowed: ["src/report/"] },
  { modules: ["vega", "vega-lite", "vega-interpreter"], allowed: ["src/charts/"] },
  {
    modules: [
      "unified",
      "remark-parse",
      "remark-gfm",
      "gray-matter",
      "mdast-util-to-hast",
      "hast-util-to-html",
      "github-slugger",
      "unist-util-visit",
    ],
    allowed: ["src/markdown/"],
  },
  {
    modules: ["zod"],
    allowed: ["src/contract/", "src/config.ts", "src/schemas.ts", "src/schemas/", "src/publish/", "src/edition/"],
  },
  { modules: ["diff"], allowed: ["src/reporters/"] },
  { modules: ["commander"], allowed: ["src/cli.ts", "src/commands/"] },
];

/** Global objects that one file alone may name. */
export const globalHomes: Record<string, string[]> = { process: ["src/cli.ts"] };
