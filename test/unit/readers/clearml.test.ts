import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOf } from "../../../src/model/run.ts";
import { makeProject } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll } from "./tracker-fixture.ts";

const expected = Object.entries(
  expectedOf<Record<string, { name: string; loss: [number, number | string][] }>>("clearml"),
);
const project = readAll(fixturePath("clearml"));

describe("an offline session", () => {
  it.each(expected)("%s has what was given to the logger", (id, { name, loss }) => {
    const run = project.runs.find(({ uid }) => uid === id);
    if (run === undefined) throw new Error("not found");
    expect([run.name, run.notes, run.tags, run.status.value]).toEqual([name, "a note", ["b", "é|`x`"], "unknown"]);
    // ClearML writes 0.0 for what is not finite.
    const written = loss.map(([step, value]) => [step, typeof value === "string" ? 0 : value]);
    expect(pointsOf(run, project.root, "train/loss")).toEqual(written);
    expect(pointsOf(run, project.root, "val acc/top 1")).toEqual(loss.map(([step]) => [step, step / 7]));
    expect(pointsOf(run, project.root, "final")).toEqual([[0, 0.875]]);
    expect(metricOf(run, "final")?.last.step).toBeNull();
    expect(Object.fromEntries(run.params.map((param) => [param.name, param.value]))).toEqual({
      flag: true,
      layers: 2,
      lr: 1e-4,
      "model.kind": "plain",
      none: "",
      seed: 7,
    });
    expect(run.params.find((param) => param.name === "lr")?.evidence.literal).toBe("0.0001");
    expect(run.gitCommit).toBe("5d1429a98c71f465db3fd4a3af4fa5c6cc55d4e4");
    expect(run.dependencies).toEqual(["clearml==2.1.12", "numpy==2.4.6"]);
    expect(run.artifacts.map(({ path }) => path.split("/").at(-1))).toEqual(["numbers.json"]);
    expect(JSON.stringify(run)).not.toContain("a-host");
  });

  it("belongs to its project, and says what is lost or not read", () => {
    expect(project.sources.map(({ experiment }) => experiment.name)).toEqual(["ws/digits", "ws/digits"]);
    const reasons = project.results.map(({ unread }) => unread?.map(({ reason }) => reason));
    expect(reasons).toContainEqual([
      "1 of the kind plot, which is not read",
      "3 values are 0.0, which ClearML also writes for NaN and infinity",
    ]);
  });

  it("keeps literals and lines", () => {
    const run = project.runs.find(({ name }) => name === "baseline");
    const metric = run && metricOf(run, "train/loss");
    expect(metric?.last.evidence).toMatchObject({ literal: "1e-07", locator: { kind: "line", line: 1 } });
    expect(metric).toMatchObject({ points: 6, firstStep: 0, lastStep: 4 });
  });
});

describe("what goes wrong", () => {
  const [first] = project.sources;
  const file = join(first?.dir ?? "", "metrics.jsonl");

  it("reads up to a torn line", () => {
    const root = copyFixture("clearml");
    appendFileSync(join(root, file), '[{"timestamp": 17');
    const codes = readAll(root).results.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(codes).toEqual(["source/torn-line"]);
  });

  it("counts a zip without its folder as unreadable, and one beside its folder not at all", () => {
    const id = `offline-${"a".repeat(32)}`;
    const root = makeProject({ [`${id}.zip`]: "PK" });
    expect(readAll(root).results.map(({ unreadable }) => unreadable.length)).toEqual([1]);
    const both = copyFixture("clearml");
    writeFileSync(join(both, `${first?.dir}.zip`), "PK");
    expect(readAll(both).results).toHaveLength(2);
  });

  it("is not fooled by another task.json", () => {
    const root = makeProject({ "a/task.json": '{"name": "x"}', "a/log.jsonl": "" });
    expect(readAll(root).sources.filter(({ reader }) => reader === "clearml")).toEqual([]);
  });

  it("survives any bytes", () => {
    const root = copyFixture("clearml");
    const names = ["task.json", "metrics.jsonl"];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(4000),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255))),
        (name, cut, flips) => {
          const path = join(dirname(file), name);
          const copy = Buffer.from(readFileSync(join(fixturePath("clearml"), path)).subarray(0, cut));
          for (const [at, byte] of flips) if (at < copy.length) copy[at] = byte;
          writeFileSync(join(root, path), copy);
          for (const run of readAll(root).runs) pointsOf(run, root, "train/loss");
        },
      ),
      { numRuns: 60 },
    );
  });
});
