import { readRange } from "../../disk/file.ts";
import type { Finding } from "../../model/finding.ts";
import { compareText, finding } from "../../model/finding.ts";
import { isLfsPointer, POINTER_HEAD } from "../../model/lfs-pointer.ts";
import { parentOf } from "../../model/tree.ts";
import { unreadable } from "../format/value-file.ts";
import { readEvent } from "./event.ts";
import type { Keep } from "./lane.ts";
import { readLargeEvent } from "./large-event.ts";
import type { Reading, TfRecord } from "./record.ts";
import { forEachRecord, isIntact } from "./record.ts";
import type { Scan } from "./scan.ts";
import { startScan } from "./scan.ts";

/** Reads event files folder by folder, in the order of their paths: that of a run before those of its sub-runs. */
export function scanFolders(root: string, files: readonly string[], keep: Keep): Scan[] {
  const folders = Map.groupBy([...files].sort(), parentOf);
  const dirs = [...folders].sort(([a], [b]) => compareText(a, b));
  return dirs.map(([, own]) => scanFolder(root, own, keep));
}

/**
 * Reads all event files of a folder once, or twice when a restart threw points away: only then is it known which. `keep` says
 * of which tags every point is held. Broken files are findings.
 */
function scanFolder(root: string, files: readonly string[], keep: Keep): Scan {
  const scan = startScan(files, keep);
  scanFiles(scan, root, []);
  if (!scan.hasPurged) return scan;
  const again = startScan(files, keep);
  scanFiles(again, root, limitsOf(scan.restarts));
  return again;
}

/** The lowest step among the restarts from each one on: what is logged before it with that step or more does not count. */
function limitsOf(restarts: readonly number[]): number[] {
  const limits = [...restarts];
  for (let at = limits.length - 2; at >= 0; at -= 1) {
    limits[at] = Math.min(limits[at] as number, limits[at + 1] as number);
  }
  return limits;
}

function scanFiles(scan: Scan, root: string, limits: readonly number[]): void {
  for (const [index, file] of scan.files.entries()) {
    scan.here.file = index;
    let broken = 0;
    let offset = 0;
    try {
      const reading = forEachRecord(root, file, (record) => {
        scan.here.limit = limits[scan.restarts.length] ?? Number.POSITIVE_INFINITY;
        if (!readRecord(scan, record)) {
          if (broken === 0) offset = record.place;
          broken += 1;
        }
        return true;
      });
      scan.records += reading.records;
      const isPointer = reading.end?.reason === "length" && reading.records === 0 && isLfsPointer(headOf(root, file));
      scan.findings.push(...(isPointer ? [awayFinding(file)] : findingsOf(file, reading, { broken, offset })));
    } catch (error) {
      scan.failed += 1;
      scan.findings.push(unreadable(file, error));
    }
  }
}

/** False for a record whose bytes are not what was written, which is left out whole. */
function readRecord(scan: Scan, record: TfRecord): boolean {
  scan.here.record = record.number;
  if (record.at < 0) return readLargeEvent(scan, record);
  return isIntact(record) && readEvent(scan, record.window, record);
}

function findingsOf(file: string, { records, end }: Reading, bad: { broken: number; offset: number }): Finding[] {
  const findings: Finding[] = [];
  if (bad.broken > 0) {
    const some = bad.broken === 1 ? "1 record is" : `${bad.broken} records are`;
    const message = `${some} damaged and left out, the first at byte ${bad.offset}; the others were read`;
    findings.push(finding({ code: "source/bad-record", file, message }));
  }
  if (end?.reason === "torn") {
    const message = `the file ends inside a record that begins at byte ${end.offset}; ${countRecords(records)} before it`;
    findings.push(finding({ code: "source/torn-line", file, message }));
  } else if (end?.reason === "length") {
    const message = `the length of a record at byte ${end.offset} is damaged; ${countRecords(records)} before it, what follows cannot be found`;
    findings.push(finding({ code: "source/bad-record", file, message }));
  }
  return findings;
}

function headOf(root: string, file: string): string {
  return readRange(root, file, { start: 0, length: POINTER_HEAD }).toString("latin1");
}

function awayFinding(file: string): Finding {
  const message = "this is a Git LFS pointer; the file itself is not here";
  return finding({ code: "source/bad-record", file, message, help: "Run `git lfs pull`." });
}

function countRecords(records: number): string {
  return records === 1 ? "1 record was read" : `${records} records were read`;
}
