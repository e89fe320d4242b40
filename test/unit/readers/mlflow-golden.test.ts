import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { treeOf } from "./scratch-project.ts";

/*
 * Every store that scripts/fixtures/mlflow.py wrote with MLflow itself, against what MLflow's client says of it, value by value.
 */
const FIXTURES = join(import.meta.dirname, "../../fixtures/trackers/mlflow");

/** What MLflow's client says of a run. */
interface Golden {
  experiment: string;
  name: string;
  status: string;
  start: number;
  end: number | null;
  stage: string;
  params: Record<string, string>;
  tags: Record<string, string>;
  latest: Record<string, string>;
  history: Record<string, [time: number, step: number, value: string][]>;
  datasets: [name: string, digest: string, context: string | null][];
}

interface Dump {
  experiments: [id: string, name: string, stage: string][];
  runs: Record<string, Golden>;
}

describe.each(readdirSync(FIXTURES))("MLflow's own values of %s", (name) => {
  const root = join(FIXTURES, name);
  const dump = JSON.parse(readFileSync(join(root, "expected.json"), "utf8")) as Dump;
  const sources = detectSources(treeOf(root));
  const results = sources.map((source) => ({ source, ...readSource(source, root) }));
  const runs = results.flatMap((result) => result.runs.map((run) => ({ run, place: result.source.experiment })));
  const own = runs.filter(({ run }) => name !== "migrated" || run.id.includes("#"));
  const byId = new Map(own.map((one) => [one.run.uid ?? "", one]));

  test("has these runs in these experiments", () => {
    const stages = new Map(dump.experiments.map(([id, , stage]) => [id, stage]));
    const names = new Map(dump.experiments.map(([id, title]) => [id, title]));
    expect([...byId.keys()].sort()).toEqual(Object.keys(dump.runs).sort());
    expect(own).toHaveLength(byId.size);
    for (const [uuid, golden] of Object.entries(dump.runs)) {
      const { run, place } = byId.get(uuid) as (typeof own)[number];
      expect(place.name).toBe(names.get(golden.experiment));
      expect(place.id.endsWith(golden.experiment)).toBe(true);
      expect(run.deleted).toBe(golden.stage === "deleted" || stages.get(golden.experiment) === "deleted");
      expect(run.name).toBe(golden.name.trim() === "" ? uuid : golden.name.trim());
      expect(run.status).toMatchObject({ value: golden.status.toLowerCase(), how: "recorded" });
      expect(run.startedAt).toBe(new Date(golden.start).toISOString());
      expect(run.endedAt).toBe(golden.end === null ? null : new Date(golden.end).toISOString());
      expect(run.clock).toBe("utc");
    }
  });

  test("has these params, tags and data sets", () => {
    for (const [uuid, golden] of Object.entries(dump.runs)) {
      const { run } = byId.get(uuid) as (typeof own)[number];
      const params = Object.fromEntries(run.params.map(({ name, evidence }) => [name, evidence.literal]));
      expect(params).toEqual(golden.params);
      const tags = Object.entries(golden.tags).filter(([key]) => !key.startsWith("mlflow.") && key !== "api_key");
      expect([...run.tags].sort()).toEqual(tags.map(([key, value]) => (value === "" ? key : `${key}=${value}`)).sort());
      expect(run.notes).toBe(golden.tags["mlflow.note.content"] ?? null);
      expect(run.gitCommit).toBe(
        golden.tags["mlflow.source.git.commit"] ?? (name.startsWith("schema") || name === "wal" ? "abc123" : null),
      );
      const parent = golden.tags["mlflow.parentRunId"];
      expect(run.parent).toBe(parent === undefined ? null : (byId.get(parent)?.run.id ?? "missing"));
      expect(run.dataVersion).toBe(golden.datasets.map(([title, digest]) => `${title}@${digest}`).join(", ") || null);
    }
  });

  test("has these metrics and every point of them", () => {
    let values = 0;
    for (const [uuid, golden] of Object.entries(dump.runs)) {
      const { run } = byId.get(uuid) as (typeof own)[number];
      expect(run.metrics.map((metric) => metric.name).sort()).toEqual(Object.keys(golden.latest).sort());
      for (const metric of run.metrics) expect(metric.last.value).toBe(numberOf(golden.latest[metric.name] ?? ""));
      const read = readSeries(run, root, null);
      for (const series of read) {
        const points = Array.from(series.value, (value, at) => [
          Math.round((series.wall?.[at] ?? 0) * 1000),
          series.step[at],
          value,
        ]);
        const said = (golden.history[series.metric] ?? []).map(([time, step, value]) => [time, step, numberOf(value)]);
        const isWithDataset = name === "files-v3" && series.metric === "accuracy";
        // MLflow's reader of files takes the step of a line with a data set for 0, though it is there.
        if (isWithDataset) for (const [at, step] of [3, 1].entries()) (said[at] as unknown[])[1] = step;
        // A database is asked for a history without an order.
        const isInOrder = name.startsWith("files");
        expect(isInOrder ? points : points.map(String).sort()).toEqual(isInOrder ? said : said.map(String).sort());
        values += points.length;
      }
      expect(read).toHaveLength(run.metrics.length);
    }
    const history = Object.values(dump.runs).flatMap((golden) => Object.values(golden.history).flat());
    expect(values).toBe(history.length);
  });

  test("agrees with itself: reductions, series and what is shown", () => {
    for (const { run } of runs) for (const metric of run.metrics) expectWhole(run, metric.name, root);
    expect(results.flatMap((result) => result.unreadable)).toEqual([]);
  });
});

/** The reductions of a metric are those of its series. */
function expectWhole(run: Run, name: string, root: string): void {
  const metric = run.metrics.find((one) => one.name === name);
  const [series] = readSeries(run, root, [name]);
  const finite = Array.from(series?.value ?? []).filter(Number.isFinite);
  expect(metric?.points).toBe(series?.value.length);
  expect(metric?.nonFinite).toBe((series?.value.length ?? 0) - finite.length);
  expect(metric?.min?.value).toBe(finite.length === 0 ? undefined : Math.min(...finite));
  expect(metric?.max?.value).toBe(finite.length === 0 ? undefined : Math.max(...finite));
}

function numberOf(text: string): number {
  // A database holds no infinity; MLflow puts the greatest number there and gives that back.
  if (/^-?1\.7976931348623157e\+308$/.test(text)) return text.startsWith("-") ? -1 / 0 : 1 / 0;
  return text === "nan" ? Number.NaN : text.endsWith("inf") ? Number(text.replace("inf", "Infinity")) : Number(text);
}
