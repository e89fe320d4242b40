import type { RunsData } from "../contract/index.ts";
import type { RunEntry } from "./run-entry.ts";
import { latestFirst } from "./runs-page.ts";

/**
 * All runs as columns, for the table that a script draws (`src/contract/runs-data.ts` says what they hold). A script and no JSON:
 * pages that were opened from a disk may load nothing else. Texts that many runs share are listed once, and what the addresses of
 * an experiment's runs begin with.
 */
export function runsData(path: string, entries: readonly RunEntry[]): { path: string; text: string } {
  const runs = latestFirst(entries);
  const experiments = list(runs, (run) => run.experiment.href);
  const statuses = list(runs, (run) => run.status.text);
  const trackers = list(runs, (run) => run.tracker);
  const metrics = list(runs, (run) => run.result?.metric ?? null);
  const titles = new Map(runs.map((run) => [run.experiment.href, run.experiment.text] as const));
  const tones = new Map(runs.map((run) => [run.status.text, run.status.tone] as const));
  const pages = prefixes(runs, (run) => run.href);
  const evidence = prefixes(runs, (run) => run.result?.number.href ?? null);
  const rest = (from: ReadonlyMap<string, string>, run: RunEntry, text: string | null) =>
    text === null ? null : text.slice(from.get(run.experiment.href)?.length ?? 0);
  const data: RunsData = {
    experiments: experiments.values.map((href) => ({
      text: titles.get(href) ?? "",
      href,
      runs: pages.get(href) ?? "",
      evidence: evidence.get(href) ?? "",
    })),
    statuses: statuses.values.map((text) => ({ text, tone: tones.get(text) ?? "plain" })),
    trackers: trackers.values,
    metrics: metrics.values,
    name: runs.map((run) => run.name),
    page: runs.map((run) => rest(pages, run, run.href) ?? ""),
    experiment: experiments.column,
    status: statuses.column,
    tracker: trackers.column,
    metric: metrics.column,
    result: runs.map((run) => run.result?.number.text ?? null),
    value: runs.map((run) => run.result?.sort ?? null),
    source: runs.map((run) => rest(evidence, run, run.result?.number.href ?? null)),
    apart: runs.map((run) => run.apart),
    started: runs.map((run) => run.time),
    note: Object.fromEntries(runs.flatMap((run, at) => (run.note === null ? [] : [[at, run.note]]))),
    muted: runs.flatMap((run, at) => (run.counts ? [] : [at])),
  };
  return { path, text: `self.labdocsRuns=${asciiJson(data)}\n` };
}

/** JSON that means the same in every encoding that a server may say. */
function asciiJson(value: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(/[^ -~]/g, escaped);
}

/** The different texts in the order in which they come up, and each run's as an index; −1 for none. */
function list(runs: readonly RunEntry[], of: (run: RunEntry) => string | null) {
  const known = new Map<string, number>();
  const column = runs.map((run) => {
    const text = of(run);
    if (text === null) return -1;
    const at = known.get(text) ?? known.size;
    known.set(text, at);
    return at;
  });
  return { values: [...known.keys()], column };
}

/** What the addresses of an experiment's runs begin with. */
function prefixes(runs: readonly RunEntry[], of: (run: RunEntry) => string | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const run of runs) {
    const text = of(run);
    if (text === null) continue;
    const known = found.get(run.experiment.href) ?? text;
    let length = 0;
    while (length < known.length && known[length] === text[length]) length += 1;
    found.set(run.experiment.href, known.slice(0, length));
  }
  return found;
}
