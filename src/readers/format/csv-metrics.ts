import type { Series } from "../../model/series.ts";
import type { CsvForm, CsvScan } from "./csv-scan.ts";
import { scanCsv } from "./csv-scan.ts";
import type { ReadMetric } from "./table-metrics.ts";
import { metricsOfTable, seriesOfTable } from "./table-metrics.ts";

/** The metrics of a CSV file that was scanned, each with its cell. */
export function metricsOfCsv({ table, columns }: CsvScan): ReadMetric[] {
  return metricsOfTable(table, ({ line, offset, name }) => ({
    kind: "cell",
    row: offset,
    column: columns.get(name) ?? name,
    line,
  }));
}

/** Every point of some metrics of a CSV file, read again. */
export function seriesOfCsv(file: { root: string; path: string; form: CsvForm }, metrics: readonly string[]): Series[] {
  const wanted = new Set(metrics);
  return seriesOfTable(scanCsv({ ...file, keep: true }).table).filter(({ metric }) => wanted.has(metric));
}
