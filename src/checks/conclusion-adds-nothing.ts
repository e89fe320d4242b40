import type { Numeral } from "../claims/text/numeral.ts";
import { findNumerals } from "../claims/text/numeral.ts";
import type { Verdict, VerdictName } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import { lineOf } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { resolvePath } from "../model/tree.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { isReport, reportSectionAt, reportSectionsIn } from "./report.ts";

/** The conclusion states no number that the results do not state. */
export const conclusionAddsNothing: Check = { codes: ["conclusion/new-number"], check };

/** What is no number, or is told already to be a wrong one. */
const SAID = new Set<VerdictName>(["exempt", "contradicted", "wrong-run", "stale"]);

/** A number that is stated somewhere. An address says which one is meant; `place` is where its evidence stands, where that was found. */
interface Stated {
  text: string;
  addresses: string[];
  place: string | null;
  value: number | null;
  metric: string | null;
}

function check({ document, verdicts }: CheckInput): Finding[] {
  if (!isReport(document) || !reportSectionsIn(document).has("Results")) return [];
  const concluded = statedInConclusion(document, verdicts);
  if (concluded.length === 0) return [];
  // Where generated tables are not there to be read, they may hold any number.
  const isUnread = document.regions.some(
    ({ body, start }) => body === "" && reportSectionAt(document, start) === "Results",
  );
  if (isUnread) return [];
  const results = statedInResults(document, verdicts);
  return concluded
    .filter((verdict) => !results.some((other) => isSame(statedBy(verdict), other)))
    .map(({ claim }) => {
      const message = `The conclusion says ${claim.text}, which is not in Results.`;
      return finding({ code: "conclusion/new-number", ...placeOf(document, claim.span), message, found: claim.text });
    });
}

/** The numbers of the conclusion that somebody wrote. */
function statedInConclusion(document: Document, verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ claim, verdict }) => {
    const isNumber = claim.kind !== "span" && claim.kind !== "words" && !SAID.has(verdict) && /\d/.test(claim.text);
    const isAuthored = claim.region === null && regionAt(document, claim.span.start) === null;
    const isResult = claim.kind !== "bare" || verdict !== "unbound" || isMeasured(claim.text);
    return isNumber && isResult && isAuthored && reportSectionAt(document, claim.span.start) === "Conclusion";
  });
}

/** A number that nothing is known of is a result if it has decimals or a unit; other ones count, or name something. */
function isMeasured(text: string): boolean {
  return findNumerals(text).some(({ decimals, unit, percent }) => decimals > 0 || unit !== null || percent);
}

/** The claims in Results, and the links and texts of its generated tables, which are not judged. */
function statedInResults(document: Document, verdicts: readonly Verdict[]): Stated[] {
  const isInResults = ({ span }: { span: { start: number } }) => reportSectionAt(document, span.start) === "Results";
  const claims = verdicts.filter(({ claim }) => isInResults(claim)).map(statedBy);
  const links = document.links.filter(isInResults).map(({ text, url, title }) => ({
    text,
    addresses: addressesOf(document.file, url, title),
    place: null,
    value: null,
    metric: metricIn(title),
  }));
  const cells = document.prose
    .filter((part) => part.context === "cell" && isInResults(part))
    .map(({ text }) => ({ text, addresses: [], place: null, value: null, metric: null }));
  return [...claims, ...links, ...cells];
}

function statedBy({ claim, value, evidence }: Verdict): Stated {
  const isDerived = claim.kind === "derived";
  const places = evidence.map((one) => [one.file, lineOf(one) ?? one.locator]);
  return {
    text: claim.text,
    addresses: addressesOf(claim.file, claim.target, claim.selector),
    place: isDerived || places.length === 0 ? null : JSON.stringify(places),
    value,
    metric: isDerived ? claim.selector : metricIn(claim.selector),
  };
}

/**
 * One address or evidence is one number, however it is rounded; so is one value of one metric, and a number that the other,
 * printed as precisely or more so, rounds to.
 */
function isSame(a: Stated, b: Stated): boolean {
  const arePlaced = a.place !== null && b.place !== null;
  if (arePlaced && a.place === b.place && (a.value === null || a.value === b.value)) return true;
  // A selector may leave out the run, which the place does not.
  if (!arePlaced && a.addresses.some((address) => b.addresses.includes(address))) return true;
  const isOneMetric = a.metric === null || b.metric === null || a.metric === b.metric;
  if (!isOneMetric) return false;
  if (normalise(a.text) === normalise(b.text)) return true;
  if (a.value !== null && b.value !== null) return Math.abs(a.value - b.value) <= 1e-12 * Math.abs(a.value);
  return isRounded(a.text, b.text);
}

/** Whether a text states a number that one of another text rounds to. Of a spread the value counts, of a range its ends. */
function isRounded(rounded: string, text: string): boolean {
  const [own] = numbersIn(rounded);
  return own !== undefined && numbersIn(text).some((other) => roundsTo(own, other));
}

function roundsTo(own: Numeral, other: Numeral): boolean {
  const isAlike = own.unit?.dimension === other.unit?.dimension && own.percent === other.percent;
  const [printed, from] =
    isAlike && own.unit?.name === other.unit?.name ? [own.printed, other.printed] : [own.interval, other.interval];
  const isFiner = other.kind === "value" && from[1] - from[0] <= (printed[1] - printed[0]) * 1.0001;
  const middle = (from[0] + from[1]) / 2;
  const isSigned = own.sign === "" || other.sign === "" || (own.sign === "-") === (other.sign === "-");
  return isFiner && isSigned && printed[0] <= middle && middle <= printed[1];
}

function numbersIn(text: string): Numeral[] {
  return findNumerals(text).flatMap((one) => (one.kind === "spread" || one.kind === "range" ? one.parts : [one]));
}

/**
 * What a link says of a number. A selector that names its run (`full/auc`) is enough; others count together with the
 * file they are about.
 */
function addressesOf(file: string, target: string | null, selector: string | null): string[] {
  if (target?.startsWith("cite:")) return [`selector ${target.slice("cite:".length)}`];
  if (selector === null) return target === null ? [] : [`target ${target}`];
  const path = target === null ? "" : (resolvePath(file, target.replace(/[?#].*$/s, "")) ?? target);
  const isWhole = /^(?!(?:train|training|val|valid|validation|dev|test|eval)\/[^/]+$)[^/]+\/.+|\(/i.test(selector);
  return [`${path} ${selector}`, ...(isWhole ? [`selector ${selector}`] : [])];
}

/** The last part of a selector's path, without reduction and step: `auc` of `full/test/auc@best` and `col=auc row=7`. */
function metricIn(selector: string | null): string | null {
  if (selector === null || /^(?:row|record|line)=/.test(selector)) return null;
  const [path = ""] = selector.replace(/^col(?:umn)?=/, "").split(/[\s@]/);
  return path.split("/").at(-1) ?? null;
}

/** Minus signs and white space are written in several ways. */
function normalise(text: string): string {
  return text.replaceAll("−", "-").replace(/[\s*_\u00A0\u2009\u202F]+/g, "");
}
