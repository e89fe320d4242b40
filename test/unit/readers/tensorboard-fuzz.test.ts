import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readSeries, showRecord } from "../../../src/readers/index.ts";
import type { Source } from "../../../src/readers/reader.ts";
import { maskedCrc } from "../../../src/readers/tensorboard/crc32c.ts";
import { tensorboardReader } from "../../../src/readers/tensorboard/reader.ts";
import { makeProject } from "./scratch-project.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/trackers/tensorboard");
const FILE = "logs/a/events.out.tfevents.1";
const SOURCE: Source = {
  reader: "tensorboard",
  id: "logs/a",
  dir: "logs/a",
  files: [FILE],
  experiment: { id: "logs", name: "logs", dir: "logs", runsDir: "logs", tracker: "tensorboard", increment: null },
};

/** One file of each kind; in `tf/one` a restart throws points away, so that more of it has fewer. */
const RESTARTED = "tf/one";
const files = [
  "torch/plain",
  "torch/new-style",
  "torch/hparams-one",
  "tf/plain",
  "tf/one",
  "x/a",
  "catboost/catboost_info/learn",
  "search",
]
  .map((folder) => join(FIXTURES, folder))
  .map((folder) => ({
    isRestarted: folder.endsWith(RESTARTED),
    bytes: readFileSync(join(folder, readdirSync(folder).find((name) => name.includes("tfevents"))!)),
  }));

/** Reads bytes, and mostly their series and their last record; gives how many points there were. */
function readAll(root: string, bytes: Uint8Array, isWhole = true): number {
  writeFileSync(join(root, FILE), bytes);
  const { runs, findings } = tensorboardReader.read(SOURCE, root);
  for (const { code, message } of findings) expect(`${code} ${message}`).toMatch(/^source\/(?:torn-line|bad-record) /);
  const [run] = runs;
  if (run === undefined) return 0;
  if (!isWhole) return run.metrics.reduce((sum, { points }) => sum + points, 0);
  const series = readSeries(run, root, null);
  for (const one of series) {
    expect(one.value.length).toBe(run.metrics.find(({ name }) => name === one.metric)?.points);
    expect([one.step.length, one.line.length]).toEqual([one.value.length, one.value.length]);
  }
  const last = run.metrics.at(-1)?.last;
  if (last !== undefined) expect(showRecord(last.evidence, root)).toBeTypeOf("string");
  return series.reduce((sum, { value }) => sum + value.length, 0);
}

it("reads what is before the end of a file that ends anywhere", () => {
  const root = makeProject({ [FILE]: "" });
  for (const { bytes, isRestarted } of files) {
    let points = 0;
    for (let length = 0; length <= bytes.length; length += 1) {
      const found = readAll(root, bytes.subarray(0, length), length % 8 === 0);
      if (!isRestarted) expect(found).toBeGreaterThanOrEqual(points);
      points = found;
    }
  }
}, 60_000);

it("reads files with any bit turned over; a value that is read is one that was written", () => {
  const root = makeProject({ [FILE]: "" });
  const random = randomFrom(7);
  for (const { bytes: file, isRestarted } of files) {
    const whole = isRestarted ? Number.POSITIVE_INFINITY : readAll(root, file);
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(file);
      const at = random(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << random(8));
      expect(readAll(root, bytes)).toBeLessThanOrEqual(whole);
    }
  }
}, 60_000);

it("reads files whose checksums were made to fit the damage", () => {
  const root = makeProject({ [FILE]: "" });
  const random = randomFrom(11);
  for (const { bytes: file } of files) {
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(file);
      for (let flips = random(6); flips >= 0; flips -= 1) {
        const at = random(bytes.length);
        bytes[at] = random(256);
      }
      readAll(root, mended(file, bytes));
    }
  }
}, 60_000);

/** The bytes with the lengths of the original, and checksums that are right. */
function mended(original: Buffer, bytes: Buffer): Buffer {
  for (let at = 0; at + 12 <= original.length; ) {
    const length = original.readUInt32LE(at);
    original.copy(bytes, at, at, at + 12);
    if (at + 16 + length > original.length) break;
    bytes.writeInt32LE(maskedCrc(bytes, at + 12, at + 12 + length), at + 12 + length);
    at += 16 + length;
  }
  return bytes;
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}
