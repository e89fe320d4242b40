import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { hiddenNote, withoutSecrets } from "../format/secret.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { declaredDirections } from "./goal.ts";
import { detectWandb, recordingsOf } from "./place.ts";
import { readRecording } from "./recording.ts";
import { unreadOf } from "./recording-finding.ts";
import { makeRun } from "./run.ts";
import { joinSeries } from "./run-metrics.ts";
import { showRecordOf, showRecordsOf } from "./show.ts";
import type { Stretch } from "./stretch.ts";
import { overlapFindings, readStretches } from "./stretch.ts";

/** Run folders of Weights & Biases: the `.wandb` recording first, the files beside it where it is missing or cut off. */
export const wandbReader: Reader = {
  name: "wandb",
  detect: detectWandb,
  read: readWandb,
  series: readWandbSeries,
  show: showRecordOf,
  showAll: showRecordsOf,
};

function readWandb(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const stretches = readStretches(source, root, findings);
  findings.push(...overlapFindings(stretches));
  const format = formatOf(stretches);
  const reason = findings.find(({ code }) => code === "source/unreadable");
  const isNothing = stretches.every(({ recording, read }) => recording === null && read.length === 0);
  if (reason !== undefined && isNothing) {
    return { runs: [], findings, unreadable: [{ path: source.dir, reason: reason.message }], format };
  }
  const run = makeRun(source, stretches);
  const params = withoutSecrets(run.params);
  const artifacts = stretches.flatMap(({ dir, artifacts: paths }) => readArtifacts(root, { dir, paths }, findings));
  const unread = stretches.flatMap(({ recording }) => (recording === null ? [] : unreadOf(recording)));
  return {
    runs: [{ ...run, params: params.params, artifacts }],
    findings,
    unreadable: [],
    format,
    directions: declaredDirections(source, { run, stretches, root }),
    unread: [...unread, ...legacyNote(source), ...hiddenNote(source.dir, params.hidden)],
  };
}

/** SDKs before 0.10 wrote rows as lines of JSON; of their runs the summary is read. */
function legacyNote({ files }: Source): { path: string; reason: string }[] {
  const paths = files.filter((path) => path.endsWith("/wandb-history.jsonl"));
  return paths.map((path) => ({ path, reason: "the rows of an SDK before 0.10; the summary beside them is read" }));
}

function readWandbSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const wanted = metrics === null ? null : new Set(metrics);
  const recordings = recordingsOf(run.files).flatMap((path) => {
    try {
      return [readRecording(root, path, { keep: true, wanted })];
    } catch {
      // That it cannot be read was said when the run was read.
      return [];
    }
  });
  return joinSeries(recordings);
}

function formatOf(stretches: readonly Stretch[]): string {
  const sdk = stretches.flatMap(({ recording }) => recording?.facts.texts.sdk?.value ?? []).at(-1);
  const isRecorded = stretches.some(({ recording }) => recording !== null);
  return `W&B ${isRecorded ? ".wandb" : "run folder"}${sdk === undefined ? "" : `, SDK ${sdk}`}`;
}
