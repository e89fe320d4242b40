import { hostedCell, hostedCode, hostedText, shortened } from "../../markdown/hosted-text.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { DeclarationChange, ExperimentChange, RowChange } from "../../model/review.ts";
import type { Ink, State } from "./ink.ts";
import { counted, numberCell, placeLink, sentenceText, WIDTHS } from "./ink.ts";
import type { MarkdownTable } from "./layout.ts";
import { andMore, blocks, folded, markdownTable } from "./layout.ts";
import { isFlip, isLoud, loudestExperiments, saysAnything, saysOtherwise, tellingRows } from "./rank.ts";
import type { Section } from "./section.ts";

/** So many comparisons that say something else are shown at once, each with so many rows and sentences. */
const SEEN = 3;
const ROWS = 8;
const SENTENCES = 8;

/** What changed in comparisons: those that say something else now, or of new rows whether they are noise, are seen; others open. */
export function experimentsSection(ink: Ink): Section {
  const sorted = loudestExperiments(ink.review.experiments.filter(saysAnything));
  const loud = sorted.filter(isLoud).length;
  const head = headingOf(sorted);
  const render = (most: number) => {
    const rows = Math.min(ROWS, most);
    const seen = sorted.slice(0, Math.min(SEEN, most, loud));
    const others = sorted.slice(seen.length, most);
    const rest = sorted.length - seen.length - others.length;
    const shown = others.map((one) => comparisonOf(ink, one, rows));
    const summary = summaryOf(sorted.slice(seen.length), seen.length > 0);
    const more =
      others.length === 0 ? (rest > 0 ? hostedText(summary) : "") : folded(summary, blocks([...shown, andMore(rest)]));
    return blocks([head, ...seen.map((one) => comparisonOf(ink, one, rows)), more]);
  };
  return { name: "experiments", weight: 3, render: sorted.length === 0 ? () => "" : render };
}

function headingOf(sorted: readonly ExperimentChange[]): string {
  const otherwise = sorted.filter(saysOtherwise).length;
  if (otherwise > 0) return `#### ⚠️ Says something else now: ${counted(otherwise, "comparison")}`;
  if (!sorted.some(isLoud)) return "";
  return sorted.some(({ declared, escalations }) => declared.length + escalations.length > 0)
    ? "#### ⚠️ Comparisons"
    : "#### Comparisons";
}

function summaryOf(changes: readonly ExperimentChange[], isMore: boolean): string {
  const [first] = changes;
  if (changes.length === 1 && first !== undefined) {
    const what = first.kind === "renamed" ? "Moved" : first.kind === "added" ? "New experiment" : "Comparison";
    return `${what}: ${shortened(first.title || first.id, WIDTHS.name)}`;
  }
  return `${counted(changes.length, isMore ? "more experiment" : "experiment")} changed`;
}

function comparisonOf(ink: Ink, change: ExperimentChange, rows: number): string {
  const sentences = change.sentences.slice(0, SENTENCES).map((one) => sentenceText(ink, one));
  const alarms = change.escalations.slice(0, SENTENCES).map((one) => `- ⚠️ ${sentenceText(ink, one)}`);
  const more = change.escalations.length - alarms.length;
  return blocks([
    headOf(ink, change),
    change.declared.map((one) => `- ⚠️ ${declarationText(ink, one)}`).join("\n"),
    sentences.join(" "),
    [...alarms, ...(more > 0 ? [`- ${andMore(more)}`] : [])].join("\n"),
    markdownTable(rowTable(ink, change, rows)),
    rows === 0 ? "" : andMore(change.rows.length - rows),
  ]);
}

/** ``The success criterion was changed: `auc >= 0.9` → `auc >= 0.8` ([JOURNAL.md:6](…)).`` */
function declarationText(ink: Ink, { what, base, head, file, line }: DeclarationChange): string {
  const [was, is] = [base, head].map((text) => (text === null ? "" : hostedCode(shortened(text, WIDTHS.sentence))));
  const place = placeLink(ink, { file, line }, { state: head === null ? "base" : "head" });
  if (base === null) return `The ${what} is new: ${is} (${place}).`;
  if (head === null) return `The ${what} was taken out: ${was} (${place}).`;
  return `The ${what} was changed: ${was} → ${is} (${place}).`;
}

/** `**[Digits](…/comparison.md)**: selected a → b; hypothesis: not decidable → confirmed` */
function headOf(ink: Ink, change: ExperimentChange): string {
  const title = hostedText(shortened(change.title || change.id, WIDTHS.name)) || "(no name)";
  const gone = change.kind === "removed";
  const links = ink.links[gone ? "base" : "head"];
  const address = change.comparison === null ? links.tree(change.place) : links.blob({ file: change.comparison });
  const name = `**${address === null ? title : `[${title}](${address})`}**`;
  const is = { added: ["new"], removed: ["removed"], renamed: ["renamed"], changed: [] }[change.kind];
  const from = change.from === null ? [] : [`formerly ${hostedCode(shortened(change.from, WIDTHS.name))}`];
  const said = [
    ...is,
    ...from,
    turned("selected", change.selected, (text) => hostedCode(shortened(text, WIDTHS.name))),
    turned("hypothesis", change.hypothesis, (text) => hostedText(shortened(text, WIDTHS.sentence))),
    turned("recommendation", change.recommendation, (text) => hostedText(shortened(text, WIDTHS.sentence))),
  ].filter((one) => one !== "");
  return said.length === 0 ? name : `${name}: ${said.join("; ")}`;
}

function turned(
  noun: string,
  { base, head }: { base: string | null; head: string | null },
  print: (text: string) => string,
): string {
  if (base === head) return "";
  if (base === null) return `${noun}: ${print(head ?? "")}`;
  return `${noun}: ${print(base)} → ${head === null ? "none" : `**${print(head)}**`}`;
}

function rowTable(ink: Ink, change: ExperimentChange, most: number): MarkdownTable {
  const rows = tellingRows(change.rows).slice(0, most);
  const references = new Set(rows.flatMap(({ against }) => (against === null ? [] : [against])));
  const [only] = references;
  const isOne = references.size === 1 && only !== undefined;
  const head = [
    { text: "Row" },
    { text: "Runs", numeric: true },
    {
      text: change.metric === null ? "Value" : hostedCode(shortened(change.metric, WIDTHS.name), "cell"),
      numeric: true,
    },
    { text: "Before", numeric: true },
    { text: `Difference${isOne ? ` to ${hostedCode(shortened(only, WIDTHS.name), "cell")}` : ""}`, numeric: true },
    { text: "95 % interval" },
    { text: "p", numeric: true },
    { text: "Verdict" },
  ];
  return { head, rows: rows.map((row) => rowCells(ink, row, isOne)) };
}

function rowCells(ink: Ink, row: RowChange, isOne: boolean): string[] {
  const spread = row.spread === null ? "" : ` ± ${rowNumber(ink, row, { quantity: row.spread })}`;
  const against = isOne || row.against === null ? "" : ` to ${hostedCode(shortened(row.against, WIDTHS.name), "cell")}`;
  const { interval, outcome, wasOutcome } = row;
  const isSame = row.was !== null && row.was.text === row.value?.text;
  return [
    hostedCode(shortened(row.name, WIDTHS.name), "cell"),
    row.wasN === null || row.wasN === row.n ? String(row.n) : `${row.wasN} → ${row.n}`,
    row.value === null ? "" : rowNumber(ink, row, { quantity: row.value }) + spread,
    isSame || row.was === null ? "" : rowNumber(ink, row, { quantity: row.was, state: "base" }),
    row.delta === null ? "" : rowNumber(ink, row, { quantity: row.delta }) + against,
    interval === null ? "" : rangeOf(ink, row, interval),
    numberCell(ink, row.p),
    isFlip(row) ? `${wasOutcome} → **${outcome}**` : (outcome ?? ""),
  ];
}

/** Both ends lead to the same place, which is said once. */
function rangeOf(ink: Ink, row: RowChange, { low, high }: { low: Quantity; high: Quantity }): string {
  return rowNumber(ink, row, { quantity: { ...low, derived: true, text: `${low.text} to ${high.text}` } });
}

/** A number of a row. One that is made of several runs leads to where these stand with their own values. */
function rowNumber(ink: Ink, { apart, wasN }: RowChange, how: { quantity: Quantity; state?: State }): string {
  const { quantity, state = "head" } = how;
  const [page = "", anchor = ""] = (apart ?? "").split("#");
  // A page that is out of date does not have a row that is new.
  const isMade = state === "base" || wasN !== null || !ink.review.outOfDate.some(({ file }) => file === page);
  const address = quantity.derived && page !== "" && isMade ? ink.links[state].blob({ file: page }) : null;
  if (address === null || !/^[\w\p{L}\p{N}-]{1,200}$/u.test(anchor)) return numberCell(ink, quantity, state);
  return `[${hostedCell(shortened(quantity.text, WIDTHS.number))}](${address}#${encodeURIComponent(anchor)})`;
}
