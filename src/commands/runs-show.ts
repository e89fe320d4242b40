import { UsageError } from "../errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { sayPlace } from "../model/evidence.ts";
import { didYouMean } from "../model/nearest.ts";
import { formatNumber, styleFor } from "../model/quantity.ts";
import type { Param, Run } from "../model/run.ts";
import { exitCodeOfReading } from "../project/open.ts";
import { chooseRun } from "../query/choose-run.ts";
import { recordOf } from "../query/record.ts";
import type { RunRow } from "../query/run-row.ts";
import { textTable } from "../reporters/table.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";
import { openRuns, statusText } from "./selection.ts";

/** `docs runs show`: everything known of one run, each value with the file and line it was read from. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const open = await openRuns(invocation, []);
  const row = oneRun(open.rows, invocation.args[0] ?? "");
  const findings = open.findings.filter(
    (one) => row.run.files.includes(one.file) || one.file.startsWith(`${row.run.dir}/`),
  );
  return {
    exit: exitCodeOfReading(findings),
    text: textOf(row, invocation.host.terminal.color),
    json: { run: detailsOf(row) },
    findings,
  };
}

function oneRun(rows: readonly RunRow[], text: string): RunRow {
  const choice = chooseRun(rows, text);
  const [row, ...others] = choice.found;
  if (row === undefined) {
    const near = "near" in choice ? choice.near : [];
    const help = near.length > 0 ? didYouMean(near) : "`docs runs search <words>` finds runs.";
    throw new UsageError(`there is no run \`${text}\``, help);
  }
  if (others.length === 0) return row;
  const ids = choice.found.map((one) => `\n    ${one.run.id}`).join("");
  throw new UsageError(`\`${text}\` names ${choice.found.length} runs`, `Name one of them by its id:${ids}`);
}

function detailsOf(row: RunRow): object {
  const { run } = row;
  return {
    ...recordOf(row),
    dir: run.dir,
    statusBecause: run.status.because,
    description: run.description,
    notes: run.notes,
    author: run.author,
    gitCommit: run.gitCommit,
    dataVersion: run.dataVersion,
    parent: run.parent,
    group: run.group,
    divergedAt: run.diverged,
    paramDetails: run.params,
    metricDetails: run.metrics,
    environment: run.environment,
    dependencies: run.dependencies,
    artifacts: run.artifacts,
    files: run.files,
  };
}

function textOf(row: RunRow, color: boolean): string {
  const { run } = row;
  const parts = [
    headOf(row),
    section("Params", paramTable(run, run.params, color)),
    section("Metrics", metricTable(run, color)),
    section("Environment", paramTable(run, run.environment, color)),
    section("Dependencies", run.dependencies.map((one) => `${visible(one)}\n`).join("")),
    section("Artifacts", artifactTable(run, color)),
    section("Read from", run.files.map((file) => `${visible(inside(run, file))}\n`).join("")),
  ];
  return parts.filter((text) => text !== "").join("\n");
}

function headOf(row: RunRow): string {
  const { run, compiled } = row;
  const lines: [string, string | null][] = [
    ["run", run.name],
    ["id", run.id],
    ["folder", run.dir === run.id ? null : run.dir],
    ["experiment", `${compiled.experiment.name} (${compiled.experiment.id})`],
    ["tracker", run.tracker],
    ["status", `${statusText(row)}: ${run.status.because}${placeOf(run.status.evidence)}`],
    ["ignored", ignoredText(run)],
    [
      "diverged",
      run.diverged === null
        ? null
        : `${run.diverged.metric} is ${run.diverged.evidence.literal}${placeOf(run.diverged.evidence)}`,
    ],
    ["duplicate of", run.duplicateOf],
    ["started", run.startedAt],
    ["ended", run.endedAt],
    ["description", run.description],
    ["notes", run.notes],
    ["tags", run.tags.length === 0 ? null : run.tags.join(", ")],
    ["author", run.author],
    ["git commit", run.gitCommit],
    ["data version", run.dataVersion],
    ["parent", run.parent],
    ["group", run.group],
  ];
  const stated = lines.filter((line): line is [string, string] => line[1] !== null && line[1] !== "");
  const width = Math.max(...stated.map(([label]) => label.length));
  return stated.map(([label, text]) => `${label.padEnd(width)}  ${visible(text)}\n`).join("");
}

function ignoredText({ ignored }: Run): string | null {
  if (ignored === null) return null;
  return `${ignored.reason || "no reason given"} (${ignored.file}:${ignored.line})`;
}

function placeOf(evidence: Evidence | null): string {
  return evidence === null ? "" : ` (${sayPlace(evidence)})`;
}

/** A path in the run's folder without that folder, which the head names. */
function inside({ dir }: Run, path: string): string {
  return dir !== "" && path.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : path;
}

function section(title: string, body: string): string {
  return body === "" ? "" : `${title}\n\n${body}`;
}

function paramTable(run: Run, params: readonly Param[], color: boolean): string {
  if (params.length === 0) return "";
  const rows = params.map((param) => [param.name, param.evidence.literal, inside(run, sayPlace(param.evidence))]);
  return textTable({ head: ["name", "value", "source"], numeric: [], rows }, { color });
}

function metricTable(run: Run, color: boolean): string {
  const { metrics } = run;
  if (metrics.length === 0) return "";
  const rows = metrics.map((metric) => {
    const { last, min, max } = metric;
    const style = styleFor([last, min, max].flatMap((point) => (point === null ? [] : [point.value])));
    const say = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value, style));
    const step = last.step === null ? "–" : String(last.step);
    const remarks = [metric.loose ? "free text" : null, metric.nonFinite > 0 ? `${metric.nonFinite} not finite` : null];
    const points = [String(metric.points), ...remarks.filter((one) => one !== null)].join(", ");
    return [
      metric.name,
      say(last.value),
      step,
      say(min?.value),
      say(max?.value),
      points,
      inside(run, sayPlace(last.evidence)),
    ];
  });
  const head = ["name", "last", "step", "min", "max", "points", "source of last"];
  return textTable({ head, numeric: [false, true, true, true, true, true], rows }, { color });
}

function artifactTable(run: Run, color: boolean): string {
  const { artifacts } = run;
  if (artifacts.length === 0) return "";
  const rows = artifacts.map((one) => [
    inside(run, one.path),
    one.kind,
    `${one.bytes}`,
    `${one.hash.slice(0, 12)}${one.sampled ? " (sampled)" : ""}`,
  ]);
  return textTable({ head: ["file", "kind", "bytes", "sha256"], numeric: [false, false, true], rows }, { color });
}
