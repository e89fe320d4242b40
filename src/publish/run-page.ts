import type { Fact, PageOf, Phrase, SiteNumber, SiteTable } from "../contract/index.ts";
import type { Evidence } from "../model/evidence.ts";
import type { NumberStyle } from "../model/quantity.ts";
import { formatNumber, styleFor } from "../model/quantity.ts";
import type { Artifact, Metric, Param, Point, Run } from "../model/run.ts";
import type { TableRow } from "./cell.ts";
import { cellOf, numberColumn, plainRow, sortValue, textColumn } from "./cell.ts";
import { sayBytes, sayTime } from "./say.ts";
import { statusOf } from "./status.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";
import { evidenceText, numberOf, runLink, shortPath, sourceLink, whereOf } from "./view.ts";

/** The page of one run: everything its files say of it, what differs from the other runs first. */
export function runPage(run: Run, of: View): PageOf<"run"> {
  const view = { ...of, base: run.dir };
  const { compiled, addresses } = view;
  const { experiment } = compiled;
  const at = experiment.runs.indexOf(run);
  const neighbour = (index: number) => {
    const other = experiment.runs[index];
    return other === undefined ? null : { text: other.name, href: addresses.run(compiled, other.id) };
  };
  const ignored = run.ignored && {
    subject: [run.name],
    reason: run.ignored.reason,
    source: sourceLink(run.ignored, view),
  };
  return {
    kind: "run",
    address: addresses.run(compiled, run.id),
    title: run.name,
    description: run.description ?? `A run of ${experiment.title}.`,
    trail: trailOf(
      { text: "Experiments", href: "experiments/" },
      { text: experiment.title, href: addresses.experiment(compiled) },
    ),
    status: statusOf(run),
    because: becauseOf(run, view),
    ignored,
    facts: factsOf(run, view),
    notes: run.notes,
    metrics: metricsTable(run, view),
    params: paramsTable(run, view),
    environment: environmentTable(run, view),
    artifacts: artifactsTable(run, view),
    dependencies: run.dependencies,
    files: run.files.flatMap((file) => sourceLink({ file, line: null }, view) ?? []),
    neighbours: { before: neighbour(at - 1), after: neighbour(at + 1) },
  };
}

function becauseOf(run: Run, view: View): Phrase {
  if (run.diverged !== null) {
    const { metric, evidence } = run.diverged;
    return [`${metric} is `, evidenceText(evidence.literal, evidence, view), ` in ${whereOf(evidence, view)}`];
  }
  const { because, how, evidence } = run.status;
  const how_ = how === "recorded" ? "recorded" : "inferred";
  if (evidence === null) return [`${how_}: ${because}`];
  return [`${how_}: `, evidenceText(because, evidence, view)];
}

function factsOf(run: Run, view: View): Fact[] {
  const fact = (label: string, value: string | number | null): Fact[] =>
    value === null || value === "" ? [] : [{ label, value: [String(value)] }];
  const link = (label: string, id: string | null): Fact[] =>
    id === null ? [] : [{ label, value: [runLink(id, view)] }];
  return [
    ...fact("Folder", run.dir),
    ...fact("Started", run.startedAt && sayTime(run.startedAt)),
    ...fact("Ended", run.endedAt && sayTime(run.endedAt)),
    ...fact("Seed", run.seed),
    ...fact("Fold", run.fold),
    ...fact("Commit", run.gitCommit),
    ...fact("Data", run.dataVersion),
    ...fact("Author", run.author),
    ...fact("Tags", run.tags.join(", ")),
    ...fact("Tracker", (run.trackers ?? [run.tracker]).map((one) => (one === "tree" ? "run folder" : one)).join(" + ")),
    ...link("Parent", run.parent),
    ...link("Same as", run.duplicateOf),
  ];
}

function metricsTable(run: Run, view: View): SiteTable | null {
  if (run.metrics.length === 0) return null;
  const names = view.compiled.comparison.metrics.map((one) => one.name);
  const rank = (metric: Metric) => (names.indexOf(metric.name) + names.length + 1) % (names.length + 1);
  const metrics = [...run.metrics].sort((a, b) => rank(a) - rank(b));
  const columns = [
    textColumn("Metric"),
    numberColumn("Last"),
    numberColumn("Lowest"),
    numberColumn("Highest"),
    numberColumn("Points", null, "How many points were logged; below, how many of them are NaN or infinite"),
    textColumn("File"),
  ];
  const rows = metrics.map((metric) => metricRow(metric, run, view));
  return { caption: "Metrics", columns, rows, note: "Each number opens the line it was logged on." };
}

function metricRow(metric: Metric, run: Run, view: View): TableRow {
  const { comparison } = view.compiled;
  const points = [metric.last, metric.min, metric.max].filter((one) => one !== null);
  const style = styleFor(points.map((point) => point.value));
  const column = comparison.metrics.find((one) => one.name === metric.name);
  const compared = comparison.rows
    .flatMap((row) => row.cells[metric.name]?.runs ?? [])
    .find((one) => one.run === run.id)?.quantity;
  const cell = (point: Point | null) => {
    if (point === null) return cellOf(["—"], { sort: null });
    const isCompared = compared?.value === point.value && sameEvidence(compared.evidence[0], point.evidence);
    const main: SiteNumber = isCompared ? numberOf(compared, view) : pointNumber(point, style, view);
    const step = point.step === null ? [] : [`${metric.stepName ?? "step"} ${point.step}`];
    return cellOf([main], { below: step, sort: sortValue(point.value) });
  };
  const badges = column?.primary ? [{ text: "decides", tone: "info" as const }] : [];
  const file = sourceLink({ file: metric.file, line: null }, view);
  const broken = metric.nonFinite > 0 ? [`${metric.nonFinite} not finite`] : [];
  return plainRow("", [
    cellOf([metric.name], { badges }),
    cell(metric.last),
    cell(metric.min),
    cell(metric.max),
    cellOf([String(metric.points)], { below: broken, sort: metric.points }),
    cellOf([file ?? shortPath(metric.file, view)]),
  ]);
}

function sameEvidence(a: Evidence | undefined, b: Evidence): boolean {
  return a !== undefined && a.file === b.file && JSON.stringify(a.locator) === JSON.stringify(b.locator);
}

function pointNumber(point: Point, style: NumberStyle, view: View): SiteNumber {
  const { evidence } = point;
  const title = `logged as ${evidence.literal} · ${whereOf(evidence, view)}`;
  return {
    text: formatNumber(point.value, style),
    href: view.addresses.evidence(evidence),
    title,
    verdict: "supported",
  };
}

/** What differs from the baseline first, then what differs among the runs, then the rest. */
function paramsTable(run: Run, view: View): SiteTable | null {
  if (run.params.length === 0) return null;
  const { comparison } = view.compiled;
  const baseline = comparison.rows.find((row) => row.id === comparison.baseline);
  const otherOf = (param: Param) => baseline?.params[param.name];
  const isOther = (param: Param) => {
    const other = otherOf(param);
    return other !== undefined && other.value !== param.value;
  };
  const rank = (param: Param) => (isOther(param) ? 0 : comparison.differing.includes(param.name) ? 1 : 2);
  const params = [...run.params].sort((a, b) => rank(a) - rank(b));
  const constant = new Set(comparison.constants.map((one) => one.name));
  const rows = params.map((param): TableRow => {
    const other = otherOf(param);
    const same = constant.has(param.name) ? "same in all runs" : "";
    const words = other === undefined ? same : isOther(param) ? other.literal : "same";
    const cells = [cellOf([param.name]), paramCell(param, view)];
    if (baseline !== undefined) cells.push(cellOf(words === "" ? ["—"] : [words]));
    return { ...plainRow("", cells), tone: isOther(param) ? "strong" : "plain" };
  });
  const columns = [textColumn("Param"), textColumn("Value")];
  if (baseline !== undefined) columns.push({ ...textColumn("Baseline"), note: baseline.name });
  return { caption: "Parameters", columns, rows, note: null };
}

function environmentTable(run: Run, view: View): SiteTable | null {
  if (run.environment.length === 0) return null;
  const rows = run.environment.map((one) => plainRow("", [cellOf([one.name]), paramCell(one, view)]));
  return { caption: "Environment", columns: [textColumn("Name"), textColumn("Value")], rows, note: null };
}

function artifactsTable(run: Run, view: View): SiteTable | null {
  if (run.artifacts.length === 0) return null;
  const rows = run.artifacts.map((artifact) =>
    plainRow("", [
      cellOf([sourceLink({ file: artifact.path, line: null }, view) ?? shortPath(artifact.path, view)]),
      cellOf([artifact.kind]),
      cellOf([sayBytes(artifact.bytes)], { sort: artifact.bytes }),
      cellOf([hashText(artifact)]),
    ]),
  );
  const columns = [textColumn("File"), textColumn("Kind"), numberColumn("Size"), textColumn("SHA-256")];
  return { caption: "Artifacts", columns, rows, note: null };
}

function hashText(artifact: Artifact): string {
  return `${artifact.hash.slice(0, 12)}${artifact.sampled ? " (of size, first and last 64 KiB)" : ""}`;
}

function paramCell(param: Param, view: View) {
  const sort = typeof param.value === "number" ? sortValue(param.value) : param.evidence.literal;
  return cellOf([evidenceText(param.evidence.literal, param.evidence, view)], { sort });
}
