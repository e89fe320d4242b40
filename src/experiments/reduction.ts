import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Journal, StatedReduction } from "../model/journal.ts";
import { metricWords } from "../model/metric-name.ts";
import type { Reduction } from "../model/reduction.ts";
import type { Run } from "../model/run.ts";
import type { Field } from "./field.ts";
import { fieldNameOf } from "./field.ts";

const NUMBER = "([+-]?(?:\\d[\\d_]*(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?)";
const GAP = "(?:\\s*[:=]\\s*|\\s+|-)?";

/** How people write reductions: `best`, `at step 1000`, `mean of last 5`, `area`, `steps to 0.9`, `atBestOf: val/accuracy`. */
const FORMS: [RegExp, (value: string) => Reduction | null][] = [
  [/^(?:last|final)(?: (?:point|value))?$/i, () => "last"],
  [/^best(?: (?:point|value|step))?$/i, () => "best"],
  [/^area(?: under (?:the )?curve)?$/i, () => "area"],
  [/^best\((.+)\)$/i, (metric) => ({ atBestOf: metric.trim() })],
  [/^at[ -]?(?:the )?best(?:[ -]?of)?(?:\s*[:=]\s*|\s+)(\S.*)$/i, (metric) => ({ atBestOf: metric })],
  [form(`(?:@|at)${GAP}(?:(?:step|epoch|iteration)${GAP})?${NUMBER}`), (at) => numbered(at, (n) => ({ at: n }))],
  [form(`(?:step|epoch|iteration)${GAP}${NUMBER}`), (at) => numbered(at, (n) => ({ at: n }))],
  [form(`mean(?:[ -]?of[ -]?(?:the )?last)?${GAP}${NUMBER}(?: points| values)?`), counted],
  [form(`steps?[ -]?to${GAP}${NUMBER}`), (to) => numbered(to, (n) => ({ stepsTo: n }))],
  [form(`(?:time|seconds)[ -]?to${GAP}${NUMBER}`), (to) => numbered(to, (n) => ({ timeTo: n }))],
];

/** Reads a reduction as people write it; null for what is none. */
export function parseReduction(text: string): Reduction | null {
  const plain = text
    .replace(/["'`]/g, "")
    .replace(/^\s*\{|\}\s*$/g, "")
    .replace(/[.\s]+$/, "")
    .trim();
  for (const [pattern, made] of FORMS) {
    const match = pattern.exec(plain);
    if (match !== null) return made(match[1] ?? "");
  }
  return null;
}

/**
 * The reductions that a journal declares: `reductions:` in its front matter with a key for each metric, or a labelled text
 * `Reduction: test/accuracy at best of val/accuracy; val/loss mean of last 5`. Without a name the primary metric is meant.
 */
export function readReductions(
  fields: readonly Field[],
  file: string,
): { reductions: StatedReduction[]; findings: Finding[] } {
  const reductions: StatedReduction[] = [];
  const findings: Finding[] = [];
  const add = (metric: string | null, text: string, line: number) => {
    const reduction = parseReduction(text);
    if (reduction !== null) reductions.push({ metric, reduction, line });
    else {
      const message = `“${text.slice(0, 80)}” is no reduction${metric === null ? "" : ` of ${metric}`}`;
      findings.push(finding({ code: "journal/bad-reduction", file, line, message }));
    }
  };
  fields.forEach((field, index) => {
    if (isReduction(field.label)) for (const item of itemsOf(field.value)) add(item.metric, item.text, field.line);
    else if (isReduction(field.parent)) {
      const inner = fields.slice(index + 1).find((one) => one.parent === field.label);
      const text = field.value === "" && inner !== undefined ? `${inner.label} ${inner.value}` : field.value;
      add(field.label, text, field.line);
    }
  });
  return { reductions, findings };
}

/** Whether a label is that of the reductions, or the field stands below it. */
export function isReductionField({ label, parent }: Field): boolean {
  return isReduction(label) || isReduction(parent);
}

/** One finding for each reduction that a journal declares of a metric that no run logged; none where no run logged anything. */
export function unloggedReductions(journal: Journal | null, runs: readonly Run[]): Finding[] {
  const { reductions = [], file = "" } = journal ?? {};
  if (reductions.length === 0) return [];
  const names = new Set(runs.flatMap((run) => run.metrics.map((metric) => metric.name)));
  const keys = [...names].map(wordsOf);
  return reductions.flatMap(({ metric, line }) => {
    if (metric === null || names.size === 0 || names.has(metric)) return [];
    if (keys.some((one) => one.endsWith(wordsOf(metric)))) return [];
    const message = `a reduction is declared of ${metric}, which no run logged`;
    return [finding({ code: "journal/bad-reduction", file, line, message })];
  });
}

/** With a blank before each word, so that only whole words end alike. */
function wordsOf(name: string): string {
  return metricWords(name)
    .map((word) => ` ${word}`)
    .join("");
}

function isReduction(label: string | undefined): boolean {
  return label !== undefined && fieldNameOf(label) === "reduction";
}

/** `test/accuracy: best, val/loss: {at: 1000}` or `val/loss mean of last 5; best` in parts. */
function itemsOf(value: string): { metric: string | null; text: string }[] {
  const plain = value.trim().replace(/^\{(.*)\}$/s, "$1");
  const parts = plain.split(/[;,](?![^{(]*[})])/).map((part) => part.replaceAll("`", "").trim());
  return parts
    .filter((part) => part !== "")
    .map((part) => {
      if (parseReduction(part) !== null) return { metric: null, text: part };
      const [, metric = null, text = part] = /^(\S+?)(?:\s*[:=]\s+|\s+)(.+)$/s.exec(part) ?? [];
      return { metric, text };
    });
}

function form(source: string): RegExp {
  return new RegExp(`^${source}$`, "i");
}

function numbered(text: string, make: (value: number) => Reduction): Reduction | null {
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? make(value) : null;
}

function counted(text: string): Reduction | null {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? { meanOfLast: count } : null;
}
