import type { Param, Run, RunFact, StatedStatus } from "../../model/run.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { metricOfPoint } from "../format/point-metric.ts";
import { withoutSecrets } from "../format/secret.ts";
import type { Source } from "../reader.ts";
import type { Column, Ledger } from "./ledger.ts";
import { isUnique, measuredIn } from "./ledger.ts";
import type { Cell, LedgerRow, LedgerTable } from "./table.ts";
import { plainName, statusOfWord } from "./word.ts";

const LONGEST_NAME = 80;
/** What somebody made of a run that ended, which its status does not say. */
const JUDGED = /^(?:keep|kept|discard(?:ed)?|reject(?:ed)?|revert(?:ed)?|accept(?:ed)?|improved|baseline)$/i;
const CLOCK = /(?:Z|[+-]\d\d:?\d\d)$/;

/** The runs of a ledger, and how many values were left out that may be keys or personal. */
export function runsOf(source: Source, table: LedgerTable, ledger: Ledger): { runs: Run[]; hidden: number } {
  const names = namesOf(table, ledger);
  let hidden = 0;
  const runs = table.rows.map((row, index) => {
    const made = runOf({ source, table, ledger }, row, names[index] ?? `run-${row.row}`);
    hidden += made.hidden;
    return made.run;
  });
  return { runs, hidden };
}

interface Context {
  source: Source;
  table: LedgerTable;
  ledger: Ledger;
}

function runOf({ source, table, ledger }: Context, row: LedgerRow, name: string): { run: Run; hidden: number } {
  const file = table.path;
  const of = (role: Column["role"]) => ledger.columns.filter((one) => one.role === role && row.cells.has(one.column));
  const fact = (role: Column["role"]) => row.cells.get(of(role)[0]?.column ?? "");
  const all = of("param").map(({ column, name }) => paramOf(name, file, row.cells.get(column) as Cell));
  const { params, hidden } = withoutSecrets(all);
  const word = fact("status");
  const stated = statusOf(word, file);
  const isOver = stated?.value === "finished" || stated === null;
  const read = of("metric").flatMap(({ column, name }) => {
    const cell = row.cells.get(column);
    const found = measuredIn(cell);
    // A run that did not end has nothing to say where 0 stands.
    if (cell === undefined || found === null || (!isOver && !(Math.abs(found.value) > 0))) return [];
    const evidence = { file, locator: cell.locator, literal: found.literal };
    return [metricOfPoint(name, { value: found.value, step: null, evidence })];
  });
  const facts = { startedAt: fact("started"), endedAt: fact("ended"), description: fact("description") };
  const more = { notes: fact("notes"), gitCommit: fact("commit"), author: fact("author") };
  const seeds = seedAndFold(params);
  const run: Run = {
    ...blankRun(source),
    ...textsOf({ ...facts, ...more }),
    seed: seeds.seed,
    fold: seeds.fold,
    id: `${file}#${name}`,
    name,
    status: stated ?? (read.length > 0 ? STATES : unknownStatus("its row states no result")),
    params,
    metrics: read.map(({ metric }) => metric),
    tags: [...tagsIn(fact("tags")), ...(word !== undefined && JUDGED.test(word.literal) ? [word.literal] : [])],
    provenance: { ...seeds.provenance, ...provenanceOf({ ...facts, ...more }, file) },
    clock: CLOCK.test(facts.startedAt?.literal ?? "") ? "offset" : "local",
    diverged: findDivergence(read),
    files: [file],
  };
  return { run, hidden };
}

const STATES: StatedStatus = { value: "finished", how: "inferred", because: "its row states a result", evidence: null };

function statusOf(cell: Cell | undefined, file: string): StatedStatus | null {
  const value = cell === undefined ? null : statusOfWord(String(cell.value));
  if (cell === undefined) return null;
  const evidence = { file, locator: cell.locator, literal: cell.literal };
  const because = `its row says “${cell.literal}”`;
  return { value: value ?? "unknown", how: value === null ? "inferred" : "recorded", because, evidence };
}

function paramOf(name: string, file: string, { value, literal, locator }: Cell): Param {
  return { name, value, evidence: { file, locator, literal } };
}

type Facts = Partial<Record<RunFact, Cell | undefined>>;

function textsOf(facts: Facts): Partial<Run> {
  return Object.fromEntries(Object.entries(facts).map(([fact, cell]) => [fact, cell?.literal ?? null]));
}

function provenanceOf(facts: Facts, file: string): Run["provenance"] {
  const stated = Object.entries(facts).flatMap(([fact, cell]) =>
    cell === undefined ? [] : [[fact, { file, locator: cell.locator, literal: cell.literal }] as const],
  );
  return Object.fromEntries(stated);
}

function tagsIn(cell: Cell | undefined): string[] {
  if (cell === undefined) return [];
  return String(cell.value)
    .replace(/^\[|\]$/g, "")
    .split(/[,;|]/)
    .map((tag) => tag.trim().replace(/^["']|["']$/g, ""))
    .filter((tag) => tag !== "");
}

/**
 * A name for each row, no two alike: the most telling column that tells all rows apart, else the first one with settings and
 * seed behind it until it does.
 */
function namesOf({ rows }: LedgerTable, { ids, columns }: Ledger): string[] {
  const sole = ids.find((id) => isUnique(rows, id));
  const id = sole ?? ids[0];
  let names = rows.map((row) => (id === undefined ? "" : nameIn(id, row.cells.get(id))));
  const isSeed = ({ name }: Column) => plainName(name) === "seed";
  const settings = columns.filter((one) => one.role === "param" && one.column !== id);
  for (const setting of [...settings.filter((one) => !isSeed(one)), ...settings.filter(isSeed)]) {
    if (sole !== undefined || new Set(names).size === names.length) break;
    const texts = rows.map(({ cells }) => cells.get(setting.column)?.literal ?? "");
    if (new Set(texts).size < 2 || texts.some((text) => text.length > 30)) continue;
    names = names.map((name, at) => joined(name, settingText(setting, rows[at]?.cells.get(setting.column))));
  }
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, at) => (name !== "" && counts.get(name) === 1 ? name : joined(name, `run-${at + 1}`)));
}

function joined(name: string, more: string): string {
  return [name, more].filter((part) => part !== "").join("-");
}

function settingText({ name }: Column, cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell.value === "string") return cell.literal;
  const short = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1);
  return plainName(short) === "seed" ? `seed${cell.literal}` : `${short}=${cell.literal}`;
}

/** A number alone is no name: `trial-3`. */
function nameIn(column: string, cell: Cell | undefined): string {
  if (cell === undefined) return "";
  const text = cell.literal.trim().replace(/\s+/g, " ").slice(0, LONGEST_NAME);
  if (/^\d{1,6}$/.test(text)) return `${plainName(column) === "id" ? "run" : plainName(column)}-${text}`;
  return text;
}
