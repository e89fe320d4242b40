import type { Numeral } from "./numeral.ts";

/** A stretch of text whose numbers are no claims, and what it is. */
export interface ExemptSpan {
  start: number;
  end: number;
  reason: string;
}

/** Every stretch of a text that is a date, a version, a name … and so states no result. In order, none overlapping. */
export function findExempt(text: string): ExemptSpan[] {
  const found: ExemptSpan[] = [];
  for (const [reason, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (!/\d/.test(match[0]) || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, reason });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Why a numeral that stands in no exempt stretch is no claim either, judged by the words around it; null if it is one. */
export function exemptReason(text: string, numeral: Numeral): string | null {
  const before = text.slice(Math.max(0, numeral.start - 40), numeral.start);
  const after = text.slice(numeral.end, numeral.end + 40);
  if (!Number.isFinite(numeral.value) && numeral.bound === null) return "not a number";
  if (/^[\p{L}_]/u.test(after) || /[\p{L}_]\^?$/u.test(before)) return "part of a name";
  const isInteger = numeral.kind === "value" && numeral.decimals === 0 && numeral.unit === null && numeral.sign === "";
  if (isInteger && isYear(numeral, before, after)) return "year";
  if ((isInteger || numeral.kind === "fraction") && COUNTED.test(after)) return "setting";
  return null;
}

/** The name of a setting that a numeral is the value of (`lr = 1e-3`, `learning rate of 0.1`), or null. */
export function settingName(text: string, numeral: Numeral): string | null {
  const before = text.slice(Math.max(0, numeral.start - 60), numeral.start);
  const match =
    /([\p{L}_][\p{L}\p{N}_.-]*(?: [\p{L}_][\p{L}\p{N}_.-]*)?)[`*"]*\s*(?:=|:|\bof\b|\bto\b)\s*[`*"]*$/u.exec(before);
  return match?.[1] ?? null;
}

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
const NUMBERED =
  "(?:sections?|sec\\.|figures?|figs?\\.?|tables?|tab\\.|equations?|eqs?\\.|append(?:ix|ices)|chapters?|algorithms?|listings?|issues?|pages?|pp?\\.|lines?|tasks?|increments?|adrs?|phases?|parts?|versions?|seeds?|folds?|epochs?|steps?|iterations?|layers?|rounds?|rows?|columns?|no\\.|§+)";

/** `run 12`, `exp #4`, `blocks 3 to 6`; a number with a unit or decimals is how long or how good something was. */
const NUMBERED_THING =
  /\b(?:runs?|exps?|experiments?|trials?|attempts?|days?|weeks?|prs?|tracks?|levels?|stages?|blocks?|records?)\s*#?\d{1,5}\b(?:\s*(?:,|&|and|to|–|-)\s*\d{1,5}\b(?![.,]\d))*(?!\s?[%×/]|[.,:]\d|\s(?:[nµm]?s|sec\w*|min\w*|h|hours?|days?|times|epochs?|steps?|of)\b)/gi;

/** In the order they are tried: a stretch belongs to the first that takes it. */
const PATTERNS: [string, RegExp][] = [
  ["hash", /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi],
  ["link", /\bhttps?:\/\/[^\s<>)\]]+|\bwww\.[^\s<>)\]]+|\b[\w.+-]+@[\w-]+\.[\w.]+/gi],
  ["date", /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}[:-]\d{2}(?:[:-]\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g],
  ["date", /\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b/g],
  [
    "date",
    new RegExp(
      `\\b(?:\\d{1,2}(?:st|nd|rd|th)? )?${MONTH} (?:\\d{1,2}(?:st|nd|rd|th)?(?:, \\d{4})?|\\d{4})\\b(?!\\.\\d)`,
      "g",
    ),
  ],
  ["date", new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}(?=\\W|$)`, "g")],
  ["citation", /\b\d{1,4}(?:\(\d+\))?:\d+\s?[–-]\s?\d+\b(?![.:]\d)/g],
  ["time", /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?\b/gi],
  ["version", /\bv\d+(?:\.\d+)*(?:[-+.]?(?:rc|a|b|alpha|beta|dev|post)\.?\d*)?\b/gi],
  ["version", /(?<![\d.,])\d+\.\d+\.\d+(?:[.\w+-]*\w)?/g],
  [
    "version",
    /\b(?:python|node(?:\.js)?|cuda|pytorch|torch|numpy|tensorflow|keras|jax|ubuntu|version|scikit-learn|sklearn|opencv|debian|windows|macos|android|java|raspberry pi|flash ?attention|gemma|llama|qwen|mistral|claude|gpt)[ =@]+v?\d+(?:\.\d+)*\b/gi,
  ],
  ["part of a name", /(?<![\p{L}\p{N}])(?:\p{L}[\p{L}\p{N}]*(?:[-_./@+][\p{L}\p{N}]+)*)/gu],
  ["citation", /\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]/g],
  [
    "numbered part",
    new RegExp(
      `(?:\\b|(?=§))${NUMBERED}\\s*#?\\d+(?:\\.\\d+)*[a-z]?(?:(?:\\s*(?:,|and|to|–|-)\\s*)\\d+(?:\\.\\d+)*)*(?![\\d%])`,
      "gi",
    ),
  ],
  ["numbered part", NUMBERED_THING],
  ["reference", /(?<![\p{L}\p{N}&])#\d+\b/gu],
  ["ordinal", /\b\d+(?:st|nd|rd|th)\b/gi],
  ["hash", /\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/g],
  ["dimensions", /(?<![\d.])\d+(?:\s?[x×]\s?\d+)+(?!\.?\d)/g],
  ["part of a name", /(?<![\p{L}\p{N}.])\d+(?:-\d+){2,}\b/gu],
  ["part of a name", /(?<![\p{L}\p{N}.,:])0\d+\b(?![.,:]\d)/gu],
  ["part of a name", /(?<![\p{L}\p{N}.,])\d+(?:-\p{L}{2,}|[x×](?=\p{L})\p{L}[\p{L}\p{N}]*|D\b)/gu],
];

/** Things that are counted or set, not measured. */
const COUNTED =
  /^[ \u00a0\u2009\u202f-](?:(?!(?:at|in|of|by|on|after|before|for|per|with|from|and|or|to|until|over|is|was|are|were)\b)\p{L}[\p{L}\p{N}]*[ -]){0,2}?(?:seeds?|epochs?|steps?|iterations?|folds?|layers?|(?:hidden )?units?|heads?|gpus?|cpus?|cores?|workers?|batches|images?|samples?|examples?|tokens?|classes|features?|dimensions?|dims?|parameters?|params?|pixels?|runs?|trials?|experiments?|arms?|models?|metrics?|digits?|decimals?|rows?|columns?|files?|lines?)\b/iu;

function isYear(numeral: Numeral, before: string, after: string): boolean {
  if (!/^(?:19|20)\d{2}$/.test(numeral.text)) return false;
  const isNamed = /(?:\b(?:in|since|of|from|until|by|during|before|after|early|late|mid|et al\.?,?)\s|[(©,]\s?)$/i.test(
    before,
  );
  return isNamed && !/^\s\p{L}+s\b/u.test(after);
}
