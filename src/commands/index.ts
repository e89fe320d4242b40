import type { Command, OptionSpec } from "./command.ts";

const DRY_RUN: OptionSpec = ["--dry-run", "print what would change as a diff, write nothing"];
const CHECK: OptionSpec = ["--check", "write nothing; exit 1 if something would change"];
const STRICT: OptionSpec = ["--strict", "warnings fail too"];

/** Every command, in the order of `docs --help`. */
export const commands: readonly Command[] = [
  {
    name: "init",
    args: "",
    summary: "set a project up: configuration, ignore rules, CI",
    options: [
      ["--ci <host>", "write a workflow: github or gitlab"],
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
    options: [STRICT],
    load: () => import("./check.ts"),
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
    summary: "compare runs or experiments",
    options: [
      ["--metrics <names>", "metrics, separated by commas"],
      ["--baseline <row>", "the row that differences are taken to"],
      ["--format <format>", "table (default), md, csv or json"],
    ],
    load: () => import("./compare.ts"),
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
