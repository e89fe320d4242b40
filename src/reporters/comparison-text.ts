import { sayAccounting } from "../model/accounting.ts";
import type { Cell, MetricColumn, Row, Sentence } from "../model/comparison.ts";
import { plainSentence } from "../model/comparison.ts";
import { arrowOf } from "../model/direction.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { sayReduction } from "../model/reduction.ts";
import { textTable } from "./table.ts";
import { visible } from "./width.ts";

/** More metrics than this do not fit beside one another; `--metrics` chooses. */
const METRICS = 4;
const PARAMS = 4;

/** A comparison for the terminal: the table, what was selected and why, the verdict on the hypothesis, the accounting. */
export function comparisonText(compiled: CompiledExperiment, options: { color: boolean }): string {
  const { experiment, comparison } = compiled;
  const blocks = [
    `${visible(experiment.title)}\n`,
    comparison.rows.length === 0 ? "" : tableOf(compiled, options),
    selectionText(compiled),
    hypothesisText(compiled),
    `${sayAccounting(comparison.accounting)}\n`,
  ];
  return blocks.filter((text) => text !== "").join("\n");
}

function tableOf({ comparison }: CompiledExperiment, options: { color: boolean }): string {
  const params = comparison.differing.slice(0, PARAMS);
  const metrics = comparison.metrics.slice(0, METRICS);
  const hasBaseline = comparison.baseline !== null;
  const table = textTable(
    {
      head: ["row", "n", ...params, ...metrics.flatMap((metric) => headsOf(metric, hasBaseline)), "remark"],
      numeric: [
        false,
        true,
        ...params.map(() => true),
        ...metrics.flatMap((metric) => headsOf(metric, hasBaseline).map(() => true)),
      ],
      rows: comparison.rows.map((row) => [
        row.name,
        String(row.n),
        ...params.map((name) => paramText(row, name)),
        ...metrics.flatMap((metric) => cellTexts(row.cells[metric.name], metric, hasBaseline)),
        remarkOf(row),
      ]),
    },
    options,
  );
  const left = [
    more(comparison.differing.length - params.length, "param"),
    more(comparison.metrics.length - metrics.length, "metric"),
  ];
  const said = left.filter((text) => text !== "").join(" and ");
  return said === "" ? table : `${table}(${said} more: --metrics chooses, --format csv has all)\n`;
}

function headsOf(metric: MetricColumn, hasBaseline: boolean): string[] {
  const head = [metric.name, arrowOf(metric.direction), sayReduction(metric.reduction)]
    .filter((word) => word !== "")
    .join(" ");
  return hasBaseline && metric.primary ? [head, "Δ", "Δ %"] : [head];
}

function cellTexts(cell: Cell | undefined, metric: MetricColumn, hasBaseline: boolean): string[] {
  const spread = cell?.spread ? ` ± ${cell.spread.text}` : "";
  const value = cell?.quantity ? `${cell.quantity.text}${spread}` : "–";
  return hasBaseline && metric.primary ? [value, cell?.delta?.text ?? "", cell?.relative?.text ?? ""] : [value];
}

function paramText(row: Row, name: string): string {
  const param = row.params[name];
  return param === undefined ? "–" : param.literal.replace(/^"(.*)"$/s, "$1");
}

function remarkOf(row: Row): string {
  const words = [
    row.baseline ? "baseline" : null,
    row.selected ? "selected" : null,
    row.bucket === "used" ? null : row.bucket,
    row.note,
  ];
  return words.filter((word) => word !== null).join(", ");
}

function selectionText({ comparison }: CompiledExperiment): string {
  const { selection, noSelection } = comparison;
  if (selection === null) return `No row is selected: ${visible(noSelection ?? "no reason was recorded")}\n`;
  const name = comparison.rows.find((row) => row.id === selection.row)?.name ?? selection.row;
  const lines = [...selection.reasons, selection.sensitivity].map(sentenceText).filter((text) => text !== "");
  return [`Selected (${selection.how}): ${visible(name)}`, ...lines.map((line) => `  ${line}`)]
    .map((line) => `${line}\n`)
    .join("");
}

function hypothesisText({ experiment, comparison }: CompiledExperiment): string {
  const { hypothesis } = comparison;
  if (hypothesis === null || experiment.hypothesis === null) return "";
  const { text, file, line } = experiment.hypothesis;
  const lines = [`${visible(text)} (${file}:${line})`, ...hypothesis.reasons.map(sentenceText)];
  return [`Hypothesis ${hypothesis.verdict}`, ...lines.map((one) => `  ${one}`)].map((one) => `${one}\n`).join("");
}

function sentenceText(sentence: Sentence): string {
  return visible(plainSentence(sentence));
}

function more(n: number, noun: string): string {
  return n <= 0 ? "" : `${n} ${noun}${n === 1 ? "" : "s"}`;
}
