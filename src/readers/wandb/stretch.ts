import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param } from "../../model/run.ts";
import { baseName, joinPath } from "../../model/tree.ts";
import { unreadable } from "../format/value-file.ts";
import type { Source } from "../reader.ts";
import { settingsOf } from "./config.ts";
import { recordingsOf, stretchesOf } from "./place.ts";
import type { Recording } from "./recording.ts";
import { readRecording } from "./recording.ts";
import { findingsOf } from "./recording-finding.ts";
import type { RunMetadata } from "./run-file.ts";
import { readConfigFile, readMetadataFile, readPackages, readSummaryFile } from "./run-file.ts";
import type { SummaryNumber } from "./summary.ts";
import { readSummary } from "./summary.ts";

/**
 * One folder of a run: what its `.wandb` file says, and what the files beside it say. A run that was resumed has several.
 *
 * - `recording`: null where there is no `.wandb` file that can be read.
 * - `read`: the files that were read; `artifacts`: the others.
 */
export interface Stretch {
  dir: string;
  recording: Recording | null;
  summary: SummaryNumber[];
  config: Param[];
  summaryFile: ReturnType<typeof readSummaryFile>;
  metadata: RunMetadata | null;
  packages: string[];
  read: string[];
  artifacts: string[];
}

const ROLES = {
  config: "config.yaml",
  summary: "wandb-summary.json",
  metadata: "wandb-metadata.json",
  packages: "requirements.txt",
} as const;
/** Written by the tool about the run, and read elsewhere or not at all. */
const NOT_MADE = new Set<string>([...Object.values(ROLES), "conda-environment.yaml", "wandb-events.jsonl"]);

/** Reads the folders of a run in the order in which they were begun. */
export function readStretches(source: Source, root: string, findings: Finding[]): Stretch[] {
  return stretchesOf(source).map((dir) => {
    const paths = source.files.filter((path) => path.startsWith(`${dir}/`));
    return readStretch(root, { dir, paths }, findings);
  });
}

function readStretch(root: string, { dir, paths }: { dir: string; paths: string[] }, findings: Finding[]): Stretch {
  const read: string[] = [];
  const file = (name: string) => {
    const path = [joinPath(dir, `files/${name}`), joinPath(dir, name)].find((one) => paths.includes(one));
    if (path !== undefined) read.push(path);
    return path;
  };
  const recording = readOne(root, recordingsOf(paths), { read, findings });
  const config = file(ROLES.config);
  const summary = recording?.facts.exit ? undefined : file(ROLES.summary);
  const metadata = file(ROLES.metadata);
  const packages = file(ROLES.packages);
  return {
    dir,
    recording,
    summary: recording === null ? [] : readSummary(root, recording.path, recording.history),
    config: [
      ...(recording === null ? [] : settingsOf(recording.config)),
      ...(config === undefined ? [] : readConfigFile(root, config, findings)),
    ],
    summaryFile: summary === undefined ? [] : readSummaryFile(root, summary, findings),
    metadata: metadata === undefined ? null : readMetadataFile(root, metadata, findings),
    packages: packages === undefined ? [] : readPackages(root, packages, findings),
    read,
    artifacts: paths.filter((path) => path.startsWith(`${dir}/files/`) && !NOT_MADE.has(baseName(path))),
  };
}

function readOne(
  root: string,
  [path]: readonly string[],
  to: { read: string[]; findings: Finding[] },
): Recording | null {
  if (path === undefined) return null;
  try {
    const recording = readRecording(root, path, { keep: false, wanted: null });
    to.read.push(path);
    to.findings.push(...findingsOf(recording));
    return recording.report.problem === null ? recording : null;
  } catch (error) {
    to.findings.push(unreadable(path, error));
    return null;
  }
}

/** A note for each stretch that logs steps again which one before it has. */
export function overlapFindings(stretches: readonly Stretch[]): Finding[] {
  let reached = Number.NEGATIVE_INFINITY;
  return stretches.flatMap(({ recording }) => {
    if (recording === null || recording.history.rows === 0) return [];
    const { firstStep, lastStep, table } = recording.history;
    const isAgain = firstStep <= reached;
    reached = Math.max(reached, lastStep);
    if (!isAgain) return [];
    const message = `this part of a resumed run begins at step ${firstStep} again; the part before it had come to a later one`;
    return [finding({ code: "series/step-decreases", file: table.file, message })];
  });
}
