import type { Evidence } from "../../model/evidence.ts";
import type { Artifact, Param, Run, RunStatus, StatedStatus } from "../../model/run.ts";
import { foldOf, seedOf } from "../format/known-param.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { withoutSecrets } from "../format/secret.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { Fields, Stated } from "./meta-file.ts";
import { factsOfTags, filled } from "./tag.ts";

/**
 * What MLflow keeps of a run, in whichever store.
 *
 * - `id`, `dir`: as in `Run`; `uuid`: MLflow's id of it.
 * - `fields`: of `meta.yaml` or of the row in `runs`, by the names of either.
 * - `idOf`: the id of another run of the experiment, by its uuid.
 * - `inputs`: the data sets that it was given.
 */
export interface RunRecord {
  id: string;
  dir: string;
  uuid: string;
  fields: Fields;
  tags: Fields;
  params: Param[];
  metrics: ReadMetric[];
  inputs: DatasetInput[];
  artifacts: Artifact[];
  dependencies: string[];
  files: string[];
  isDeleted: boolean;
  idOf(uuid: string): string;
}

/** A data set by its name and the digest MLflow made of it (of its first rows only, where it is long). */
export interface DatasetInput {
  name: string;
  digest: string;
  context: string | null;
  evidence: Evidence;
}

/** mlflow/protos/service.proto, RunStatus; databases hold the names. A missing one is RUNNING to MLflow. */
const STATUSES: { [stated: string]: [RunStatus, string] } = {
  1: ["running", "RUNNING"],
  2: ["scheduled", "SCHEDULED"],
  3: ["finished", "FINISHED"],
  4: ["failed", "FAILED"],
  5: ["killed", "KILLED"],
};
const BY_NAME = new Map(Object.values(STATUSES).map((known) => [known[1], known] as const));

/** The run that a record is. */
export function makeRun(record: RunRecord): Run {
  const { fields, metrics, inputs } = record;
  const { params } = withoutSecrets(record.params);
  const facts = factsOfTags(record.tags);
  const name = filled(fields.get("run_name")) ?? filled(fields.get("name")) ?? facts.name;
  const started = timeOf(fields.get("start_time"));
  const ended = timeOf(fields.get("end_time"));
  const commit = facts.gitCommit ?? filled(fields.get("source_version"));
  const [data] = inputs;
  const provenance = {
    ...(started === null ? {} : { startedAt: started.evidence }),
    ...(ended === null ? {} : { endedAt: ended.evidence }),
    ...(facts.notes === null ? {} : { notes: facts.notes.evidence }),
    ...(commit === null ? {} : { gitCommit: commit.evidence }),
    ...(facts.parent === null ? {} : { parent: facts.parent.evidence }),
    ...(data === undefined ? {} : { dataVersion: data.evidence }),
  };
  return {
    id: record.id,
    name: name?.text.trim() ?? record.uuid,
    dir: record.dir,
    tracker: "mlflow",
    status: statusOf(fields.get("status")),
    startedAt: started?.text ?? null,
    endedAt: ended?.text ?? null,
    description: null,
    params,
    metrics: metrics.map(({ metric }) => metric),
    tags: facts.tags,
    notes: facts.notes?.text ?? null,
    artifacts: record.artifacts,
    environment: facts.environment,
    dependencies: record.dependencies,
    gitCommit: commit?.text.trim() ?? null,
    dataVersion: dataVersionOf(inputs),
    author: null,
    seed: seedOf(params),
    fold: foldOf(params),
    parent: facts.parent === null ? null : record.idOf(facts.parent.text.trim()),
    group: null,
    deleted: record.isDeleted || fields.get("lifecycle_stage")?.text === "deleted",
    ignored: null,
    duplicateOf: null,
    diverged: findDivergence(metrics),
    files: record.files,
    uid: record.uuid,
    clock: "utc",
    provenance,
  };
}

function statusOf(stated: Stated | undefined): StatedStatus {
  if (stated === undefined) {
    const because = "MLflow recorded no status, which it takes for RUNNING";
    return { value: "running", how: "inferred", because, evidence: null };
  }
  const known = STATUSES[stated.text] ?? BY_NAME.get(stated.text);
  const { evidence } = stated;
  if (known === undefined) {
    return { value: "unknown", how: "recorded", because: `MLflow has no status “${stated.text}”`, evidence };
  }
  return { value: known[0], how: "recorded", because: `MLflow recorded ${known[1]}`, evidence };
}

/** Milliseconds since the epoch as ISO 8601 in UTC. */
function timeOf(stated: Stated | undefined): Stated | null {
  const milliseconds = Number(stated?.text);
  if (stated === undefined || stated.text === "" || !(Math.abs(milliseconds) <= 8.64e15)) return null;
  return { text: new Date(milliseconds).toISOString(), evidence: stated.evidence };
}

/** `iris@d41d8cd9`, what it was trained on first. */
function dataVersionOf(inputs: readonly DatasetInput[]): string | null {
  const isTraining = ({ context }: DatasetInput) => context !== null && /^train/i.test(context);
  const sorted = [...inputs.filter(isTraining), ...inputs.filter((one) => !isTraining(one))];
  return sorted.length === 0 ? null : [...new Set(sorted.map(({ name, digest }) => `${name}@${digest}`))].join(", ");
}
