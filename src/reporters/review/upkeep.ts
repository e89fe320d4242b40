import { hostedCode, hostedSentence, shortened } from "../../markdown/hosted-text.ts";
import type { OutOfDate, ReviewStep } from "../../model/review.ts";
import { worstFirst } from "../reporter.ts";
import type { Ink } from "./ink.ts";
import { counted, placeLink, WIDTHS } from "./ink.ts";
import { andMore, blocks, folded, longTable, markdownTable } from "./layout.ts";
import type { Section } from "./section.ts";

/** Files that are out of date, why, and what mends them. */
export function outOfDateSection(ink: Ink): Section {
  const { outOfDate } = ink.review;
  const files = new Set(outOfDate.map(({ file }) => file)).size;
  const title = `#### ⚠️ Out of date: ${counted(files, "file")}`;
  const head = [{ text: "File" }, { text: "Why" }, { text: "Mend" }];
  const render = (most: number) => {
    const rows = outOfDate.slice(0, most).map((one) => outOfDateCells(ink, one));
    return blocks([title, longTable({ head, rows }, most, outOfDate.length)]);
  };
  return { name: "out of date", weight: 4, render: outOfDate.length === 0 ? () => "" : render };
}

function outOfDateCells(ink: Ink, { file, line, region, why, command }: OutOfDate): string[] {
  const part = region === null ? "" : ` (${hostedCode(shortened(region, WIDTHS.name), "cell")})`;
  return [
    placeLink(ink, { file, line }) + part,
    hostedSentence(shortened(why, WIDTHS.why), "cell"),
    command.length > LONGEST_COMMAND ? "" : hostedCode(command, "cell"),
  ];
}

/** A command is shown as it is to be typed or not at all. */
const LONGEST_COMMAND = 400;

/** What else the check finds in the head. */
export function findingsSection(ink: Ink): Section {
  const sorted = worstFirst(ink.review.findings);
  const head = [{ text: "Severity" }, { text: "Where" }, { text: "What" }];
  const render = (most: number) => {
    const summary = `${counted(sorted.length, "further finding")}`;
    const rows = sorted
      .slice(0, most)
      .map((one) => [
        one.severity,
        placeLink(ink, { file: one.file, line: one.line }),
        `${hostedSentence(shortened(one.message, WIDTHS.why), "cell")} ${hostedCode(one.code, "cell")}`,
      ]);
    if (most === 0) return summary;
    return folded(summary, blocks([markdownTable({ head, rows }), andMore(sorted.length - rows.length)]));
  };
  return { name: "findings", weight: 6, render: sorted.length === 0 ? () => "" : render };
}

/** What to do, with the exact commands. */
export function stepsSection(ink: Ink): Section {
  const { steps } = ink.review;
  const render = (most: number) => {
    if (most === 0) return "";
    const lines = steps.slice(0, most).map((step, index) => `${index + 1}. ${stepText(step)}`);
    const rest = steps.length - lines.length;
    return blocks([
      "#### What to do",
      [...lines, ...(rest > 0 ? [`${lines.length + 1}. ${andMore(rest)}`] : [])].join("\n"),
    ]);
  };
  return { name: "steps", weight: 2, render: steps.length === 0 ? () => "" : render };
}

function stepText({ text, command }: ReviewStep): string {
  const said = hostedSentence(shortened(text, WIDTHS.why));
  if (command === null || command.length > LONGEST_COMMAND) return said;
  const end = /[.:;!?]$/.test(text) ? text.slice(0, -1) : text;
  return `${hostedSentence(shortened(end, WIDTHS.why))}: ${hostedCode(command)}`;
}

/** What could not be compared, and why. */
export function notesSection(ink: Ink): Section {
  const { notes } = ink.review;
  const render = (most: number) => {
    if (most === 0) return `${counted(notes.length, "remark")} on what could not be compared`;
    const lines = notes.slice(0, most).map((note) => `- ${hostedSentence(shortened(note, WIDTHS.why))}`);
    return folded("What could not be compared", blocks([lines.join("\n"), andMore(notes.length - lines.length)]));
  };
  return { name: "notes", weight: 5, render: notes.length === 0 ? () => "" : render };
}
