import type { SiteTable } from "../contract/index.ts";
import type { Param, Run } from "../model/run.ts";
import type { TableRow } from "./cell.ts";
import { cellOf, plainRow, sortValue, textColumn } from "./cell.ts";
import type { RunIndex } from "./run-index.ts";
import type { View } from "./view.ts";
import { evidenceText } from "./view.ts";

/** Params or environment of a run: what sets it apart, and the rest. */
export interface Settings {
  apart: SiteTable | null;
  rest: SiteTable | null;
}

/** What is shown of a list of settings: its name in captions, and the names that vary where there is no baseline to differ from. */
export interface SettingsOf {
  caption: string;
  values: (run: Run) => readonly Param[];
  varying: ReadonlySet<string>;
}

/**
 * The settings of a run that differ from the baseline's, those that one of the two does not have included; without a baseline
 * those that vary among the runs. The rest is another table.
 */
export function settingsOf(run: Run, { baseline }: RunIndex, { view, of }: { view: View; of: SettingsOf }): Settings {
  const own = of.values(run);
  const other =
    baseline === null || baseline === run ? null : new Map(of.values(baseline).map((one) => [one.name, one]));
  const names = new Set(own.map((one) => one.name));
  const isApart = (param: Param) =>
    other === null ? baseline === null && of.varying.has(param.name) : isOther(param, other.get(param.name));
  const gone = [...(other?.values() ?? [])].filter((param) => !names.has(param.name));
  const apart = [
    ...own.filter(isApart).map((param) => pairRow(param.name, [param, other?.get(param.name)], view)),
    ...gone.map((param) => pairRow(param.name, [undefined, param], view)),
  ];
  const rest = own
    .filter((param) => !isApart(param))
    .map((param) => plainRow("", [cellOf([param.name]), cellFor(param, view)]));
  return {
    apart:
      apart.length === 0
        ? null
        : apartTable(apart, { caption: of.caption, baseline: other === null ? null : baseline }),
    rest:
      rest.length === 0
        ? null
        : { caption: of.caption, columns: [textColumn("Name"), textColumn("Value")], rows: rest, note: null },
  };
}

function isOther(param: Param, other: Param | undefined): boolean {
  return other === undefined || other.value !== param.value;
}

function apartTable(rows: TableRow[], { caption, baseline }: { caption: string; baseline: Run | null }): SiteTable {
  const columns = [textColumn("Name"), textColumn("This run")];
  if (baseline === null) {
    const cut = rows.map((row) => ({ ...row, cells: row.cells.slice(0, 2) }));
    return { caption: `${caption}: what varies among the runs`, columns, rows: cut, note: null };
  }
  columns.push({ ...textColumn("Baseline"), note: baseline.name });
  return { caption: `${caption}: what differs from the baseline`, columns, rows, note: null };
}

function pairRow(name: string, pair: (Param | undefined)[], view: View): TableRow {
  return { ...plainRow("", [cellOf([name]), ...pair.map((one) => cellFor(one, view))]), tone: "plain" };
}

function cellFor(param: Param | undefined, view: View) {
  if (param === undefined) return cellOf(["not set"], { sort: null });
  const sort = typeof param.value === "number" ? sortValue(param.value) : param.evidence.literal;
  const text = param.evidence.literal === "" ? "(empty)" : param.evidence.literal;
  return cellOf([evidenceText(text, param.evidence, view)], { sort });
}
