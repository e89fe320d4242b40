import { hostedCell, hostedCode, hostedSentence, shortened } from "../../markdown/hosted-text.ts";
import type { ReviewedClaim } from "../../model/review.ts";
import { fencedChange, snippets } from "./excerpt.ts";
import type { Ink } from "./ink.ts";
import { counted, placeLink, WIDTHS } from "./ink.ts";
import type { MarkdownTable } from "./layout.ts";
import { andMore, blocks, folded, longTable, markdownTable } from "./layout.ts";
import { spotOf } from "./permalink.ts";
import { worstClaims } from "./rank.ts";
import type { Section } from "./section.ts";

/** What is false now that was not, with the log lines that say so. */
export function brokenSection(ink: Ink): Section {
  const { broken } = ink.review.claims;
  const claims = worstClaims(broken);
  const head = `#### ❌ False now: ${counted(broken.length, "claim")}`;
  const render = (most: number) =>
    blocks([
      head,
      longTable(wrongTable(ink, claims.slice(0, most)), most, broken.length),
      ...snippets(ink, claims, most),
    ]);
  return { name: "false", weight: 1, render: broken.length === 0 ? () => "" : render };
}

/** Whose evidence moved, changed or vanished, with what the lines were and are. */
export function movedSection(ink: Ink): Section {
  const { moved, broken } = ink.review.claims;
  const claims = worstClaims(moved);
  const head = `#### ⚠️ Evidence moved, changed or gone: ${counted(moved.length, "claim")}`;
  const render = (most: number) =>
    blocks([
      head,
      longTable(movedTable(ink, claims.slice(0, most)), most, moved.length),
      ...(broken.length === 0 ? snippets(ink, claims, most) : []),
      changesOf(ink, claims.slice(0, most)),
    ]);
  return { name: "moved", weight: 1.5, render: moved.length === 0 ? () => "" : render };
}

/** New claims that hold, each with the line of the log that it stands on. */
export function addedSection(ink: Ink): Section {
  const { added } = ink.review.claims;
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Evidence" }, { text: "Log" }];
  const summary = `✅ ${counted(added.length, "new claim")} ${added.length === 1 ? "holds" : "hold"}`;
  const render = (most: number) => {
    const rows = added.slice(0, most).map((one) => [whereOf(ink, one), textCell(one), ...evidenceCells(ink, one)]);
    const rest = added.length - rows.length;
    return most === 0 ? summary : folded(summary, blocks([markdownTable({ head, rows }), andMore(rest)]));
  };
  return { name: "new", weight: 6, render: added.length === 0 ? () => "" : render };
}

/** What was false and is true now. */
export function mendedSection(ink: Ink): Section {
  const { mended } = ink.review.claims;
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Before" }, { text: "Evidence" }];
  const summary = `✅ ${counted(mended.length, "claim")} that ${mended.length === 1 ? "was" : "were"} false ${mended.length === 1 ? "is" : "are"} true now`;
  const render = (most: number) => {
    const rows = mended
      .slice(0, most)
      .map((one) => [whereOf(ink, one), textCell(one), wasCell(one), evidenceCells(ink, one)[0] ?? ""]);
    const rest = mended.length - rows.length;
    return most === 0 ? summary : folded(summary, blocks([markdownTable({ head, rows }), andMore(rest)]));
  };
  return { name: "mended", weight: 6, render: mended.length === 0 ? () => "" : render };
}

function wrongTable(ink: Ink, claims: readonly ReviewedClaim[]): MarkdownTable {
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Before" }, { text: "The log says" }, { text: "Why" }];
  const rows = claims.map((one) => {
    const says = one.logged === null ? "" : (evidenceCells(ink, one)[0] ?? "");
    return [whereOf(ink, one), textCell(one), wasCell(one), says, whyCell(one)];
  });
  return { head, rows };
}

function movedTable(ink: Ink, claims: readonly ReviewedClaim[]): MarkdownTable {
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Evidence" }, { text: "What became of it" }];
  const rows = claims.map((one) => [whereOf(ink, one), textCell(one), evidenceCells(ink, one)[0] ?? "", whyCell(one)]);
  return { head, rows };
}

/** The lines behind claims whose evidence changed, as they were and are; those of rewritten logs have a section of their own. */
function changesOf(ink: Ink, claims: readonly ReviewedClaim[]): string {
  const told = new Set(ink.review.tampered.map(({ file }) => file));
  const isTold = ({ evidence }: ReviewedClaim) => evidence.some(({ file }) => told.has(file));
  const changed = claims.filter((one) => one.before !== null && !isTold(one)).slice(0, DIFFERENCES);
  const shown = changed.map((one) => {
    const { excerpt, before } = one;
    const file = excerpt?.file ?? one.evidence[0]?.file ?? one.file;
    const line = excerpt?.line ?? (one.evidence[0] === undefined ? 1 : (spotOf(one.evidence[0]).line ?? 1));
    const after = excerpt?.text ?? null;
    return blocks([placeLink(ink, { file, line }), fencedChange([{ line, before, after }])]);
  });
  return folded("The lines as they were and as they are", blocks(shown));
}

/** So many differences are shown below the table of moved evidence. */
const DIFFERENCES = 10;

function whereOf(ink: Ink, { file, line }: ReviewedClaim): string {
  return placeLink(ink, { file, line });
}

/** The sentence with the claim in bold; the claim alone where its sentence is not known or does not hold it. */
function textCell({ sentence, text }: ReviewedClaim): string {
  const claim = shortened(text, WIDTHS.name);
  const around = shortened(sentence, WIDTHS.sentence);
  const bold = claim === "" ? "" : `<b>${hostedCell(claim)}</b>`;
  const at = claim === "" ? -1 : around.indexOf(claim);
  if (at < 0) return bold + (around === "" ? "" : `${bold === "" ? "" : ": "}${hostedCell(around)}`);
  return `${cellPart(around.slice(0, at))}${bold}${cellPart(around.slice(at + claim.length))}`;
}

/** Escaping trims; a part of a sentence keeps one blank where it had some. */
function cellPart(text: string): string {
  if (text.trim() === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${hostedCell(text)}${/\s$/.test(text) ? " " : ""}`;
}

function wasCell({ was, text }: ReviewedClaim): string {
  return was === null || was.text === text ? "" : hostedCell(shortened(was.text, WIDTHS.number));
}

/** What is logged as a link to its place, and the line as it stands there. */
function evidenceCells(ink: Ink, { evidence, logged, excerpt }: ReviewedClaim): [string, string] {
  const [first] = evidence;
  const literal = logged ?? first?.literal ?? "";
  const line = excerpt === null ? "" : shortened(excerpt.text.slice(0, 1000).split(/[\r\n]/, 1)[0] ?? "", WIDTHS.line);
  const code = hostedCode(line, "cell");
  if (first === undefined) return [hostedCell(shortened(literal, WIDTHS.number)), code];
  const address = ink.links.head.blob(spotOf(first));
  const said = hostedCell(shortened(literal, WIDTHS.number)) || "evidence";
  return [address === null ? `${said} ${placeLink(ink, spotOf(first))}` : `[${said}](${address})`, code];
}

function whyCell({ why, verdict }: ReviewedClaim): string {
  const said = why === "" ? verdict.replaceAll("-", " ") : why;
  return hostedSentence(shortened(said, WIDTHS.why), "cell");
}
