import type { DeclaredDirection } from "../../model/direction.ts";
import type { Evidence, Locator } from "../../model/evidence.ts";
import type { Param, Run, RunStatus } from "../../model/run.ts";
import { blankRun, seedAndFold } from "../format/blank-run.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import type { MetricTrack } from "../format/metric-track.ts";
import { metricOfTrack } from "../format/metric-track.ts";
import type { Source } from "../reader.ts";

/** A plain fact with where it stands. */
export interface Fact {
  text: string;
  evidence: Evidence;
}

/**
 * A trial as a database or journal tells it.
 *
 * - `values`: by objective; `intermediate`: what was reported while it ran; `attributes`: numbers that the user attached.
 * - `locate`: where a sample of each track stands.
 */
export interface Trial {
  number: number;
  uid: string;
  state: Fact;
  start: Fact | null;
  end: Fact | null;
  failure: string | null;
  params: Param[];
  tags: string[];
  tracks: { track: MetricTrack; locate: (place: number) => Locator; isObjective?: boolean }[];
}

/** A study: its directions and the names of its objectives, where they were given. */
export interface Study {
  name: string;
  directions: Fact[];
  names: string[] | null;
}

/** The states of `optuna.trial.TrialState`, in the order of their numbers in a journal. */
export const STATES = ["RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"] as const;

/** The directions of `optuna.study.StudyDirection`, in the order of their numbers in a journal. */
export const DIRECTIONS = ["NOT_SET", "MINIMIZE", "MAXIMIZE"] as const;

/** What was reported while a trial ran, as a metric. */
export const INTERMEDIATE = "intermediate";

const STATUS: Record<string, RunStatus> = {
  RUNNING: "running",
  COMPLETE: "finished",
  PRUNED: "pruned",
  FAIL: "failed",
  WAITING: "scheduled",
};

/** What an objective is called: as `set_metric_names` says, else as in `Study.trials_dataframe` (`value`, `values_0`). */
export function objectiveName({ names, directions }: Pick<Study, "names" | "directions">, objective: number): string {
  return names?.[objective] ?? (directions.length > 1 || objective > 0 ? `values_${objective}` : "value");
}

/** The directions of a study's metrics. What is reported on the way to one objective goes the same way (the pruners rely on it). */
export function declaredDirections(study: Study): Record<string, DeclaredDirection> {
  const declared: [string, DeclaredDirection][] = study.directions.flatMap(({ text, evidence }, objective) => {
    if (text !== "MINIMIZE" && text !== "MAXIMIZE") return [];
    const direction: DeclaredDirection = { better: text === "MAXIMIZE" ? "higher" : "lower", evidence };
    const name = objectiveName(study, objective);
    const own: [string, DeclaredDirection] = [name, { ...direction, objective: true }];
    return study.directions.length > 1 ? [own] : [own, [INTERMEDIATE, direction]];
  });
  return Object.fromEntries(declared);
}

/** Whether a trial ended with a value that counts, whatever it reported on the way: Optuna would take it for the best. */
function hasResult({ state, tracks }: Trial): boolean {
  if (state.text !== "COMPLETE") return false;
  return tracks.some(({ track, isObjective }) => isObjective === true && Number.isFinite(track.last?.value));
}

/** A trial as a run of its study. */
export function runOfTrial(trial: Trial, source: Source): Run {
  const { state, start, end } = trial;
  const read = trial.tracks.flatMap(({ track, locate }) => metricOfTrack(track, ({ place }) => locate(place)) ?? []);
  const { seed, fold, provenance } = seedAndFold(trial.params);
  const because = trial.failure ?? `Optuna recorded ${state.text}`;
  return {
    ...blankRun(source),
    id: `${source.id}/${trial.number}`,
    name: `trial-${trial.number}`,
    status: { value: STATUS[state.text] ?? "unknown", how: "recorded", because, evidence: state.evidence },
    startedAt: start?.text ?? null,
    endedAt: end?.text ?? null,
    clock: /(?:[+-]\d\d:?\d\d|Z)$/.test(start?.text ?? "") ? "offset" : "local",
    params: trial.params,
    metrics: read.map(({ metric }) => metric),
    diverged: hasResult(trial) ? null : findDivergence(read),
    tags: trial.tags,
    seed,
    fold,
    sweep: source.experiment.name,
    uid: trial.uid,
    provenance: {
      ...provenance,
      ...(start && { startedAt: start.evidence }),
      ...(end && { endedAt: end.evidence }),
    },
    files: source.files,
  };
}
