import type { Run, Tracker } from "../../model/run.ts";
import { paramOf } from "../../model/run.ts";
import { isPlain } from "./label.ts";
import { stemOf } from "./name.ts";
import { valueKey } from "./params.ts";

/** Runs that repeat one another: same params and same name, apart from seed, fold and what belongs to one run only. */
export interface Group {
  name: string;
  runs: Run[];
}

interface Unnamed {
  stem: string;
  first: Run;
  runs: Run[];
}

/** Formats whose runs lie in folders that people name. */
const NAMED: ReadonlySet<Tracker> = new Set(["tree", "specweave", "ledger", "textlog"]);
/** The rest of a random id behind the name of a log's folder. */
const LOG_ID = /[-_][0-9a-f]{8}$/;

/**
 * Groups runs by the differing params and the name without its seed, in the order of their first run. Runs without any
 * param, seed or telling name have nothing known in common, so each stays alone. Names are unique: groups that would
 * share one get their differing params behind it.
 */
export function groupRuns(runs: readonly Run[], differing: readonly string[]): Group[] {
  const positions = new Map(differing.map((name, index) => [name, index]));
  const groups = new Map<string, Unnamed>();
  for (const run of runs) {
    const stem = stemOfRun(run);
    const key = keyOf(run, stem, positions);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { stem, first: run, runs: [run] });
    else group.runs.push(run);
  }
  return nameGroups([...groups.values()], differing);
}

/** A run's name without what tells repeats apart and what its tracker made up; empty when nothing is left. */
export function stemOfRun({ name, tracker }: Pick<Run, "name" | "tracker">): string {
  return stemOf(tracker === "textlog" ? name.replace(LOG_ID, "") : name, NAMED.has(tracker));
}

function keyOf(run: Run, stem: string, positions: ReadonlyMap<string, number>): string {
  const values = new Array<string>(positions.size).fill("");
  for (const param of run.params) {
    const position = positions.get(param.name);
    if (position !== undefined) values[position] = valueKey(param.value);
  }
  // Two logs that begin with their code repeat one another only where that is the same.
  const code = run.tracker === "textlog" ? run.environment.find(({ name }) => name === "code")?.value : undefined;
  const alone = stem === "" && run.params.length === 0 && run.seed === null && run.fold === null;
  return [stem, alone ? run.id : "", ...(code === undefined ? [] : [String(code)]), ...values].join("\u0000");
}

function nameGroups(groups: readonly Unnamed[], differing: readonly string[]): Group[] {
  const among = new Map<string, string[]>();
  for (const [stem, rivals] of Map.groupBy(groups, (group) => group.stem)) {
    among.set(stem, rivals.length > 1 || stem === "" ? differingAmong(rivals, differing) : []);
  }
  const used = new Map<string, number>();
  const taken = new Set<string>();
  return groups.map((group) => {
    const base = nameOf(group, among.get(group.stem) ?? []);
    let count = used.get(base) ?? 0;
    let name = base;
    do {
      count += 1;
      name = count === 1 ? base : `${base}-${count}`;
    } while (taken.has(name));
    used.set(base, count);
    taken.add(name);
    return { name, runs: group.runs };
  });
}

function differingAmong(rivals: readonly Unnamed[], differing: readonly string[]): string[] {
  const literal = (group: Unnamed | undefined, name: string) => group && paramOf(group.first, name)?.evidence.literal;
  return differing
    .filter((name) => rivals.some((rival) => literal(rival, name) !== literal(rivals[0], name)))
    .slice(0, 6);
}

/** `baseline-lr=0.01`, without anything that an expression could trip over; a single run without a stem keeps its name. */
function nameOf(group: Unnamed, among: readonly string[]): string {
  if (group.stem !== "" && among.length === 0) return group.stem;
  if (group.stem === "" && group.runs.length === 1 && isPlain(group.first.name)) return group.first.name;
  const parts = among.map((name) => {
    return `${name.slice(name.lastIndexOf(".") + 1)}=${paramOf(group.first, name)?.evidence.literal ?? "none"}`;
  });
  const text = [group.stem, ...parts].filter((part) => part !== "").join("-");
  return plainName(text === "" ? group.first.name : text);
}

function plainName(text: string): string {
  return text.replace(/[\s,()"'`@/|]+/g, "-").slice(0, 120);
}
