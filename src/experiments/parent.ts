import { metricWords } from "../model/metric-name.ts";
import type { Run } from "../model/run.ts";

/** Words that a parent's summary of its children puts around the name of their metric. */
const SUMMARY = new Set("best mean avg average median std max min final top overall cv all total".split(" "));

/**
 * The runs of one experiment with those marked that only hold others (`holds`), and the name of its parent on each run
 * that one of them holds (`parentName`). A parent holds only, if it logged nothing, summaries, or what its children log
 * too: their best value copied up would stand in a table as one more run. It is a run of its own if it logged something
 * else and nothing of theirs, or trained where they did not (a series against single values).
 */
export function markParents(runs: readonly Run[]): Run[] {
  const children = childrenOf(runs);
  if (children.size === 0) return [...runs];
  const holders = new Map(
    runs.flatMap((run) => {
      const own = children.get(run.id);
      return own !== undefined && onlyHolds(run, own) ? [[run.id, { name: run.name, holds: own.length }]] : [];
    }),
  );
  return runs.map((run) => {
    const holds = holders.get(run.id)?.holds;
    const parent = run.parent === null || run.parent === run.id ? undefined : holders.get(run.parent);
    if (holds === undefined && parent === undefined) return run;
    return { ...run, ...(holds !== undefined && { holds }), ...(parent !== undefined && { parentName: parent.name }) };
  });
}

/** The runs under each run that is found as well; copies and deleted ones are nobody's. */
function childrenOf(runs: readonly Run[]): Map<string, Run[]> {
  const ids = new Set(runs.map((run) => run.id));
  const children = new Map<string, Run[]>();
  for (const run of runs) {
    const { id, parent, deleted, duplicateOf } = run;
    if (parent === null || parent === id || deleted || duplicateOf !== null || !ids.has(parent)) continue;
    const own = children.get(parent);
    if (own === undefined) children.set(parent, [run]);
    else own.push(run);
  }
  return children;
}

function onlyHolds(parent: Run, children: readonly Run[]): boolean {
  const theirs = new Set(children.flatMap((child) => child.metrics.map((metric) => metric.name)));
  const isSeries = (run: Run) => run.metrics.some((metric) => metric.points > 1);
  if (isSeries(parent) && !children.some(isSeries)) return false;
  const bare = new Set([...theirs].map(bareName));
  const isTheirs = (name: string) => theirs.has(name) || metricWords(name)[0] === "best" || bare.has(bareName(name));
  return (
    parent.metrics.length === 0 ||
    parent.metrics.some(({ name }) => theirs.has(name)) ||
    parent.metrics.every(({ name }) => isTheirs(name))
  );
}

function bareName(name: string): string {
  return metricWords(name)
    .filter((word) => !SUMMARY.has(word))
    .join(" ");
}
