import type { ReviewedClaim } from "../../model/review.ts";
import { holdsAnyway } from "../../model/review.ts";
import { logCell, loggedCell, textCell, wasCell, whereCell, whyCell } from "./claim-cells.ts";
import { fencedChange, snippets } from "./excerpt.ts";
import type { Ink } from "./ink.ts";
import { counted, placeLink, WIDTHS } from "./ink.ts";
import type { MarkdownTable } from "./layout.ts";
import { andMore, blocks, folded, longTable, markdownTable } from "./layout.ts";
import { MARKS, worstClaims, worstMoved } from "./rank.ts";
import { isPair } from "./reason.ts";
import type { Section } from "./section.ts";
import type { Title } from "./titles.ts";
import { falseTitle, movedTitle } from "./titles.ts";

/** What is false now that was not, with the log lines that say so. */
export function brokenSection(ink: Ink): Section {
  const { broken } = ink.review.claims;
  const claims = worstClaims(broken);
  const head = headingOf(falseTitle(broken));
  const render = (most: number) =>
    blocks([
      head,
      longTable(wrongTable(ink, claims.slice(0, most)), most, {
        total: broken.length,
        between: snippets(ink, claims, most),
      }),
    ]);
  return { name: "false", weight: 1, render: broken.length === 0 ? () => "" : render };
}

/** Whose evidence moved, changed or vanished, with what the lines were and are. */
export function movedSection(ink: Ink): Section {
  const { moved, broken } = ink.review.claims;
  const claims = worstMoved(moved);
  const head = headingOf(movedTitle(moved));
  const logs = new Set(ink.review.tampered.map(({ file }) => file));
  // What became of them is told with the logs that were rewritten.
  const isTold = moved.every((one) => holdsAnyway(one) && one.evidence.some(({ file }) => logs.has(file)));
  const summary = `The numbers of ${counted(moved.length, "claim")} on ${logs.size === 1 ? "it" : "them"} still hold`;
  const render = (most: number) => {
    const table = movedTable(ink, claims.slice(0, most));
    if (isTold) return folded(summary, blocks([markdownTable(table), andMore(moved.length - table.rows.length)]));
    const between = broken.length === 0 ? snippets(ink, claims, most) : [];
    return blocks([
      head,
      longTable(table, most, { total: moved.length, between }),
      changesOf(ink, claims.slice(0, most)),
    ]);
  };
  return { name: "moved", weight: 1.5, render: moved.length === 0 ? () => "" : render };
}

function headingOf({ mood, text }: Title): string {
  return `#### ${MARKS[mood]} ${text}`;
}

/** New claims that hold, each with the line of the log that it stands on. */
export function addedSection(ink: Ink): Section {
  const { added } = ink.review.claims;
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Evidence" }, { text: "Log" }];
  const summary = `✅ ${counted(added.length, "new claim")} ${added.length === 1 ? "holds" : "hold"}`;
  const render = (most: number) => {
    const rows = added
      .slice(0, most)
      .map((one) => [whereCell(ink, one), textCell(one), loggedCell(ink, one), logCell(one)]);
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
      .map((one) => [whereCell(ink, one), textCell(one), wasCell(one), loggedCell(ink, one)]);
    const rest = mended.length - rows.length;
    return most === 0 ? summary : folded(summary, blocks([markdownTable({ head, rows }), andMore(rest)]));
  };
  return { name: "mended", weight: 6, render: mended.length === 0 ? () => "" : render };
}

/** Documents from which claims were taken out, or which are gone with them. */
export function removedSection(ink: Ink): Section {
  const { removed } = ink.review.claims;
  const total = removed.reduce((sum, one) => sum + one.claims, 0);
  const summary = `${counted(total, "claim")} ${total === 1 ? "was" : "were"} taken out`;
  const head = [{ text: "Document" }, { text: "Claims", numeric: true }, { text: "" }];
  const render = (most: number) => {
    const rows = removed
      .slice(0, most)
      .map(({ file, claims, isGone }) => [
        placeLink(ink, { file }, { state: isGone ? "base" : "head" }),
        String(claims),
        isGone ? "the document is gone" : "",
      ]);
    return most === 0
      ? summary
      : folded(summary, blocks([markdownTable({ head, rows }), andMore(removed.length - rows.length)]));
  };
  return { name: "removed", weight: 5, render: total === 0 ? () => "" : render };
}

function wrongTable(ink: Ink, claims: readonly ReviewedClaim[]): MarkdownTable {
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Before" }, { text: "The log says" }, { text: "Why" }];
  const rows = claims.map((one) => {
    const says = one.logged === null ? "" : loggedCell(ink, one);
    return [whereCell(ink, one), textCell(one), wasCell(one), says, whyCell(one)];
  });
  return { head, rows };
}

function movedTable(ink: Ink, claims: readonly ReviewedClaim[]): MarkdownTable {
  const head = [{ text: "Where" }, { text: "Claim" }, { text: "Evidence" }, { text: "What became of it" }];
  const rows = claims.map((one) => [whereCell(ink, one), textCell(one), loggedCell(ink, one), whyCell(one)]);
  return { head, rows };
}

/** The lines behind claims whose evidence changed, as they were and are; those of rewritten logs have a section of their own. */
function changesOf(ink: Ink, claims: readonly ReviewedClaim[]): string {
  const told = new Set(ink.review.tampered.map(({ file }) => file));
  const isTold = ({ evidence }: ReviewedClaim) => evidence.some(({ file }) => told.has(file));
  const changed = claims.filter((one) => one.before !== null && !isTold(one)).slice(0, DIFFERENCES);
  const shown = changed.map((one) => {
    const { excerpt, before } = one;
    const spot = isPair(one) ? excerpt : null;
    const change = fencedChange([{ line: spot?.line ?? null, before, after: spot?.text ?? null }]);
    const cited = `What ${whereCell(ink, one)} cited:`;
    return blocks([spot === null ? cited : placeLink(ink, spot, { width: WIDTHS.wholePath }), change]);
  });
  return folded("The lines as they were and as they are", blocks(shown));
}

/** So many differences are shown below the table of moved evidence. */
const DIFFERENCES = 10;
