import type { Verdict } from "../../model/claim.ts";
import type { Region } from "../../model/evidence.ts";
import { lineOf } from "../../model/evidence.ts";
import { evidenceOfPoint } from "../../model/reduction.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
import { agrees } from "../value/interval.ts";
import { valuesOnLine } from "../value/line-value.ts";
import type { Problem } from "../value/resolve.ts";
import type { Selector } from "../value/selector.ts";
import { parseSelector } from "../value/selector.ts";
import { unreadOf } from "../value/unread.ts";
import { besideOf } from "./beside.ts";
import type { Cited } from "./cited.ts";
import { asFollowed, followLink } from "./cited.ts";
import { judgeLine } from "./judge-line.ts";
import type { Judging } from "./judging.ts";
import {
  agreeing,
  agreesInWords,
  agreesWithLock,
  excerptOf,
  isOutOfDate,
  OUT_OF_DATE,
  sayMoved,
  undecided,
  verdictOf,
} from "./judging.ts";
import type { Found, Located } from "./locate.ts";
import { locate, locatedWith } from "./locate.ts";

/**
 * Judges a number that links to a file: the value that the title names, or that the cited line holds, has to round to
 * what the text says.
 */
export function judgeEvidence(judging: Judging): Verdict {
  const followed = followLink(judging);
  if ("verdict" in followed) return followed.verdict;
  const { selector } = judging.found.claim;
  const named = selector === null ? null : parseSelector(selector);
  const { cited } = followed;
  return asFollowed(judging, cited, named === null ? judgeLine(judging, cited) : judgeSelector(judging, cited, named));
}

function judgeSelector(judging: Judging, cited: Cited, selector: Selector): Verdict {
  const located = locate(judging, cited, selector);
  if (located.problem !== null) {
    // A title with spaces that names nothing is an ordinary tooltip.
    if (selector.reduction === null && selector.path.some((part) => /\s/.test(part))) return judgeLine(judging, cited);
    return missing(judging, cited, located);
  }
  return decide(judging, cited, { located, selector });
}

/** Neither the line nor the run has what the title names. */
function missing(judging: Judging, cited: Cited, located: Found): Verdict {
  const { entry, found } = judging;
  if (located.problem === null || cited.region !== null) {
    if (entry !== null && entry.hash !== null && entry.hash !== cited.region?.hash && agreesWithLock(found, entry)) {
      return verdictOf(found.claim, {
        verdict: "stale",
        excerpt: cited.region,
        reason: `it said: ${entry.line ?? ""}`,
      });
    }
    const problem = unreadHere(
      cited,
      located.problem ?? { kind: "no-point", message: "no value there", suggestions: [] },
    );
    return { ...undecided(judging, problem, true), excerpt: cited.region };
  }
  if (entry !== null && agreesWithLock(found, entry)) {
    return verdictOf(found.claim, {
      verdict: "stale",
      reason: `line ${cited.address.line} is gone; it said: ${entry.line ?? ""}`,
    });
  }
  const { message } = located.problem;
  const line = cited.address.line === null ? message : `${cited.address.file} has no line ${cited.address.line}`;
  return verdictOf(found.claim, { verdict: "source-missing", reason: line });
}

/** The problem with what could not be read of the cited file, where the file is broken. */
function unreadHere({ owners, address }: Cited, problem: Problem): Problem {
  const unread = unreadOf(owners, address.file);
  return unread === null ? problem : { ...problem, unread };
}

/** Text against value: supported, moved, stale, of another run, or contradicted. */
function decide(
  judging: Judging,
  cited: Cited,
  { located, selector }: { located: Found; selector: Selector },
): Verdict {
  const { found } = judging;
  const [numeral] = found.numerals;
  const { here, there } = located;
  const isExact = selector.reduction !== null || selector.place !== null;
  const fits = (one: Located) => numeral !== undefined && agreesInWords(judging, numeral, one.measured);
  const truth = isExact ? (there ?? here[0]) : (here.find(fits) ?? here[0] ?? there);
  if (truth === undefined || truth === null) return missing(judging, cited, located);
  if (numeral === undefined) return verdictOf(found.claim, { verdict: "unbound", reason: "it states no number" });
  const base = basedOn(judging, truth);
  if (isForeign(cited, truth)) {
    const name = truth.operand?.run.name ?? "";
    return {
      ...base,
      verdict: "wrong-run",
      reason: `the link goes to ${cited.owners[0]?.runs[0]?.name}, its title names ${name}`,
    };
  }
  if (fits(truth)) return supported(judging, cited, truth);
  return locked(judging, cited, truth) ?? contradicted(judging, truth, { selector, numeral });
}

/** Does the value belong to another run than the linked file? */
function isForeign({ owners }: Cited, { operand }: Located): boolean {
  if (operand === null || owners.length === 0) return false;
  return !owners.some(({ runs }) => runs.some((run) => run.id === operand.run.id));
}

function supported(judging: Judging, cited: Cited, truth: Located): Verdict {
  const { found } = judging;
  const base = basedOn(judging, truth);
  const unproved = restOf(judging).find((numeral) => !standsIn(numeral, [base.excerpt, cited.region]));
  if (unproved !== undefined) {
    return { ...base, verdict: "contradicted", reason: `${unproved.text} does not stand on the cited line` };
  }
  const line = lineOf(truth.evidence);
  const { line: from, endLine: to } = cited.address;
  const hasMoved = from !== null && to !== null && line !== null && !(from <= line && line <= to);
  const reason = hasMoved || truth.evidence.file !== cited.address.file ? sayMoved(truth.evidence.file, line) : null;
  const good = verdictOf(found.claim, { ...base, verdict: "supported", reason });
  return agreeing(judging, good, truth.operand === null ? [] : [truth.operand]);
}

/** What the lock knows: the cited line stands elsewhere now, or it says something else than it did. */
function locked(judging: Judging, cited: Cited, truth: Located): Verdict | null {
  const { entry, found, context } = judging;
  const [numeral] = found.numerals;
  if (entry === null || entry.hash === null || numeral === undefined || !agreesWithLock(found, entry)) return null;
  if (truth.operand !== null) {
    const alike = locatedWith(judging, truth.operand, (measured) => agrees(numeral, measured));
    const moved = alike.find((one) => excerptOf(context, one.evidence)?.hash === entry.hash);
    if (moved !== undefined) return supported(judging, cited, moved);
  }
  const base = basedOn(judging, truth);
  if ((base.excerpt ?? cited.region)?.hash === entry.hash) return null;
  return { ...base, verdict: "stale", reason: `it said: ${entry.line ?? entry.value}` };
}

function contradicted(
  judging: Judging,
  truth: Located,
  { selector, numeral }: { selector: Selector; numeral: Numeral },
): Verdict {
  const base = basedOn(judging, truth);
  if (isOutOfDate(judging)) return { ...base, verdict: "stale", reason: OUT_OF_DATE };
  const { measured, operand } = truth;
  const main = numeral.parts[0] !== undefined && numeral.kind === "spread" ? numeral.parts[0] : numeral;
  const { scope } = judging;
  const fits = diagnose({ numeral: main, measured, operand, expression: selector, scope, beside: besideOf(judging) });
  const isElsewhere = fits.length > 0 && fits.every(({ source }) => source);
  return { ...base, verdict: isElsewhere ? "wrong-run" : "contradicted", ...sayDiagnosis(fits) };
}

function basedOn({ found, context }: Judging, truth: Located): Verdict {
  const { measured, evidence, operand } = truth;
  return verdictOf(found.claim, {
    verdict: "contradicted",
    value: measured.value,
    evidence: operand === null ? [evidence] : evidenceOfPoint(operand.point),
    excerpt: excerptOf(context, evidence),
  });
}

/** The numerals of a text beside its first: a spread, or more numbers. Each has to stand on the cited lines too. */
function restOf({ found }: Judging): Numeral[] {
  const [first, ...others] = found.numerals;
  return first?.kind === "spread" ? [...first.parts.slice(1), ...others] : others;
}

function standsIn(numeral: Numeral, regions: readonly (Region | null)[]): boolean {
  return regions.some(
    (region) => region !== null && valuesOnLine(region.text).some(({ measured }) => agrees(numeral, measured)),
  );
}
