import { chmodSync, copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { markDuplicates } from "../../../src/experiments/duplicate.ts";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource, showRecord } from "../../../src/readers/index.ts";
import { parseMeta } from "../../../src/readers/mlflow/meta-file.ts";
import { scanMetricFile } from "../../../src/readers/mlflow/metric-file.ts";
import { paramValueOf } from "../../../src/readers/mlflow/param-text.ts";
import { makeProject, readProject, treeOf } from "./scratch-project.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/trackers/mlflow");
const UUID = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";
const META = `artifact_uri: file:///C:/Users/someone/mlruns/1/${UUID}/artifacts
end_time: 1760000005000
entry_point_name: ''
experiment_id: '1'
lifecycle_stage: active
run_id: ${UUID}
run_name: first
run_uuid: ${UUID}
source_name: ''
source_type: 4
source_version: ''
start_time: 1760000000000
status: 3
tags: []
user_id: someone
`;
const EXPERIMENT = "experiment_id: '1'\nlifecycle_stage: active\nname: My experiment\n";

/** A store with one run that has these files besides its meta.yaml. */
function store(files: Record<string, string | Uint8Array>, meta = META): Record<string, string | Uint8Array> {
  const own = Object.entries(files).map(([path, content]) => [`mlruns/1/${UUID}/${path}`, content] as const);
  return { "mlruns/1/meta.yaml": EXPERIMENT, [`mlruns/1/${UUID}/meta.yaml`]: meta, ...Object.fromEntries(own) };
}

function readOne(files: Record<string, string | Uint8Array>, meta = META) {
  const { root, sources, results } = readProject(store(files, meta));
  const run = results[0]?.runs[0];
  if (run === undefined) throw new Error("no run was read");
  return { root, run, source: sources[0], findings: results.flatMap((result) => result.findings) };
}

/** The fixture in a folder of its own, which may be changed. */
function copyOf(name: string): string {
  const root = mkdtempSync(join(tmpdir(), "labdocs-mlflow-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(FIXTURES, name), root, { recursive: true });
  return root;
}

function readAll(root: string) {
  const sources = detectSources(treeOf(root));
  const results = sources.map((source) => readSource(source, root));
  return {
    sources,
    results,
    runs: results.flatMap(({ runs }) => runs),
    findings: results.flatMap((one) => one.findings),
  };
}

describe("a run of a file store", () => {
  test("is one source whose outputs lie beside the store, never in it", () => {
    const { source } = readOne({ "tags/a": "b" });
    expect(source?.experiment).toEqual({
      ...{ id: "mlruns/1", name: "My experiment", dir: "mlruns/1", runsDir: "mlruns/1", tracker: "mlflow" },
      ...{ outputDir: "docs/experiments/my-experiment", increment: null },
    });
  });

  test("has evidence down to the line, and no machine path or person", () => {
    const { run } = readOne({
      "metrics/val/loss": "1760000000000 0.50 0\n1760000001000 1e-05 1\n",
      "params/lr": "1e-4",
      "tags/mlflow.user": "someone",
      "tags/mlflow.source.name": "C:\\Users\\someone\\train.py",
      "tags/mlflow.source.git.repoURL": "https://someone:secret@example.org/x.git",
      "tags/api_token": "hidden",
    });
    const file = `mlruns/1/${UUID}`;
    expect(run.metrics[0]).toMatchObject({
      name: "val/loss",
      last: { value: 1e-5, step: 1, evidence: { locator: { kind: "line", line: 2, offset: 21 }, literal: "1e-05" } },
      max: { value: 0.5, evidence: { literal: "0.50" } },
    });
    expect(run.params[0]).toMatchObject({ value: 1e-4, evidence: { file: `${file}/params/lr`, literal: "1e-4" } });
    expect(run.provenance?.startedAt).toMatchObject({ file: `${file}/meta.yaml`, locator: { line: 12 } });
    expect(run.environment.map(({ name, value }) => [name, value])).toEqual([
      ["source", "train.py"],
      ["git.repository", "https://example.org/x.git"],
    ]);
    expect(JSON.stringify(run)).not.toMatch(/someone|secret|hidden/);
  });

  test("needs no folder that git dropped because it was empty", () => {
    const { run } = readOne({});
    expect(run).toMatchObject({ id: `mlruns/1/${UUID}`, metrics: [], params: [], uid: UUID });
  });

  test("that misses name, times and status is still read; MLflow takes a missing status for running", () => {
    const { run } = readOne({ "tags/mlflow.runName": "by tag" }, "experiment_id: 1\nend_time: null\n");
    expect(run).toMatchObject({ name: "by tag", startedAt: null, status: { value: "running", how: "inferred" } });
  });

  test("whose meta.yaml is cut off, empty or binary cannot be read; the others are", () => {
    for (const broken of ["run_name: 'half", "", "\0\0\0", "- a\n- b\n"]) {
      const files = { ...store({}), [`mlruns/1/${OTHER}/meta.yaml`]: broken, [`mlruns/1/${OTHER}/tags/a`]: "b" };
      const { results } = readProject(files);
      expect(results.flatMap(({ runs }) => runs)).toHaveLength(1);
      expect(results.flatMap(({ unreadable }) => unreadable)).toMatchObject([{ path: `mlruns/1/${OTHER}` }]);
    }
  });

  test("that was copied from another experiment is shown with a warning", () => {
    const { findings, run } = readOne({}, META.replace("experiment_id: '1'", "experiment_id: '7'"));
    expect(run.name).toBe("first");
    expect(findings).toMatchObject([{ code: "source/bad-field", severity: "warning", line: 4 }]);
  });

  test("is no run inside artifacts, in the registry or where only artifacts are left", () => {
    const inside = `mlruns/1/${UUID}/artifacts/mlruns/1/${OTHER}`;
    const { sources } = readProject({
      ...store({ "artifacts/x.txt": "x" }),
      [`${inside}/meta.yaml`]: META,
      [`${inside}/metrics/loss`]: "1 2 3\n",
      "mlruns/models/net/meta.yaml": "name: net\n",
      "mlruns/models/net/version-1/meta.yaml": "version: 1\n",
      "mlruns/models/net/version-1/tags/a": "b",
      [`mlruns/${OTHER}/artifacts/model/MLmodel`]: "x",
      [`mlruns/2/${OTHER}/artifacts/a.txt`]: "x",
      [`mlruns/1/models/m-${OTHER}/meta.yaml`]: "model_id: x\n",
      [`mlruns/1/models/m-${OTHER}/params/a`]: "1",
      [`mlruns/1/datasets/${OTHER}/meta.yaml`]: "name: x\n",
    });
    expect(sources.map(({ id }) => id)).toEqual([`mlruns/1/${UUID}`]);
  });

  test("keeps the parts of a logged model as its artifacts", () => {
    const model = `mlruns/1/models/m-${OTHER}/artifacts/weights.bin`;
    const { results } = readProject({ ...store({ [`outputs/m-${OTHER}/meta.yaml`]: "step: 1\n" }), [model]: "w" });
    expect(results[0]?.runs[0]?.artifacts.map(({ path }) => path)).toEqual([model]);
  });
});

describe("experiments", () => {
  test("in .trash are deleted, and of one name each has its own folder for outputs", () => {
    const { runs, sources } = readAll(join(FIXTURES, "files-v3"));
    const deleted = sources.filter(({ id }) => id.includes("/.trash/"));
    expect(deleted).toHaveLength(1);
    expect(
      runs
        .filter((run) => run.deleted)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["deleted", "in a deleted experiment"]);
    const dirs = new Set(sources.map(({ experiment }) => experiment.outputDir));
    expect(dirs.size).toBe(new Set(sources.map(({ experiment }) => experiment.id)).size);
    expect([...dirs].some((dir) => /^docs\/experiments\/shapes-of-runs-\d+$/.test(dir ?? ""))).toBe(true);
  });

  test("of one name live and deleted: the live one keeps the plain folder", () => {
    const { sources } = readProject({
      ...store({}),
      "mlruns/.trash/0/meta.yaml": EXPERIMENT.replace("active", "deleted"),
      [`mlruns/.trash/0/${OTHER}/meta.yaml`]: META,
    });
    expect(sources.map(({ experiment }) => [experiment.id, experiment.outputDir])).toEqual([
      ["mlruns/.trash/0", "docs/experiments/my-experiment-0"],
      ["mlruns/1", "docs/experiments/my-experiment"],
    ]);
  });

  test("that were migrated to a database count once: the database's runs stay", () => {
    const root = join(FIXTURES, "migrated");
    const { sources, runs } = readAll(root);
    expect(new Set(sources.map(({ experiment }) => experiment.id)).size).toBe(1);
    const marked = markDuplicates(runs, root);
    expect(marked).toHaveLength(6);
    const kept = marked.filter((run) => run.duplicateOf === null);
    expect(kept.map(({ id }) => id.split("#")[0])).toEqual(["tracking.db", "tracking.db", "tracking.db"]);
    for (const run of marked) if (run.duplicateOf !== null) expect(run.duplicateOf).toBe(`tracking.db#${run.uid}`);
  });

  test("that lie in a database and its copy count once", () => {
    const root = copyOf("schema-a8c4a736bde6");
    copyFileSync(join(root, "backend.db"), join(root, "copy.db"));
    const { sources, runs } = readAll(root);
    expect(sources.map(({ id }) => id)).toEqual(["backend.db#1", "copy.db#1"]);
    expect(new Set(sources.map(({ experiment }) => experiment.id)).size).toBe(1);
    expect(markDuplicates(runs, root).filter((run) => run.duplicateOf !== null)).toHaveLength(2);
  });
});

describe("a metric file", () => {
  const scan = (text: string) => {
    const root = makeProject({ loss: text });
    const { table, findings } = scanMetricFile({ root, path: "loss", name: "loss", keep: 1 });
    const { run } = readOne({ "metrics/loss": text });
    const series = readSeries(run, "", []);
    return { table, codes: findings.map(({ code }) => code), metric: run.metrics[0], series, run };
  };

  test("may have lines of 2, 3 and 5 fields, with a data set's name of several words", () => {
    expect(scan("1 0.5\n2 0.25\n").metric).toMatchObject({
      points: 2,
      stepName: null,
      last: { value: 0.25, step: null },
    });
    expect(scan("1 0.5 7\n2 0.25 8 my data set abc123\n").metric).toMatchObject({ last: { value: 0.25, step: 8 } });
  });

  test("shows the greatest by step, time and value, as MLflow does, and keeps the order of its lines", () => {
    const text = "5 0.3 3\n9 0.1 1\n5 0.4 3\n4 0.35 3\n7 nan 3\n7 0.2 3\n";
    const { root, run } = readOne({ "metrics/loss": text });
    expect(run.metrics[0]).toMatchObject({ last: { step: 3, evidence: { literal: "nan", locator: { line: 5 } } } });
    const [series] = readSeries(run, root, ["loss"]);
    expect(Array.from(series?.step ?? [])).toEqual([3, 1, 3, 3, 3, 3]);
    expect(Array.from(series?.line ?? [])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("with Windows line ends, without a last newline, with negative steps and times", () => {
    expect(scan("1 0.5 1\r\n2 0.25 2\r\n").metric).toMatchObject({
      points: 2,
      last: { evidence: { literal: "0.25" } },
    });
    expect(scan("1 0.5 1\n2 0.25 2").metric).toMatchObject({ points: 2, last: { value: 0.25, step: 2 } });
    expect(scan("-1 0.5 -3\n").metric).toMatchObject({ last: { step: -3 } });
  });

  test("torn, broken or empty is read as far as it goes", () => {
    expect(scan("1 0.5 1\n2 0.2")).toMatchObject({ codes: ["source/torn-line"], metric: { points: 1 } });
    expect(scan("1 0.5 1\nnonsense\n2 0.2 2\n")).toMatchObject({ codes: ["source/bad-line"], metric: { points: 2 } });
    expect(scan("")).toMatchObject({ codes: ["source/empty"], metric: undefined });
    const broken = scan("x\n".repeat(5000));
    expect(broken.codes).toHaveLength(4);
    expect(broken.metric).toBeUndefined();
  });

  test("that diverges says so", () => {
    expect(scan("1 0.5 1\n2 nan 2\n").run.diverged).toMatchObject({
      metric: "loss",
      evidence: { locator: { line: 2 } },
    });
    expect(scan("1 inf 1\n2 -inf 2\n").metric).toMatchObject({ nonFinite: 2, min: null, max: null });
  });

  test("of hostile bytes is never a crash", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { run } = readOne({ "metrics/loss": bytes, "params/a": bytes, "tags/b": bytes });
        return run.metrics.every(({ points }) => points <= 200);
      }),
      { numRuns: 100 },
    );
  });

  test("gives back every point that Python writes", () => {
    const value = fc.double().map((one) => (Number.isNaN(one) ? "nan" : String(one).replace("Infinity", "inf")));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), value, fc.integer()), { minLength: 1, maxLength: 30 }), (points) => {
        const { root, run } = readOne({ "metrics/loss": points.map((point) => `${point.join(" ")}\n`).join("") });
        const [series] = readSeries(run, root, ["loss"]);
        const read = Array.from(series?.value ?? [], (one, at) => [
          Math.round((series?.wall?.[at] ?? 0) * 1000),
          String(one),
          series?.step[at],
        ]);
        expect(read).toEqual(
          points.map(([time, text, step]) => [
            time,
            String(Number(text.replace("nan", "NaN").replace("inf", "Infinity"))),
            step,
          ]),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("texts", () => {
  test("of params are numbers where a number gives them back", () => {
    const texts = [
      "1e-4",
      "0.10",
      "True",
      "None",
      "007",
      "1152921504606846976",
      "nan",
      "1_000",
      "-3",
      "",
      "1e999",
      ".5",
    ];
    expect(texts.map(paramValueOf)).toEqual([
      ...[1e-4, 0.1, true, "None", "007", "1152921504606846976", "nan", "1_000", -3, "", "1e999", 0.5],
    ]);
  });

  test("of a meta.yaml that is not of the usual form go to the YAML parser", () => {
    const text = "a: 'it''s'\nb: \"x: y\"\nc: |-\n  two\n  lines\nd: null\ne: 'null'\nf: a # comment\ng: 2\n";
    const { fields, error } = parseMeta(text, "meta.yaml");
    expect(error).toBeNull();
    expect([...fields].map(([name, { text: value }]) => [name, value])).toEqual([
      ["a", "it's"],
      ["b", "x: y"],
      ["c", "two\nlines"],
      ["e", "null"],
      ["f", "a"],
      ["g", "2"],
    ]);
    expect(fields.get("g")?.evidence.locator).toEqual({ kind: "pointer", pointer: "/g", line: 9 });
  });

  test("of a meta.yaml of any bytes are read or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => typeof parseMeta(text, "x").fields.size === "number"),
    );
  });
});

describe("a database", () => {
  test("of every schema says which it is", () => {
    for (const name of readdirSync(FIXTURES).filter((one) => one.startsWith("schema-"))) {
      const { results } = readAll(join(FIXTURES, name));
      expect(results.map(({ format }) => format)).toEqual([`MLflow SQLite, schema ${name.slice("schema-".length)}`]);
    }
  });

  test("with ids beyond 2^53 is read", () => {
    const { sources, runs } = readAll(join(FIXTURES, "schema-71994744cf8e"));
    expect(sources.map(({ id }) => id)).toEqual(["backend.db#987654321987654321"]);
    expect(runs).toHaveLength(2);
  });

  test("with a write-ahead log is read with what is in the log alone, and nothing is left beside it or elsewhere", () => {
    const root = copyOf("wal");
    const before = readdirSync(root);
    const temporary = mkdtempSync(join(tmpdir(), "labdocs-mlflow-"));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    vi.stubEnv("TMPDIR", temporary);
    const { sources, runs } = readAll(root);
    expect(sources[0]?.files).toEqual(["mlflow.db", "mlflow.db-wal"]);
    expect(runs.map((run) => run.metrics[0]?.points)).toEqual([4, 3]);
    expect(readSeries(runs[0] as Run, root, null)[0]?.value.length).toBe(4);
    expect(readdirSync(root)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
    vi.unstubAllEnvs();
  });

  test("that a killed writer had begun to change is read as it was before", () => {
    const root = copyOf("schema-a8c4a736bde6");
    const database = new DatabaseSync(join(root, "backend.db"));
    database.exec("PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN");
    const insert = database.prepare("INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)");
    for (let index = 0; index < 2000; index += 1) insert.run(`p${index}`, "1", "0".repeat(32));
    const killed = makeProject({});
    for (const ending of ["", "-journal"])
      copyFileSync(join(root, `backend.db${ending}`), join(killed, `backend.db${ending}`));
    database.exec("ROLLBACK");
    database.close();
    const { runs } = readAll(killed);
    expect(runs.map((run) => run.params.length)).toEqual([1, 1]);
    expect(readdirSync(killed)).toEqual(["backend.db", "backend.db-journal"]);
  });

  test("that grows is read anew", () => {
    const root = copyOf("schema-a8c4a736bde6");
    expect(readAll(root).runs[0]?.metrics[0]?.points).toBe(3);
    const database = new DatabaseSync(join(root, "backend.db"));
    database
      .prepare("INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 9, 9, ?, 9, 0)")
      .run("0".repeat(32));
    database.close();
    expect(readAll(root).runs[0]?.metrics[0]).toMatchObject({ points: 4, last: { value: 9, step: 9 } });
  });

  test("in a folder that must not be written to is read", () => {
    const root = copyOf("schema-a8c4a736bde6");
    chmodSync(root, 0o555);
    try {
      expect(readAll(root).runs).toHaveLength(2);
    } finally {
      chmodSync(root, 0o755);
    }
  });

  test("shows the row that evidence points at", () => {
    const root = join(FIXTURES, "sqlite-v3");
    const { runs } = readAll(root);
    const run = runs.find(({ name }) => name === "baseline") as Run;
    const metric = run.metrics.find(({ name }) => name === "loss");
    expect(showRecord(metric?.last.evidence as never, root)).toMatch(
      /^table: metrics\nkey: loss\nvalue: 0\.125\ntimestamp: \d+\nrun_uuid: [0-9a-f]{32}\nstep: 5\nis_nan: 0$/,
    );
    const param = run.params.find(({ name }) => name === "opt/name");
    expect(showRecord(param?.evidence as never, root)).toBe(
      `table: params\nkey: opt/name\nvalue: adam\nrun_uuid: ${run.uid}`,
    );
    expect(showRecord(run.status.evidence as never, root)).not.toMatch(/ann|train\.py/);
    const numbers = runs.find(({ name }) => name === "numbers");
    const diverged = numbers?.metrics.find(({ name }) => name === "infinite");
    expect(diverged).toMatchObject({ nonFinite: 2, last: { value: 2 } });
    const nan = numbers?.metrics.find(({ name }) => name === "only-nan");
    expect(showRecord(nan?.last.evidence as never, root)).toContain("value: nan\n");
  });

  test("tells what is in it and not read", () => {
    const { results } = readAll(join(FIXTURES, "sqlite-v3"));
    expect(results[0]?.unread).toMatchObject([{ path: "mlflow.db table logged_model_metrics" }]);
  });

  test("that is no database, another tool's or empty is no source", () => {
    const root = makeProject({ "lfs.db": "version https://git-lfs.github.com/spec/v1\n", "empty.db": "" });
    const database = new DatabaseSync(join(root, "other.sqlite"));
    database.exec("CREATE TABLE runs (a)");
    database.close();
    expect(readAll(root).sources).toEqual([]);
  });

  test("cut off or with flipped bits is read as far as it goes, or a finding", () => {
    const whole = readFileSync(join(FIXTURES, "schema-451aebb31d03/backend.db"));
    const read = (bytes: Uint8Array) => {
      const root = makeProject({ "backend.db": bytes });
      return readAll(root);
    };
    for (let length = 0; length < whole.length; length += 97) read(whole.subarray(0, length));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (flips) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of flips) bytes[at] = value;
          return read(bytes).runs.length <= 200;
        },
      ),
      { numRuns: 150 },
    );
  });
});
