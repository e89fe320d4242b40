/**
 * Generated prose in which numbers and words that can be corrupted are marked, so that one phrasing makes a document of links
 * and one without any, and the benchmark knows what each number states without asking the checker.
 */
export interface MarkedNumber {
  /** Of the whole link, or of the bare text. */
  start: number;
  end: number;
  text: string;
  /** The title of a link that would state it with run and metric in full. */
  truth: string;
}

/** A word that a corruption replaces: `better` by `worse`. */
export interface MarkedWord {
  start: number;
  end: number;
  kind: string;
  wrong: string;
}

/** A document without marks, and where they were. */
export interface Unmarked {
  text: string;
  numbers: MarkedNumber[];
  words: MarkedWord[];
}

const [OPEN_NUMBER, OPEN_WORD, NEXT, CLOSE] = ["\u0001", "\u0002", "\u0003", "\u0004"];
const MARK = new RegExp(`([${OPEN_NUMBER}${OPEN_WORD}])([^${CLOSE}]*)${CLOSE}`, "g");

/** A number with the link that would prove it. `title`: null for a link without one. */
export function number(text: string, link: { url: string; title: string | null; truth: string }): string {
  return `${OPEN_NUMBER}${[text, link.url, link.title ?? "", link.truth].join(NEXT)}${CLOSE}`;
}

/** A word and what would be wrong in its place. */
export function word(right: string, wrong: string, kind: string): string {
  return `${OPEN_WORD}${[right, wrong, kind].join(NEXT)}${CLOSE}`;
}

/** The text with its numbers as links, or bare. */
export function unmark(marked: string, as: "linked" | "bare"): Unmarked {
  const unmarked: Unmarked = { text: "", numbers: [], words: [] };
  let from = 0;
  for (const match of marked.matchAll(MARK)) {
    unmarked.text += marked.slice(from, match.index);
    from = match.index + match[0].length;
    const start = unmarked.text.length;
    const [text = "", second = "", third = "", truth = ""] = (match[2] ?? "").split(NEXT);
    const isNumber = match[1] === OPEN_NUMBER;
    const title = third === "" ? "" : ` "${third}"`;
    unmarked.text += isNumber && as === "linked" ? `[${text}](${second}${title})` : text;
    const span = { start, end: unmarked.text.length };
    if (isNumber) unmarked.numbers.push({ ...span, text, truth });
    else unmarked.words.push({ ...span, wrong: second, kind: third });
  }
  unmarked.text += marked.slice(from);
  return unmarked;
}
