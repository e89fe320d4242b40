import type { CompareIndex, PageOf } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import { compareCurves, curveParts } from "./compare-curves.ts";
import { compareData, experimentSlug, runSlug } from "./compare-data.ts";
import { sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";

const LISTED = 200;
const WITH_CURVES = 500;

/** The time that folders of runs begin with. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-/;

/** A file that the page loads when it needs it: a classic script, so that it loads from a disk as well and under any policy. */
export interface CompareFile {
  path: string;
  text: string;
}

/** What the page needs of an experiment before any of its runs are chosen; kept so that the experiment itself need not be. */
export interface CompareEntry {
  slug: string;
  title: string;
  comparison: string;
  latest: string;
  runs: string[];
  names: string[];
}

/** An experiment as the page lists it. */
export function compareEntry(view: View): CompareEntry {
  const { experiment } = view.compiled;
  const runs = experiment.runs.map((run) => runSlug(run, view));
  return {
    slug: experimentSlug(view),
    title: experiment.title,
    comparison: view.addresses.comparison(view.compiled),
    latest: experiment.runs.map((run) => run.startedAt ?? "").reduce((a, b) => (a > b ? a : b), ""),
    runs,
    names: experiment.runs.map((run, index) => (run.name === runs[index]?.replace(TIME, "") ? "" : run.name)),
  };
}

/** The page on which any runs are compared. */
export function comparePage(entries: readonly CompareEntry[]): PageOf<"compare"> {
  const listed = latestFirst(entries).slice(0, LISTED);
  const left = entries.length - listed.length;
  return {
    kind: "compare",
    address: "compare/",
    title: "Compare runs",
    description: "Any runs of any experiments side by side.",
    trail: trailOf(),
    experiments: listed.map(({ slug, title, comparison, runs }) => ({
      slug,
      comparison: { text: title, href: comparison },
      runs: sayCount(runs.length, "run"),
    })),
    more: left === 0 ? null : `${sayCount(left, "experiment")} more`,
  };
}

/** Every run of the project, for the search. */
export function compareIndexFile(entries: readonly CompareEntry[]): CompareFile {
  const index: CompareIndex = latestFirst(entries).map(({ slug, title, runs, names }) => ({
    slug,
    title,
    runs,
    names,
  }));
  return { path: "compare/runs.js", text: call("index", index) };
}

/** The runs of an experiment in columns. */
export function compareDataFile(view: View, hasCurves: boolean): CompareFile {
  const { runs } = view.compiled.experiment;
  const curves = hasCurves ? curveParts(runs) : runs.map(() => -1);
  return { path: `compare/data/${experimentSlug(view)}.js`, text: call("data", compareData(view, curves)) };
}

/** The curves of an experiment's runs, a file for some runs each. */
export function* compareCurveFiles(
  view: View,
  series: (run: Run, metrics: readonly string[]) => readonly Series[],
): Generator<CompareFile> {
  const { runs } = view.compiled.experiment;
  const slug = experimentSlug(view);
  const parts = Math.max(-1, ...curveParts(runs)) + 1;
  for (let part = 0; part < parts; part += 1) {
    const curves = compareCurves({ slug, part }, runs, series);
    yield { path: `compare/curves/${slug}/${part}.js`, text: call("curves", curves) };
  }
}

/** The slugs of the experiments whose curves are kept: reading every point of all others would slow a large site's build. */
export function withCurves(experiments: readonly { slug: string; latest: string }[]): Set<string> {
  return new Set(
    latestFirst(experiments)
      .slice(0, WITH_CURVES)
      .map((one) => one.slug),
  );
}

function latestFirst<T extends { slug: string; latest: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareText(b.latest, a.latest) || compareText(a.slug, b.slug));
}

/** JSON is a script's expression as it is; where a member is called `__proto__` it is not, so names never are members here. */
function call(kind: "index" | "data" | "curves", data: unknown): string {
  return `labdocsCompare(${JSON.stringify(kind)},${JSON.stringify(data)});\n`;
}
