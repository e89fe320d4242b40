import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { docs } from "../../host.ts";
import { cleanUp, project } from "./loose-project.ts";

const made: string[] = [];
afterAll(() => {
  cleanUp();
  for (const root of made) rmSync(root, { recursive: true });
});

const line = (step: number, loss: number) => `2026-11-21 16:38:53 | INFO | metric {"step":${step},"loss":${loss}}\n`;
const FILES = {
  "e/runs/full/logs/train.log": line(1, 2) + line(2, 1.5),
  "e/runs/full/dvclive/metrics.json": '{"step": 2, "val": {"acc": 0.9}}\n',
  "e/runs/full/dvclive/plots/metrics/val/acc.tsv": "step\tacc\n1\t0.8\n2\t0.9\n",
  "e/runs/base/logs/train.log": line(1, 3),
};

describe("a run that a log and DVCLive describe", () => {
  test("is one run, and each series comes from the reader that has it", () => {
    const tree = project(FILES);
    const sources = detectSources(tree);
    expect(sources.map(({ id, parts }) => [id, parts?.map(({ reader }) => reader)])).toEqual([
      ["e/runs/base", undefined],
      ["e/runs/full", ["tree", "dvclive"]],
    ]);
    const { runs, format } = readSource(sources[1] as never, tree.root);
    const [run] = runs;
    expect(runs).toHaveLength(1);
    expect(format).toMatch(/DVCLive/);
    expect(run).toMatchObject({ id: "e/runs/full", name: "full", tracker: "tree", trackers: ["tree", "dvclive"] });
    const series = run === undefined ? [] : readSeries(run, tree.root, null);
    expect(series.map(({ metric, value }) => [metric, [...value]])).toEqual([
      ["loss", [2, 1.5]],
      ["val/acc", [0.8, 0.9]],
    ]);
    expect(run && readSeries(run, tree.root, ["val/acc", "no", "loss"]).map(({ metric }) => metric)).toEqual([
      "val/acc",
      "loss",
    ]);
  });

  test("is read again when a file of either changes, and the tracker of a filter may be any of its own", async () => {
    const root = mkdtempSync(join(tmpdir(), "labdocs-merged-"));
    made.push(root);
    for (const [path, text] of Object.entries(FILES)) write(root, path, text);
    const values = async (...more: string[]) => {
      const { stdout } = await docs(root, ["runs", "list", "--format", "json", ...more]);
      const runs: { name: string; metrics: Record<string, { value: number }> }[] = JSON.parse(stdout);
      return runs.map(({ name, metrics }) => [name, metrics.loss?.value, metrics["val/acc"]?.value]);
    };
    expect(await values()).toEqual([
      ["base", 3, undefined],
      ["full", 1.5, 0.9],
    ]);
    write(root, "e/runs/full/dvclive/metrics.json", '{"step": 3, "val": {"acc": 0.95}}\n');
    write(root, "e/runs/full/dvclive/plots/metrics/val/acc.tsv", "step\tacc\n1\t0.8\n2\t0.9\n3\t0.95\n");
    expect(await values()).toEqual([
      ["base", 3, undefined],
      ["full", 1.5, 0.95],
    ]);
    write(root, "e/runs/full/logs/train.log", line(1, 2) + line(2, 1.25));
    expect(await values()).toEqual([
      ["base", 3, undefined],
      ["full", 1.25, 0.95],
    ]);
    expect(await values("--filter", "tracker = dvclive")).toEqual([["full", 1.25, 0.95]]);
    expect(await values("--filter", "tracker = tree")).toHaveLength(2);
  });
});

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
