import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { walk } from "../../../src/disk/walk.ts";
import { markDuplicates } from "../../../src/experiments/duplicate.ts";
import type { Run } from "../../../src/model/run.ts";
import { fileOfPoint } from "../../../src/model/series.ts";
import { detectSources, readSeries, readSource, showRecord } from "../../../src/readers/index.ts";
import type { ReadResult, Source } from "../../../src/readers/reader.ts";
import { wandbReader } from "../../../src/readers/wandb/reader.ts";
import { readRecording } from "../../../src/readers/wandb/recording.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/trackers/wandb");

/** What W&B's own reader says of a recording (scripts/fixtures/wandb.py dump); keys are lists of parts as JSON. */
interface Said {
  records: number;
  kinds: Record<string, number>;
  history: Record<string, [record: number, step: number, text: string][]>;
  summary: Record<string, [record: number, text: string]>;
  config: Record<string, string>;
  run: {
    id: string;
    project: string;
    group: string;
    job_type: string;
    name: string;
    notes: string;
    tags: string[];
    start: number;
  };
  exit: { code: number; runtime: number } | null;
  error: string | null;
}

interface Expected {
  file: string;
  record: number;
  step: number;
  text: string;
}

const expected = JSON.parse(readFileSync(join(ROOT, "expected.json"), "utf8")) as Record<string, Said>;
const found: { source: Source; result: ReadResult; run: Run }[] = [];

beforeAll(() => {
  const { tree } = walk(ROOT, { key: "test", skip: new Set(), previous: null });
  for (const source of detectSources(tree)) {
    const result = readSource(source, ROOT);
    for (const run of result.runs) found.push({ source, result, run });
  }
});

/** A JSON number as Python writes it, or the numbers in an object that is no media; by the keys that lead to them. */
function numbersIn(text: string): [path: string[], literal: string][] {
  if (/^(?:-?\d|NaN|-?Infinity)/.test(text)) return [[[], text]];
  if (!text.startsWith("{") || text.includes('"_type"')) return [];
  const leaves = (value: unknown, path: string[]): [string[], string][] =>
    typeof value === "number"
      ? [[path, String(value)]]
      : typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
        : [];
  return leaves(JSON.parse(text), []);
}

function numberAs(literal: string): number {
  return literal === "NaN" ? Number.NaN : Number(literal);
}

/** The points of a run's metrics over all of its recordings, as W&B's reader gives them. */
function pointsOf(run: Run): Map<string, Expected[]> {
  const points = new Map<string, Expected[]>();
  const files = run.files.filter((path) => path.endsWith(".wandb"));
  for (const file of files) {
    const { history } = expected[file]!;
    const keys = Object.keys(history).map((key) => JSON.parse(key) as string[]);
    // The SDK in Python leaves `step` empty where the step was given by hand; the row has it in any case.
    const steps = new Map((history['["_step"]'] ?? []).map(([record, , text]) => [record, Number(text)]));
    const media = keys
      .filter((key) => key.length > 1 && key.at(-1) === "_type")
      .map((key) => key.slice(0, -1).join("."));
    for (const [key, rows] of Object.entries(history)) {
      const parts = JSON.parse(key) as string[];
      if (/^_(?:step|timestamp|runtime|wandb)$/.test(parts[0]!) || media.includes(parts.slice(0, -1).join(".")))
        continue;
      for (const [record, , text] of rows) {
        const step = steps.get(record) ?? Number.NaN;
        for (const [path, literal] of numbersIn(text)) {
          const name = [...parts, ...path].join(".");
          points.set(name, [...(points.get(name) ?? []), { file, record, step, text: literal }]);
        }
      }
    }
  }
  return points;
}

function runOf(id: string): (typeof found)[number] {
  const one = found.find(({ run, source }) => run.uid === id && !source.dir.endsWith("latest-run"));
  if (one === undefined) throw new Error(`no run ${id}`);
  return one;
}

describe("what W&B's own reader says", () => {
  it("finds every run once, and a folder latest-run as its copy", () => {
    const ids = new Set(
      Object.entries(expected).map(([path, { run }]) => run.id ?? /run-([^/]+)\.wandb$/.exec(path)![1]),
    );
    expect(new Set(found.map(({ run }) => run.uid))).toEqual(ids);
    expect(found).toHaveLength(ids.size + 1);
    const marked = markDuplicates(
      found.map(({ run }) => run),
      ROOT,
    );
    expect(marked.filter(({ duplicateOf }) => duplicateOf !== null).map(({ dir }) => dir)).toEqual([
      "new/wandb/latest-run",
    ]);
  });

  it("reads as many records of each file", () => {
    for (const [path, said] of Object.entries(expected)) {
      const { report, broken } = readRecording(ROOT, path, { keep: false, wanted: null });
      expect([path, report.records, report.damaged, broken.count]).toEqual([path, said.records, 0, 0]);
    }
  });

  it("agrees on every point of every series: value, step, record and file", () => {
    let values = 0;
    for (const { run } of found) {
      const points = pointsOf(run);
      const series = new Map(readSeries(run, ROOT, null).map((one) => [one.metric, one]));
      expect([...series.keys()].sort()).toEqual([...points.keys()].sort());
      for (const [name, wanted] of points) {
        const one = series.get(name)!;
        expect([...one.value]).toEqual(wanted.map(({ text }) => numberAs(text)));
        expect([...one.line]).toEqual(wanted.map(({ record }) => record));
        expect(wanted.map((_, at) => fileOfPoint(one, at))).toEqual(wanted.map(({ file }) => file));
        if (one.stepName === "step") expect([...one.step]).toEqual(wanted.map(({ step }) => step));
        expect(one.wall?.every((time) => time > 1.7e9)).toBe(true);
        values += wanted.length;
      }
    }
    expect(values).toBe(4594);
  });

  it("agrees on the reductions and their literals, and on what the summary says in their place", () => {
    for (const { run } of found) {
      const points = pointsOf(run);
      for (const metric of run.metrics) {
        const wanted = points.get(metric.name) ?? [];
        const own = lastSummary(run, metric.name, wanted);
        expect([run.id, metric.name, metric.last.evidence.literal]).toEqual([
          run.id,
          metric.name,
          own ?? wanted.at(-1)?.text,
        ]);
        if (wanted.length === 0) continue;
        const finite = wanted.filter(({ text }) => Number.isFinite(Number(text)));
        expect(metric.points).toBe(wanted.length);
        expect(metric.nonFinite).toBe(wanted.length - finite.length);
        const values = finite.map(({ text }) => Number(text));
        const lowest = finite[values.indexOf(Math.min(...values))];
        const highest = finite[values.indexOf(Math.max(...values))];
        expect(metric.min?.evidence.literal).toBe(lowest?.text);
        expect(metric.max?.evidence.literal).toBe(highest?.text);
        if (lowest)
          expect(metric.min?.evidence).toMatchObject({ file: lowest.file, locator: { record: lowest.record } });
      }
    }
  });

  it("agrees on settings, names, notes, groups, tags, times and exits", () => {
    for (const { run } of found) {
      const files = run.files.filter((path) => path.endsWith(".wandb"));
      const last = expected[files.at(-1)!]!;
      const first = expected[files[0]!]!;
      if (last.run.id === undefined) continue;
      expect(run.uid).toBe(last.run.id);
      expect(run.name).toBe(last.run.name || last.run.id);
      expect(run.group).toBe(last.run.group || null);
      expect(run.tags).toEqual([...last.run.tags, ...(last.run.job_type ? [`job_type:${last.run.job_type}`] : [])]);
      expect((run.notes ?? "").startsWith(last.run.notes)).toBe(true);
      expect(Date.parse(run.startedAt!) / 1000).toBeCloseTo(first.run.start, 2);
      const status =
        { 0: "finished", 255: "killed" }[last.exit?.code ?? -1] ?? (last.exit === null ? "unknown" : "failed");
      expect([run.id, run.status.value]).toEqual([run.id, status]);
      const literals = new Map(run.params.map(({ name, evidence }) => [name, evidence.literal]));
      for (const file of files) {
        for (const [key, text] of Object.entries(expected[file]!.config)) {
          const name = (JSON.parse(key) as string[]).join(".");
          if (name === "_wandb" || name === "api_key" || file !== files.at(-1)) continue;
          const literal = literals.get(name);
          if (/^["\d-]/.test(text) && !/^\d+$/.test(text))
            expect(literal).toBe(String(JSON.parse(text)) === "0.0001" ? text : String(JSON.parse(text)));
          else if (/^\d+$|^null$|^true$/.test(text)) expect(literal).toBe(text);
        }
      }
    }
  });
});

/** The literal that the last summary record after a metric's last row gives it; null where there is none. */
function lastSummary(run: Run, name: string, points: readonly Expected[]): string | null {
  const file = run.files.filter((path) => path.endsWith(".wandb")).at(-1)!;
  for (const [key, [record, text]] of Object.entries(expected[file]!.summary)) {
    for (const [path, literal] of numbersIn(text)) {
      const last = points.at(-1);
      const isLater = last === undefined || last.file !== file || record > last.record;
      const isOther = last === undefined || !Object.is(numberAs(last.text), numberAs(literal));
      if ([...(JSON.parse(key) as string[]), ...path].join(".") === name && isLater && isOther) return literal;
    }
  }
  return null;
}

describe("the shapes of runs", () => {
  it.each(["new", "old"])("normal (%s)", (tag) => {
    const { run, result, source } = runOf(`${tag}-normal`);
    expect(result.format).toBe(`W&B .wandb, SDK ${tag === "new" ? "0.30.0" : "0.15.12"}`);
    const params = new Map(run.params.map(({ name, evidence }) => [name, evidence.literal]));
    expect(params.get("lr")).toBe("0.0002");
    expect(params.get("big")).toBe("1152921504606846976");
    expect(params.get("opt.name")).toBe("adam");
    expect(params.get("opt.betas")).toBe("[0.9, 0.999]");
    expect(params.get("late")).toBe("[0.001, 0.1]");
    expect(params.get("nan")).toBe("null");
    expect(params.has("api_key")).toBe(false);
    expect(run.seed).toBe(3);
    expect(run.notes).toBe("first\nsecond\nAlert (WARN): Low: accuracy is low");
    expect(run.dataVersion).toMatch(/^digits:[0-9a-f]{32}$/);
    expect(run.artifacts.map(({ path }) => path.replace(/^.*\/files\//, "").replace(/_\d+_\w+/, ""))).toEqual([
      "media/html/page.html",
      "media/table/tab.table.json",
    ]);
    expect(run.dependencies).toEqual(["numpy==1.26.4"]);
    expect(run.clock).toBe("utc");
    const names = run.metrics.map(({ name }) => name);
    expect(names).toEqual([
      ...["a/b", "best", "deep.er", "epoch", "loss", "nested.a.b", "np", "secret", "val/acc", "val/loss", "x.y", "π"],
    ]);
    expect(run.metrics.find(({ name }) => name === "val/acc")).toMatchObject({
      stepName: "epoch",
      firstStep: 0,
      lastStep: 5,
    });
    expect(run.metrics.find(({ name }) => name === "loss")?.last).toMatchObject({ value: 0.25, step: null });
    expect(source.experiment).toMatchObject({
      id: `${tag}/wandb/demo`,
      name: "demo",
      outputDir: `${tag}/docs/experiments/demo`,
    });
    expect(JSON.stringify(run)).not.toMatch(/someone|somewhere|k-123/);
  });

  it.each(["new", "old"])("endings (%s)", (tag) => {
    const said = (name: string) => runOf(`${tag}-${name}`).run.status;
    expect(said("empty")).toMatchObject({ value: "finished", how: "recorded" });
    expect(said("failed")).toMatchObject({ value: "failed", because: "its exit code is 3" });
    expect(said("exception")).toMatchObject({ value: "failed", because: "its exit code is 1" });
    expect(said("interrupted")).toMatchObject({ value: "killed", because: "its exit code is 255" });
    expect(said("killed")).toMatchObject({ value: "unknown", how: "inferred", evidence: null });
    expect(said("killed-at-once").value).toBe("unknown");
    expect(runOf(`${tag}-killed`).run.endedAt).toBeNull();
  });

  it("says of a run of seven bytes that nothing was written", () => {
    const { result, run } = runOf("new-killed-at-once");
    expect(result.findings.map(({ code }) => code)).toEqual(["source/empty"]);
    expect([run.metrics, run.startedAt?.length, run.clock]).toEqual([[], 19, "local"]);
  });

  it.each(["new", "old"])("makes one run of the folders of a resumed one (%s)", (tag) => {
    const { run, result } = runOf(`${tag}-resumed`);
    const loss = run.metrics.find(({ name }) => name === "loss")!;
    expect([loss.points, loss.firstStep, loss.lastStep]).toEqual([15, 0, 5]);
    expect(loss.last.evidence.file).not.toBe(loss.file);
    expect(run.params.find(({ name }) => name === "part")?.value).toBe(2);
    expect(run.metrics.find(({ name }) => name === "only0")?.points).toBe(4);
    expect(result.findings.map(({ code }) => code)).toEqual(["series/step-decreases", "series/step-decreases"]);
  });

  it("makes an experiment of each project", () => {
    expect(runOf("new-other").source.experiment).toMatchObject({ name: "other", id: "new/wandb/other" });
  });

  it("shows a record as text, without persons and keys", () => {
    const { run } = runOf("new-normal");
    const loss = run.metrics.find(({ name }) => name === "loss")!;
    expect(showRecord(loss.min!.evidence, ROOT)).toContain(`\nloss: ${loss.min!.evidence.literal}\n`);
    expect(showRecord(loss.last.evidence, ROOT)).toMatch(/^record \d+: summary\nloss: 0.25$/);
    const param = run.params.find(({ name }) => name === "big")!;
    const text = showRecord(param.evidence, ROOT)!;
    expect(text).toContain("config big: 1152921504606846976");
    expect(text).toContain("config api_key: (not shown)");
    expect(text).not.toContain("host");
    expect(showRecord({ ...param.evidence, locator: { kind: "record", record: 999 } }, ROOT)).toBeNull();
  });
});

/** Real runs of others; counted with `find -name 'run-*' -type d` and W&B's own reader (history records, values of one key). */
const CORPORA = process.env.LABDOCS_CORPORA ?? "";

// They are not copied into the project: read where LABDOCS_CORPORA says that they lie.
describe.skipIf(CORPORA === "")("runs that others have published", () => {
  const readAll = (folder: string) => {
    const { tree } = walk(join(CORPORA, folder), { key: "test", skip: new Set(), previous: null });
    const sources = [...tree.listings.values()].flatMap((listing) => wandbReader.detect(listing, tree));
    return sources.map((source) => wandbReader.read(source, tree.root));
  };

  it("reads eight runs of vime, five with a recording", () => {
    const results = readAll("chris-santiago+vime");
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    const runs = results.flatMap(({ runs }) => runs);
    expect(runs).toHaveLength(8);
    expect(runs.filter(({ status }) => status.value === "finished").map(({ uid }) => uid)).toEqual([
      ...["q1b0a7un", "gwrblhjq", "i1bc23y6", "2khrg16e", "421gupfz"],
    ]);
    const counted = runs.map(({ metrics }) => metrics.find(({ name }) => name === "epoch")?.points);
    expect(counted.slice().sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 1, 1, 39, 72, 128, 176, 200]);
    expect(JSON.stringify(runs)).not.toMatch(/@gmail|\.local"|\/Users\//);
  });

  it("reads the run of W&B's own tests", () => {
    const [result] = readAll("wandb+wandb");
    expect(result?.format).toBe("W&B .wandb, SDK 0.10.20.dev1");
    expect(result?.runs[0]).toMatchObject({ uid: "g9dvvkua", status: { value: "finished" }, metrics: [] });
  });
});
