import { byName } from "../model/by-name.ts";
import type { DeclaredDirection, Direction } from "../model/direction.ts";
import { lineOf, sayPlace } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Hypothesis } from "../model/journal.ts";
import { findMetric } from "../model/metric-match.ts";
import type { Run } from "../model/run.ts";
import type { ReadResult } from "../readers/reader.ts";
import { directionOf } from "./direction.ts";
import type { ExperimentSettings } from "./settings.ts";

/** Where directions are declared. */
export interface Declarations {
  hypothesis: Hypothesis | null;
  settings: ExperimentSettings;
  results: readonly ReadResult[];
}

type Better = "higher" | "lower";

/** One statement of which way a metric is better. `who`: as a sentence names it. */
interface Statement {
  who: string;
  better: Better;
  file: string | null;
  line: number | null;
}

/**
 * Which way each metric is better. The journal counts before the configuration, that before what run data declare, and all of
 * them before the metric's name. Run data that contradict one another leave it unknown, unless a person says it. Every
 * contradiction is a finding.
 */
export function directionsOf(
  runs: readonly Run[],
  stated: Declarations,
): { directions: Record<string, Direction>; findings: Finding[] } {
  const names = [...new Set(runs.flatMap((run) => run.metrics.map((metric) => metric.name)))];
  const declared = declaredDirections(stated.results);
  const findings: Finding[] = [];
  const inJournal = journalDirection(names, stated.hypothesis);
  const directions = names.map((name) => {
    const inData = declared.get(name) ?? [];
    const people = [
      ...(inJournal?.name === name ? [inJournal.statement] : []),
      ...configured(stated.settings.metrics?.[name]?.direction),
    ];
    const disputed = new Set(inData.map(({ better }) => better)).size > 1;
    findings.push(...contradictions(name, people, inData));
    const [first] = people;
    const [one] = inData;
    const decides = {
      ...(inData.some(({ objective }) => objective) && { objective: true }),
      ...(inData.some(({ primary }) => primary) && { primary: true }),
    };
    if (first !== undefined) return [name, { ...directionOf(name, first.better), ...decides }] as const;
    if (disputed) return [name, { better: "unknown", how: "unknown", ...decides } satisfies Direction] as const;
    const evidence = one && { evidence: one.evidence };
    return [name, { ...directionOf(name, one?.better), ...evidence, ...decides }] as const;
  });
  return { directions: byName(directions), findings };
}

/** The direction that a journal gives for its primary metric, whose name there may leave out the split. */
function journalDirection(names: readonly string[], hypothesis: Hypothesis | null) {
  const { primaryMetric = null, direction = null } = hypothesis ?? {};
  if (hypothesis === null || primaryMetric === null || direction === null) return null;
  const name = findMetric(primaryMetric, names, null);
  const { file, line } = hypothesis;
  return name === null ? null : { name, statement: { who: "the journal", better: direction, file, line } };
}

function configured(better: Better | undefined): Statement[] {
  return better === undefined ? [] : [{ who: "the configuration", better, file: null, line: null }];
}

/** The directions that run data declare; of those that agree the first, so that there are two where they do not. */
function declaredDirections(results: readonly ReadResult[]): Map<string, DeclaredDirection[]> {
  const declared = new Map<string, DeclaredDirection[]>();
  for (const [name, one] of results.flatMap(({ directions = {} }) => Object.entries(directions))) {
    const known = declared.get(name);
    if (known === undefined) declared.set(name, [one]);
    else if (known.every(({ better }) => better !== one.better)) known.push(one);
  }
  return declared;
}

/** The first statement and the first that contradicts it, as one finding at the latter's place. */
function contradictions(name: string, people: readonly Statement[], inData: readonly DeclaredDirection[]): Finding[] {
  const data = inData.map(({ better, evidence }): Statement => {
    return { who: sayPlace(evidence), better, file: evidence.file, line: lineOf(evidence) };
  });
  const [first, ...others] = [...people, ...data];
  const other = others.find(({ better }) => better !== first?.better);
  if (first === undefined || other === undefined) return [];
  const outcome = people.length > 0 ? `${first.who} counts` : "so it is not known which way is better";
  const message = `${name}: ${first.who} says that ${first.better} is better, ${other.who} says ${other.better}; ${outcome}`;
  const at = other.file === null ? first : other;
  return [finding({ code: "source/directions-agree", file: at.file ?? "docs.config", line: at.line, message })];
}
