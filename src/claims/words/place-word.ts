/**
 * A place in an order.
 *
 * - `rank`: 1 is the first, −1 the last, −2 the last but one. `by`: `highest` and `lowest` are of numbers, whatever is better.
 */
export interface Place {
  rank: number;
  by: "quality" | "highest" | "lowest" | "speed";
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** Ordinal words and figures, for patterns. */
export const ORDINAL = `(?:${ORDINALS.join("|")}|${ORDINALS.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("|")}|\\d{1,2}(?:st|nd|rd|th))`;
/** How many things there are, in words or figures, for patterns. */
export const COUNT = `(?:${NUMBERS.slice(1).join("|")}|\\d{1,2})`;
/** The same with one, also at the beginning of a sentence. */
export const ANY_COUNT = `(?:${NUMBERS.map((word) => `[${word[0]?.toUpperCase()}${word[0]}]${word.slice(1)}`).join("|")}|\\d{1,2})`;
/** A rank: `second`, `2nd`, `last`, `second to last`, for patterns. */
export const RANK = `(?:(?:dead )?last|Last|(?:${ORDINAL}|next)[- ](?:to[- ]last|from last|last|from the bottom)|last but one|bottom|${ORDINAL})`;
const QUALITY = "best|worst|strongest|weakest|top|poorest";
const LEVEL = "highest|lowest|largest|smallest|greatest|biggest|longest|shortest";
const SPEED = "fastest|slowest|quickest|speediest";
const ACCURATE =
  "most accurate|least accurate|best[- ]performing|worst[- ]performing|top[- ]performing|top[- ]scoring|best[- ]scoring|highest[- ]scoring|lowest[- ]scoring|top[- ]ranked|best[- ]ranked";
/** Superlatives, also with an ordinal before them (`second-best`), for patterns. */
export const SUPERLATIVE = `(?:(?:${ORDINAL}|next)[- ])?(?:${[ACCURATE, QUALITY, LEVEL, SPEED].join("|")})`;
/** Superlatives that need no metric, for patterns. */
export const PLAIN_SUPERLATIVE = `(?:(?:${ORDINAL}|next)[- ])?(?:${[ACCURATE, QUALITY, SPEED].join("|")})`;
/** What the thing at a place is called, for patterns. */
export const TITLE =
  "winner|overall winner|champion|runner-up|runner up|leader|front-runner|frontrunner|top scorer|top performer|best performer|best scorer|worst performer|loser|laggard|state of the art|number one|number two|number three|one to beat|better of the two|worse of the two|better one|worse one|better|worse|tail-?ender|bronze medalist";

/** The place that a matched word means; null for a word of no place. */
export function placeOf(stated: string): Place | null {
  const word = stated.trim().toLowerCase().replace(/-/g, " ").replace(/\s+/g, " ");
  const ordinal = ordinalOf(word);
  const rest = ordinal === null ? word : word.slice(word.indexOf(" ") + 1);
  if (/\b(?:to|from|but) (?:the )?(?:last|bottom|one)$/.test(word) || /^(?:next|second) last$/.test(word))
    return { rank: -(ordinal ?? 2), by: "quality" };
  if (ordinal !== null && !word.includes(" ")) return { rank: ordinal, by: "quality" };
  const level = LEVELS[rest];
  if (level !== undefined) return { rank: ordinal ?? 1, by: level };
  const nth = ordinal ?? 1;
  if (/^(?:fastest|quickest|speediest)$/.test(rest)) return { rank: nth, by: "speed" };
  if (rest === "slowest") return { rank: -nth, by: "speed" };
  if (LASTS.test(rest)) return { rank: -nth, by: "quality" };
  if (/^(?:runner up|number two|silver)$/.test(rest)) return { rank: 2, by: "quality" };
  if (/^(?:number three|bronze)$/.test(rest)) return { rank: 3, by: "quality" };
  return { rank: nth, by: "quality" };
}

/** The number that a word such as `three` or `3` means; null for another word. */
export function countOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d+$/.test(word)) return Number(word);
  const at = NUMBERS.indexOf(word.toLowerCase());
  return at < 0 ? null : at + 1;
}

const LASTS =
  /^(?:(?:dead )?last|bottom|worst|weakest|poorest|worse|worse one|worse of the two|least accurate|worst performing|worst performer|lowest scoring|loser|laggard|tail ?ender|rear)$/;
const LEVELS: Record<string, Place["by"]> = {
  highest: "highest",
  largest: "highest",
  greatest: "highest",
  biggest: "highest",
  longest: "highest",
  lowest: "lowest",
  smallest: "lowest",
  shortest: "lowest",
};

function ordinalOf(word: string): number | null {
  const [first = ""] = word.split(" ");
  if (first === "next" && word.includes(" ")) return 2;
  const at = ORDINALS.indexOf(first);
  if (at >= 0) return at + 1;
  return /^\d{1,2}(?:st|nd|rd|th)?$/.test(first) ? Number.parseInt(first, 10) : null;
}
