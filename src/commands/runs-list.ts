import { sayAccounting } from "../model/accounting.ts";
import { exitCodeOfReading } from "../project/open.ts";
import { commonMetrics, differingParams, metricHead, metricTexts } from "../query/columns.ts";
import { flatTable, recordOf } from "../query/record.ts";
import type { RunRow } from "../query/run-row.ts";
import { csv } from "../reporters/csv.ts";
import { asJsonLines } from "../reporters/json-lines.ts";
import { textTable } from "../reporters/table.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, formatOption, textOption } from "./command.ts";
import type { OpenRuns, Picked } from "./selection.ts";
import { openRuns, pickRuns, sayHidden, statusText } from "./selection.ts";

/** How many columns of params and metrics a table has; `--verbose` shows all. */
const PARAMS = 6;
const METRICS = 4;

const FORMATS = ["table", "csv", "json", "jsonl"] as const;

/** `docs runs list`: the runs of every tracker, filtered and sorted; the accounting says what is not shown. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const format = formatOption(invocation, FORMATS);
  const experiment = textOption(invocation, "experiment");
  const open = await openRuns(invocation, experiment === null ? [] : [experiment]);
  const picked = pickRuns(invocation, open.rows, flag(invocation, "all") || isWhole(invocation, format));
  const records = picked.rows.map(recordOf);
  return {
    exit: exitCodeOfReading(open.findings),
    text: format === "table" ? tablesOf(invocation, open, picked) : machineText(format, picked.rows, records),
    json: { runs: records, hidden: picked.hidden, accounting: open.accounting },
    findings: open.findings,
  };
}

/** A list for a program that asks for nothing in particular holds every run, each with its status. */
function isWhole(invocation: Invocation, format: string): boolean {
  const isForProgram = invocation.global.json || format !== "table";
  return isForProgram && ["filter", "sortBy", "top"].every((name) => textOption(invocation, name) === null);
}

function machineText(format: string, rows: readonly RunRow[], records: readonly object[]): string {
  if (format === "csv") {
    const table = flatTable(rows);
    return csv(table.head, table.rows);
  }
  return asJsonLines(records, format === "json");
}

function tablesOf(invocation: Invocation, open: OpenRuns, picked: Picked): string {
  const isRanked = textOption(invocation, "sortBy") !== null;
  const groups = isRanked ? [picked.rows] : [...Map.groupBy(picked.rows, (row) => row.compiled).values()];
  const hasTrackers = new Set(picked.rows.flatMap(({ run }) => run.trackers ?? run.tracker)).size > 1;
  const tables = groups.map((rows) => tableOf(invocation, rows, hasTrackers)).filter((text) => text !== "");
  const accounting = open.accounting.found === 0 ? null : sayAccounting(open.accounting);
  const remarks = [sayHidden(picked.hidden), accounting].filter((text) => text !== null);
  if (picked.rows.length === 0) remarks.unshift(sayNothing(invocation, open));
  return `${[...tables, remarks.map((text) => `${text}\n`).join("")].join("\n")}`;
}

function sayNothing(invocation: Invocation, open: OpenRuns): string {
  if (open.rows.length === 0) return "no runs; `docs doctor` says where they are looked for";
  return textOption(invocation, "filter") === null ? "no run counts yet" : "no run fits";
}

function tableOf(invocation: Invocation, rows: readonly RunRow[], hasTrackers: boolean): string {
  if (rows.length === 0) return "";
  const { verbose } = invocation.global;
  const allParams = differingParams(rows);
  const allMetrics = commonMetrics(rows);
  const params = allParams.slice(0, verbose ? undefined : PARAMS);
  const metrics = allMetrics.slice(0, verbose ? undefined : METRICS).map((name) => metricTexts(rows, name));
  const several = new Set(rows.map((row) => row.compiled)).size > 1;
  const fixed: [string, (row: RunRow) => string][] = [
    ["run", (row) => row.run.name],
    ...(several ? ([["experiment", titleOf]] as [string, typeof titleOf][]) : []),
    ...(hasTrackers ? ([["tracker", trackersOf]] as [string, typeof trackersOf][]) : []),
    ["status", statusText],
  ];
  const table = textTable(
    {
      head: [...fixed.map(([head]) => head), ...params, ...metrics.map(metricHead)],
      numeric: [...fixed.map(() => false), ...params.map((name) => isNumeric(rows, name)), ...metrics.map(() => true)],
      rows: rows.map((row) => [
        ...fixed.map(([, say]) => say(row)),
        ...params.map((name) => paramText(row, name)),
        ...metrics.map((metric) => metric.texts.get(row.run.id) ?? "–"),
      ]),
    },
    { color: invocation.host.terminal.color },
  );
  const left = [
    sayMore(allParams.length - params.length, "param"),
    sayMore(allMetrics.length - metrics.length, "metric"),
  ];
  const more = left.filter((text) => text !== null).join(" and ");
  const title = several || rows[0] === undefined ? "" : `${titleOf(rows[0])}\n\n`;
  return `${title}${table}${more === "" ? "" : `(${more} more with --verbose)\n`}`;
}

/** `wandb + hydra`: every tracker that describes a run, the one with the most weight first. */
function trackersOf({ run }: RunRow): string {
  return (run.trackers ?? [run.tracker]).join(" + ");
}

function titleOf({ compiled }: RunRow): string {
  return compiled.experiment.increment ?? compiled.experiment.name;
}

function sayMore(n: number, noun: string): string | null {
  return n <= 0 ? null : `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function isNumeric(rows: readonly RunRow[], name: string): boolean {
  return rows.every(({ run }) => {
    const param = run.params.find((one) => one.name === name);
    return param === undefined || typeof param.value === "number";
  });
}

/** A number as it was written (`1e-4`), a text without its quotes. */
function paramText({ run }: RunRow, name: string): string {
  const param = run.params.find((one) => one.name === name);
  if (param === undefined) return "–";
  return typeof param.value === "number" ? param.evidence.literal : String(param.value);
}
