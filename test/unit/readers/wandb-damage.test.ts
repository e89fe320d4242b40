import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSource } from "../../../src/readers/index.ts";
import { checksumOf } from "../../../src/readers/wandb/checksum.ts";
import { wandbReader } from "../../../src/readers/wandb/reader.ts";
import { readRecording } from "../../../src/readers/wandb/recording.ts";
import { makeProject, readProject, treeOf } from "./scratch-project.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/trackers/wandb");
const fixtures = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".wandb"));
const bytesOf = (path: string) => readFileSync(join(ROOT, path));
const named = (name: string) => fixtures.find((path) => path.endsWith(`run-${name}.wandb`))!;
const ALL = { keep: false, wanted: null };
const FOLDER = "wandb/run-20260102_030405-abc";

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "labdocs-wandb-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state;
  }
}

/** Chunks of a file around its blocks, made by hand. */
function fileOf(...payloads: Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0])];
  for (const payload of payloads) parts.push(chunk(1, payload));
  return Buffer.concat(parts);
}

function chunk(type: number, payload: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from([type]), payload]);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(crc32(typed));
  head.writeUInt16LE(payload.length, 4);
  return Buffer.concat([head, typed]);
}

function field(number: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const tag = number * 8 + 2;
  const varint = (n: number) => (n > 127 ? [(n & 127) | 128, n >> 7] : [n]);
  return Buffer.concat([Buffer.from([...varint(tag), ...varint(bytes.length)]), bytes]);
}

function row(values: Record<string, string>): Buffer {
  const items = Object.entries(values).map(([key, text]) => field(1, Buffer.concat([field(1, key), field(16, text)])));
  return field(2, Buffer.concat(items));
}

describe("files that are cut off", () => {
  it.each(fixtures)("%s: every prefix is read, and never more than the whole", (path) => {
    const copy = join(scratch, "cut.wandb");
    copyFileSync(join(ROOT, path), copy);
    const { length } = bytesOf(path);
    const whole = readRecording(scratch, "cut.wandb", ALL).report.records;
    let before = whole;
    // Of the large ones, every byte near the blocks' ends and many between.
    const isNear = (size: number) =>
      length < 3000 || size % 32_768 < 40 || size % 32_768 > 32_740 || size % (length < 20_000 ? 7 : 997) === 0;
    for (let size = length - 1; size >= 0; size -= 1) {
      if (!isNear(size)) continue;
      truncateSync(copy, size);
      const { report, broken } = readRecording(scratch, "cut.wandb", ALL);
      expect(report.records).toBeLessThanOrEqual(before);
      if (report.damaged > 0 || broken.count > 0) throw new Error(`damage at ${size} bytes`);
      before = report.records;
    }
    expect(before).toBe(0);
  });
});

describe("files with wrong bytes", () => {
  it.each(fixtures)("%s: any flipped bit costs a block at most and is told", (path) => {
    const bytes = bytesOf(path);
    const whole = readRecording(ROOT, path, ALL).report.records;
    const random = numbers(bytes.length);
    for (let round = 0; round < (bytes.length < 20_000 ? 100 : 30); round += 1) {
      const flipped = Buffer.from(bytes);
      const at = random.next().value % bytes.length;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (random.next().value % 8));
      writeFileSync(join(scratch, "flip.wandb"), flipped);
      const { report } = readRecording(scratch, "flip.wandb", ALL);
      const isTold = report.problem !== null || report.damaged > 0 || report.torn !== null;
      expect([at, isTold]).toEqual([at, true]);
      expect(report.records).toBeLessThan(Math.max(whole, 1));
    }
  });

  it("reads what is a record by its checksum and none by its bytes", () => {
    const random = numbers(7);
    for (let round = 0; round < 400; round += 1) {
      const [source] = [row({ loss: "0.5", _step: "1", "a/b": "NaN" })];
      const payload = Buffer.from(source!);
      for (let flips = 0; flips < 3; flips += 1) {
        const at = random.next().value % payload.length;
        payload[at] = random.next().value & 255;
      }
      writeFileSync(join(scratch, "odd.wandb"), fileOf(payload, row({ loss: "1" })));
      const { report, history } = readRecording(scratch, "odd.wandb", ALL);
      expect(report.records).toBe(2);
      expect(history.rows).toBeGreaterThan(0);
    }
  });

  it("goes on at the next block", () => {
    const path = named("new-wide");
    const bytes = bytesOf(path);
    bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
    writeFileSync(join(scratch, "block.wandb"), bytes);
    const { report } = readRecording(scratch, "block.wandb", ALL);
    expect(report.damage[0]).toMatchObject({ what: "a chunk with a wrong checksum" });
    expect(report.records).toBeGreaterThan(3);
  });

  it("computes the checksum that zlib does", () => {
    const bytes = bytesOf(named("new-normal"));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let end = 0; end < 1200; end += 7) {
      expect(checksumOf(bytes, view, { start: 3, end: 3 + end })).toBe(crc32(bytes.subarray(3, 3 + end)));
    }
  });
});

describe("what lies in a run's folder", () => {
  const readOne = (files: Record<string, string | Uint8Array>) => {
    const { results, root, sources } = readProject(files);
    const [result] = results;
    return { result: result!, run: result?.runs[0], codes: result?.findings.map(({ code }) => code), root, sources };
  };

  it("an empty file, a Git LFS pointer, another format", () => {
    expect(readOne({ [`${FOLDER}/run-abc.wandb`]: "" }).codes).toEqual(["source/empty"]);
    const lfs = readOne({ [`${FOLDER}/run-abc.wandb`]: "version https://git-lfs.github.com/spec/v1\noid sha256:00\n" });
    expect(lfs.result.findings[0]).toMatchObject({ code: "source/unreadable", help: "Run `git lfs pull`." });
    expect(readOne({ [`${FOLDER}/run-abc.wandb`]: "SQLite format 3\0" }).codes).toEqual(["source/unreadable"]);
  });

  it("a run of which only the text files are here", () => {
    const { run } = readOne({
      [`${FOLDER}/files/config.yaml`]:
        "wandb_version: 1\n_wandb:\n  value: {t: 1}\nlr:\n  desc: null\n  value: 1e-4\nopt:\n  value:\n    name: sgd\n",
      [`${FOLDER}/files/wandb-summary.json`]:
        '{"loss": NaN, "acc": {"max": 0.9}, "_step": 7,\n "img": {"_type": "image-file", "width": 3}}',
      [`${FOLDER}/files/wandb-metadata.json`]:
        '{"state": "running", "host": "h", "username": "u", "email": "e@x", "args": ["--key", "s3cret"], "gpu": "A100", "git": {"commit": "c0ffee"}, "startedAt": "2026-01-02T03:04:05"}',
    });
    expect(run?.params.map(({ name, evidence }) => [name, evidence.literal, evidence.locator])).toEqual([
      ["lr", "1e-4", { kind: "pointer", pointer: "/lr/value", line: 6 }],
      ["opt.name", "sgd", { kind: "pointer", pointer: "/opt/value/name", line: 9 }],
    ]);
    expect(run?.metrics.map(({ name, last }) => [name, last.evidence.literal, last.step])).toEqual([
      ["acc.max", "0.9", 7],
      ["loss", "NaN", 7],
    ]);
    expect(run?.status.value).toBe("unknown");
    expect([run?.gitCommit, run?.startedAt, run?.clock]).toEqual(["c0ffee", "2026-01-02T03:04:05", "utc"]);
    expect(JSON.stringify(run)).not.toMatch(/s3cret|e@x|"u"|"h"/);
  });

  it("what the summary file has beyond a recording that was cut off", () => {
    const cut = fileOf(row({ loss: "0.5", _step: "1" }));
    const { run } = readOne({
      [`${FOLDER}/run-abc.wandb`]: cut,
      [`${FOLDER}/files/wandb-summary.json`]: '{"loss": 0.25, "acc": 1, "_step": 9}',
    });
    expect(run?.metrics.map(({ name, last, points }) => [name, last.value, last.step, points])).toEqual([
      ["acc", 1, 9, 1],
      ["loss", 0.25, 9, 1],
    ]);
  });

  it("a key with a slash, a nested key, a dotted key and media", () => {
    const { run, root } = readOne({
      [`${FOLDER}/run-abc.wandb`]: fileOf(
        row({ "a/b": "1", a: '{"b": 2, "img": {"_type": "image-file", "width": 3}}', _step: "0", _timestamp: "1.7e9" }),
        row({ "x.y": '"Infinity"', flag: "true", big: "1152921504606846977", _step: "1" }),
      ),
    });
    expect(run?.metrics.map(({ name, last }) => [name, last.evidence.literal])).toEqual([
      ["a.b", "2"],
      ["a/b", "1"],
      ["big", "1152921504606846977"],
      ["x.y", "Infinity"],
    ]);
    expect(wandbReader.series(run!, root, ["a.b", "nope"]).map(({ metric }) => metric)).toEqual(["a.b"]);
  });

  it("a run of an SDK before 0.10: its summary, and what is not read", () => {
    const { run, result } = readOne({
      "wandb/run-20190102_030405-old1/wandb-summary.json": '{"loss": 0.5, "_step": 3}',
      "wandb/run-20190102_030405-old1/wandb-history.jsonl": '{"loss": 0.5, "_step": 3}\n',
    });
    expect(run?.metrics.map(({ name, last }) => [name, last.value, last.step])).toEqual([["loss", 0.5, 3]]);
    expect(result.unread?.map(({ path }) => path)).toEqual(["wandb/run-20190102_030405-old1/wandb-history.jsonl"]);
  });

  it("folders that are no runs, and links", () => {
    const root = makeProject({ "wandb/settings": "", "wandb/run-1/x": "", "wandb/debug.log": "" });
    mkdirSync(join(root, "wandb/run-20260102_030405-none/tmp"), { recursive: true });
    const tree = treeOf(root);
    expect([...tree.listings.values()].flatMap((listing) => wandbReader.detect(listing, tree))).toEqual([]);
  });

  it("a sweep's settings, and a run id with dashes in a folder with a suffix", () => {
    const { run, sources } = readOne({
      "p/.wandb/run-20260102_030405-a-b-c-x1/run-a-b-c.wandb": fileOf(row({ loss: "1" })),
      "p/.wandb/sweep-s1/config-a-b-c.yaml": "wandb_version: 1\nlr:\n  value: 0.1\n",
    });
    expect([run?.uid, run?.sweep, run?.files.length]).toEqual(["a-b-c", "s1", 1]);
    expect(sources[0]?.experiment).toMatchObject({ name: "p", id: "p/.wandb", outputDir: "p/docs/experiments/p" });
  });

  it("a file that is gone when it is read", () => {
    const root = makeProject({ [`${FOLDER}/run-abc.wandb`]: fileOf(row({ loss: "1" })) });
    const tree = treeOf(root);
    const [source] = wandbReader.detect(tree.listings.get(dirname(FOLDER))!, tree);
    rmSync(join(root, FOLDER), { recursive: true });
    expect(readSource(source!, root).unreadable).toHaveLength(1);
  });
});
