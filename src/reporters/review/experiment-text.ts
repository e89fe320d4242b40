import { plainSentence } from "../../model/comparison.ts";
import type { DeclarationChange, ExperimentChange, RowChange } from "../../model/review.ts";
import { placeText, proseLine } from "./lines.ts";
import { isFlip, tellingRows } from "./rank.ts";

/** So many rows of a comparison are said. */
const ROWS = 8;

/** What changed in a comparison, as lines for a terminal. */
export function experimentLines(change: ExperimentChange): string {
  const { kind, title, from, declared, sentences, escalations, rows, metric } = change;
  const is = kind === "changed" ? "" : ` (${kind}${from === null ? "" : `, formerly ${from}`})`;
  const turns = [
    turned("selected", change.selected),
    turned("hypothesis", change.hypothesis),
    turned("recommendation", change.recommendation),
  ].filter((one) => one !== "");
  const more = rows.length > ROWS ? [`    … and ${rows.length - ROWS} more rows`] : [];
  return [
    `  ${title}${is}${turns.length === 0 ? "" : `: ${turns.join("; ")}`}`,
    ...declared.map((one) => `    ⚠️ ${declarationText(one)}`),
    ...sentences.map((one) => `    ${plainSentence(one)}`),
    ...escalations.map((one) => `    ⚠️ ${plainSentence(one)}`),
    ...tellingRows(rows)
      .slice(0, ROWS)
      .map((row) => `    ${rowText(row, metric)}`),
    ...more,
  ]
    .map(proseLine)
    .join("\n");
}

function declarationText({ what, base, head, file, line }: DeclarationChange): string {
  const place = placeText({ file, line });
  if (base === null) return `The ${what} is new: “${head}” (${place})`;
  if (head === null) return `The ${what} was taken out: “${base}” (${place})`;
  return `The ${what} was changed: “${base}” → “${head}” (${place})`;
}

function turned(noun: string, { base, head }: { base: string | null; head: string | null }): string {
  if (base === head) return "";
  return base === null ? `${noun} ${head ?? "none"}` : `${noun} ${base} → ${head ?? "none"}`;
}

/** `wide (4 runs): auc 0.8670 → 0.8655, +0.0031 to baseline [−0.0020, +0.0082], better → within noise` */
function rowText(row: RowChange, metric: string | null): string {
  const { name, n, was, value, spread, delta, against, interval, outcome, wasOutcome } = row;
  const before = was === null || was.text === value?.text ? "" : `${was.text} → `;
  const number =
    value === null
      ? "no value"
      : `${metric ?? "value"} ${before}${value.text}${spread === null ? "" : ` ± ${spread.text}`}`;
  const range = interval === null ? "" : ` [${interval.low.text}, ${interval.high.text}]`;
  const difference = delta === null ? "" : `, ${delta.text}${against === null ? "" : ` to ${against}`}${range}`;
  const flip = isFlip(row) ? `${wasOutcome} → ${outcome}` : (outcome ?? "");
  return `${name} (${n === 1 ? "1 run" : `${n} runs`}): ${number}${difference}${flip === "" ? "" : `, ${flip}`}`;
}
