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

/** So many runs that decided something are told at once. */
const TOLD = 5;

/** So many runs are in the table, the best of those that are new. */
const ROWS = 20;

/** Runs that are new, gone, ignored or rewritten. Those that decided are told; the table of all opens. */
export function runsSection(ink: Ink): Section {
  const { runs, accounting } = ink.review;
  const sorted = worstRuns(runs);
  const told = new Set(ink.review.tampered.map(({ file }) => file));
  // A log that was rewritten after it was cited has a section of its own.
  const isTold = ({ kind, files }: RunChange) => kind === "rewritten" && files.some((file) => told.has(file));
  const notable = sorted.filter((one) => isNotable(one) && !isTold(one));
  const counts = sayRunCounts(runs);
  const render = (most: number) => {
    if (most === 0) return hostedText(counts);
    const lines = notable.slice(0, Math.min(TOLD, most)).map((one) => `- ${tell(ink, one)}`);
    if (notable.length > lines.length) lines.push(`- ${andMore(notable.length - lines.length)} in the table`);
    const rows = sorted.slice(0, Math.min(ROWS, most));
    const [now, before] = [sayAccounting(accounting.head), sayAccounting(accounting.base)];
    const totals = hostedText(now === before ? `${now}, as before.` : `Now ${now}. Before: ${before}.`);
    const table = blocks([markdownTable(tableOf(ink, rows)), andMore(runs.length - rows.length), totals]);
    return blocks([notable.length > 0 ? "#### ⚠️ Runs" : "", lines.join("\n"), folded(counts, table)]);
  };
  return { name: "runs", weight: 4, render: runs.length === 0 ? () => "" : render };
}

function tell(ink: Ink, run: RunChange): string {
  const reason = run.reason === null ? "" : `: “${hostedText(shortened(run.reason, WIDTHS.sentence))}”`;
  const where = run.reasonPlace === null ? "" : ` (${placeLink(ink, run.reasonPlace, { state: stateOf(run) })})`;
  const files = run.kind === "rewritten" && run.files.length > 0 ? ` (${filesOf(ink, run)})` : "";
  const decided = run.decided ? ". It was the selected run" : "";
  const of = run.experiment === "" ? "" : ` of ${hostedCode(shortened(run.experiment, WIDTHS.name))}`;
  return `${folderLink(ink, run, stateOf(run))}${of} ${happened(run)}${files}${reason}${where}${decided}.`;
}

function filesOf(ink: Ink, { files }: RunChange): string {
  const shown = files.slice(0, 3).map((file) => placeLink(ink, { file }));
  return shown.join(", ") + (files.length > shown.length ? ` ${andMore(files.length - shown.length)}` : "");
}

function happened({ kind, bucket, wasBucket }: RunChange): string {
  if (kind === "rewritten") return "has lines that are others now";
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
    changeCell(run),
    one === null && run.metric !== null ? hostedCode(shortened(run.metric, WIDTHS.name), "cell") : "",
    numberCell(ink, run.value),
    run.was !== null && run.was.text === run.value?.text ? "" : numberCell(ink, run.was, "base"),
    /^[▁-█]{1,80}$/.test(run.sparkline) ? run.sparkline : "",
  ]);
  return { head, rows };
}

function changeCell(run: RunChange): string {
  const { kind, bucket, wasBucket, from, reason, decided } = run;
  const buckets = kind === "counted otherwise" ? `${wasBucket ?? "not counted"} → ${bucket ?? "not counted"}` : kind;
  const state = kind === "added" && bucket !== null && bucket !== "used" ? `${kind}, ${bucket}` : buckets;
  const former =
    from === null || from === run.place ? "" : `, formerly ${hostedCode(shortened(from, WIDTHS.name), "cell")}`;
  const why = reason === null ? "" : `: ${hostedCell(shortened(reason, WIDTHS.sentence))}`;
  return `${state}${former}${why}${decided ? " (was selected)" : ""}`;
}

function stateOf({ kind }: RunChange): State {
  return kind === "removed" ? "base" : "head";
}
