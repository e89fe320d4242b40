import { placeAt } from "../markdown/place.ts";
import { sentenceAt } from "../markdown/sentence.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { isReport, reportSectionAt } from "./report.ts";

/** Abstract, results and conclusion state what was measured; opinions belong in the discussion. */
export const resultsDoNotJudge: Check = { codes: ["prose/editorialising"], check };

const SECTIONS = new Set(["Abstract", "Results", "Conclusion"]);

const JUDGING = [
  "amazing(?:ly)?|astonishing(?:ly)?|awesome|breakthrough|clearly|disappointing(?:ly)?|dramatic(?:ally)?",
  "encouraging(?:ly)?|excellent(?:ly)?|exceptional(?:ly)?|exciting(?:ly)?|extraordinar(?:y|ily)|fantastic(?:ally)?",
  "fortunately|game[- ]chang(?:er|ing)|groundbreaking|hopefully|huge(?:ly)?|impressive(?:ly)?|incredibl[ey]",
  "interesting(?:ly)?|luckily|massive(?:ly)?|notabl[ey]|obvious(?:ly)?|of course|outstanding(?:ly)?",
  "phenomenal(?:ly)?|promising(?:ly)?|remarkabl[ey]|revolutionary|sadly|spectacular(?:ly)?|state[- ]of[- ]the[- ]art",
  "striking(?:ly)?|stunning(?:ly)?|superb(?:ly)?|surprising(?:ly)?|terrible|terribly|tremendous(?:ly)?",
  "undoubtedly|unfortunately|unsurprising(?:ly)?|wonderful(?:ly)?",
];
const WORD = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${JUDGING.join("|")}|significant(?:ly)?)(?![\\p{L}\\p{N}_-])`, "giu");

const TEST =
  /\bp\s*(?:-?values?\b|[<>=≤≥])|\b(?:t|z|f|u|chi)[- ]tests?\b|\bwilcoxon|\bmann[-– ]whitney|\bbootstrap|\bpermutation|\banova\b|\bkruskal|\bmcnemar|\bconfidence\s+intervals?\b|\bCIs?\b|\bsignificance\b|\bα\s*=|\bstatistical(?:ly)?\b|\beffect size/i;
const NOT_STATISTICAL = /^\s+(?:digits?|figures?|bits?)\b/i;

function check({ document }: CheckInput): Finding[] {
  if (!isReport(document)) return [];
  return document.prose.flatMap(({ span, text }) =>
    [...text.matchAll(WORD)].flatMap((match): Finding[] => {
      const [word] = match;
      const start = span.start + match.index;
      const section = reportSectionAt(document, start);
      if (section === null || !SECTIONS.has(section) || regionAt(document, start) !== null) return [];
      if (isAboutATest(word, document, start)) return [];
      const place = placeOf(document, { start, end: start + word.length, ...placeAt(document.text, start) });
      return [finding({ code: "prose/editorialising", ...place, message: sayWhy(word, section), found: word })];
    }),
  );
}

/** “Significant” is a result where the sentence names a test, and means nothing of the kind of digits. */
function isAboutATest(word: string, document: Document, start: number): boolean {
  if (!/^significant/i.test(word)) return false;
  return (
    NOT_STATISTICAL.test(document.text.slice(start + word.length, start + word.length + 20)) ||
    TEST.test(sentenceAt(document, start).text)
  );
}

function sayWhy(word: string, section: string): string {
  const isSignificance = /^significant/i.test(word);
  return isSignificance
    ? `“${word}” in ${section} names no test.`
    : `“${word}” in ${section} judges instead of reporting.`;
}
