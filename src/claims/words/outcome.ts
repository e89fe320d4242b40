import { bucketOf } from "../../model/accounting.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { show } from "./change.ts";
import { isRate, isTime, meansHigher } from "./direction-word.ts";
import { wordsOf } from "./metric-mention.ts";
import type { NamedRuns } from "./name.ts";
import { shownBetter, shownSame } from "./significance.ts";
import type { Entry, Standing } from "./standing.ts";
import { entryOf, standingsOf } from "./standing.ts";
import type { Comparing, Placing, Sameness, Statement } from "./statement.ts";

/** Whether what words state is so. `unknown`: nothing here can tell; `ignored`: it is about a run that is ignored. */
export interface Outcome {
  answer: "true" | "false" | "unknown" | "ignored";
  value: number | null;
  evidence: Evidence[];
  reason: string | null;
}

/** One way to look at a statement: whether it is so, and the values behind that. */
interface Look {
  holds: boolean;
  entries: Entry[];
  metric: string;
}

/**
 * Looks a statement up in the comparison. `nearby`: the metrics that the paragraph names, which words without a metric may
 * mean. Null where it is about something that is not known here, so that it is no claim.
 */
export function outcomeOf(
  statement: Statement,
  compiled: CompiledExperiment,
  nearby: readonly string[],
): Outcome | null {
  const { said } = statement;
  if (said.kind === "diverged") return divergence(said.subject, compiled);
  const ignored = ignoredOne([said.subject, ...("object" in said ? [said.object] : [])], compiled);
  if (ignored !== null) return ignored;
  const metrics = metricsMeant(statement, compiled, nearby);
  if (metrics.length === 0) return null;
  if (said.kind === "same") return sameness(said, { compiled, metrics });
  const looks = metrics.flatMap((metric) =>
    said.kind === "compare" ? comparison(said, compiled, metric) : placement({ ...statement, said }, compiled, metric),
  );
  const [first] = looks;
  if (first === undefined) return null;
  if (looks.every(({ holds }) => !holds)) return said.kind === "compare" && said.negated ? null : wrong(first);
  if (!first.holds) return unsure(first, "it depends on the metric, the runs or the points that are compared");
  if (said.kind === "compare" && said.significant) return significance(looks, said.negated, compiled);
  const [a, b] = first.entries;
  const value = a !== undefined && b !== undefined && said.kind === "compare" ? a.value - b.value : null;
  return { answer: "true", value, evidence: evidenceOf(first), reason: null };
}

function wrong(look: Look): Outcome {
  return { answer: "false", value: null, evidence: evidenceOf(look), reason: say(look) };
}

function unsure(look: Look, reason: string): Outcome {
  return { answer: "unknown", value: null, evidence: [], reason: `${reason} (${say(look)})` };
}

/** What tests say where the means stand as the words have it: so if one of the metrics meant shows it, wrong if none can. */
function significance(looks: readonly Look[], negated: boolean, compiled: CompiledExperiment): Outcome {
  const [first] = looks as [Look];
  // That something is not significantly better may mean that it is worse, or that it was not tested.
  if (negated) return unsure(first, "it is not said whether a test was made");
  // The first look at each metric is the comparison's own: rows by their means.
  const own = [...new Map(looks.toReversed().map((look) => [look.metric, look])).values()].filter(({ holds }) => holds);
  const shown = own.map(({ metric, entries }) => shownBetter({ compiled, metric, entries: entries as [Entry, Entry] }));
  const at = shown.findIndex(({ answer }) => answer === "true");
  const good = own[at];
  if (good !== undefined) return { answer: "true", value: null, evidence: evidenceOf(good), reason: null };
  const reason = shown[0]?.reason ?? "no test shows it";
  const isWrong = own.length === looksAt(looks).size && shown.every(({ answer }) => answer === "false");
  return isWrong
    ? { answer: "false", value: null, evidence: evidenceOf(first), reason: `${reason} (${say(first)})` }
    : unsure(first, reason);
}

function looksAt(looks: readonly Look[]): Set<string> {
  return new Set(looks.map(({ metric }) => metric));
}

/** `shift has test/accuracy 0.9713, baseline 0.9822`. */
function say({ entries: [first, ...others], metric }: Look): string {
  if (first === undefined) return metric;
  return [
    `${first.name} has ${metric} ${show(first.value)}`,
    ...others.map(({ name, value }) => `${name} ${show(value)}`),
  ].join(", ");
}

function evidenceOf({ entries }: Look): Evidence[] {
  return entries.flatMap(({ evidence }) => evidence);
}

/** The metrics that the words can mean: those that are named, else the primary one first and then those near by. */
function metricsMeant(statement: Statement, compiled: CompiledExperiment, nearby: readonly string[]): string[] {
  const { metric, said } = statement;
  const columns = compiled.comparison.metrics;
  const splits = metric !== null && metric.splits.size > 0 ? metric.splits : (statement.splits ?? new Set<string>());
  const ofSplit = (names: readonly string[]) =>
    splits.size === 0 ? names : names.filter((name) => [...splits].some((split) => isOf(name, split)));
  const isAccurate = "word" in said && /accurate$/i.test(said.word);
  if (metric !== null || isAccurate) {
    const named = columns.filter(({ name }) => metric?.metrics.has(name) ?? wordsOf(name).words.includes("accuracy"));
    const sorted = named.toSorted((a, b) => Number(b.primary) - Number(a.primary)).map(({ name }) => name);
    return [...ofSplit(sorted)];
  }
  const isSpeed =
    said.kind === "compare" ? said.direction.kind === "speed" : said.kind === "place" && said.by === "speed";
  if (isSpeed) return columns.map(({ name }) => name).filter((name) => isTime(name) || isRate(name));
  if (said.kind === "compare" && said.direction.kind === "level") return [];
  const primary = columns.find((column) => column.primary);
  if (primary === undefined) return [];
  if (splits.size > 0) {
    // “On the validation set a beats b”: the measure that decides, there.
    const measure = wordsOf(primary.name).words.join(" ");
    return [...ofSplit(columns.map(({ name }) => name))].filter((name) => wordsOf(name).words.join(" ") === measure);
  }
  return [...new Set([primary.name, ...nearby.filter((name) => columns.some((column) => column.name === name))])];
}

function isOf(metric: string, split: string): boolean {
  const name = metric.toLowerCase();
  if (split === "test") return /test/.test(name);
  return split === "training" ? /train/.test(name) : /val|dev/.test(name);
}

function comparison(said: Comparing, compiled: CompiledExperiment, metric: string): Look[] {
  const higher = meansHigher(said.direction, metric, compiled.experiment.directions[metric]);
  if (higher === null) return [];
  return pairs(said.subject, said.object, standingsOf(compiled, metric)).map(([a, b]) => {
    const difference = a.value - b.value;
    const isSo = higher ? difference > 0 : difference < 0;
    return { holds: said.negated ? !isSo : isSo, entries: [a, b], metric };
  });
}

/** The two things in each way of seeing them; a run is set against a row's mean where one of each is named. */
function pairs(a: NamedRuns, b: NamedRuns, standings: readonly Standing[]): [Entry, Entry][] {
  const [rows = [], runs = [], bestRows = [], bestRuns = []] = standings;
  const looks: [Standing, Standing][] = [
    [rows, rows],
    [runs, runs],
    [rows, runs],
    [runs, rows],
    [bestRows, bestRows],
    [bestRuns, bestRuns],
  ];
  return looks.flatMap(([of, against]): [Entry, Entry][] => {
    const [one, other] = [entryOf(of, a), entryOf(against, b)];
    return one === null || other === null || one === other ? [] : [[one, other]];
  });
}

function placement(
  { said, among }: Statement & { said: Placing },
  compiled: CompiledExperiment,
  metric: string,
): Look[] {
  const direction = compiled.experiment.directions[metric];
  const higherFirst =
    said.by === "highest"
      ? true
      : said.by === "lowest"
        ? false
        : meansHigher({ kind: said.by === "speed" ? "speed" : "quality", up: true }, metric, direction);
  if (higherFirst === null) return [];
  return standingsOf(compiled, metric).flatMap((standing): Look[] => {
    const own = entryOf(standing, said.subject);
    if (own === null || standing.length < 2 || (among !== null && among !== standing.length)) return [];
    const isAhead = (one: Entry) => (higherFirst ? one.value > own.value : one.value < own.value);
    const ahead = standing.filter(isAhead);
    const behind = standing.filter((one) => one !== own && !isAhead(one) && one.value !== own.value);
    const ties = standing.length - ahead.length - behind.length;
    const isSelected = said.rank === 1 && said.by === "quality" && compiled.comparison.selection?.row === own.row;
    const fromEnd = said.rank < 0;
    const [nearer, rank] = fromEnd ? [behind, -said.rank] : [ahead, said.rank];
    const holds = nearer.length < rank && rank <= nearer.length + ties;
    const ordered = nearer.toSorted((a, b) => (higherFirst === fromEnd ? a.value - b.value : b.value - a.value));
    const shown = ordered[0] ?? standing.find((one) => one !== own);
    return [{ holds: holds || isSelected, entries: shown === undefined ? [own] : [own, shown], metric }];
  });
}

/** That nothing differs: so where the values are equal, else what tests say of the first metric meant. */
function sameness(
  { subject, object, statistical }: Sameness,
  { compiled, metrics }: { compiled: CompiledExperiment; metrics: readonly string[] },
): Outcome | null {
  const [metric = ""] = metrics;
  const [pair] = pairs(subject, object, standingsOf(compiled, metric));
  if (pair === undefined) return null;
  const look = { holds: true, entries: pair, metric };
  if (pair[0].value === pair[1].value) return { answer: "true", value: 0, evidence: evidenceOf(look), reason: null };
  const { answer, reason } = shownSame({ compiled, metric, entries: pair }, statistical);
  if (answer === "true") return { answer, value: null, evidence: evidenceOf(look), reason: null };
  // Several metrics may be meant where none is named.
  if (answer === "unknown" || metrics.length > 1) return unsure(look, reason ?? "no test shows it");
  return { answer, value: null, evidence: evidenceOf(look), reason: `${reason} (${say(look)})` };
}

function ignoredOne(named: readonly NamedRuns[], { experiment }: CompiledExperiment): Outcome | null {
  for (const { runs } of named) {
    const own = experiment.runs.filter(({ id }) => runs.has(id));
    const [first] = own;
    if (first === undefined || !own.every((run) => bucketOf(run) === "ignored")) continue;
    const why = first.ignored?.reason ?? "";
    const reason = why === "" ? `${first.name} is ignored` : `${first.name} is ignored: ${why}`;
    return { answer: "ignored", value: null, evidence: [], reason };
  }
  return null;
}

/** A run that diverged has a value that is not finite; one whose numbers only grew may be called so too. */
function divergence({ runs }: NamedRuns, { experiment }: CompiledExperiment): Outcome | null {
  const own = experiment.runs.filter(({ id }) => runs.has(id));
  const evidence = own.flatMap(({ diverged }) => (diverged === null ? [] : [diverged.evidence]));
  if (own.length === 0 || own.some((run) => run.metrics.length === 0)) return null;
  return evidence.length === own.length ? { answer: "true", value: null, evidence, reason: null } : null;
}
