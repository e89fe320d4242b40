import type { PageOf, Phrase, SiteLink, SiteTable } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Artifact, Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import { visibleLine } from "./file-page.ts";
import { runAnswers } from "./run-answers.ts";
import { reproductionOf } from "./run-command.ts";
import type { CurveShelf, Logged } from "./run-curves.ts";
import { curvesOf, sparklinesOf } from "./run-curves.ts";
import { factsOf } from "./run-facts.ts";
import { runIndex } from "./run-index.ts";
import { metricsTable } from "./run-metrics.ts";
import { settingsOf } from "./run-settings.ts";
import { sayBytes } from "./say.ts";
import { statusOf } from "./status.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";
import { evidenceText, runLink, shortPath, sourceLink, whereOf } from "./view.ts";

const MOST_MATES = 24;
const MOST_PLOTS = 12;
const LARGEST_PLOT = 4 << 20;
const NOTES = 200;

/**
 * What a run's page shows besides what the compiled experiment holds.
 *
 * - `curves`: the logged points; null where they are not drawn.
 * - `isMedium`: whether an image may be copied into the site.
 * - `citedBy`: the documents that cite a value of a run.
 */
export interface RunParts {
  curves: CurveShelf | null;
  isMedium(file: string): boolean;
  citedBy(run: Run): SiteLink[];
}

const NO_PARTS: RunParts = { curves: null, isMedium: () => false, citedBy: () => [] };

/** The page of one run: everything its files say of it, what sets it apart from the baseline first. */
export function runPage(run: Run, of: View, parts: RunParts = NO_PARTS): PageOf<"run"> {
  const view = { ...of, base: run.dir };
  const { compiled, addresses } = view;
  const { experiment } = compiled;
  const index = runIndex(compiled);
  const logged: ReadonlyMap<string, Logged> = parts.curves?.own(run) ?? new Map();
  const varying = new Set([...compiled.comparison.differing, ...compiled.comparison.mixed]);
  const params = { caption: "Parameters", values: (one: Run) => one.params, varying };
  const environment = { caption: "Environment", values: (one: Run) => one.environment, varying: new Set<string>() };
  const address = addresses.run(compiled, run.id);
  const settings = settingsOf(run, index, { view, of: params });
  const citedBy = parts.citedBy(run);
  return {
    kind: "run",
    address,
    title: run.name,
    description: run.description ?? `A run of ${experiment.title}.`,
    trail: trailOf(
      { text: "Experiments", href: "experiments/" },
      { text: experiment.title, href: addresses.experiment(compiled) },
    ),
    status: statusOf(run),
    because: becauseOf(run, view),
    ignored: run.ignored && {
      subject: [run.name],
      reason: run.ignored.reason,
      source: sourceLink(run.ignored, view),
    },
    answers: runAnswers(run, view, { address, apart: settings.apart, citedBy }),
    facts: factsOf(run, view),
    row: rowOf(run, view),
    notes: notesOf(run),
    settled: settledOf(run, view),
    metrics: metricsTable(run, view, sparklinesOf(logged)),
    curves: parts.curves === null ? [] : curvesOf(run, parts.curves, { view, logged }),
    params: settings,
    environment: settingsOf(run, index, { view, of: environment }),
    artifacts: artifactsTable(run, view),
    plots: plotsOf(run, view, parts),
    dependencies: run.dependencies,
    reproduction: reproductionOf(run, view),
    citedBy,
    files: run.files.flatMap((file) => sourceLink({ file, line: null }, view) ?? []),
    neighbours: neighboursOf(run, view),
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

/** The configuration that the run is of, and the other runs of it, in a sentence. */
function rowOf(run: Run, view: View): Phrase {
  const { compiled, addresses } = view;
  const row = runIndex(compiled).rows.get(run.id);
  if (row === undefined) return [];
  const link = { text: row.name, href: `${addresses.comparison(compiled)}#${addresses.group(row.id)}` };
  const mates = row.runs.filter((id) => id !== run.id);
  if (mates.length === 0) return ["Configuration ", link, ", of which there is no other run."];
  const shown = mates.slice(0, MOST_MATES).flatMap((id, at): Phrase => [at === 0 ? "" : ", ", runLink(id, view)]);
  const more = mates.length > MOST_MATES ? ` and ${mates.length - MOST_MATES} more` : "";
  const start = bucketOf(run) === "used" ? "One run of " : "Does not count. Same settings as ";
  return [start, link, ", with ", ...shown, `${more}.`];
}

/** Text of people and programs: its lines stay, what hides in it is shown. */
function notesOf({ notes }: Run): string | null {
  if (notes === null || notes.trim() === "") return null;
  const lines = notes.trim().split(/\r\n?|\n/);
  const shown = lines.slice(0, NOTES).map((line) => visibleLine(line));
  return [...shown, ...(lines.length > NOTES ? [`… ${lines.length - NOTES} more lines`] : [])].join("\n");
}

function settledOf(run: Run, view: View): Phrase {
  const { baseline, rows } = runIndex(view.compiled);
  if (baseline === null) return ["No baseline is named in this experiment."];
  if (baseline === run) return ["This run is the one that others are set against."];
  const isSame = rows.get(run.id)?.id === view.compiled.comparison.baseline;
  return [
    isSame ? "A run of the baseline, set against its first run, " : "Set against the baseline, ",
    runLink(baseline.id, view),
    ".",
  ];
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

function plotsOf(run: Run, view: View, { isMedium }: RunParts): PageOf<"run">["plots"] {
  const images = run.artifacts.filter(({ path, bytes }) => bytes <= LARGEST_PLOT && isMedium(path));
  return images.slice(0, MOST_PLOTS).map(({ path }) => ({
    text: shortPath(path, view) || baseName(path),
    src: view.addresses.medium(path),
  }));
}

/** The runs that were started before and after. */
function neighboursOf(run: Run, view: View): PageOf<"run">["neighbours"] {
  const { sorted, places } = runIndex(view.compiled);
  const at = places.get(run.id) ?? 0;
  const linkTo = (index: number) => {
    const other = sorted[index];
    return other === undefined ? null : { text: other.name, href: view.addresses.run(view.compiled, other.id) };
  };
  return { before: linkTo(at - 1), after: linkTo(at + 1) };
}
