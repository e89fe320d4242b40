import type { Phrase, SiteLink, SiteNumber } from "../contract/index.ts";
import type { Sentence } from "../model/comparison.ts";
import type { Evidence } from "../model/evidence.ts";
import { lineOf } from "../model/evidence.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Quantity } from "../model/quantity.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { Addresses } from "./address.ts";

/**
 * An experiment as its pages see it: with the addresses of everything, and which row each file belongs to. Paths are shown
 * relative to the folder `base`.
 */
export interface View {
  compiled: CompiledExperiment;
  base: string;
  addresses: Addresses;
  runs: ReadonlyMap<string, Run>;
  rowOfFile: ReadonlyMap<string, string>;
}

/** Makes the view of an experiment. */
export function viewOf(compiled: CompiledExperiment, addresses: Addresses): View {
  const runs = new Map(compiled.experiment.runs.map((run) => [run.id, run]));
  const rowOfFile = new Map<string, string>();
  for (const row of compiled.comparison.rows) {
    for (const id of row.runs) for (const file of runs.get(id)?.files ?? []) rowOfFile.set(file, row.id);
  }
  return { compiled, base: compiled.experiment.dir, addresses, runs, rowOfFile };
}

/**
 * A number with its way to the evidence: a logged one opens its line; a derived one opens the list of the runs that it was
 * computed from, where each number opens its line.
 */
export function numberOf(quantity: Quantity, view: View): SiteNumber {
  const first = quantity.evidence[0];
  if (first === undefined) return { text: quantity.text, href: null, title: quantity.selector, verdict: null };
  if (!quantity.derived) {
    const title = `${quantity.selector} · logged as ${first.literal} · ${whereOf(first, view)}`;
    return { text: quantity.text, href: view.addresses.evidence(first), title, verdict: "supported" };
  }
  const row = view.rowOfFile.get(first.file);
  const group = row === undefined ? null : `${view.addresses.comparison(view.compiled)}#${view.addresses.group(row)}`;
  const title = `${quantity.selector} · computed from ${quantity.evidence.length} logged values`;
  return { text: quantity.text, href: group ?? view.addresses.evidence(first), title, verdict: "derived" };
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
  const { locator } = evidence;
  return locator.kind === "record" ? `${file} record ${locator.record}` : file;
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

/** A link to a line of a file, or to the file; null when the file cannot be shown. */
export function sourceLink(source: { file: string; line: number | null }, view: View): SiteLink | null {
  const { addresses } = view;
  const text = `${shortPath(source.file, view)}${source.line === null ? "" : `:${source.line}`}`;
  const href =
    source.line === null
      ? addresses.file(source.file)
      : addresses.lines(source.file, { line: source.line, endLine: source.line });
  return href === null ? null : { text, href };
}

/** A text that opens the place it was read from, where that can be shown. */
export function evidenceText(text: string, evidence: Evidence, view: View): SiteNumber {
  return { text, href: view.addresses.evidence(evidence), title: whereOf(evidence, view), verdict: null };
}
