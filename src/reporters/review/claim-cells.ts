import { hostedCell, hostedCode, hostedSentence, shortened } from "../../markdown/hosted-text.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { ReviewedClaim } from "../../model/review.ts";
import { hasLostEvidence } from "../../model/review.ts";
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
export function loggedCell(ink: Ink, claim: ReviewedClaim): string {
  const { evidence, logged, excerpt } = claim;
  const first = tellingOperand(ink, evidence);
  const state = hasLostEvidence(claim) ? "base" : "head";
  const literal = logged ?? first?.literal ?? "";
  // A claim that cites lines and no number has the whole line for its value.
  const isNumber = literal !== "" && (logged !== null ? literal.length <= WIDTHS.number : !/\s/.test(literal));
  const said = isNumber ? hostedCell(shortened(literal, logged === null ? LITERAL : WIDTHS.number)) : "the log";
  if (first === undefined) return isNumber ? said : "";
  // What was renamed lies where its lines were found.
  const spot = excerpt !== null && evidence.length === 1 && excerpt.file !== first.file ? excerpt : spotOf(first);
  const address = ink.links[state].blob(spot);
  const linked = address === null ? `${said} ${placeLink(ink, spot, { state })}` : `[${said}](${address})`;
  return evidence.length > 1 ? `${linked} of ${evidence.length} values` : linked;
}

/** Of a number made of many, the operand that this change made another or brought; else the first. */
function tellingOperand({ review }: Ink, evidence: readonly Evidence[]): Evidence | undefined {
  if (evidence.length < 2) return evidence[0];
  const logs = new Set(review.tampered.map(({ file }) => file));
  const places = review.runs.filter(({ kind }) => kind === "added").map(({ place }) => `${place}/`);
  return (
    evidence.find(({ file }) => logs.has(file)) ??
    evidence.find(({ file }) => places.some((place) => file.startsWith(place))) ??
    evidence[0]
  );
}

/** The line of the log, around the number. */
export function logCell({ excerpt, evidence }: ReviewedClaim): string {
  if (excerpt === null) return "";
  const [line = ""] = excerpt.text.slice(0, 100 * AROUND).split(/[\r\n]/, 1);
  return hostedCode(around(line.trim(), (evidence[0]?.literal ?? "").slice(0, AROUND / 2), AROUND), "cell");
}

/** Why a claim is wrong, without what the other cells say already. */
export function whyCell(claim: ReviewedClaim): string {
  return hostedSentence(shortenedSentence(reasonOf(claim), WIDTHS.why), "cell");
}

/** A sentence that is cut within code has no code there, rather than a sign that nothing closes. */
function shortenedSentence(text: string, most: number): string {
  const short = shortened(text, most);
  const isOpen = short !== text && short.split("`").length % 2 === 0;
  return isOpen ? `${short.slice(0, -1)}\`…` : short;
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
