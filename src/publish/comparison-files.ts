import type { SiteLink } from "../contract/index.ts";
import { varyingParams } from "../model/varying-param.ts";
import { comparisonTable, perRunTable } from "../query/comparison-table.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { mainMetrics } from "../report/column.ts";
import { comparisonLatex } from "../reporters/comparison-latex.ts";
import { csv } from "../reporters/csv.ts";
import type { MadeFile } from "./live-file.ts";
import type { View } from "./view.ts";

/** A LaTeX table wider than this fits no page. */
const LATEX_PARAMS = 3;
const LATEX_METRICS = 4;

const FILES = [
  { name: "comparison.csv", text: "CSV of the rows" },
  { name: "runs.csv", text: "CSV of every run" },
  { name: "comparison.tex", text: "LaTeX table" },
] as const;

/** The tables of a comparison as files: what `docs compare` prints, at full precision, each number with its source. */
export function comparisonFiles(view: View, redactor: Redactor): MadeFile[] {
  const { compiled, addresses } = view;
  const { comparison, experiment } = compiled;
  if (comparison.rows.length === 0) return [];
  const table = comparisonTable(comparison);
  const runs = perRunTable(comparison, experiment.runs);
  const used = comparison.rows.filter((row) => row.bucket === "used");
  const varying = varyingParams(comparison, used);
  const params = varying.length <= LATEX_PARAMS ? varying : [];
  const metrics = mainMetrics(compiled).main.slice(0, LATEX_METRICS);
  const texts = [
    csv(table.head, table.rows),
    csv(runs.head, runs.rows),
    comparisonLatex(compiled, { metrics, params }),
  ];
  const page = addresses.comparison(compiled);
  return FILES.map(({ name }, at) => ({ path: `${page}${name}`, text: redactor.text(texts[at] ?? "") }));
}

/** Links to these files. */
export function comparisonDownloads({ compiled, addresses }: View): SiteLink[] {
  if (compiled.comparison.rows.length === 0) return [];
  return FILES.map(({ name, text }) => ({ text, href: `${addresses.comparison(compiled)}${name}` }));
}
