import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { whyNoLedger } from "../../../src/readers/ledger/reader.ts";
import { cleanUp, project } from "./loose-project.ts";

afterAll(cleanUp);

const AUTORESEARCH = [
  "commit\tval_bpb\tmemory_gb\tstatus\tdescription",
  "a1b2c3d\t0.997900\t44.0\tkeep\tbaseline",
  "b2c3d4e\t0.993200\t44.2\tkeep\tincrease LR to 0.04",
  "c3d4e5f\t1.005000\t44.0\tdiscard\tswitch to GeLU activation",
  "d4e5f6a\t0.000000\t0.0\tcrash\tdouble model width (OOM)",
].join("\n");

/** The runs that are read of a project of one file. */
function read(path: string, text: string) {
  const tree = project({ [path]: text });
  const results = detectSources(tree).map((source) => readSource(source, tree.root));
  return {
    runs: results.flatMap(({ runs }): Run[] => runs),
    directions: results.map(({ directions }) => directions ?? {}),
    findings: results.flatMap(({ findings }) => findings.map(({ code }) => code)),
    unread: results.flatMap(({ unread = [] }) => unread.map(({ reason }) => reason)),
    format: results.flatMap(({ format }) => format ?? []),
  };
}

const last = (run: Run | undefined) =>
  Object.fromEntries(run?.metrics.map(({ name, last }) => [name, last.value]) ?? []);
const params = (run: Run | undefined) => Object.fromEntries(run?.params.map(({ name, value }) => [name, value]) ?? []);

describe("autoresearch results.tsv", () => {
  const { runs, format, directions } = read("results.tsv", `${AUTORESEARCH}\n`);

  test("a row is a run, named by its commit", () => {
    expect(format).toEqual(["autoresearch results.tsv"]);
    expect(runs.map(({ name, gitCommit, id }) => [name, gitCommit, id])).toEqual(
      ["a1b2c3d", "b2c3d4e", "c3d4e5f", "d4e5f6a"].map((commit) => [commit, commit, `results.tsv#${commit}`]),
    );
    expect(runs[1]?.description).toBe("increase LR to 0.04");
  });

  test("a value has the cell it stands in, and its digits as they are written", () => {
    expect(runs[0]?.metrics[0]?.last).toEqual({
      value: 0.9979,
      step: null,
      evidence: {
        file: "results.tsv",
        locator: { kind: "cell", row: 1, column: "val_bpb", line: 2 },
        literal: "0.997900",
      },
    });
    expect(last(runs[0])).toEqual({ val_bpb: 0.9979, memory_gb: 44 });
  });

  test("the 0.0 of a crash is no result; what was discarded has ended as well as what was kept", () => {
    expect(runs.map(({ status }) => [status.value, status.how])).toEqual([
      ["finished", "recorded"],
      ["finished", "recorded"],
      ["finished", "recorded"],
      ["failed", "recorded"],
    ]);
    expect(runs[3]?.metrics).toEqual([]);
    expect(runs.map(({ tags }) => tags)).toEqual([["keep"], ["keep"], ["discard"], []]);
  });

  test("what is optimised is val_bpb, whatever other losses stand beside it", () => {
    const { val_bpb: objective, ...others } = directions[0] ?? {};
    expect(objective).toMatchObject({ better: "lower", objective: true, evidence: { locator: { line: 1 } } });
    expect(others).toEqual({});
  });

  test("a series is the one point", () => {
    const [series] = readSeries(runs[1] as Run, "/", ["val_bpb"]);
    expect(series && [...series.value, ...series.line]).toEqual([0.9932, 3]);
  });
});

describe("shapes of tables", () => {
  test("settings are params, results are metrics, seeds make names of their own", () => {
    const { runs } = read(
      "study/results.csv",
      "\uFEFFmodel,lr,seed,val_acc,train_time\r\nresnet,1e-3,0,0.91,12.5\r\nresnet,1e-3,1,0.93,12.9\r\nvit,3e-4,0,0.95,40\r\n",
    );
    expect(runs.map(({ name, seed }) => [name, seed])).toEqual([
      ["resnet-lr=1e-3-seed0", 0],
      ["resnet-lr=1e-3-seed1", 1],
      ["vit-lr=3e-4-seed0", 0],
    ]);
    expect(params(runs[2])).toEqual({ model: "vit", lr: 3e-4, seed: 0 });
    expect(runs[2]?.params[1]?.evidence.literal).toBe("3e-4");
    expect(last(runs[2])).toEqual({ val_acc: 0.95, train_time: 40 });
    expect(runs[0]?.status).toMatchObject({ value: "finished", how: "inferred" });
  });

  test("a trials table of Optuna, a cv_results_ of scikit-learn, an export of W&B", () => {
    const optuna = read(
      "trials.csv",
      "number,value,datetime_start,duration,params_lr,params_depth,state\n0,0.5,2026-01-01 10:00:00,0 days 00:00:10,0.1,3,COMPLETE\n1,,2026-01-01 10:01:00,0 days 00:00:01,0.2,4,FAIL\n2,0.4,2026-01-01 10:02:00,0 days 00:00:01,0.2,5,PRUNED\n",
    );
    expect(optuna.runs.map(({ name, status }) => [name, status.value])).toEqual([
      ["number-0", "finished"],
      ["number-1", "failed"],
      ["number-2", "pruned"],
    ]);
    expect(params(optuna.runs[0])).toMatchObject({ lr: 0.1, depth: 3 });
    expect(last(optuna.runs[0])).toMatchObject({ value: 0.5 });
    expect(optuna.runs[0]?.startedAt).toBe("2026-01-01 10:00:00");
    const sklearn = read(
      "cv_results.csv",
      ",mean_fit_time,param_C,param_kernel,params,mean_test_score,rank_test_score\n0,0.1,1,rbf,\"{'C': 1, 'kernel': 'rbf'}\",0.97,1\n1,0.1,10,linear,\"{'C': 10, 'kernel': 'linear'}\",0.95,2\n",
    );
    expect(sklearn.runs.map(({ name }) => name)).toEqual(["C=1", "C=10"]);
    expect(last(sklearn.runs[1])).toEqual({ mean_fit_time: 0.1, mean_test_score: 0.95 });
    const wandb = read(
      "runs.csv",
      '"Name","State","config.lr","summary.loss"\n"silly-sun-1","finished","0.1","0.25"\n',
    );
    expect(wandb.runs.map(({ name }) => name)).toEqual(["silly-sun-1"]);
    expect([params(wandb.runs[0]), last(wandb.runs[0])]).toEqual([{ lr: 0.1 }, { loss: 0.25 }]);
  });

  test("JSON Lines with settings and metrics in groups; pointers are evidence", () => {
    const { runs, findings } = read(
      "results.jsonl",
      '{"run":"a","config":{"lr":1e-4},"metrics":{"acc":0.50},"status":"ok"}\n{broken\n{"run":"b","config":{"lr":0.1},"metrics":{"loss":NaN},"status":"ok"}\n{"run":"c","conf',
    );
    expect(runs.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(runs[0]?.metrics[0]?.last.evidence).toEqual({
      file: "results.jsonl",
      locator: { kind: "pointer", pointer: "/metrics/acc", line: 1 },
      literal: "0.50",
    });
    expect(runs[1]?.diverged?.metric).toBe("loss");
    expect(findings.sort()).toEqual(["source/bad-line", "source/torn-line"]);
  });

  test("a mean with its spread, a percentage and missing cells", () => {
    const { runs } = read("leaderboard.csv", "method,accuracy,f1\nours,93.1%,0.92 ± 0.01\nbase,n/a,0.85 (0.02)\n");
    expect(runs.map(last)).toEqual([{ accuracy: 93.1, f1: 0.92 }, { f1: 0.85 }]);
    expect(runs[0]?.metrics[1]?.last.evidence.literal).toBe("0.92");
  });

  test("quoted cells may hold line breaks; the line is where the row begins", () => {
    const { runs } = read("results.csv", 'run,notes,loss\na,"two\nlines",0.5\nb,one,0.4\n');
    expect(runs.map(({ notes }) => notes)).toEqual(["two\nlines", "one"]);
    expect(runs[1]?.metrics[0]?.last.evidence.locator).toMatchObject({ row: 2, line: 4 });
  });

  test("keys and names of people are not kept", () => {
    const { runs, unread } = read("runs.csv", "run,loss,api_key,user,email\na,0.5,abc,me,me@example.org\n");
    expect(JSON.stringify(runs)).not.toMatch(/abc|example/);
    expect(unread[0]).toMatch(/1 value/);
  });

  test("numbers beyond 2^53 stay text, names that repeat are told apart", () => {
    const { runs } = read("runs.csv", "run,hash_seed,loss\na,12345678901234567890,0.5\na,12345678901234567890,0.4\n");
    expect(runs.map(({ name }) => name)).toEqual(["a-run-1", "a-run-2"]);
    expect(params(runs[0])).toEqual({ hash_seed: "12345678901234567890" });
  });
});

describe("what is no ledger", () => {
  const cases: [string, string, string, RegExp][] = [
    [
      "the metrics of one run",
      "results.csv",
      "epoch,train_loss,acc\n1,0.5,0.1\n2,0.4,0.2\n3,0.3,0.3\n",
      /step of one run/,
    ],
    [
      "a row a day",
      "results.csv",
      "date,total,fp_rate,error_rate\n2026-06-08,84,0.79,0.1\n2026-06-09,185,0.61,0.2\n",
      /point in time/,
    ],
    ["predictions", "results.csv", "id,y_true,y_pred,score\n1,0,1,0.3\n2,1,1,0.9\n", /example of the data/],
    ["answers of a model", "results.jsonl", '{"id":1,"prompt":"a","response":"b","score":1}\n', /example of the data/],
    ["a table of people", "results.csv", "name,age,city\nAda,36,London\n", /no column is called like a result/],
    ["scores of anything", "scores.csv", "name,score\nAda,36\nBob,3\n", /no column names a run/],
    ["nothing", "results.csv", "run,loss\n", /no rows/],
    ["a run of several rows", "runs.csv", "run,step,loss\na,1,0.5\na,2,0.4\nb,2,0.3\n", /step of one run/],
  ];
  test.each(cases)("%s", (_what, path, text, reason) => {
    expect(read(path, text).runs).toEqual([]);
    expect(whyNoLedger(project({ [path]: text }).root, path)).toMatch(reason);
  });

  test("a table beside the runs that it sums up is not counted a second time", () => {
    const log = '2026-11-21 16:38:53 | INFO | metric {"step":1,"loss":0.5}\n';
    const tree = project({
      "e/runs/base/logs/train.log": log,
      "e/results.csv": "run,loss\nbase,0.5\n",
      "e/runs/base/results.csv": "run,loss\nbase,0.5\n",
      "results.csv": "run,loss\nother,0.4\n",
    });
    expect(detectSources(tree).map(({ reader, id }) => `${reader} ${id}`)).toEqual([
      "tree e/runs/base",
      "ledger results.csv",
    ]);
  });
});

test("hostile bytes never throw", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("run", "loss", '"', ",", "\t", "\n", "\r\n", "0.5", "NaN", "crash", "status"),
  );
  fc.assert(
    fc.property(
      fc.array(cell, { maxLength: 40 }),
      fc.constantFrom("results.csv", "results.tsv", "results.jsonl"),
      (cells, path) => {
        const text = `run,status,loss\n${cells.join("")}`;
        const { runs } = read(path, path.endsWith("jsonl") ? cells.join("") : text);
        expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
      },
    ),
    { numRuns: 200 },
  );
});
