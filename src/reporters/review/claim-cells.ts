import { hostedCell, hostedCode, hostedSentence, shortened } from "../../markdown/hosted-text.ts";
import type { ReviewedClaim } from "../../model/review.ts";
import { around } from "./excerpt.ts";
import type { Ink } from "./ink.ts";
import { placeLink, WIDTHS } from "./ink.ts";
import { spotOf } from "./permalink.ts";
import { reasonOf } from "./reason.ts";

/** So much of a log's line is shown around the number that it is cited for, and so much of a long literal. */
const AROUND = 80;
const LITERAL = 16;

/** Where a claim stands. */
export function whereCell(ink: Ink, { file, line }: ReviewedClaim): string {
  return placeLink(ink, { file, line });
}

/** The sentence with the claim in bold; the claim alone where its sentence is not known or does not hold it. */
export function textCell({ sentence, text }: ReviewedClaim): string {
  const claim = shortened(text, WIDTHS.name);
  const said = around(withoutLinks(sentence), claim, WIDTHS.sentence);
  const bold = claim === "" ? "" : `<b>${hostedCell(claim)}</b>`;
  const at = claim === "" ? -1 : said.indexOf(claim);
  if (at < 0) return bold + (said === "" ? "" : `${bold === "" ? "" : ": "}${hostedCell(said)}`);
  return `${cellPart(said.slice(0, at))}${bold}${cellPart(said.slice(at + claim.length))}`;
}

/** What the claim said in the base, where that was something else. */
export function wasCell({ was, text }: ReviewedClaim): string {
  return was === null || was.text === text ? "" : hostedCell(shortened(was.text, WIDTHS.number));
}

/** What is logged, as a link to its place. */
export function loggedCell(ink: Ink, { evidence, logged }: ReviewedClaim): string {
  const [first] = evidence;
  const literal = logged ?? first?.literal ?? "";
  // A claim that cites lines and no number has the whole line for its value.
  const isNumber = literal !== "" && (logged !== null ? literal.length <= WIDTHS.number : !/\s/.test(literal));
  const said = isNumber ? hostedCell(shortened(literal, logged === null ? LITERAL : WIDTHS.number)) : "the log";
  if (first === undefined) return isNumber ? said : "";
  const address = ink.links.head.blob(spotOf(first));
  const linked = address === null ? `${said} ${placeLink(ink, spotOf(first))}` : `[${said}](${address})`;
  return evidence.length > 1 ? `${linked} of ${evidence.length} values` : linked;
}

/** The line of the log, around the number. */
export function logCell({ excerpt, evidence }: ReviewedClaim): string {
  if (excerpt === null) return "";
  const [line = ""] = excerpt.text.slice(0, 100 * AROUND).split(/[\r\n]/, 1);
  return hostedCode(around(line.trim(), (evidence[0]?.literal ?? "").slice(0, AROUND / 2), AROUND), "cell");
}

/** Why a claim is wrong, without what the other cells say already. */
export function whyCell(claim: ReviewedClaim): string {
  return hostedSentence(shortened(reasonOf(claim), WIDTHS.why), "cell");
}

/** A sentence as it is read: the texts of links without where they lead, and no signs of code. */
function withoutLinks(sentence: string): string {
  return sentence
    .slice(0, 4000)
    .replace(
      /\[([^[\]]{0,300})\]\([^()]{0,300}(?:\([^()]{0,300}(?:\([^()]{0,300}\)[^()]{0,300}){0,3}\)[^()]{0,300}){0,5}\)/g,
      "$1",
    )
    .replace(/\[([^[\]]{0,300})\]\([^\]]*…?$/, "$1 …")
    .replaceAll("`", "");
}

/** Escaping trims; a part of a sentence keeps one blank where it had some. */
function cellPart(text: string): string {
  if (text.trim() === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${hostedCell(text)}${/\s$/.test(text) ? " " : ""}`;
}
