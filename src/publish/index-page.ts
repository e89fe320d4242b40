import type { ExperimentCard, PageOf, SiteCoverage, SiteEntry, SiteFinding, SiteTable } from "../contract/index.ts";
import type { Coverage } from "../model/claim.ts";
import { sayCoverage } from "../model/claim.ts";
import { compareText } from "../model/finding.ts";
import type { Run } from "../model/run.ts";
import type { TableRow } from "./cell.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import { numberCell } from "./comparison-table.ts";
import { sayTime } from "./say.ts";
import type { Checked } from "./status.ts";
import { statusOf } from "./status.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";

const RECENT = 8;

/** A run's row in lists over all experiments; kept so that the experiment itself need not be. */
export interface RunEntry {
  started: string;
  row: TableRow;
}

/** The page that one opens first: what was found, what is open, how much of it is checked. */
export function homePage(input: {
  title: string;
  description: string | null;
  accounting: string;
  coverage: SiteCoverage | null;
  experiments: readonly ExperimentCard[];
  open: readonly SiteEntry[];
  runs: readonly RunEntry[];
  findings: readonly SiteFinding[];
}): PageOf<"home"> {
  const recent = byTime(input.runs).slice(0, RECENT);
  return {
    kind: "home",
    address: "",
    title: input.title,
    description: input.description ?? `What was found, and the log line behind every number. ${input.accounting}.`,
    trail: [],
    accounting: input.accounting,
    coverage: input.coverage,
    experiments: byLatest(input.experiments),
    open: [...input.open],
    recent: recent.length === 0 ? null : runTable("Latest runs", recent),
    findings: [...input.findings],
  };
}

/** The list of experiments, the latest first. */
export function experimentsPage(experiments: readonly ExperimentCard[], accounting: string): PageOf<"experiments"> {
  return {
    kind: "experiments",
    address: "experiments/",
    title: "Experiments",
    description: "Each experiment with its question and what came out.",
    trail: trailOf(),
    accounting,
    experiments: byLatest(experiments),
  };
}

/** The list of all runs, the latest first. */
export function runsPage(runs: readonly RunEntry[], accounting: string): PageOf<"runs"> {
  return {
    kind: "runs",
    address: "runs/",
    title: "Runs",
    description: "Every run of every experiment.",
    trail: trailOf(),
    accounting,
    table: runTable("All runs", byTime(runs)),
  };
}

/** A document in the list; `experiment`: the address of the one it belongs to. */
export interface DocumentEntry {
  title: string;
  file: string;
  href: string;
  checked: Checked;
  experiment: string | null;
}

/** The list of documents with what was checked in each. */
export function documentsPage(documents: readonly DocumentEntry[], coverage: SiteCoverage | null): PageOf<"documents"> {
  const rows = [...documents]
    .sort((a, b) => compareText(a.file, b.file))
    .map((one) => {
      const { coverage: claims, generated } = one.checked;
      const wrong = wrongIn(claims);
      return plainRow("", [
        cellOf([{ text: one.title, href: one.href }], { below: [one.file] }),
        cellOf([String(claims.total)], { sort: claims.total }),
        cellOf([sayCoverage(claims).replace(/^[^:]*:? ?/, "")]),
        cellOf([String(generated)], { sort: generated }),
        cellOf(wrong === 0 ? [] : [String(wrong)], {
          badges: wrong === 0 ? [] : [{ text: "wrong", tone: "bad" }],
          sort: wrong,
        }),
      ]);
    });
  const columns = [textColumn("Document"), numberColumn("Claims"), textColumn("Checked")];
  columns.push(numberColumn("Generated", "filled from logs"), textColumn("Wrong"));
  return {
    kind: "documents",
    address: "documents/",
    title: "Documents",
    description: "What was written; each number that links to a log was checked against it.",
    trail: trailOf(),
    coverage,
    table: { caption: "Documents", columns, rows, note: null },
  };
}

/** The page that explains how numbers are made, rounded and checked. */
export function aboutPage(): PageOf<"about"> {
  return {
    kind: "about",
    address: "about/",
    title: "About the numbers",
    description: "How numbers are read, rounded, compared and checked.",
    trail: trailOf(),
  };
}

/** A run's row in lists over all experiments. */
export function runEntry(run: Run, view: View): RunEntry {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const primary = comparison.metrics.find((column) => column.primary);
  const value = comparison.rows
    .flatMap((row) => (primary === undefined ? [] : (row.cells[primary.name]?.runs ?? [])))
    .find((one) => one.run === run.id)?.quantity;
  const number = value === undefined ? cellOf(["—"], { sort: null }) : numberCell(value, view);
  const note =
    run.ignored?.reason ?? (run.diverged === null ? "" : `${run.diverged.metric} is ${run.diverged.evidence.literal}`);
  const row = plainRow("", [
    cellOf([{ text: run.name, href: addresses.run(compiled, run.id) }], { below: note === "" ? [] : [note] }),
    cellOf([{ text: experiment.title, href: addresses.experiment(compiled) }]),
    cellOf([], { badges: [statusOf(run)], sort: statusOf(run).text }),
    { ...number, below: primary === undefined || value === undefined ? [] : [primary.name] },
    cellOf(run.startedAt === null ? ["—"] : [sayTime(run.startedAt)], { sort: run.startedAt }),
  ]);
  const counts = run.ignored === null && run.duplicateOf === null && !run.deleted;
  return { started: run.startedAt ?? "", row: counts ? row : { ...row, tone: "muted" } };
}

/** How many claims of a coverage fail by default. */
function wrongIn(coverage: Coverage): number {
  const bad = ["contradicted", "stale", "wrong-run", "ignored-run", "source-missing"] as const;
  return bad.reduce((sum, name) => sum + coverage[name], 0);
}

function runTable(caption: string, runs: readonly RunEntry[]): SiteTable {
  const columns = [
    textColumn("Run"),
    textColumn("Experiment"),
    textColumn("Status"),
    numberColumn("Result", "metric that decides"),
    { ...textColumn("Started"), align: "end" as const },
  ];
  return { caption, columns, rows: runs.map((run) => run.row), note: null };
}

function byTime(runs: readonly RunEntry[]): RunEntry[] {
  return [...runs].sort((a, b) => compareText(b.started, a.started));
}

function byLatest(experiments: readonly ExperimentCard[]): ExperimentCard[] {
  return [...experiments].sort((a, b) => compareText(b.latest ?? "", a.latest ?? "") || compareText(a.href, b.href));
}
