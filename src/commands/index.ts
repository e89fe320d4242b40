import type { Command, OptionSpec } from "./command.ts";

const DRY_RUN: OptionSpec = ["--dry-run", "print what would change as a diff, write nothing"];
const CHECK: OptionSpec = ["--check", "write nothing; exit 1 if something would change"];
const STRICT: OptionSpec = ["--strict", "warnings fail too"];

const JOB: readonly OptionSpec[] = [
  ["--no-annotations", "on GitHub Actions: none beside the changed lines"],
  ["--no-summary", "on GitHub Actions: nothing in the job's summary"],
];

/** Every command, in the order of `docs --help`. */
export const commands: readonly Command[] = [
  {
    name: "init",
    args: "",
    summary: "set a project up: configuration, ignore rules, CI",
    options: [
      ["--ci <host>", "write workflows: github or gitlab"],
      ["--comment", "with --ci github: one that comments on pull requests, those from forks too"],
      ["--yes", "ask nothing"],
      ["--force", "overwrite files that exist"],
      DRY_RUN,
    ],
    load: () => import("./init.ts"),
  },
  {
    name: "new experiment",
    args: "<name>",
    summary: "make an experiment folder with a journal",
    options: [["--dir <folder>", "where (default: experiments)"], DRY_RUN],
    load: () => import("./new-experiment.ts"),
  },
  {
    name: "new run",
    args: "<experiment> <name>",
    summary: "make a run folder, named by the time it starts",
    options: [["--at <time>", "start time (default: now, local)"], DRY_RUN],
    load: () => import("./new-run.ts"),
  },
  {
    name: "sync",
    args: "[increment]",
    summary: "compile runs into comparison.md, reports, figures and living documents",
    options: [DRY_RUN, CHECK, STRICT, ["--restore <files...>", "overwrite regions of these files that were edited"]],
    load: () => import("./sync.ts"),
  },
  {
    name: "check",
    args: "[documents...]",
    summary: "verify every claim against the logs; write nothing",
    options: [STRICT, ["--max-warnings <n>", "fail when there are more warnings than this"], ...JOB],
    load: () => import("./check.ts"),
  },
  {
    name: "review",
    args: "",
    summary: "what a change does: claims, runs and comparisons against those of another commit",
    options: [
      ["--base <ref>", "what it will be merged into; compared with is where the two parted"],
      ["--head <ref>", "the state to review (default: the working tree)"],
      ["--exact", "compare with the base itself"],
      ["--save <file>", "keep all that the review knows, as JSON, for `docs review post`"],
      ...JOB,
    ],
    notes:
      "Exit codes: 0 nothing that fails it · 1 it fails by `review.fail` of the configuration · 2 usage · 3 new input cannot be read.\n" +
      "Nothing is written but a cache in .docs/: .docs/review/ holds the compiled bases, which a cache of CI may keep.",
    load: () => import("./review.ts"),
  },
  {
    name: "review post",
    args: "<file>",
    summary: "make one comment of a pull request say what a review says",
    options: [
      ["--pull-request <number>", "outside a job that says which it is"],
      ["--folder <folder>", "the project's folder below the repository's root, where the review does not say it"],
      ["--dry-run", "print the comment, post nothing"],
    ],
    load: () => import("./review-post.ts"),
  },
  {
    name: "cite",
    args: "[documents...]",
    summary: "link numbers to their evidence: resolve cite:, re-pin moved lines, link what is bound in named documents",
    options: [
      ["--write", "change the documents (default: print the diff)"],
      ["--min-score <score>", "link bare numbers whose value is at least so likely (0 to 1; named documents: 0.75)"],
      ["--list", "list the links that could be proposed and are not likely enough"],
      [
        "--accept <ids...>",
        "take the logged value into these claims, or link these numbers; all: every wrong or stale one",
      ],
      ["--keep", "keep the cited lines of logs that git does not carry in docs.evidence/"],
      DRY_RUN,
      CHECK,
    ],
    load: () => import("./cite.ts"),
  },
  {
    name: "compare",
    args: "[selection...]",
    summary: "compare experiments, runs, rows, or globs of their names",
    options: [
      ["--filter <expression>", "only the runs that fit, as runs list has it"],
      ["--metrics <names>", "metrics, separated by commas"],
      ["--group-by <params>", "params (or seed, fold, group, sweep, tracker) that make a row; none: each run is one"],
      ["--baseline <row>", "the row that differences are taken to"],
      ["--reduction <how>", "last, best, step=1000, mean5, area, …; for one metric val/loss@best"],
      ["--spread <which>", "beside means: std (default), range or ci"],
      ["--per-run", "every run with its own values, too"],
      ["--folds", "the same; folds of a cross-validation are listed with their run"],
      ["--format <format>", "table (default), md, csv, json or latex"],
    ],
    load: () => import("./compare/compare.ts"),
  },
  {
    name: "report",
    args: "[experiments...]",
    summary: "make report.md where there is none",
    options: [["--all", "for every experiment"], DRY_RUN],
    load: () => import("./report.ts"),
  },
  {
    name: "build",
    args: "",
    summary: "sync, then make the site",
    options: [
      ["--out <folder>", "where the site goes (default: docs-site)"],
      ["--portable", "a site that opens from a disk, without a web server"],
      ["--no-sync", "leave the documents as they are"],
      STRICT,
    ],
    load: () => import("./build.ts"),
  },
  {
    name: "dev",
    args: "",
    summary: "build, serve on 127.0.0.1 and build again on change",
    options: [["--port <port>", "port (default: 4321)"]],
    load: () => import("./dev.ts"),
  },
  {
    name: "runs list",
    args: "",
    summary: "list runs of every tracker",
    options: [
      ["--filter <expression>", 'such as "metrics.val_accuracy > 0.9 and params.lr < 1e-3"'],
      ["--sort-by <field>", "such as metrics.val/loss; a leading - reverses"],
      ["--top <n>", "the first n"],
      ["--experiment <name>", "only this experiment"],
      ["--all", "ignored, failed, deleted and running runs too"],
      ["--format <format>", "table, csv, json or jsonl"],
    ],
    load: () => import("./runs-list.ts"),
  },
  {
    name: "runs show",
    args: "<run>",
    summary: "everything known of a run, with its evidence",
    options: [],
    load: () => import("./runs-show.ts"),
  },
  {
    name: "runs search",
    args: "<words...>",
    summary: "find runs by name, param, tag, note or metric",
    options: [["--top <n>", "the first n"]],
    load: () => import("./runs-search.ts"),
  },
  {
    name: "journal",
    args: "[experiment]",
    summary: "journal entries, open threads first",
    options: [
      ["--tag <tag>", "WEIRD, HUNCH, TODO or RESOLVED"],
      ["--open", "only open [TODO] and [WEIRD]"],
    ],
    load: () => import("./journal.ts"),
  },
  {
    name: "export",
    args: "[experiments...]",
    summary: "write all runs as csv, json or jsonl to standard output",
    options: [["--format <format>", "csv, json or jsonl (default: json)"]],
    load: () => import("./export.ts"),
  },
  {
    name: "explain",
    args: "[what]",
    summary: "explain a rule (claim/contradicted) or a claim (its id, or report.md:12)",
    options: [["--list", "list all rules"]],
    load: () => import("./explain.ts"),
  },
  {
    name: "doctor",
    args: "",
    summary: "what was found, how it is read, and what will go wrong",
    options: [],
    load: () => import("./doctor.ts"),
  },
  {
    name: "issue",
    args: "<kind>",
    summary: "draft an issue about an experiment: retrain or failed-hypothesis",
    options: [
      ["--experiment <name>", "which experiment; the only one when left out"],
      ["--output <file>", "write it to a file"],
      ["--post <host>", "open it: github, with a token in GITHUB_TOKEN"],
    ],
    load: () => import("./issue.ts"),
  },
  {
    name: "merge-file",
    args: "<base> <ours> <theirs> [path]",
    summary: "merge three versions of a file; git calls this",
    options: [],
    load: () => import("./merge-file.ts"),
  },
  {
    name: "schema",
    args: "[name]",
    summary: "print a JSON Schema: config, metrics, metadata, check, runs, sync",
    options: [],
    load: () => import("./schema.ts"),
  },
  {
    name: "completion",
    args: "<shell>",
    summary: "print a completion script for bash, zsh or fish",
    options: [],
    load: () => import("./completion.ts"),
  },
];
