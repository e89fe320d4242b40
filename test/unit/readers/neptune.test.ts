import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { metricOf } from "../../../src/model/run.ts";
import { readSeries, showRecord } from "../../../src/readers/index.ts";
import { makeProject } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll } from "./tracker-fixture.ts";

interface Expected {
  attributes?: Record<string, string | number | boolean>;
  series?: Record<string, [number, number | string][]>;
}

/** A protocol-buffer field: a varint, a double, or bytes. */
function field(number: number, value: number | string | Buffer, isDouble = false): Buffer {
  if (typeof value !== "number") {
    const bytes = Buffer.from(value);
    return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
  }
  if (!isDouble) return Buffer.concat([varint(number * 8), varint(value)]);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint(number * 8 + 1), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

function entry(name: string, value: Buffer): Buffer {
  return Buffer.concat([field(1, name), field(2, value)]);
}

const DATA = "exports/data/ws_pro-cfc5116a2c1cea5d";
const expected = expectedOf<Record<string, Expected>>("neptune");
const project = readAll(fixturePath("neptune"));
const exported = (name: string): Run => {
  const run = project.runs.find(({ id }) => id.startsWith(`${DATA}/${name}-`));
  if (run === undefined) throw new Error(`no run ${name}`);
  return run;
};

describe("the export", () => {
  it.each(["PRO-1", "PRO-2", "PRO-3"])("%s: every attribute and point as pyarrow reads them", (name) => {
    const run = exported(name);
    const { attributes = {}, series = {} } = expected[name] ?? {};
    expect([run.name, run.uid, run.notes, run.tags]).toEqual([
      attributes["sys/name"],
      name,
      "a note",
      ["é|`x`", "b", "sweep"],
    ]);
    for (const [path, value] of Object.entries(attributes)) {
      const param = run.params.find((one) => one.name === path.replaceAll("/", "."));
      if (path.startsWith("sys/")) expect(param).toBeUndefined();
      else if (path === "test/accuracy") expect(pointsOf(run, project.root, path)).toEqual([[0, value]]);
      else if (typeof param?.value === "number") expect([param.evidence.literal, param.value]).toContain(value);
      else expect(param?.value).toBe(value);
    }
    for (const [path, points] of Object.entries(series)) {
      if (!path.startsWith("monitoring/")) expect(pointsOf(run, project.root, path)).toEqual(points);
    }
  });

  it("keeps fractional steps and counts points over the parts", () => {
    const run = exported("PRO-1");
    const metric = metricOf(run, "train/loss");
    expect(metric).toMatchObject({ points: 7, firstStep: 0, lastStep: 8 });
    expect(metric?.last.evidence).toMatchObject({
      file: `${DATA}/PRO-1-82ad616a1edfa36c_part_1.parquet`,
      locator: { kind: "record", record: 1 },
      literal: "1e-7",
    });
    const [series] = readSeries(run, project.root, ["train/loss"]);
    expect([...(series?.line ?? [])]).toEqual([20, 21, 22, 23, 24, 25, 1]);
    expect(series?.files?.map(({ from }) => from)).toEqual([0, 6]);
    expect(metric && showRecord(metric.last.evidence, project.root)).toBe(
      "project_id: ws/pro\nrun_id: PRO-1\nattribute_path: train/loss\nattribute_type: float_series\nstep: 8\n" +
        "timestamp: 2025-12-01T10:00:00.000Z\nfloat_value: 1e-7",
    );
    expect(metric?.min && showRecord(metric.min.evidence, project.root)).toContain("float_value: 1e-7");
  });

  it("tells NaN from what is missing, 64-bit integers, failure, deletion, times, artifacts", () => {
    expect(metricOf(exported("PRO-2"), "train/loss")).toMatchObject({ points: 4, nonFinite: 3 });
    expect(exported("PRO-2").status).toMatchObject({ value: "failed", how: "recorded" });
    expect(exported("PRO-3").deleted).toBe(true);
    const run = exported("PRO-1");
    expect([run.startedAt, run.endedAt, run.clock]).toEqual([
      "2025-12-01T10:00:00.000Z",
      "2025-12-01T11:00:00.000Z",
      "utc",
    ]);
    expect(run.params.find(({ name }) => name === "params.layers")?.evidence.literal).toBe("1152921504606846976");
    expect(run.artifacts.map(({ path }) => path)).toEqual(["exports/files/ws_pro/PRO-1/weights.pt"]);
    expect(run.seed).toBe(7);
    expect(JSON.stringify(project.runs)).not.toMatch(/a-host|somebody/);
  });

  it("counts a run without part 0 as unreadable, and says what it did not read", () => {
    const cut = project.results.flatMap(({ unreadable }) => unreadable);
    expect(cut).toEqual([
      { path: `${DATA}/PRO-4-79ebf55f82568c89`, reason: "part 0 is missing, so the export was interrupted" },
    ]);
    const result = project.results.find(({ runs }) => runs.includes(exported("PRO-1")));
    expect(result?.unread?.map(({ reason }) => reason)).toEqual([
      "1 of the kind string_series, which is not read",
      "1 of the kind histogram_series, which is not read",
    ]);
  });

  it("survives truncation at every byte and flipped bits", () => {
    const bytes = readFileSync(join(fixturePath("neptune"), DATA, "PRO-2-bfd220c216cc4713_part_0.parquet"));
    const root = makeProject({});
    const name = "PRO-2-bfd220c216cc4713_part_0.parquet";
    for (let cut = 0; cut < bytes.length; cut += 13) {
      writeFileSync(join(root, name), bytes.subarray(0, cut));
      expect(readAll(root).results[0]?.unreadable).toHaveLength(1);
    }
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1 }), (flips) => {
        const copy = Buffer.from(bytes);
        for (const bit of flips) copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        writeFileSync(join(root, name), copy);
        for (const run of readAll(root).runs) {
          try {
            pointsOf(run, root, "train/loss");
          } catch {}
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("ignores a Git LFS pointer", () => {
    const root = copyFixture("neptune");
    rmSync(join(root, ".neptune"), { recursive: true });
    const pointer = "version https://git-lfs.github.com/spec/v1\n";
    writeFileSync(join(root, DATA, "PRO-2-bfd220c216cc4713_part_0.parquet"), pointer);
    const codes = readAll(root).results.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(codes).toEqual(["source/unreadable"]);
  });
});

describe("what a client of 1.x did not send", () => {
  const run = project.runs.find(({ dir }) => dir.includes(".neptune/offline/"));
  if (run === undefined) throw new Error("not found");

  it("is replayed", () => {
    expect([run.name, run.tags, run.status.value, run.clock]).toEqual(["left behind", ["new"], "unknown", "offset"]);
    expect(run.params.map(({ name, value }) => [name, value])).toEqual([
      ["params.lr", 1e-4],
      ["params.kind", "é|`x`"],
      ["params.flag", true],
    ]);
    expect(run.params[0]?.evidence).toMatchObject({ literal: "0.0001", locator: { kind: "line", line: 7 } });
    expect(pointsOf(run, project.root, "train/loss")).toEqual([
      [0, 1],
      [2, 0.5],
      [4, 1 / 3],
      [6, 0.25],
      [8, 0.2],
      [5, 0.125],
      [6, 0.0625],
    ]);
    expect(pointsOf(run, project.root, "test/accuracy")).toEqual([[0, 0.875]]);
    expect(metricOf(run, "train/loss")).toMatchObject({ last: { step: null, evidence: { locator: { line: 15 } } } });
  });

  it("is read over several logs, without newlines between operations, and up to a torn end", () => {
    const log = (value: number) =>
      JSON.stringify({ obj: { type: "LogFloats", path: ["a"], values: [{ value, step: value, ts: 1 }] } });
    const root = makeProject({
      ".neptune/async/run__x/data-1.log": log(1) + log(2),
      ".neptune/async/run__x/data-10.log": `${log(4)}\n{"obj": {"ty`,
      ".neptune/async/run__x/data-2.log": `${log(3)}\n`,
    });
    const { runs, results } = readAll(root);
    expect(runs).toHaveLength(1);
    const [found] = runs;
    expect(found && pointsOf(found, root, "a").map(([, value]) => value)).toEqual([1, 2, 3, 4]);
    expect(found && metricOf(found, "a")?.last.evidence).toMatchObject({ file: ".neptune/async/run__x/data-10.log" });
    const [series] = found === undefined ? [] : readSeries(found, root, ["a"]);
    expect([[...(series?.line ?? [])], series?.files?.map(({ from }) => from)]).toEqual([
      [1, 1, 1, 1],
      [0, 2, 3],
    ]);
    expect(results[0]?.findings.map(({ code, line }) => [code, line])).toEqual([["source/torn-line", 2]]);
  });
});

describe("what neptune-scale did not send", () => {
  const make = (operations: [type: number, bytes: Buffer][]) => {
    const root = makeProject({ ".neptune/p_r_1/x": "" });
    const database = new DatabaseSync(join(root, ".neptune/p_r_1/run_operations.sqlite3"));
    database.exec(`CREATE TABLE metadata (version TEXT, project TEXT, run_id TEXT);
      INSERT INTO metadata VALUES ('v4', 'ws/p', 'r');
      CREATE TABLE run_operations (sequence_id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER, operation_type INTEGER,
        operation BLOB, operation_size_bytes INTEGER)`);
    const insert = database.prepare("INSERT INTO run_operations (operation_type, operation) VALUES (?, ?)");
    for (const [type, bytes] of operations) insert.run(type, bytes);
    database.close();
    return root;
  };
  const step = (whole: number, micro: number) => field(1, Buffer.concat([field(1, whole), field(2, micro)]));
  const double = (value: number) => field(1, value, true);
  const operations: [number, Buffer][] = [
    [1, Buffer.concat([field(2, "r"), field(3, field(1, 1_764_583_200)), field(5, "my experiment")])],
    [0, Buffer.concat([field(4, entry("params/lr", double(1e-4))), field(4, entry("params/kind", field(6, "é")))])],
    [0, field(5, entry("sys/tags", field(1, field(1, Buffer.concat([field(1, "a"), field(2, 1)])))))],
    [
      0,
      Buffer.concat([step(1, 500_000), field(2, field(1, 1_764_583_300)), field(8, entry("train/loss", double(0.5)))]),
    ],
    [0, Buffer.concat([step(2, 0), field(8, entry("train/loss", double(Number.NaN)))])],
  ];

  it("is read, with fractional steps", () => {
    const root = make(operations);
    const [run] = readAll(root).runs;
    if (run === undefined) throw new Error("not found");
    expect([run.name, run.uid, run.group, run.tags]).toEqual(["my experiment", "r", "my experiment", ["a"]]);
    expect(run.startedAt).toBe("2025-12-01T10:00:00.000Z");
    expect(run.params.map(({ name, value }) => [name, value])).toEqual([
      ["params.lr", 1e-4],
      ["params.kind", "é"],
    ]);
    expect(pointsOf(run, root, "train/loss")).toEqual([
      [1.5, 0.5],
      [2, "nan"],
    ]);
    const first = metricOf(run, "train/loss")?.min;
    expect(first && showRecord(first.evidence, root)).toBe("step: 1.5\ntrain/loss: 0.5");
  });

  it("is read around an operation whose bytes are broken", () => {
    const root = make([...operations, [0, Buffer.from([0x22, 0xff])]]);
    const [result] = readAll(root).results;
    expect(result?.findings.map(({ code }) => code)).toEqual(["source/bad-line"]);
    expect(result?.runs[0]?.metrics).toHaveLength(1);
  });
});
