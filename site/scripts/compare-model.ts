// What the compare page shows of the runs that were chosen. Nothing of the page is touched here.
import type { CompareData } from "../../src/contract/index.ts";
import type { CompareState } from "./compare-address.ts";
import type { ChosenRun } from "./compare-chosen.ts";
import type { ShownCell, ShownNumber } from "./compare-number.ts";
import { differencesOf, meanOf, runNumber } from "./compare-number.ts";
import { orderOf, parseSorting } from "./sorting.ts";

type Row = CompareData["rows"][number];

/** The word for putting the runs of each configuration together. */
export const CONFIGURATION = "configuration";

/**
 * A line of the tables: a run, or the runs that a grouping puts together. `row`: the configuration whose runs these are, all of
 * them and no others; `index` says which it is among those of its experiment.
 */
export interface Line {
  id: string;
  name: string;
  runs: ChosenRun[];
  row: { data: CompareData; index: number } | null;
}

/** A metric over all chosen runs. `hows`: which points of the series are shown; `better`: null where experiments disagree. */
export interface MetricHead {
  name: string;
  title: string;
  hows: string[];
  better: "higher" | "lower" | null;
  primary: boolean;
}

/** A setting over all lines: by line each way in which its runs have it. `same`: all have the one. */
export interface SettingLine {
  name: string;
  values: { text: string; run: ChosenRun; at: readonly number[] }[][];
  same: boolean;
}

/** The lines: one a run, or one for each combination of values of the params that group them. */
export function linesOf(runs: readonly ChosenRun[], group: readonly string[]): Line[] {
  const names = namesOf(runs);
  if (group.length === 0) {
    return runs.map((run, index) => ({
      id: run.id,
      name: names[index] ?? run.name,
      runs: [run],
      row: wholeRow([run]),
    }));
  }
  const groups = Map.groupBy(runs, (run) => group.map((name) => groupText(run, name)).join(", "));
  return [...groups].map(([name, own]) => {
    const row = wholeRow(own);
    const id = row === null ? (own[0]?.id ?? name) : `${row.data.slug}/${row.data.rows[row.index]?.slug}`;
    return { id: own.length === 1 ? (own[0]?.id ?? id) : id, name, runs: own, row };
  });
}

/** The line that the others are set against: the asked one, else that of a baseline, else the first. */
export function baseOf(lines: readonly Line[], asked: string | null): Line | null {
  if (asked === "none") return null;
  const named = lines.find((line) => line.id === asked || line.runs.some((run) => run.id === asked));
  const baseline = lines.find((line) =>
    line.runs.every(({ data, at }) => data.rows[data.runs.row[at] ?? -1]?.baseline),
  );
  return named ?? baseline ?? lines[0] ?? null;
}

/** The metrics of the chosen runs: those that a comparison shows in its order, then the others. */
export function metricsOf(runs: readonly ChosenRun[]): MetricHead[] {
  const heads = new Map<string, MetricHead>();
  for (const data of new Set(runs.map((run) => run.data))) {
    const own = runs.filter((run) => run.data === data);
    for (const metric of data.metrics) {
      if (own.every(({ at }) => metric.value[at] === null)) continue;
      const better = metric.better === "unknown" ? null : metric.better;
      const head = heads.get(metric.name);
      if (head === undefined) {
        heads.set(metric.name, { ...metric, hows: [metric.how], better });
        continue;
      }
      if (!head.hows.includes(metric.how)) head.hows.push(metric.how);
      if (head.better !== better) head.better = null;
      head.primary ||= metric.primary;
    }
  }
  return [...heads.values()].sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** The cell of a line in a metric, with its difference to the base's. */
export function cellOf(line: Line, head: MetricHead, base: Line | null): ShownCell {
  const own = numberOf(line, head.name);
  const none = { spread: null, differences: [], tone: null, missing: "" };
  if (typeof own === "string") return { ...none, number: null, missing: own };
  const built = builtDifferences(line, head.name, base);
  const other = base === null || base === line ? null : numberOf(base, head.name);
  const isSameKind = head.hows.length === 1;
  const computed =
    other === null || typeof other === "string" || !isSameKind ? [] : differencesOf(own.number, other.number);
  const tone = outcomeOf(line, head.name, base);
  return { number: own.number, spread: own.spread, differences: built ?? computed, tone, missing: "" };
}

/** What a test of the build says of a whole configuration against another; null where none was made or it decided nothing. */
function outcomeOf(line: Line, metric: string, base: Line | null): ShownCell["tone"] {
  const [own, other] = [line.row, base?.row ?? null];
  if (own === null || other === null || own.data !== other.data) return null;
  for (const { row, against, metric: of, outcome } of own.data.contests) {
    if (of !== metric || (outcome !== "better" && outcome !== "worse")) continue;
    if (row === own.index && against === other.index) return outcome;
    if (row === other.index && against === own.index) return outcome === "better" ? "worse" : "better";
  }
  return null;
}

/** The number of a line in a metric: as the build made it where it did, else computed here; or why there is none. */
export function numberOf(line: Line, name: string): { number: ShownNumber; spread: ShownNumber | null } | string {
  const found = line.runs.map((run) => {
    const metric = run.data.metrics.find((one) => one.name === name);
    return metric === undefined ? "not logged" : runNumber(run, metric);
  });
  const numbers = found.filter((one) => typeof one !== "string");
  const reason = found.find((one) => typeof one === "string") ?? "not logged";
  const built = line.runs.length > 1 ? builtCell(line, name) : null;
  if (built !== null) return built;
  return (numbers.length === 0 ? null : meanOf(numbers)) ?? reason;
}

/** The settings of the lines: params, or facts of the environment. */
export function settingsOf(lines: readonly Line[], kind: "params" | "environment"): SettingLine[] {
  const names = new Set(lines.flatMap(({ runs }) => runs.flatMap(({ data }) => data[kind].map((one) => one.name))));
  return [...names].flatMap((name) => {
    const keys = new Set<string>();
    const values = lines.map((line) => {
      const ways = new Map<string, SettingLine["values"][number][number]>();
      for (const run of line.runs) {
        const setting = run.data[kind].find((one) => one.name === name);
        const option = setting?.options[setting.option[run.at] ?? -1];
        const key = option === undefined ? "none" : `${typeof option[1]} ${option[1]}`;
        keys.add(key);
        if (setting !== undefined && option !== undefined && !ways.has(key))
          ways.set(key, { text: option[0], run, at: setting.at });
      }
      return [...ways.values()];
    });
    return values.every((one) => one.length === 0) ? [] : [{ name, values, same: keys.size === 1 }];
  });
}

/** Settings that most lines have, in several ways, before those that only few have; else in the order given. */
export function tellingFirst(settings: readonly SettingLine[]): SettingLine[] {
  const rank = ({ values }: SettingLine) => {
    const own = values.filter((ways) => ways.length > 0);
    const isVaried = new Set(own.map((ways) => ways[0]?.text)).size > 1;
    return isVaried && 2 * own.length >= values.length ? 0 : isVaried ? 1 : 2;
  };
  return settings.toSorted((a, b) => rank(a) - rank(b));
}

/** A line's value on an axis: of a metric, or of a param; a text where that is no number, null where there is none. */
export function placeOnAxis(line: Line, name: string): number | string | null {
  const isMetric = line.runs.some(({ data }) => data.metrics.some((one) => one.name === name));
  if (isMetric) {
    const own = numberOf(line, name);
    return typeof own === "string" || !Number.isFinite(own.number.value) ? null : own.number.value;
  }
  const ways = line.runs.map(({ data, at }) => {
    const setting = data.params.find((one) => one.name === name);
    return setting?.options[setting.option[at] ?? -1];
  });
  const [first] = ways;
  if (first === undefined || ways.some((one) => one?.[1] !== first[1])) return null;
  return typeof first[1] === "number" ? first[1] : first[0];
}

/** The lines that lie in every range that was asked for. */
export function linesWithin(lines: readonly Line[], { where }: CompareState): Line[] {
  return lines.filter((line) =>
    where.every(({ name, low, high, is }) => {
      const place = placeOnAxis(line, name);
      if (is !== null) return place !== null && is.includes(String(place));
      return typeof place === "number" && (low === null || place >= low) && (high === null || place <= high);
    }),
  );
}

/** Lines in the order that was asked for; what has no value comes last whichever way. */
export function sortedLines(lines: readonly Line[], asked: string | null): Line[] {
  const { sort, isDescending } = parseSorting(asked);
  if (sort === null) return [...lines];
  const keys = lines.map((line) => placeOnAxis(line, sort));
  return [...orderOf(keys, isDescending)].flatMap((at) => lines[at] ?? []);
}

/** The configurations of an experiment all of whose runs are among the chosen ones. */
export function wholeRows(runs: readonly ChosenRun[], data: CompareData): Set<number> {
  const chosen = new Set(runs.flatMap((run) => (run.data === data ? [run.at] : [])));
  return new Set(data.rows.flatMap((row, index) => (row.runs.every((at) => chosen.has(at)) ? [index] : [])));
}

function wholeRow(runs: readonly ChosenRun[]): Line["row"] {
  const [first] = runs;
  if (first === undefined || runs.some((run) => run.data !== first.data)) return null;
  const index = first.data.runs.row[first.at] ?? -1;
  const row = first.data.rows[index];
  const own = new Set(runs.map((run) => run.at));
  return row !== undefined && row.runs.length === own.size && row.runs.every((at) => own.has(at))
    ? { data: first.data, index }
    : null;
}

function rowOf({ row }: Line): Row | undefined {
  return row === null ? undefined : row.data.rows[row.index];
}

function builtCell(line: Line, name: string): { number: ShownNumber; spread: ShownNumber | null } | null {
  const cell = cellOfRow(line, name);
  if (cell === null) return null;
  const built = (one: { text: string; href: string | null; title: string }, value: number): ShownNumber => {
    return { text: one.text, value, href: one.href, title: one.title, of: null, how: "" };
  };
  return {
    number: built(cell.number, Number(cell.value ?? Number.NaN)),
    spread: cell.spread === null ? null : built(cell.spread, Number.NaN),
  };
}

/** As the build printed them, where the base is the experiment's own baseline. */
function builtDifferences(line: Line, name: string, base: Line | null): ShownNumber[] | null {
  if (base === null || base === line || line.row?.data !== base.row?.data || !rowOf(base)?.baseline) return null;
  const cell = cellOfRow(line, name);
  const baseCell = cellOfRow(base, name);
  if (cell === null || baseCell === null || cell.difference.length === 0) return null;
  const value = Number(cell.value) - Number(baseCell.value);
  return cell.difference.map(({ text, href, title }) => ({ text, href, title, value, of: null, how: "" }));
}

function cellOfRow(line: Line, name: string): Row["cells"][number] {
  const at = line.row?.data.metrics.findIndex((one) => one.name === name) ?? -1;
  return rowOf(line)?.cells[at] ?? null;
}

/** The names of runs; with their experiment's, and at last with their folder's, where two would be called the same. */
function namesOf(runs: readonly ChosenRun[]): string[] {
  const isOne = new Set(runs.map((run) => run.data)).size === 1;
  const counts = new Map<string, number>();
  for (const { name, data } of runs) counts.set(`${data.slug}/${name}`, (counts.get(`${data.slug}/${name}`) ?? 0) + 1);
  return runs.map(({ name, id, data }) => {
    if ((counts.get(`${data.slug}/${name}`) ?? 0) > 1) return isOne ? id.slice(id.indexOf("/") + 1) : id;
    return isOne ? name : `${data.slug}/${name}`;
  });
}

function groupText(run: ChosenRun, name: string): string {
  if (name === CONFIGURATION) return run.data.rows[run.data.runs.row[run.at] ?? -1]?.name ?? run.name;
  const setting = run.data.params.find((one) => one.name === name);
  return `${name} ${setting?.options[setting.option[run.at] ?? -1]?.[0] ?? "–"}`;
}
