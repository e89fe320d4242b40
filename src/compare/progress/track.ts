import { compareText } from "../../model/finding.ts";
import { metricWords } from "../../model/metric-name.ts";
import type { DeclaredTarget, ExperimentFacts, RowFacts } from "../../model/progress.ts";
import type { Reported } from "./series.ts";

/** The names of the tracks of a series, one for each experiment; null where it is one chain. Sentences say why, or what is not known. */
export interface Tracks {
  names: (string | null)[];
  targets: (DeclaredTarget | null)[];
  warnings: string[];
}

interface Member {
  facts: ExperimentFacts;
  row: RowFacts;
  criterion: DeclaredTarget | null;
}

const MOST_SHOWN = 4;

/**
 * Which experiments of a series pursue the same target, so that a value of one may be a new best after another.
 *
 * - Params that declare a target of the metric (`target_val_loss`) part it: what is trained until it reaches 3.28 is no worse
 *   than what goes on to 2.92.
 * - Criteria on the value itself are said, and part nothing: what is asked for grows with what is reached.
 * - Where no experiment records anything that could tell, they are followed by the folders that they lie in.
 */
export function tracksOf(reported: readonly Reported[]): Tracks {
  const metric = reported[0]?.metric.metric ?? "";
  const members = reported.flatMap(({ facts, metric: { chosen, target } }): Member[] => {
    const row = facts.rows[chosen.row];
    return row === undefined ? [] : [{ facts, row, criterion: target ?? null }];
  });
  const set = members.map(({ row }) => targetParam(row, metric));
  const targets = members.map(({ criterion }, at) => set[at] ?? criterion);
  if (kindsOf(set).size > 1) {
    const names = set.map((target) => target?.text ?? "no declared target");
    const warning = `Targets differ: ${sayTargets(set, members)}; each target is followed by itself, and a value of one is no new best of another.`;
    return { names, targets, warnings: [warning] };
  }
  const criteria =
    kindsOf(targets).size > 1
      ? [`Declared criteria differ: ${sayTargets(targets, members)}; a value that meets one need not meet another.`]
      : [];
  const unknown = members.filter(isUnknown);
  if (unknown.length === 0) return { names: members.map(() => null), targets, warnings: criteria };
  const folders = unknown.length === members.length ? foldersOf(members) : null;
  const names = folders ?? members.map(() => null);
  return { names, targets, warnings: [...criteria, sayUnknown({ metric, unknown: unknown.length, names })] };
}

/** A number that a row's params declare as the target of a metric: `target_loss`, `val_loss_goal`. */
function targetParam({ params }: RowFacts, metric: string): DeclaredTarget | null {
  const words = new Set(metricWords(metric));
  const found = params.find(({ name, literal }) => {
    const parts = metricWords(name);
    const others = parts.filter((part) => part !== "target" && part !== "goal");
    const isOfMetric = others.length > 0 && others.every((part) => words.has(part));
    return isOfMetric && others.length < parts.length && Number.isFinite(Number.parseFloat(literal));
  });
  return found === undefined ? null : { text: `${found.name} ${found.literal}`, file: found.file, line: found.line };
}

function kindsOf(targets: readonly (DeclaredTarget | null)[]): Set<string> {
  return new Set(targets.flatMap((target) => (target === null ? [] : [target.text])));
}

/** `target_loss 3.28 (A, B), target_loss 2.92 (C)` */
function sayTargets(targets: readonly (DeclaredTarget | null)[], members: readonly Member[]): string {
  const by = Map.groupBy(members, (_, at) => targets[at]?.text ?? "none declared");
  const shown = [...by].slice(0, MOST_SHOWN).map(([text, of]) => `${text} (${titlesOf(of)})`);
  const more = by.size > shown.length ? ` and ${by.size - shown.length} more` : "";
  return `${shown.join(", ")}${more}`;
}

function titlesOf(members: readonly Member[]): string {
  return members.length > 2 ? `${members.length} experiments` : members.map(({ facts }) => facts.title).join(", ");
}

/** Whether nothing is recorded that could tell what an experiment's values are of. */
function isUnknown({ facts, row, criterion }: Member): boolean {
  return row.params.length === 0 && row.data === null && facts.hypothesis === null && criterion === null;
}

/**
 * The folder that each experiment lies in, below the one that holds them all; null where these part nothing: all in one, or each
 * in its own.
 */
function foldersOf(members: readonly Member[]): string[] | null {
  const paths = members.map(({ facts }) => facts.id.split("/"));
  const [first = [], ...others] = paths;
  const differs = first.findIndex((part, at) => others.some((path) => path[at] !== part));
  if (differs < 0) return null;
  const names = paths.map((path) => path[differs] ?? "");
  const isParted = new Set(names).size > 1 && new Set(names).size < names.length && !names.includes("");
  return isParted ? names : null;
}

function sayUnknown({ metric, unknown, names }: { metric: string; unknown: number; names: (string | null)[] }): string {
  const folders = [...new Set(names)].flatMap((name) => name ?? []).sort(compareText);
  const who =
    unknown === names.length
      ? `None of the ${unknown} experiments records`
      : `${unknown} of ${names.length} experiments do not record`;
  const head = `${who} params, a data version or a hypothesis, so nothing says that their values of ${metric} are of the same task and target`;
  if (folders.length === 0) return `${head}; a new best may be one of another.`;
  const shown = folders.slice(0, MOST_SHOWN).join(", ");
  const more = folders.length > MOST_SHOWN ? ` and ${folders.length - MOST_SHOWN} more` : "";
  return `${head}. They lie in ${folders.length} folders (${shown}${more}); each is followed by itself, and a value of one is no new best of another.`;
}
