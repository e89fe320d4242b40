import { sidesOf } from "../claims/value/sides.ts";
import type { Phrase, SiteLink, SiteNumber } from "../contract/index.ts";
import type { Sentence } from "../model/comparison.ts";
import type { Evidence } from "../model/evidence.ts";
import { lineOf, sayPlace } from "../model/evidence.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { NumberStyle, Quantity } from "../model/quantity.ts";
import { formatValue } from "../model/quantity.ts";
import type { Point, Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { Addresses } from "./address.ts";

/**
 * An experiment as its pages see it: with the addresses of everything, and `rowOf`, the row whose mean a value is in. Paths are
 * shown relative to the folder `base`.
 */
export interface View {
  compiled: CompiledExperiment;
  base: string;
  addresses: Addresses;
  runs: ReadonlyMap<string, Run>;
  rowOf(evidence: Evidence): string | null;
}

/** Makes the view of an experiment. */
export function viewOf(compiled: CompiledExperiment, addresses: Addresses): View {
  const runs = new Map(compiled.experiment.runs.map((run) => [run.id, run]));
  return { compiled, base: compiled.experiment.dir, addresses, runs, rowOf: openRows(compiled, runs) };
}

/** Which row a value belongs to: by its file, and by its place where a file, such as a database, has the runs of several rows. */
function openRows({ comparison }: CompiledExperiment, runs: ReadonlyMap<string, Run>): View["rowOf"] {
  const files = new Map<string, string | null>();
  for (const { id, runs: own } of comparison.rows) {
    for (const run of own) {
      for (const file of runs.get(run)?.files ?? []) files.set(file, (files.get(file) ?? id) === id ? id : null);
    }
  }
  let places: Map<string, string> | null = null;
  return (evidence) => {
    const row = files.get(evidence.file);
    if (row !== null) return row ?? null;
    places ??= placesOf(comparison);
    return places.get(placeKey(evidence)) ?? null;
  };
}

function placesOf({ rows }: CompiledExperiment["comparison"]): Map<string, string> {
  const places = new Map<string, string>();
  for (const row of rows) {
    for (const cell of Object.values(row.cells)) {
      for (const { quantity } of cell.runs) for (const one of quantity.evidence) places.set(placeKey(one), row.id);
    }
  }
  return places;
}

/** The place of a value as a key: equal for values that stand at the same place. */
export function placeKey({ file, locator }: Evidence): string {
  return `${file}\n${JSON.stringify(locator)}`;
}

/**
 * A number with its way to the evidence: a logged one opens its line; a derived one opens the list of the runs that it was
 * computed from, where each number opens its line. A difference names the two values that it is of.
 */
export function numberOf(quantity: Quantity, view: View): SiteNumber {
  const first = quantity.evidence[0];
  if (first === undefined) return { text: quantity.text, href: null, title: quantity.selector, verdict: null };
  if (!quantity.derived) {
    const title = `${quantity.selector} · logged as ${first.literal} · ${whereOf(first, view)}`;
    return { text: quantity.text, href: view.addresses.evidence(first), title, verdict: "supported" };
  }
  const row = view.rowOf(first);
  const group = row === null ? null : `${view.addresses.comparison(view.compiled)}#${view.addresses.group(row)}`;
  const sides = sidesOf(quantity.selector, view.compiled.comparison).map(
    (one) => `${one.name} ${one.quantity.text} (n = ${one.n})`,
  );
  const values = `computed from ${quantity.evidence.length} logged values`;
  const title = [...(sides.length === 0 ? [] : [sides.join(", ")]), quantity.selector, values].join(" · ");
  return { text: quantity.text, href: group ?? view.addresses.evidence(first), title, verdict: "derived" };
}

/** One logged point, printed in a style of its column. */
export function pointNumber(point: Point, style: NumberStyle, view: View): SiteNumber {
  const { evidence } = point;
  const title = `logged as ${evidence.literal} · ${whereOf(evidence, view)}`;
  const href = view.addresses.evidence(evidence);
  return { text: formatValue(point.value, style), href, title, verdict: "supported" };
}

/** A sentence with its numbers linked. */
export function phraseOf(sentence: Sentence, view: View): Phrase {
  return sentence.map((part) => (typeof part === "string" ? part : numberOf(part, view)));
}

/** The file and line of evidence in words. */
export function whereOf(evidence: Evidence, view: View): string {
  const line = lineOf(evidence);
  const file = shortPath(evidence.file, view);
  if (line !== null) return `${file} line ${line}`;
  return sayPlace({ ...evidence, file });
}

/** A path relative to the view's folder when it lies there. */
export function shortPath(path: string, { base }: View): string {
  return base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
}

/** A link to a run's page by its folder's name; plain text for a run that is not of this experiment. */
export function runLink(id: string, view: View): SiteLink | string {
  const run = view.runs.get(id);
  return run === undefined ? baseName(id) : { text: run.name, href: view.addresses.run(view.compiled, id) };
}

/** A link to a line of a file, or several, or to the file; null when the file cannot be shown. */
export function sourceLink(
  source: { file: string; line: number | null; endLine?: number },
  view: View,
): SiteLink | null {
  const { addresses } = view;
  const text = `${shortPath(source.file, view)}${source.line === null ? "" : `:${source.line}`}`;
  const href =
    source.line === null
      ? addresses.file(source.file)
      : addresses.lines(source.file, { line: source.line, endLine: source.endLine ?? source.line });
  return href === null ? null : { text, href };
}

/** A text that opens the place it was read from, where that can be shown. */
export function evidenceText(text: string, evidence: Evidence, view: View): SiteNumber {
  return { text, href: view.addresses.evidence(evidence), title: whereOf(evidence, view), verdict: null };
}
