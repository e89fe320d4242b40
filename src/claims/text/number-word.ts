import { decimalOf } from "./decimal.ts";
import { bareLead } from "./lead.ts";
import type { Numeral } from "./numeral.ts";
import { numeralOf } from "./numeral.ts";
import { FACTOR, readUnit } from "./unit.ts";

/**
 * The numbers in words up to twelve that count or measure something, in the form of numerals: `three runs`, `three of
 * five`, `two percentage points`, `threefold`, `two times faster`. `one` counts only what is commonly counted; `two-layer`,
 * `two thirds` and `zero-shot` count nothing.
 */
export function findNumberWords(text: string): Numeral[] {
  const found: Numeral[] = [];
  for (const match of text.matchAll(WORD)) {
    if (match.index < (found.at(-1)?.end ?? 0)) continue;
    const numeral = readWord(text, match.index, match[0]);
    if (numeral !== null) found.push(numeral);
  }
  return found;
}

const WORDS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
];
const ANY = WORDS.join("|");
const WORD = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${ANY})(?=fold|[- ]|\\b)`, "giu");
const FOLD = /-?fold(?![\p{L}-])/iuy;
const WHOLE = new RegExp(` (?:out )?of (?:the |all )?(${ANY}|\\d{1,3})(?![\\p{L}\\p{N}]|[.,]\\d)`, "iuy");

const THINGS =
  "seeds?|runs?|epochs?|steps?|models?|methods?|variants?|experiments?|trials?|folds?|datasets?|data sets|tasks?|metrics?|cases|splits?|classes|layers?|heads?|gpus?|samples?|images?|examples?|configurations?|settings?|ablations?|baselines?|arms?|times";
/** A noun in the plural, after at most two words that describe it. */
const COUNTED =
  /^ (?:(?!(?:of|in|on|at|to|is|was|are|were|and|or|than|as|by|from|with|the|this|its|has|does)\b)[\p{L}-]+ ){0,2}?(?!(?:is|was|has|as|this|its|thus|plus|versus|less|thirds|halves|quarters)\b)[\p{L}-]{2,}s(?![\p{L}-])/iu;
const COUNTED_ONE = new RegExp(`^ (?:[\\p{L}-]+ )?(?:${THINGS})(?![\\p{L}-])`, "iu");

function readWord(text: string, at: number, word: string): Numeral | null {
  const end = at + word.length;
  FOLD.lastIndex = end;
  if (FOLD.test(text)) return wordNumeral(text, { at, end: FOLD.lastIndex, word, unit: FACTOR });
  const unit = readUnit(text, end);
  if (unit !== null && unit.unit.name !== "B" && unit.unit.name !== "K") {
    return wordNumeral(text, { at, end: unit.end, word, unit: unit.unit });
  }
  WHOLE.lastIndex = end;
  const whole = WHOLE.exec(text);
  if (whole !== null) return share(text, { at, end, word, whole: whole[1] ?? "", until: WHOLE.lastIndex });
  const after = text.slice(end, end + 60);
  const counts = /^one$/i.test(word) ? COUNTED_ONE.test(after) : COUNTED.test(after) || COUNTED_ONE.test(after);
  return counts ? wordNumeral(text, { at, end, word, unit: null }) : null;
}

function share(
  text: string,
  from: { at: number; end: number; word: string; whole: string; until: number },
): Numeral | null {
  const { at, end, word, whole, until } = from;
  const one = wordNumeral(text, { at, end, word, unit: null });
  const two = wordNumeral(text, { at: until - whole.length, end: until, word: whole, unit: null });
  if (two.value === 0 || one.value > two.value) return null;
  const value = one.value / two.value;
  const all: [number, number] = [value, value];
  return {
    ...one,
    kind: "fraction",
    end: until,
    text: text.slice(at, until),
    value,
    interval: all,
    printed: all,
    parts: [one, two],
  };
}

function wordNumeral(text: string, from: { at: number; end: number; word: string; unit: Numeral["unit"] }): Numeral {
  const { at, end, word, unit } = from;
  const index = WORDS.indexOf(word.toLowerCase());
  const digits = index < 0 ? word : String(index);
  const printed = { decimal: decimalOf(digits), decimals: 0, significant: digits.length, scientific: false, end };
  return numeralOf({ text, start: at, end, printed, unit, lead: bareLead(at) });
}
