import type { Finding } from "../../model/finding.ts";
import type { Here, Keep, LaneTable } from "./lane.ts";
import { startLanes } from "./lane.ts";

/**
 * What the event files of one folder hold. A folder's files continue one another in the order of their names, which begin
 * with the second they were opened in.
 *
 * - `sessions`: what the hparams plugin was told, as its bytes (hparams.ts).
 * - `restarts`: the steps of the restarts so far, in order; `hasPurged`: whether one of them threw points away.
 * - `version`, `writer`: as the files state them (`brain.Event:2`, `tensorboard.summary.writer.event_file_writer`).
 */
export interface Scan {
  files: readonly string[];
  lanes: LaneTable;
  here: Here;
  firstWall: number;
  firstAt: { record: number; file: number };
  lastWall: number;
  lastAt: { record: number; file: number };
  restarts: number[];
  hasPurged: boolean;
  sessions: { bytes: Buffer; record: number; file: number }[];
  version: string | null;
  writer: string | null;
  records: number;
  failed: number;
  findings: Finding[];
}

/** A scan that has read nothing yet. */
export function startScan(files: readonly string[], keep: Keep): Scan {
  return {
    files,
    lanes: startLanes(keep),
    here: { step: 0, wall: Number.NaN, record: 0, file: 0, limit: Number.POSITIVE_INFINITY },
    firstWall: Number.NaN,
    firstAt: { record: 0, file: 0 },
    lastWall: Number.NaN,
    lastAt: { record: 0, file: 0 },
    restarts: [],
    hasPurged: false,
    sessions: [],
    version: null,
    writer: null,
    records: 0,
    failed: 0,
    findings: [],
  };
}
