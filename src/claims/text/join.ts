import { GAP, MAYBE_GAP } from "./gap.ts";
import type { Numeral } from "./numeral.ts";

/**
 * What joins a number to the next one: `±`, a dash or `to`, a slash or `of`.
 *
 * - `at`: where the second one's digits begin; `close`: what closes it in LaTeX (`0.871_{\pm 0.004}`).
 * - `exact`: whether both must be printed to the same place, since the join alone is weak evidence.
 */
export interface Join {
  kind: "spread" | "range" | "fraction";
  at: number;
  close: string;
  exact: boolean;
}

/** The join that follows a number, whose sign begins at `start` and whose unit ends at `end`; null for none. */
export function joinAt(text: string, { start, end }: { start: number; end: number }): Join | null {
  for (const { kind, pattern, exact } of JOINS) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (match === null) continue;
    if (exact && kind === "range" && / to /.test(match[0]) && CHANGE.test(text.slice(Math.max(0, start - 60), start))) {
      return null;
    }
    return { kind, at: pattern.lastIndex, close: match[0].includes("{") ? "}" : "", exact };
  }
  return null;
}

/** Whether two numbers that stand in this way are one numeral: a range rises, a part is no more than the whole. */
export function joins(
  { kind, exact }: Join,
  [one, two]: readonly [Numeral, Numeral],
  units: { ownUnit: boolean; unitAfter: boolean },
): boolean {
  if (kind === "spread") return true;
  if (kind === "fraction") return one.unit === null && two.decimals === 0 && one.value <= two.value && two.value !== 0;
  if (exact && one.decimals !== two.decimals) return false;
  return !(units.ownUnit && !units.unitAfter) && one.value < two.value;
}

const NUMBER = "(?=\\.?\\d)";
const SPREAD = `(?:${GAP}{0,2}\\$?|[_^]\\{?)(?:±|\\+/[-−]|\\+[-−]|\\{?\\\\pm(?!\\p{L})\\}?)${GAP}{0,2}\\$?${GAP}?${NUMBER}`;

const JOINS: { kind: Join["kind"]; pattern: RegExp; exact: boolean }[] = [
  { kind: "spread", pattern: sticky(SPREAD), exact: false },
  { kind: "range", pattern: sticky(`(?:–|--?|\\.\\.\\.?|…)${NUMBER}`), exact: false },
  { kind: "range", pattern: sticky(`${GAP}[–—]${GAP}${NUMBER}`), exact: true },
  { kind: "range", pattern: sticky(`${GAP}to${GAP}${NUMBER}`), exact: true },
  { kind: "fraction", pattern: sticky("/(?=\\d+(?![\\d./]))"), exact: false },
  {
    kind: "fraction",
    pattern: sticky(
      `${GAP}(?:out${GAP})?of${GAP}(?:(?:the|all)${GAP})?(?=\\d+(?![\\d.,_:/%-]*\\d)(?!${MAYBE_GAP}\\\\?%))`,
    ),
    exact: true,
  },
];

/** `from 0.81 to 0.87` and `rose 0.81 to 0.87` state two values. */
const CHANGE =
  /\b(?:from|ros[e]|rises?|fell|falls?|improv\w*|increas\w*|decreas\w*|reduc\w*|drop\w*|declin\w*|gr[eo]w\w*|went|goes|chang\w*|compared|lower\w*|rais\w*|cut|close|next|due|up|down)\b[^.;:]*$/i;

function sticky(source: string): RegExp {
  return new RegExp(source, "uy");
}
