import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOf } from "../../../src/model/run.ts";
import { makeProject } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll } from "./tracker-fixture.ts";

interface Expected {
  operation: string;
  status: string;
  started: string;
  label: string;
  exit_status: number | "";
  flags: Record<string, string | number | boolean>;
  tags: string[];
}

const STATUS: Record<string, string> = {
  completed: "finished",
  error: "failed",
  staged: "scheduled",
  running: "running",
};
const expected = Object.entries(expectedOf<Record<string, Expected>>("guild"));
const project = readAll(fixturePath("guild"));

describe("every run as `guild runs info` tells it", () => {
  it("finds each once, and those in the trash as deleted", () => {
    const kept = project.runs.filter(({ deleted }) => !deleted).map(({ uid }) => uid);
    expect(kept.sort()).toEqual(expected.map(([id]) => id).sort());
    expect(project.runs.filter(({ deleted }) => deleted).map(({ name }) => name)).toEqual(["deleted"]);
    expect(new Set(project.sources.map(({ experiment }) => experiment.id))).toEqual(new Set(["home#train.py"]));
    expect(project.results.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it.each(expected)("%s", (id, told) => {
    const run = project.runs.find(({ uid }) => uid === id);
    if (run === undefined) throw new Error("not found");
    expect([run.id, run.name, run.tracker]).toEqual([`home/runs/${id}`, told.label, "guild"]);
    expect(run.status).toMatchObject({
      value: STATUS[told.status],
      how: told.exit_status === "" ? "inferred" : "recorded",
    });
    expect(Object.fromEntries(run.params.map(({ name, value }) => [name, value]))).toEqual(told.flags);
    expect(run.tags).toEqual(told.tags);
    expect(run.startedAt?.slice(0, 19).replace("T", " ")).toBe(told.started);
    expect(run.seed).toBe(7);
  });

  it("has the scalars that Guild put into event files", () => {
    const plain = project.runs.find(({ name }) => name === "label plain");
    expect(plain?.trackers).toEqual(["guild", "tensorboard"]);
    expect(plain && pointsOf(plain, project.root, "loss")).toEqual([
      [0, 1],
      [2, 0.5],
      [4, 0.33333334],
      [6, 0.25],
      [8, 0.2],
    ]);
    // Guild's pattern for numbers in output knows no `nan`.
    const nan = project.runs.find(({ name }) => name === "label nan");
    expect(nan && metricOf(nan, "loss")?.points).toBe(5);
  });

  it("knows the batch of a trial, and keeps no names", () => {
    const trials = project.runs.filter(({ name }) => name === "grid");
    expect(trials.map(({ sweep }) => sweep?.length)).toEqual([8, 8]);
    expect(trials[0]?.sweep).toBe(trials[1]?.sweep);
    expect(project.runs.find(({ name }) => name === "label plain")?.notes).toBe("a note");
    expect(JSON.stringify(project.runs.map(({ files: _, metrics: __, artifacts: ___, ...run }) => run))).not.toMatch(
      /a-host|somebody/,
    );
  });
});

describe("what goes wrong", () => {
  const attrs = (more: Record<string, string>) => {
    const all = { flags: "lr: 0.1\n", ...more };
    const files = Object.entries(all).map(([name, text]) => [
      `.guild/runs/abcdef0123456789/.guild/attrs/${name}`,
      text,
    ]);
    return { ".guild/runs/abcdef0123456789/.guild/opref": "guildfile:/p '' m 'my op'", ...Object.fromEntries(files) };
  };

  it("reads exit statuses, commits and auto-labels", () => {
    const read = (more: Record<string, string>) => readAll(makeProject(attrs(more))).runs[0];
    expect(read({ exit_status: "-15" })?.status.value).toBe("killed");
    expect(read({ exit_status: "1" })?.status.value).toBe("failed");
    expect(read({})?.status).toMatchObject({ value: "failed", how: "inferred" });
    const run = read({ vcs_commit: "git:abc123*", label: "lr=0.1 x=2", pip_freeze: "- numpy==2.4.6\n" });
    expect(run).toMatchObject({ gitCommit: "abc123", name: "abcdef01", description: "lr=0.1 x=2" });
    expect(run?.dependencies).toEqual(["numpy==2.4.6"]);
    expect(run?.environment.find(({ name }) => name === "git_dirty")?.value).toBe(true);
    expect(readAll(makeProject(attrs({}))).sources[0]?.experiment.name).toBe("m:my op");
  });

  it("survives any bytes in attributes", () => {
    const root = copyFixture("guild");
    const [run] = project.runs;
    rmSync(join(root, "home/trash"), { recursive: true });
    fc.assert(
      fc.property(
        fc.constantFrom("flags", "started", "comments", "label"),
        fc.uint8Array({ maxLength: 200 }),
        (name, bytes) => {
          writeFileSync(join(root, run?.dir ?? "", ".guild/attrs", name), bytes);
          readAll(root);
        },
      ),
      { numRuns: 60 },
    );
    expect(readFileSync(join(fixturePath("guild"), run?.dir ?? "", ".guild/opref"), "utf8")).toContain("train.py");
  });
});
