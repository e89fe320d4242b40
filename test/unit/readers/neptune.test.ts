import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
      "PRO-1",
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
