import { sayAccounting } from "../model/accounting.ts";
import { exitCodeOfReading } from "../project/open.ts";
import { recordOf } from "../query/record.ts";
import type { Found } from "../query/search.ts";
import { searchRuns } from "../query/search.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";
import { openRuns, statusText, topOf } from "./selection.ts";

const SHOWN = 20;

/** `docs runs search`: has this been tried? Failed and ignored runs are found too, and marked. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const open = await openRuns(invocation, []);
  const words = invocation.args.flatMap((arg) => arg.split(/\s+/)).filter((word) => word !== "");
  const all = searchRuns(open.rows, words);
  const complete = all.filter((one) => one.matched === words.length);
  const found = complete.length > 0 ? complete : all;
  const shown = found.slice(0, topOf(invocation) ?? SHOWN);
  return {
    exit: exitCodeOfReading(open.findings),
    text: textOf({ found, shown, words }, sayAccounting(open.accounting)),
    json: { runs: shown.map(jsonOf), total: found.length, allWords: complete.length > 0, accounting: open.accounting },
    findings: open.findings,
  };
}

function textOf(result: { found: Found[]; shown: Found[]; words: string[] }, accounting: string): string {
  const { found, shown, words } = result;
  if (found.length === 0)
    return `nothing has ${words.length === 1 ? "this word" : "any of these words"}; ${accounting}\n`;
  const isPartial = (shown[0]?.matched ?? 0) < words.length;
  const head = isPartial ? `no run has all ${words.length} words; these have some:\n\n` : "";
  const more = found.length > shown.length ? [`+${found.length - shown.length} more (--top shows more)\n`] : [];
  return `${head}${[...shown.map(blockOf), ...more, `${accounting}\n`].join("\n")}`;
}

function blockOf({ row, hits }: Found): string {
  const { run, compiled } = row;
  const lines = [
    ...new Set(
      hits.map(
        (hit) => `  ${hit.where}${hit.file === null ? "" : ` (${hit.file}${hit.line === null ? "" : `:${hit.line}`})`}`,
      ),
    ),
  ];
  const reason = run.ignored === null ? [] : [`  ignored: ${run.ignored.reason || "no reason given"}`];
  const primary = compiled.comparison.metrics.find((column) => column.primary)?.name;
  const value = primary === undefined ? undefined : row.metrics.get(primary);
  const result = value === undefined ? [] : [`  ${primary} ${value.reduction}: ${value.evidence.literal}`];
  const head = `${run.name} · ${compiled.experiment.name} · ${statusText(row)}`;
  return [head, `  ${run.id}`, ...lines, ...result, ...reason].map((line) => `${visible(line)}\n`).join("");
}

function jsonOf({ row, matched, score, hits }: Found): object {
  return {
    ...recordOf(row),
    matched,
    score,
    hits: hits.map(({ word, where, file, line }) => ({ word, where, file, line })),
  };
}
