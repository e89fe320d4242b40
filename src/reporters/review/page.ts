import { hostedCode, hostedSentence, hostedText, shortened } from "../../markdown/hosted-text.ts";
import { plainSentence } from "../../model/comparison.ts";
import type { Review } from "../../model/review.ts";
import { hasLostEvidence } from "../../model/review.ts";
import { addedSection, brokenSection, mendedSection, movedSection, removedSection } from "./claims.ts";
import { experimentsSection } from "./experiments.ts";
import type { Ink, State } from "./ink.ts";
import { sentenceText, WIDTHS } from "./ink.ts";
import { blocks } from "./layout.ts";
import { MARKS } from "./rank.ts";
import { notableRunsSection, runsSection } from "./runs.ts";
import type { Section } from "./section.ts";
import { fitted } from "./section.ts";
import { tamperedSection } from "./tampering.ts";
import { errorsSection, findingsSection, notesSection, outOfDateSection, stepsSection } from "./upkeep.ts";

/** In what room a page has to fit: its budget, how a text's size is measured, and with how many things a section begins. */
export interface Room {
  budget: number;
  size(text: string): number;
  most: number;
}

/** A review as Markdown: the verdict first, then what is false, what moved and what is new. One line where nothing is material. */
export function reviewPage(ink: Ink, room: Room): string {
  const { review } = ink;
  const verdict = `${MARKS[review.mood]} ${sentenceText(ink, review.verdict)}`;
  if (review.mood === "quiet" && review.fails.length === 0) return `${verdict}${remarks(review)}\n`;
  const top = blocks([`### ${verdict}`, failsOf(review)]);
  const around = (isCut: boolean, body: string) => `${blocks([top, body, isCut ? restOf(ink) : "", footOf(ink)])}\n`;
  const sizes = SIZES.filter((size) => size <= room.most);
  return fitted(sectionsOf(ink), sizes, { budget: room.budget, size: room.size, around }).text;
}

/** How many things a section shows, from most to none. */
const SIZES = [1000, 500, 200, 100, 50, 25, 12, 6, 3, 1, 0];

/** In the order in which a reviewer needs them: what is seen at once, what opens, what to do. */
function sectionsOf(ink: Ink): Section[] {
  const isLost = ink.review.claims.moved.some(hasLostEvidence);
  return [
    brokenSection(ink),
    ...(isLost ? [movedSection(ink), errorsSection(ink)] : [errorsSection(ink)]),
    tamperedSection(ink),
    ...(isLost ? [] : [movedSection(ink)]),
    notableRunsSection(ink),
    experimentsSection(ink),
    outOfDateSection(ink),
    runsSection(ink),
    addedSection(ink),
    mendedSection(ink),
    removedSection(ink),
    findingsSection(ink),
    notesSection(ink),
    stepsSection(ink),
  ];
}

/** Why a check fails, where the verdict does not say it. */
function failsOf({ fails, verdict }: Review): string {
  const said = plainSentence(verdict).toLowerCase();
  const unsaid = fails.filter((one) => !said.includes(one.toLowerCase()));
  if (unsaid.length === 0) return "";
  const shown = unsaid.slice(0, 3).map((one) => hostedSentence(shortened(one, WIDTHS.long)));
  return `**The check fails:** ${shown.join("; ")}${unsaid.length > shown.length ? `; and ${unsaid.length - shown.length} more` : ""}`;
}

/** What could not be compared belongs to the one line that says that nothing changed. */
function remarks({ notes }: Review): string {
  if (notes.length === 0) return "";
  const shown = notes.slice(0, 2).map((note) => hostedSentence(shortened(note, WIDTHS.long)));
  return ` (${shown.join("; ")}${notes.length > shown.length ? `; and ${notes.length - shown.length} more` : ""})`;
}

function restOf({ about }: Ink): string {
  if (about.rest === undefined) return `Not everything fits here: ${hostedCode(about.again)} says all of it.`;
  const text = hostedText(about.rest.text);
  const { href } = about.rest;
  const isAddress = href !== null && /^https?:\/\/[^\s<>()[\]]{1,1000}$/.test(href);
  return `Not everything fits here: all of it is in ${isAddress ? `[${text}](${href})` : text}.`;
}

/** Which two states were compared, by what, and how to see the same. */
function footOf(ink: Ink): string {
  const { about, review } = ink;
  const still = review.claims.still;
  const old = still === 0 ? [] : [`${still} ${still === 1 ? "claim is" : "claims are"} as false as before`];
  const states = `${revision(ink, "base")} → ${revision(ink, "head")}${review.head.dirty ? " with changes" : ""}`;
  const version = about.version === "" ? "labdocs" : `labdocs ${hostedText(about.version)}`;
  return `<sub>${[...old, states, version, hostedCode(about.again)].join(" · ")}</sub>`;
}

function revision(ink: Ink, state: State): string {
  const { ref, commit } = ink.review[state];
  const address = ink.links[state].commit;
  const short = commit === null ? "" : hostedCode(commit.slice(0, 7));
  const linked = address === null || short === "" ? short : `[${short}](${address})`;
  const name = ref === null || ref === commit ? "" : hostedText(shortened(ref, WIDTHS.name));
  return [name, linked].filter(Boolean).join(" ") || "the working tree";
}
