import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { lengthCrc, maskedCrc } from "../../src/readers/tensorboard/crc32c.ts";

const TAGS = [
  "train/loss",
  "train/accuracy",
  "train/grad_norm",
  "train/lr",
  "val/loss",
  "val/accuracy",
  "time/data",
  "time/step",
];

/** The form in which a tool writes a scalar: torch as `simple_value`, TensorFlow as a tensor with metadata. */
export type Form = "simple" | "tensor";

/**
 * Writes event files with scalars, as torch or TensorFlow would, until they have so many bytes in all: one folder a run, one file
 * in each. Deterministic.
 */
export function writeEventFiles(root: string, size: { bytes: number; runs: number; form: Form }): void {
  for (let run = 0; run < size.runs; run += 1) {
    const dir = join(root, `run_${run}`);
    mkdirSync(dir, { recursive: true });
    const file = openSync(join(dir, `events.out.tfevents.17952000${String(run).padStart(2, "0")}.bench.1.0`), "w");
    writeRun(file, { seed: run, bytes: size.bytes / size.runs, form: size.form });
    closeSync(file);
  }
}

/** Writes one event file with images of a megabyte each, and a scalar after every one. */
export function writeImages(root: string, bytes: number): void {
  const dir = join(root, "run_0");
  mkdirSync(dir, { recursive: true });
  const file = openSync(join(dir, "events.out.tfevents.1795200000.bench.1.0"), "w");
  const image = Buffer.alloc(1_000_000 + 40);
  const event = Buffer.alloc(256);
  for (let step = 0; step * image.length < bytes; step += 1) {
    image[0] = 9;
    image.writeDoubleLE(1795200000 + step, 1);
    image.set([42, ...varint(image.length - 13), 10, ...varint(image.length - 17)], 9);
    image.set([10, 3, 112, 105, 99, 34, ...varint(image.length - 26)], 17);
    writeRecord(file, image);
    writeRecord(file, event.subarray(0, scalarOf(event, { step, tag: "loss", value: 1 / (1 + step), form: "simple" })));
  }
  closeSync(file);
}

/** Three bytes long, for lengths from 16,384 to 2,097,151. */
function varint(value: number): number[] {
  return [(value & 127) | 128, ((value >> 7) & 127) | 128, value >> 14];
}

function writeRecord(file: number, bytes: Buffer): void {
  const record = Buffer.alloc(bytes.length + 16);
  record.writeUInt32LE(bytes.length, 0);
  record.writeInt32LE(lengthCrc(bytes.length), 8);
  bytes.copy(record, 12);
  record.writeInt32LE(maskedCrc(bytes, 0, bytes.length), 12 + bytes.length);
  writeSync(file, record);
}

function writeRun(file: number, { seed, bytes, form }: { seed: number; bytes: number; form: Form }): void {
  const buffer = Buffer.alloc(1 << 20);
  const event = Buffer.alloc(256);
  let used = 0;
  let written = 0;
  const put = (length: number) => {
    if (used + length + 16 > buffer.length) {
      writeSync(file, buffer, 0, used);
      written += used;
      used = 0;
    }
    buffer.writeUInt32LE(length, used);
    buffer.writeUInt32LE(0, used + 4);
    buffer.writeInt32LE(lengthCrc(length), used + 8);
    event.copy(buffer, used + 12, 0, length);
    buffer.writeInt32LE(maskedCrc(event, 0, length), used + 12 + length);
    used += length + 16;
  };
  put(versionOf(event));
  for (let step = 0; written + used < bytes; step += 1) {
    for (const [index, tag] of TAGS.entries()) {
      const value = 2 / (1 + step / 1000) + Math.sin(step * (index + 1) + seed) * 0.1;
      put(scalarOf(event, { step, tag, value, form }));
    }
  }
  writeSync(file, buffer, 0, used);
}

function versionOf(event: Buffer): number {
  event[0] = 9;
  event.writeDoubleLE(1795200000, 1);
  event[9] = 26;
  event[10] = event.write("brain.Event:2", 11);
  return 24;
}

function scalarOf(event: Buffer, point: { step: number; tag: string; value: number; form: Form }): number {
  event[0] = 9;
  event.writeDoubleLE(1795200000 + point.step * 0.37, 1);
  let at = 9;
  event[at++] = 16;
  for (let rest = point.step; ; rest = Math.floor(rest / 128)) {
    event[at++] = rest < 128 ? rest : (rest % 128) + 128;
    if (rest < 128) break;
  }
  const summary = at;
  at += 4;
  event[at++] = 10;
  event[at++] = event.write(point.tag, at);
  at += point.tag.length;
  at = point.form === "simple" ? simpleValue(event, at, point.value) : tensorValue(event, at, point.value);
  event[summary] = 42;
  event[summary + 1] = at - summary - 2;
  event[summary + 2] = 10;
  event[summary + 3] = at - summary - 4;
  return at;
}

function simpleValue(event: Buffer, at: number, value: number): number {
  event[at] = 21;
  event.writeFloatLE(value, at + 1);
  return at + 5;
}

/** Tensor { dtype FLOAT, empty shape, four bytes of content } and metadata { plugin "scalars" }, as TensorFlow writes them. */
function tensorValue(event: Buffer, at: number, value: number): number {
  event.set([66, 10, 8, 1, 18, 0, 34, 4], at);
  event.writeFloatLE(value, at + 8);
  event.set([74, 11, 10, 9, 10, 7], at + 12);
  event.write("scalars", at + 18);
  return at + 25;
}
