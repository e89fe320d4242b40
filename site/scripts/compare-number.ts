// Numbers of the compare page. What was logged is printed as the build printed it; what is computed here is printed by the
// same rules as every other number of the site, and says of what it was computed.
import type { CompareData } from "../../src/contract/index.ts";
import type { NumberStyle } from "../../src/model/quantity.ts";
import { formatChange, formatNumber, formatValue, styleFor } from "../../src/model/quantity.ts";
import type { ChosenRun } from "./compare-chosen.ts";

type Metric = CompareData["metrics"][number];

/**
 * A number with its way to the evidence. `href`: null where there is no page of it; `of`: what it was computed from in this
 * browser, null for a number that the build made. `how`: the expression, in words.
 */
export interface ShownNumber {
  text: string;
  value: number;
  href: string | null;
  title: string;
  of: ShownNumber[] | null;
  how: string;
}

/** A cell: its number with spread and differences to the base, or why there is none. `tone`: what a test of the build says of them. */
export interface ShownCell {
  number: ShownNumber | null;
  spread: ShownNumber | null;
  differences: ShownNumber[];
  tone: "better" | "worse" | null;
  missing: string;
}

/** The number of one run in a metric, or why it has none. */
export function runNumber(run: ChosenRun, metric: Metric): ShownNumber | string {
  const text = run.data.words[metric.word[run.at] ?? -1] ?? "not logged";
  const value = metric.value[run.at] ?? null;
  if (value === null) return text;
  const href = placeOf(run.data, metric.at, run.at);
  const title = `${run.name} ${metric.name}, ${metric.how}: ${value}`;
  return { text, value: Number(value), href, title, of: null, how: "" };
}

/** The address of evidence, relative to the site's root; null where it has no page. */
export function placeOf(data: CompareData, at: readonly number[], run: number): string | null {
  const page = data.files[at[2 * run] ?? -1];
  if (page === undefined) return null;
  const fragment = data.words[at[2 * run + 1] ?? -1];
  return fragment === undefined ? page : `${page}#${fragment}`;
}

/** The mean of the finite ones, and for two or more their sample standard deviation. */
export function meanOf(numbers: readonly ShownNumber[]): { number: ShownNumber; spread: ShownNumber | null } | null {
  const finite = numbers.filter(({ value }) => Number.isFinite(value));
  const [only] = finite;
  if (only === undefined) return numbers[0] === undefined ? null : { number: numbers[0], spread: null };
  if (finite.length === 1) return { number: only, spread: null };
  const values = finite.map(({ value }) => value);
  const style = styleLike(finite);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const computed = (value: number, how: string): ShownNumber => {
    return { text: formatValue(value, style), value, href: null, title: how, of: finite, how };
  };
  const spread = computed(Math.sqrt(squares / (values.length - 1)), "sample standard deviation of");
  return { number: computed(mean, `mean of ${values.length} runs:`), spread };
}

/** The difference to the base, and the same in percent of the base's magnitude; none where either is not finite. */
export function differencesOf(number: ShownNumber, base: ShownNumber): ShownNumber[] {
  if (!Number.isFinite(number.value) || !Number.isFinite(base.value)) return [];
  const of = [number, base];
  const computed = (value: number, text: string, how: string): ShownNumber => {
    return { text, value, href: null, title: how, of, how };
  };
  const difference = number.value - base.value;
  const style = styleLike([number, base]);
  const first = computed(difference, formatChange(difference, style), "difference of");
  if (base.value === 0) return [first];
  const percent = (100 * difference) / Math.abs(base.value);
  const digits = { decimals: Math.abs(percent) < 1 ? 2 : 1, scientific: false };
  return [first, computed(percent, `${formatChange(percent, digits)} %`, "relative difference of")];
}

/** What is computed of numbers is printed with as many decimals as the one of them that has most. */
function styleLike(numbers: readonly ShownNumber[]): NumberStyle {
  if (numbers.some(({ text }) => text.includes("e"))) return styleFor(numbers.map(({ value }) => value));
  const decimals = numbers.map(({ text }) => (/\.(\d+)/.exec(text)?.[1] ?? "").length);
  return { decimals: Math.max(0, ...decimals), scientific: false };
}

/** Prints a value between others of a curve. */
export function curveText(value: number, values: readonly number[]): string {
  return formatValue(value, styleFor(values));
}

/** Prints a round number on an axis with no more digits than the finest of its neighbours needs. */
export function tickText(value: number, ticks: readonly number[]): string {
  const { scientific } = styleFor(ticks);
  if (scientific) return formatNumber(value, { decimals: 0, scientific });
  const decimals = ticks.map((tick) => (/\.(\d+)$/.exec(String(tick))?.[1] ?? "").length);
  return formatNumber(value, { decimals: Math.min(6, Math.max(...decimals)), scientific });
}
