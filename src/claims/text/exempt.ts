import { NO_CLAIM } from "./no-claim.ts";
import type { Numeral } from "./numeral.ts";
import { couldBeSet, settingAt } from "./setting.ts";

/** A stretch of text whose numbers are no claims, and what it is. */
export interface ExemptSpan {
  start: number;
  end: number;
  reason: string;
}

/** Every stretch of a text that is a date, a version, a name … and so states no result. In order, none overlapping. */
export function findExempt(text: string): ExemptSpan[] {
  const found: ExemptSpan[] = [];
  if (!/\d/.test(text)) return found;
  for (const [reason, pattern] of NO_CLAIM) {
    // Not matchAll, which makes a new pattern each time: there are many of them, and many sentences.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (start === end) pattern.lastIndex += 1;
      if (!/\d/.test(match[0]) || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, reason });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Why a numeral that stands in no exempt stretch is no claim either, judged by the words around it; null if it is one. */
export function exemptReason(text: string, numeral: Numeral): string | null {
  const before = text.slice(Math.max(0, numeral.start - 60), numeral.start);
  const after = text.slice(numeral.end, numeral.end + 40);
  if (!Number.isFinite(numeral.value) && numeral.bound === null) return "not a number";
  const isAttached = /^\p{N}|^\./u.test(numeral.text) && BEHIND.test(before) && !/\\[a-z]+$/i.test(before);
  if (AHEAD.test(after) || isAttached) return "part of a name";
  const isInteger = numeral.kind === "value" && numeral.decimals === 0 && numeral.unit === null && numeral.sign === "";
  if (isInteger && isYear(numeral, before, after)) return "year";
  if (isInteger && COUNTED.test(after)) return "setting";
  if (numeral.kind === "fraction" && PROGRESS.test(after)) return "setting";
  if (isSetting(text, numeral)) return "setting";
  if (isCount(numeral) && SIZED.test(after)) return "setting";
  return null;
}

/** Scripts that are written without spaces, or whose particles follow a number at once: `精度は0.86です`, `0.86입니다`. */
const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\u30fc";
const BEHIND = new RegExp(`(?![${UNSPACED}])[\\p{L}_]\\^?$`, "u");
const AHEAD = new RegExp(`^(?![${UNSPACED}])[\\p{L}_]`, "u");

/** Things that are counted or set, not measured. */
const COUNTED =
  /^[ \u00a0\u2009\u202f-](?:(?!(?:at|in|of|by|on|after|before|for|per|with|from|and|or|to|until|over|is|was|are|were)\b)\p{N}*\p{L}[\p{L}\p{N}]*[ -]){0,2}?(?:seeds?|epochs?|steps?|iterations?|folds?|layers?|(?:hidden )?units?|heads?|gpus?|cpus?|cores?|workers?|batches|images?|samples?|examples?|tokens?|classes|features?|dimensions?|dims?|parameters?|params?|pixels?|runs?|trials?|experiments?|arms?|models?|metrics?|digits?|decimals?|rows?|columns?|files?|lines?)\b/iu;

/** `after 5 of 10 epochs` says when; `4 of 5 seeds` is a result. */
const PROGRESS = /^[ -](?:training )?(?:epochs?|steps?|iterations?)\b/i;

/** `124M params`, `a 7B model`, `10B tokens`: how large something is made. */
const SIZED =
  /^[ \u00a0\u2009\u202f-](?:(?:trainable|total|training) )?(?:param(?:eter)?s?|weights|tokens?|models?|variants?|samples?|images?|examples?)\b(?! ?\/| per\b)/i;

/** `lr = 1e-3`, `dropout 0.2`; not `64 epochs`, which the words above know better. */
function isSetting(text: string, numeral: Numeral): boolean {
  if (!couldBeSet(numeral)) return false;
  const setting = settingAt(text, numeral);
  return setting?.known === true && setting.form !== "noun" && !(setting.counts && numeral.decimals > 0);
}

function isCount({ kind, unit, unitFrom }: Numeral): boolean {
  return kind === "value" && unit?.dimension === "count" && unitFrom === undefined;
}

function isYear(numeral: Numeral, before: string, after: string): boolean {
  if (!/^(?:19|20)\d{2}$/.test(numeral.text) || numeral.text === "2048") return false;
  const isNamed =
    /(?:\b(?:in|since|of|from|until|till|by|during|before|after|early|late|mid|spring|summer|autumn|fall|winter|et al\.?,?)\s|[(©,;]\s?)$/i.test(
      before,
    );
  return isNamed && !/^\s\p{L}+s\b/u.test(after);
}
