import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { readOtherFiles } from "../format/artifacts.ts";
import { blankRun, seedAndFold } from "../format/blank-run.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { readRunName } from "../format/run-files.ts";
import { hiddenNote, withoutSecrets } from "../format/secret.ts";
import type { ReadResult, Source } from "../reader.ts";
import { isEventFile } from "./event-file.ts";
import { scanFolders } from "./folder.ts";
import { metricOf, nameLanes } from "./metrics.ts";
import { statedBy } from "./params.ts";
import type { Scan } from "./scan.ts";

const MOST_TEXTS = 20;
const LONGEST_NOTE = 4000;
const LAST_TIME = 8.64e12;

/** Reads a run: the event files of its folder and of the sub-runs folded into it. */
export function readRunFolder(source: Source, root: string): ReadResult {
  const events = source.files.filter((file) => isEventFile(baseName(file)));
  const scans = scanFolders(root, events, null);
  const findings = scans.flatMap((scan) => scan.findings);
  const failed = scans.reduce((sum, scan) => sum + scan.failed, 0);
  if (failed === events.length) {
    return { runs: [], findings, unreadable: [{ path: source.dir, reason: findings[0]?.message ?? "" }] };
  }
  const { run, hidden } = makeRun(source, { root, scans, events }, findings);
  const isNothing = source.many === true && run.metrics.length === 0 && run.params.length === 0;
  return {
    runs: isNothing ? [] : [run],
    findings,
    unreadable: [],
    format: formatOf(scans),
    unread: [...unreadOf(scans), ...hiddenNote(source.dir, hidden)],
  };
}

function makeRun(
  source: Source,
  { root, scans, events }: { root: string; scans: Scan[]; events: string[] },
  findings: Finding[],
): { run: Run; hidden: number } {
  const metrics = nameLanes(source.dir, scans).map(metricOf);
  const stated = statedBy(scans);
  const { params, hidden } = withoutSecrets(stated.params);
  const first = scans.filter(({ firstWall }) => firstWall > 0).sort((a, b) => a.firstWall - b.firstWall)[0];
  const last = scans.filter(({ lastWall }) => lastWall > 0).sort((a, b) => b.lastWall - a.lastWall)[0];
  const known = seedAndFold(params);
  const run: Run = {
    ...blankRun(source),
    ...known,
    name: source.name ?? (source.dir === "" ? source.experiment.name : readRunName(baseName(source.dir)).name),
    status: stated.status,
    startedAt: first === undefined ? null : timeOf(first.firstWall),
    endedAt: last === undefined ? null : timeOf(last.lastWall),
    params,
    metrics: metrics.map(({ metric }) => metric),
    notes: notesOf(scans),
    artifacts: readOtherFiles(root, { dir: source.dir, files: source.files, read: events }, findings),
    group: stated.group,
    diverged: findDivergence(metrics),
    files: events,
    clock: "utc",
    provenance: {
      ...known.provenance,
      ...(first && { startedAt: evidenceOf(first, first.firstAt, first.firstWall) }),
      ...(last && { endedAt: evidenceOf(last, last.lastAt, last.lastWall) }),
    },
  };
  return { run, hidden };
}

function evidenceOf(scan: Scan, at: { record: number; file: number }, wall: number): Evidence {
  return {
    file: scan.files[at.file] ?? "",
    locator: { kind: "record", record: at.record },
    literal: String(wall),
  };
}

/** Wall times are seconds since the epoch, UTC. */
function timeOf(seconds: number): string | null {
  return seconds > 0 && seconds < LAST_TIME ? new Date(seconds * 1000).toISOString() : null;
}

/** The texts that were logged, the last of each tag; not the arguments, which are params. */
function notesOf(scans: readonly Scan[]): string | null {
  const notes: string[] = [];
  for (const scan of scans) {
    for (const { tag, text } of scan.lanes.all) {
      if (text === null || notes.length >= MOST_TEXTS || text.text.trim().startsWith("{")) continue;
      const name = tag.toString("utf8").replace(/\/text_summary$/, "");
      const said = text.text.length > LONGEST_NOTE ? `${text.text.slice(0, LONGEST_NOTE)} …` : text.text;
      notes.push(`${name} (step ${text.step}): ${said}`);
    }
  }
  return notes.length === 0 ? null : notes.join("\n\n");
}

/** The version and the writer, as the files state them; torch's is TensorBoard's own. */
function formatOf(scans: readonly Scan[]): string {
  const version = scans.find((scan) => scan.version !== null)?.version?.match(/^brain\.Event:(\d{1,3})$/)?.[1];
  const isTensorflow = scans.some(({ writer }) => writer?.startsWith("tensorflow.") ?? false);
  const stated = [...(version === undefined ? [] : [`version ${version}`]), ...(isTensorflow ? ["by TensorFlow"] : [])];
  return ["TensorBoard event files", ...stated].join(", ");
}

/** What was seen and has no place in a run: images, sound, histograms, embeddings, graphs; by kind, with its tags. */
function unreadOf(scans: readonly Scan[]): { path: string; reason: string }[] {
  return scans.flatMap((scan) => {
    const path = scan.files[0] ?? "";
    const kinds = Map.groupBy(
      scan.lanes.all.filter(({ others, kind }) => others > 0 && kind !== "hparams" && kind !== "text"),
      ({ kind }) => kind,
    );
    const said = [...kinds].map(([kind, lanes]) => {
      const count = lanes.reduce((sum, { others }) => sum + others, 0);
      const tags = lanes.slice(0, 5).map(({ tag }) => tag.toString("utf8"));
      const more = lanes.length > 5 ? ` and ${lanes.length - 5} more` : "";
      return { path, reason: `${count} × ${kind} (${tags.join(", ")}${more}) have no numbers to compare` };
    });
    const tooMany = scan.lanes.isFull ? [{ path, reason: "more tags than are told apart; the rest is not read" }] : [];
    return [...said, ...tooMany];
  });
}
