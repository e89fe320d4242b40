import type { CompareIndex, ExperimentCard, PageOf } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { Redactor } from "../redaction/redactor.ts";
import type { KeptCurves } from "./compare-curves.ts";
import { compareCurves, curveParts } from "./compare-curves.ts";
import { compareData, experimentSlug } from "./compare-data.ts";
import { redactedCompareData, redactedCurves } from "./compare-redaction.ts";
import type { RunEntry } from "./run-entry.ts";
import { sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";

const LISTED = 200;

/** The time that folders of runs begin with. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-/;

/** A file that the page loads when it needs it: a classic script, so that it loads from a disk as well and under any policy. */
export interface CompareFile {
  path: string;
  text: string;
}

/** What the page needs of an experiment before any of its runs are chosen. */
export interface CompareEntry {
  card: Pick<ExperimentCard, "title" | "href" | "latest">;
  runs: readonly Pick<RunEntry, "href" | "name">[];
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
    experiments: listed.map(({ card, runs }) => ({
      slug: lastSegment(card.href),
      comparison: { text: card.title, href: `${card.href}comparison/` },
      runs: sayCount(runs.length, "run"),
    })),
    more: left === 0 ? null : `${sayCount(left, "experiment")} more`,
  };
}

/** Every run of the project, for the search. A name that its folder's says already is left out. */
export function compareIndexFile(entries: readonly CompareEntry[]): CompareFile {
  const index: CompareIndex = latestFirst(entries).map(({ card, runs }) => {
    const slugs = runs.map((run) => lastSegment(run.href));
    const names = runs.map(({ name }, at) => (name === slugs[at]?.replace(TIME, "") ? "" : name));
    return { slug: lastSegment(card.href), title: card.title, runs: slugs, names };
  });
  return { path: "compare/runs.js", text: call("index", index) };
}

/** All files of an experiment: its runs in columns, and their curves, a file for some runs each. */
export function compareFiles(view: View, redactor: Redactor, kept: KeptCurves): CompareFile[] {
  const { runs } = view.compiled.experiment;
  const slug = experimentSlug(view, redactor);
  const curves = curveParts(runs);
  const data = redactedCompareData(compareData(view, curves), view, redactor);
  const parts = Array.from({ length: Math.max(-1, ...curves) + 1 }, (_, part) => ({
    path: `compare/curves/${slug}/${part}.js`,
    text: call("curves", redactedCurves(compareCurves({ slug, part }, runs, kept), redactor)),
  }));
  return [{ path: `compare/data/${slug}.js`, text: call("data", data) }, ...parts];
}

function latestFirst(entries: readonly CompareEntry[]): CompareEntry[] {
  const { latest, href } = {
    latest: (one: CompareEntry) => one.card.latest ?? "",
    href: (one: CompareEntry) => one.card.href,
  };
  return [...entries].sort((a, b) => compareText(latest(b), latest(a)) || compareText(href(a), href(b)));
}

function lastSegment(address: string): string {
  return address.split("/").at(-2) ?? "";
}

/**
 * JSON is a script's expression as it is, and in letters of ASCII it means the same in every encoding that a server may say. Where
 * a member is called `__proto__` it would not be, so names of the project are never members.
 */
function call(kind: "index" | "data" | "curves", data: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `labdocsCompare(${JSON.stringify(kind)},${JSON.stringify(data).replaceAll(/[^ -~]/g, escaped)});\n`;
}
