import type { Unmarked } from "./marked-text.ts";
import type { Mutation } from "./mutation.ts";
import { saying } from "./mutation.ts";
import type { Subject } from "./subject.ts";

const OPPOSITES: [string, string][] = [
  ["better", "worse"],
  ["higher", "lower"],
  ["improves", "degrades"],
  ["rises", "falls"],
  ["gains", "loses"],
  ["faster", "slower"],
  ["above", "below"],
];
const COMPARING = new Set(["pp", "rel", "diff", "ratio"]);
const RANKS = ["first", "second", "third"];

/** The words that a generator marked, each replaced by what is wrong in its place. */
export function markedMutations(file: string, { words }: Unmarked): Mutation[] {
  const rest = { file, subject: null, visible: true, expected: null };
  return words.map(({ start, end, kind, wrong }) => ({ ...rest, kind, start, end, text: wrong }));
}

/** Winners and ranks that are linked. */
export function placeMutations(subjects: readonly Subject[]): Mutation[] {
  return subjects.flatMap(linkedPlaces);
}

/** Comparatives, ranks and winners said wrongly, in a link or in words alone. */
export function wordMutations(file: string, text: string, subjects: readonly Subject[]): Mutation[] {
  const own = subjects.filter((subject) => subject.file === file);
  return [...own.flatMap((one) => [...comparatives(text, one), ...linkedPlaces(one)]), ...inWords(file, text, own)];
}

/** A comparative in the same sentence as a linked change means its opposite. */
function comparatives(text: string, subject: Subject): Mutation[] {
  const { expression, file, start, end } = subject;
  if (expression.kind === "term" || !COMPARING.has(expression.call)) return [];
  const from = Math.max(...["\n", ". ", "), "].map((stop) => text.lastIndexOf(stop, start)));
  const until = Math.min(...["\n", ". ", "; "].map((stop) => text.indexOf(stop, end)).filter((at) => at >= 0));
  return OPPOSITES.flatMap((pair) =>
    pair.flatMap((word, which) => {
      const stretch = text.slice(from + 1, until).replace(text.slice(start, end), " ".repeat(end - start));
      const match = new RegExp(`\\b${word}\\b`).exec(stretch);
      if (match === null) return [];
      const at = from + 1 + match.index;
      const edit = { file, start: at, end: at + word.length, text: pair[1 - which] ?? "" };
      return [{ kind: "comparative reversed, words only", ...edit, subject, visible: true, expected: null }];
    }),
  );
}

function linkedPlaces(subject: Subject): Mutation[] {
  const { expression, file, text, textAt, rows } = subject;
  const call = expression.kind === "call" ? expression.call : "";
  const edit = { file, start: textAt, end: textAt + text.length, subject, visible: true };
  if (call === "rank") return [{ ...edit, kind: "wrong rank, linked", text: text === "1" ? "2" : "1", expected: null }];
  const other = [...rows.keys()].find((name) => name !== text);
  if (call !== "best" || other === undefined) return [];
  return [{ ...edit, kind: "wrong winner, linked", text: other, expected: saying(`the best is ${text}`) }];
}

/** What only words say: ranks, winners, and who outperforms whom. */
function inWords(file: string, text: string, subjects: readonly Subject[]): Mutation[] {
  const said = (kind: string, pattern: RegExp, other: (word: string) => string | undefined): Mutation[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [whole, word = ""] = match;
      const change = other(word);
      const start = match.index + whole.indexOf(word);
      if (change === undefined) return [];
      return [
        { kind, file, start, end: start + word.length, text: change, subject: null, visible: true, expected: null },
      ];
    });
  const names = [...new Set(subjects.flatMap(({ rows }) => [...rows.keys()]))];
  return [
    ...said("wrong rank, words only", /\branks (\w+)/g, (word) =>
      RANKS.includes(word) ? RANKS[(RANKS.indexOf(word) + 1) % RANKS.length] : undefined,
    ),
    ...said("wrong winner, words only", /winner is \*\*(\w+)\*\*/g, (word) => names.find((name) => name !== word)),
    ...said("comparative reversed, words only", /\b(outperforms)\b/g, () => "underperforms"),
  ];
}
