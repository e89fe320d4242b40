import { escapeText } from "../../markdown/escape.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { varyingParams } from "../../model/varying-param.ts";
import { templatesOf } from "../../project/templates.ts";
import { comparisonTable, perRunTable } from "../../query/comparison-table.ts";
import { mainMetrics } from "../../report/column.ts";
import { renderRegion } from "../../report/region.ts";
import { comparisonLatex } from "../../reporters/comparison-latex.ts";
import { comparisonText } from "../../reporters/comparison-text.ts";
import { csv } from "../../reporters/csv.ts";

/** How a comparison is printed. `perRun`: with every run, or for CSV of every run. `chosen`: the metrics were named. */
export interface Printing {
  format: string;
  perRun: boolean;
  chosen: boolean;
  root: string;
  color: boolean;
}

/** A LaTeX table wider than this fits no page. */
const LATEX_PARAMS = 3;
const LATEX_METRICS = 4;

/** The comparison as a table for the terminal, Markdown, CSV or LaTeX. */
export async function printed(compiled: CompiledExperiment, how: Printing): Promise<string> {
  const { comparison, experiment } = compiled;
  if (how.format === "csv") {
    const table = how.perRun ? perRunTable(comparison, experiment.runs) : comparisonTable(comparison);
    return csv(table.head, table.rows);
  }
  if (how.format === "latex") {
    const used = comparison.rows.filter((row) => row.bucket === "used");
    const metrics = how.chosen ? comparison.metrics : mainMetrics(compiled).main.slice(0, LATEX_METRICS);
    const varying = varyingParams(comparison, used);
    return comparisonLatex(compiled, { metrics, params: varying.length <= LATEX_PARAMS ? varying : [] });
  }
  if (how.format === "md") return markdownOf(compiled, how);
  return comparisonText(compiled, { color: how.color, perRun: how.perRun });
}

async function markdownOf(compiled: CompiledExperiment, { root, perRun }: Printing): Promise<string> {
  const templates = await templatesOf(root);
  const region = async (name: string) => {
    const request = { name, attributes: {}, experiments: [compiled], file: "comparison.md", templates };
    return (await renderRegion(request)) ?? "";
  };
  const runs = perRun ? `\n## Every run\n\n${await region("every-run")}\n` : "";
  return `# Comparison: ${escapeText(compiled.experiment.title)}\n\n${await region("comparison")}\n${runs}`;
}
