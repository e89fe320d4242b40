import { hostedCode, hostedSentence, shortened } from "../../markdown/hosted-text.ts";
import type { Finding } from "../../model/finding.ts";
import type { OutOfDate, ReviewStep } from "../../model/review.ts";
import { worstFirst } from "../reporter.ts";
import type { Ink } from "./ink.ts";
import { counted, placeLink, WIDTHS } from "./ink.ts";
import { andMore, blocks, folded, markdownTable } from "./layout.ts";
import { reasonsOf } from "./out-of-date.ts";
import type { Section } from "./section.ts";

/** So many files that one command mends are named. */
const NAMED = 6;

/** Files that are out of date by the command that mends them; the reasons open. */
export function outOfDateSection(ink: Ink): Section {
  const { outOfDate } = ink.review;
  const files = new Set(outOfDate.map(({ file }) => file)).size;
  const title = `#### ⚠️ Out of date: ${counted(files, "file")}`;
  const head = [{ text: "File" }, { text: "Why" }];
  const { common, shown, rest } = reasonsOf(outOfDate);
  const byCommand = [...Map.groupBy(outOfDate, ({ command }) => command)];
  const render = (most: number) => {
    const rows = shown.slice(0, most).map((one) => outOfDateCells(ink, one));
    const mends = byCommand.slice(0, Math.min(3, most)).map(([command, all]) => `- ${mendedBy(ink, command, all)}`);
    if (mends.length > 0 && byCommand.length > mends.length)
      mends.push(`- ${andMore(byCommand.length - mends.length)}`);
    const since = common === "" ? "" : `${hostedSentence(shortened(common, WIDTHS.long))}:`;
    const why = blocks([since, markdownTable({ head, rows }), andMore(rest + shown.length - rows.length)]);
    return blocks([title, mends.join("\n"), rows.length === 0 ? "" : folded("Why", why)]);
  };
  return { name: "out of date", weight: 4, render: outOfDate.length === 0 ? () => "" : render };
}

/** `docs sync` mends [comparison.md](…), [report.md](…) */
function mendedBy(ink: Ink, command: string, all: readonly OutOfDate[]): string {
  const files = [...new Set(all.map(({ file }) => file))];
  const named = files.slice(0, NAMED).map((file) => placeLink(ink, { file }));
  const rest = files.length > named.length ? ` ${andMore(files.length - named.length)}` : "";
  const how = command === "" || command.length > LONGEST_COMMAND ? "To mend:" : `${hostedCode(command)} mends`;
  return `${how} ${named.join(", ")}${rest}`;
}

function outOfDateCells(ink: Ink, { file, line, region, why }: OutOfDate): string[] {
  const part = region === null ? "" : ` (${hostedCode(shortened(region, WIDTHS.name), "cell")})`;
  return [placeLink(ink, { file, line }) + part, hostedSentence(shortened(why, WIDTHS.long), "cell")];
}

/** A command is shown as it is to be typed or not at all. */
const LONGEST_COMMAND = 400;

/** What the check finds in the head, and fails for. */
export function errorsSection(ink: Ink): Section {
  const errors = findingsOf(ink, true);
  const title = `#### ❌ Errors: ${errors.length}`;
  const render = (most: number) =>
    blocks([title, most === 0 ? "" : tableOf(ink, errors, { most: Math.min(SEEN, most), isOneKind: true })]);
  return { name: "errors", weight: 2, render: errors.length === 0 ? () => "" : render };
}

/** What else the check finds in the head. */
export function findingsSection(ink: Ink): Section {
  const others = findingsOf(ink, false);
  const render = (most: number) => {
    const summary = counted(others.length, "further finding");
    return most === 0 ? summary : folded(summary, tableOf(ink, others, { most, isOneKind: false }));
  };
  return { name: "findings", weight: 6, render: others.length === 0 ? () => "" : render };
}

function findingsOf(ink: Ink, isError: boolean): Finding[] {
  return worstFirst(saidOnce(ink.review.findings)).filter(({ severity }) => (severity === "error") === isError);
}

/** So many errors are seen at once. */
const SEEN = 10;

function tableOf(
  ink: Ink,
  findings: readonly Finding[],
  { most, isOneKind }: { most: number; isOneKind: boolean },
): string {
  const head = [{ text: "Severity" }, { text: "Where" }, { text: "What" }];
  const rows = findings
    .slice(0, most)
    .map((one) => [
      isOneKind ? "" : one.severity,
      placeLink(ink, { file: one.file, line: one.line }),
      `${hostedSentence(shortened(one.message, WIDTHS.long), "cell")} ${hostedCode(one.code, "cell")}`,
    ]);
  return blocks([markdownTable({ head, rows }), andMore(findings.length - rows.length)]);
}

/** What is found at two places of one line reads the same. */
function saidOnce(findings: readonly Finding[]): Finding[] {
  const key = ({ code, file, line, message }: Finding) => JSON.stringify([code, file, line, message]);
  return [...new Map(findings.map((one) => [key(one), one])).values()];
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
  const said = hostedSentence(shortened(text, WIDTHS.long));
  if (command === null || command.length > LONGEST_COMMAND) return said;
  const end = /[.:;!?]$/.test(text) ? text.slice(0, -1) : text;
  return `${hostedSentence(shortened(end, WIDTHS.long))}: ${hostedCode(command)}`;
}

/** What could not be compared, and why. */
export function notesSection(ink: Ink): Section {
  const { notes } = ink.review;
  const render = (most: number) => {
    if (most === 0) return `${counted(notes.length, "remark")} on what could not be compared`;
    const lines = notes.slice(0, most).map((note) => `- ${hostedSentence(shortened(note, WIDTHS.long))}`);
    return folded("What could not be compared", blocks([lines.join("\n"), andMore(notes.length - lines.length)]));
  };
  return { name: "notes", weight: 5, render: notes.length === 0 ? () => "" : render };
}
