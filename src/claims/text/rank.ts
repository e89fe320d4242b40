/**
 * A place in an order that words state.
 *
 * - `rank`: 1 is the first; `fromEnd`: counted from the other end (`second-lowest` is not, `second to last` is).
 * - `superlative`: what is ranked by, where it is said (`best`, `highest`, `fastest`); null for `2nd` and `ranks third`.
 */
export interface Rank {
  start: number;
  end: number;
  text: string;
  rank: number;
  fromEnd: boolean;
  superlative: string | null;
}

/**
 * The ranks in a text: `2nd`, `second-best`, `third highest`, `first place`, `ranks third`, `came in 2nd`, `ranked #2`,
 * `runner-up`, `second to last`. A bare `second` or `first` is no rank (`per second`, `the first epoch`).
 */
export function findRanks(text: string): Rank[] {
  const found: Rank[] = [];
  for (const { pattern, read } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, text: match[0], ...read(match.groups ?? {}) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const ORDINALS = [
  ...["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
  ...["eleventh", "twelfth"],
];
const ORDINAL = `(?<ordinal>${ORDINALS.join("|")}|last|\\d{1,3}(?:st|nd|rd|th))`;
const NUMBERED = `(?:(?:no\\. ?|number |#)?(?<number>\\d{1,3})(?![\\p{L}\\p{N}]|[.,]\\d))`;
const SUPERLATIVE =
  "(?<superlative>best|worst|highest|lowest|fastest|slowest|smallest|largest|biggest|shortest|longest|strongest|weakest|cheapest|(?:most|least)[ -]\\p{L}+)";
const VERB = "(?:rank(?:s|ed|ing)?|plac(?:e|es|ed|ing)|com(?:e|es|ing)|came|finish(?:es|ed)?|end(?:s|ed)?)";

type Groups = Record<string, string | undefined>;
type Read = Pick<Rank, "rank" | "fromEnd" | "superlative">;

const FORMS: { pattern: RegExp; read: (groups: Groups) => Read }[] = [
  {
    pattern: of(`${ORDINAL}[ -](?:to[ -]|from )(?:the )?last`),
    read: (groups) => ({ ...readOrdinal(groups), fromEnd: true }),
  },
  { pattern: of(`${ORDINAL}[ -]${SUPERLATIVE}`), read: readOrdinal },
  { pattern: of(`${ORDINAL}[ -]placed?`), read: readOrdinal },
  {
    pattern: of(`${VERB} (?:up )?(?:in )?(?:at )?(?:the )?${ORDINAL}(?! (?:epoch|step|run|seed|time|iteration|layer))`),
    read: readOrdinal,
  },
  { pattern: of(`(?:${VERB}|rank) (?:at |as )?${NUMBERED}`), read: readOrdinal },
  { pattern: of("runners?-up"), read: () => ({ rank: 2, fromEnd: false, superlative: null }) },
  {
    pattern: of(
      "(?<ordinal>\\d{1,3}(?:st|nd|rd|th))(?! (?:of )?(?:epoch|step|run|seed|time|iteration|layer|percentile|century))",
    ),
    read: readOrdinal,
  },
];

function of(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${source}(?![\\p{L}\\p{N}_])`, "giu");
}

function readOrdinal({ ordinal = "", number, superlative }: Groups): Read {
  const word = ordinal.toLowerCase();
  const rank = number ?? (ORDINALS.includes(word) ? ORDINALS.indexOf(word) + 1 : Number.parseInt(word, 10));
  const isLast = word === "last";
  return { rank: isLast ? 1 : Number(rank), fromEnd: isLast, superlative: superlative?.toLowerCase() ?? null };
}
