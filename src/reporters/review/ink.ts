import { hostedCell, hostedCode, hostedSentence, shortened, shortenedPath } from "../../markdown/hosted-text.ts";
import type { Sentence } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Review } from "../../model/review.ts";
import type { ReviewAbout } from "./about.ts";
import type { Permalinks, Spot } from "./permalink.ts";
import { permalinksOf, saySpot, spotOf } from "./permalink.ts";

/** So many characters of a name, a path, a number and a sentence are shown; a file name may hold a megabyte. */
export const WIDTHS = {
  name: 60,
  path: 44,
  wholePath: 140,
  number: 40,
  sentence: 140,
  line: 160,
  why: 140,
  long: 300,
  text: 600,
} as const;

/** Which state a link leads into. */
export type State = "base" | "head";

/** What every section of a review writes with: places and numbers as links, in Markdown. */
export interface Ink {
  review: Review;
  about: ReviewAbout;
  links: Record<State, Permalinks>;
  /** Bare permalinks show their lines in a comment on GitHub, and nowhere else. */
  isSnippetHost: boolean;
}

/** The ink for a review. `isComment`: the text becomes a comment. */
export function inkFor(review: Review, about: ReviewAbout, isComment: boolean): Ink {
  const links = permalinksOf(review, about);
  const isSnippetHost = isComment && about.host?.kind === "github" && links.head.commit !== null;
  return { review, about, links, isSnippetHost };
}

/** `[report.md:12](https://…)`, or the place as code where there is no address; fit for prose and cells. */
export function placeLink(ink: Ink, spot: Spot, how: { state?: State; width?: number } = {}): string {
  const { state = "head", width = WIDTHS.path } = how;
  const said = saySpot({ ...spot, file: shortenedPath(spot.file, width) });
  const address = ink.links[state].blob(spot);
  return address === null ? hostedCode(said, "cell") : `[${hostedCell(said)}](${address})`;
}

/** A folder, named as given. */
export function folderLink(ink: Ink, folder: { name: string; place: string }, state: State = "head"): string {
  const shown = hostedCode(shortened(folder.name, WIDTHS.name), "cell") || "(no name)";
  const address = ink.links[state].tree(folder.place);
  return address === null ? shown : `[${shown}](${address})`;
}

/** A number for a cell: a link to its evidence, or with its place beside it; empty where there is none. */
export function numberCell(ink: Ink, quantity: Quantity | null, state: State = "head"): string {
  if (quantity === null) return "";
  const linked = numberLink(ink, quantity, state);
  const [first] = quantity.evidence;
  if (linked.startsWith("[") || first === undefined || quantity.derived) return linked;
  return `${linked} ${placeLink(ink, spotOf(first), { state })}`;
}

/** A number as a link to its evidence, or alone where that has no address. */
function numberLink(ink: Ink, quantity: Quantity, state: State = "head"): string {
  const text = hostedCell(shortened(quantity.text, WIDTHS.number));
  const [first] = quantity.evidence;
  const address = first === undefined ? null : ink.links[state].blob(spotOf(first));
  return address === null ? text : `[${text}](${address})`;
}

/** A sentence whose numbers are links. Its text is shortened, its numbers are not parted. */
export function sentenceText(ink: Ink, sentence: Sentence, most: number = WIDTHS.text): string {
  let room = most;
  const parts: string[] = [];
  for (const part of sentence) {
    if (room <= 0) break;
    const text = typeof part === "string" ? shortened(part, room) : part.text;
    parts.push(typeof part === "string" ? spaced(text) : numberLink(ink, part));
    room -= text.length + 1;
  }
  return parts.join("") + (room <= 0 ? " …" : "");
}

/** `1 claim`, `3 claims` */
export function counted(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}

/** Blanks beside a number have to stay where text is escaped part by part. */
function spaced(text: string): string {
  const inner = text.trim();
  if (inner === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${hostedSentence(inner)}${/\s$/.test(text) ? " " : ""}`;
}
