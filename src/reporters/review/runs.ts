import { hostedCell, hostedCode, hostedText, shortened } from "../../markdown/hosted-text.ts";
import { sayAccounting } from "../../model/accounting.ts";
import type { RunChange } from "../../model/review.ts";
import type { Ink, State } from "./ink.ts";
import { folderLink, numberCell, placeLink, WIDTHS } from "./ink.ts";
import type { MarkdownTable } from "./layout.ts";
import { andMore, blocks, folded, markdownTable } from "./layout.ts";
import { isNotable, worstRuns } from "./rank.ts";
import { sayRunCounts } from "./run-counts.ts";
import type { Section } from "./section.ts";
import { windowsOf } from "./window.ts";

/** So many runs that decided something are told at once. */
const TOLD = 5;

/** So many runs are in the table, the best of those that are new. */
const ROWS = 20;

/** Runs that decided something, are gone, rewritten or counted otherwise, with what they say. */
export function notableRunsSection(ink: Ink): Section {
  const notable = notableRuns(ink);
  const render = (most: number) => {
    const lines = notable.slice(0, most === 0 ? 0 : TOLD).map((one) => `- ${tell(ink, one)}`);
    if (notable.length > TOLD) lines.push(`- ${andMore(notable.length - TOLD)} in the table`);
    const isAll = lines.length === ink.review.runs.length;
    return blocks(["#### ⚠️ Runs", lines.join("\n"), isAll ? totalsOf(ink) : ""]);
  };
  return { name: "notable runs", weight: 4, render: notable.length === 0 ? () => "" : render };
}

/** The table of the runs that are not told already, and how many there are now. */
export function runsSection(ink: Ink): Section {
  const told = new Set(notableRuns(ink).slice(0, TOLD));
  const sorted = worstRuns(ink.review.runs).filter((one) => !told.has(one));
  const counts = sayRunCounts(sorted);
  const render = (most: number) => {
    if (most === 0) return hostedText(counts);
    const rows = sorted.slice(0, Math.min(ROWS, most));
    const table = [markdownTable(tableOf(ink, rows)), andMore(sorted.length - rows.length), totalsOf(ink)];
    return folded(counts, blocks(table));
  };
  return { name: "runs", weight: 4, render: sorted.length === 0 ? () => "" : render };
}

function totalsOf(ink: Ink): string {
  const { head, base } = ink.review.accounting;
  const [now, before] = [sayAccounting(head), sayAccounting(base)];
  return hostedText(now === before ? `${now}, as before.` : `Now ${now}. Before: ${before}.`);
}

/** A log that was rewritten after it was cited has a section of its own. */
function notableRuns(ink: Ink): RunChange[] {
  const told = new Set(ink.review.tampered.map(({ file }) => file));
  const isTold = ({ kind, files }: RunChange) => kind === "rewritten" && files.some((file) => told.has(file));
  return worstRuns(ink.review.runs).filter((one) => isNotable(one) && !isTold(one));
}

/** ``[`b`](…) of `digits` was used and is **ignored**: “looks odd” ([IGNORED_RUNS.md:5](…)); `auc` [0.91](…).`` */
function tell(ink: Ink, run: RunChange): string {
  const reason = run.reason === null ? "" : `: “${hostedText(shortened(run.reason, WIDTHS.sentence))}”`;
  const where = run.reasonPlace === null ? "" : ` (${placeLink(ink, run.reasonPlace, { state: stateOf(run) })})`;
  const files = run.kind === "rewritten" && run.files.length > 0 ? rewroteText(ink, run) : "";
  const decided = run.decided ? ". It was the selected run" : "";
  const of = run.experiment === "" ? "" : ` of ${hostedCode(shortened(run.experiment, WIDTHS.name))}`;
  return `${folderLink(ink, run, stateOf(run))}${of} ${happened(run)}${files}${reason}${where}${valueText(ink, run)}${decided}.`;
}

/** ``: `0.4` in [metrics.csv:5](…) is `0.5` now (3 lines differ), and 1 more file``; else the files. */
function rewroteText(ink: Ink, run: RunChange): string {
  const { altered, files } = run;
  if (altered === null) return ` (${filesOf(ink, run)})`;
  const { file, line, lines } = altered;
  const { before, after } = windowsOf(altered.before, altered.after ?? "", WIDTHS.name);
  const now = altered.after === null ? "is gone" : `is ${hostedCode(after)} now`;
  const differ = lines > 1 ? ` (${lines} lines differ)` : "";
  const others = files.length - 1;
  const more = others > 0 ? `, and ${others} more ${others === 1 ? "file" : "files"} of it` : "";
  return `: ${hostedCode(before)} in ${placeLink(ink, { file, line })} ${now}${differ}${more}`;
}

/** The metric that decides, as it is and was. */
function valueText(ink: Ink, { metric, value, was }: RunChange): string {
  if (metric === null || (value === null && was === null)) return "";
  const before = was !== null && was.text !== value?.text ? numberCell(ink, was, "base") : "";
  const said = [before, numberCell(ink, value)].filter((one) => one !== "").join(" → ");
  return `; ${hostedCode(shortened(metric, WIDTHS.name))} ${value === null ? "was " : ""}${said}`;
}

function filesOf(ink: Ink, { files }: RunChange): string {
  const shown = files.slice(0, 3).map((file) => placeLink(ink, { file }));
  return shown.join(", ") + (files.length > shown.length ? ` ${andMore(files.length - shown.length)}` : "");
}

function happened({ kind, bucket, wasBucket }: RunChange): string {
  if (kind === "rewritten") return "was rewritten";
  if (kind === "removed") return "is gone";
  if (kind === "counted otherwise") return `was ${wasBucket ?? "not counted"} and is **${bucket ?? "not counted"}**`;
  if (kind === "added") return bucket === null || bucket === "used" ? "is new" : `is new and ${bucket}`;
  return kind === "renamed" ? "was renamed" : "has grown";
}

function tableOf(ink: Ink, runs: readonly RunChange[]): MarkdownTable {
  const metrics = new Set(runs.flatMap(({ metric }) => (metric === null ? [] : [metric])));
  const [only] = metrics;
  const one = metrics.size === 1 && only !== undefined ? hostedCode(shortened(only, WIDTHS.name), "cell") : null;
  const head = [
    { text: "Run" },
    { text: "Experiment" },
    { text: "Change" },
    { text: "Metric" },
    { text: one ?? "Value", numeric: true },
    { text: "Before", numeric: true },
    { text: "Curve" },
  ];
  const experiments = new Set(runs.map(({ experiment }) => experiment));
  const rows = runs.map((run) => [
    folderLink(ink, run, stateOf(run)),
    experiments.size > 1 ? hostedCell(shortened(run.experiment, WIDTHS.name)) : "",
    changeCell(ink, run),
    one === null && run.metric !== null ? hostedCode(shortened(run.metric, WIDTHS.name), "cell") : "",
    numberCell(ink, run.value),
    run.was !== null && run.was.text === run.value?.text ? "" : numberCell(ink, run.was, "base"),
    /^[▁-█]{1,80}$/.test(run.sparkline) ? run.sparkline : "",
  ]);
  return { head, rows };
}

function changeCell(ink: Ink, run: RunChange): string {
  const { kind, bucket, wasBucket, reason, decided } = run;
  const buckets = kind === "counted otherwise" ? `${wasBucket ?? "not counted"} → ${bucket ?? "not counted"}` : kind;
  const state = kind === "added" && bucket !== null && bucket !== "used" ? `${kind}, ${bucket}` : buckets;
  const why = reason === null ? "" : `: ${hostedCell(shortened(reason, WIDTHS.sentence))}`;
  return `${state}${formerly(ink, run)}${why}${decided ? " (was selected)" : ""}`;
}

function formerly(ink: Ink, { from, place }: RunChange): string {
  if (from === null || from === place) return "";
  const name = from.slice(from.lastIndexOf("/") + 1);
  return `, formerly ${folderLink(ink, { name, place: from }, "base")}`;
}

function stateOf({ kind }: RunChange): State {
  return kind === "removed" ? "base" : "head";
}
