import type { CompareCurves } from "../../src/contract/index.ts";
import type { CompareState } from "./compare-address.ts";
import type { ChosenRun } from "./compare-chosen.ts";
import { element, unseen } from "./compare-element.ts";
import type { Line, MetricHead } from "./compare-model.ts";
import type { ShownNumber } from "./compare-number.ts";

/**
 * What is drawn, all at once.
 *
 * - `runs`: all that were chosen; `lines`: of the tables, in their order; `within`: those in every range that was asked for.
 * - `metrics`: all; `cols`: those of the table. `curves`: those that have been loaded.
 */
export interface View {
  state: CompareState;
  runs: ChosenRun[];
  lines: Line[];
  within: Line[];
  base: Line | null;
  metrics: MetricHead[];
  cols: MetricHead[];
  curves: ReadonlyMap<string, CompareCurves["runs"][number]["curves"]>;
  /** The address of a page of the site, seen from this one. */
  link(address: string): string;
  /** Asks for something else. `quiet`: without a step of its own in the browser's history. */
  change(what: Partial<CompareState>, quiet?: boolean): void;
}

/** What a number that was computed here is marked with. */
export const COMPUTED = "ƒ";

/** A number with its way to the evidence; one that was computed here opens what it was computed from. */
export function numberPart(number: ShownNumber, view: View): HTMLElement {
  const { text, href, title, of, how } = number;
  if (of === null) {
    return href === null
      ? element("span", { class: "number", title }, [text])
      : element("a", { class: "number", href: view.link(href), title }, [text]);
  }
  const operands = of.flatMap((one, index) => [index === 0 ? " " : " and ", numberPart(one, view)]);
  const mark = element("span", { class: "mark", "aria-hidden": "true" }, [COMPUTED]);
  return element("details", { class: "computed" }, [
    element("summary", {}, [`${text}\u00a0`, mark, unseen(", computed here")]),
    element("span", { class: "how" }, [how, ...operands]),
  ]);
}

/** Differences to the base. Those that were computed here open together what they were computed from. */
export function differencesPart(differences: readonly ShownNumber[], view: View): (HTMLElement | string)[] {
  const [first] = differences;
  if (first === undefined || first.of === null) {
    return differences.flatMap((one, index) => [...(index === 0 ? [] : [" · "]), numberPart(one, view)]);
  }
  const text = differences.map((one) => one.text).join(" · ");
  return [numberPart({ ...first, text }, view)];
}

/** The name of a line, which leads to its run or its configuration. */
export function nameOf(line: Line, view: View): HTMLElement {
  const href = hrefOf(line);
  if (href === null) return element("span", {}, [line.name]);
  return element("a", { href: view.link(href) }, [line.name]);
}

/** The page of a line's run or configuration, relative to the site's root; null where there is none. */
export function hrefOf(line: Line): string | null {
  const [first] = line.runs;
  const row = line.row?.data.rows[line.row.index];
  if (line.runs.length === 1 && first !== undefined) return first.href;
  return line.row === null || row === undefined ? null : `${line.row.data.comparison}#${row.slug}`;
}

/** Which way a metric is better, as a sign. */
export function arrowOf({ better }: MetricHead): string {
  return better === "higher" ? "↑ " : better === "lower" ? "↓ " : "";
}
