import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { walk } from "../../../src/disk/walk.ts";
import { buildExperiment, planExperiments } from "../../../src/experiments/group.ts";
import { account } from "../../../src/model/accounting.ts";
import type { Run, RunStatus } from "../../../src/model/run.ts";
import type { Tree } from "../../../src/model/tree.ts";
import type { ExperimentPlace, ReadResult, Source } from "../../../src/readers/reader.ts";
import type { RunInput } from "../run-factory.ts";
import { makeRun } from "../run-factory.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "experiments-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function place(dir: string, more: Partial<ExperimentPlace> = {}): ExperimentPlace {
  return {
    id: dir,
    name: dir.slice(dir.lastIndexOf("/") + 1),
    dir,
    runsDir: `${dir}/runs`,
    tracker: "tree",
    increment: null,
    ...more,
  };
}

function source(id: string, experiment: ExperimentPlace): Source {
  return { reader: "tree", id, dir: id, files: [], experiment };
}

function write(files: Record<string, string>): Tree {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return walk(root, { key: "test", skip: new Set(), previous: null }).tree;
}

function build(files: Record<string, string>, runs: Run[], at = place("experiments/e")) {
  const tree = write(files);
  const results: ReadResult[] = runs.map((run) => ({ runs: [run], findings: [], unreadable: [] }));
  const plan = { place: at, sources: [], files: [] };
  return buildExperiment({
    plan,
    results,
    root,
    tree,
    settings: { metrics: { "val/wobble": { direction: "higher" } } },
  });
}

describe("planning", () => {
  test("gives each experiment the files below its folder but those of experiments inside it", () => {
    const tree = write({
      "a/JOURNAL.md": "",
      "a/runs/r1/x.log": "",
      "a/sub/train.py": "",
      "a/sub/runs/r/x.log": "",
      "b/x": "",
    });
    const [outer, inner] = [place("a"), place("a/sub")];
    const plans = planExperiments(
      [source("a/sub/runs/r", inner), source("a/runs/r1", outer), source("a/runs/r2", outer)],
      tree,
    );
    expect(plans.map((plan) => [plan.place.id, plan.sources.length, plan.files])).toEqual([
      ["a", 2, ["a/JOURNAL.md", "a/runs/r1/x.log"]],
      ["a/sub", 1, ["a/sub/runs/r/x.log", "a/sub/train.py"]],
    ]);
  });

  test("gives experiments of one name in two stores folders of their own", () => {
    const inStore = (id: string) => place("docs/experiments/s", { id, outputDir: "docs/experiments/s" });
    const [first, second] = planExperiments(
      [source("b.db", inStore("b.db#s")), source("a.db", inStore("a.db#s"))],
      write({}),
    );
    expect([first?.place.id, first?.place.dir]).toEqual(["a.db#s", "docs/experiments/s"]);
    expect(second?.place.outputDir).toMatch(/^docs\/experiments\/s-[0-9a-f]{6}$/);
    expect(second?.place.dir).toBe(second?.place.outputDir);
  });

  test("takes time in proportion to the number of runs", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `r${index}`);
    const listings: Tree["listings"] = new Map([["e", { dir: "e", files: [], dirs: ["runs"], links: [] }]]);
    listings.set("e/runs", { dir: "e/runs", files: [], dirs: names, links: [] });
    for (const name of names)
      listings.set(`e/runs/${name}`, { dir: `e/runs/${name}`, files: ["log"], dirs: [], links: [] });
    const sources = names.map((name) => source(`e/runs/${name}`, place("e")));
    const [plan] = planExperiments(sources, { root: "", listings });
    expect(plan?.files).toHaveLength(10_000);
    expect(plan?.sources).toHaveLength(10_000);
  });
});

describe("building", () => {
  test("applies journal and ignored runs, and states directions, scripts and accounting", () => {
    const runs = [
      makeRun("b", { metrics: { "val/loss": 1, "val/wobble": 2 }, startedAt: "2026-01-02T00:00:00" }),
      makeRun("a", { metrics: { "test/accuracy": 1 }, startedAt: "2026-01-01T00:00:00" }),
    ];
    const experiment = build(
      {
        "experiments/e/JOURNAL.md":
          "# Journal: what it is about\n\n## Hypothesis\n\nIf X.\n\n- Primary metric: test/accuracy (lower is better)\n\n## Ignored runs\n\n- zzz # gone\n",
        "experiments/e/IGNORED_RUNS.md": "runs/b # bug\n",
        "experiments/e/train.py": '# /// script\n# requires-python = ">=3.10"\n# dependencies = ["numpy"]\n# ///\n',
        "experiments/e/eval.py": "print(1)\n",
      },
      runs,
    );
    expect(experiment).toMatchObject({ id: "experiments/e", name: "e", title: "What it is about" });
    expect(experiment.runs.map((run) => [run.name, run.ignored?.reason])).toEqual([
      ["a", undefined],
      ["b", "bug"],
    ]);
    expect(experiment.accounting).toMatchObject({ found: 2, used: 1, ignored: 1 });
    expect(experiment.directions).toEqual({
      "val/loss": { better: "lower", how: "inferred" },
      "val/wobble": { better: "higher", how: "declared" },
      "test/accuracy": { better: "lower", how: "declared" },
    });
    expect(experiment.scripts).toEqual([
      { path: "experiments/e/eval.py", dependencies: [], requiresPython: null },
      { path: "experiments/e/train.py", dependencies: ["numpy"], requiresPython: ">=3.10" },
    ]);
    expect(experiment.findings.map((one) => `${one.file}:${one.line} ${one.code}`)).toEqual([
      "experiments/e/JOURNAL.md:11 ignore/names-no-run",
    ]);
  });

  test("an increment is called what metadata.json, else spec.md says", () => {
    const dir = ".specweave/increments/0042-purchase";
    const at = place(dir, { id: "increment:0042", increment: "0042-purchase", tracker: "specweave" });
    expect(build({ [`${dir}/metadata.json`]: "{broken" }, [], at).title).toBe("0042-purchase");
    expect(
      build({ [`${dir}/spec.md`]: "---\nstatus: active\n---\n\n# Feature: Purchase propensity\n" }, [], at).title,
    ).toBe("Purchase propensity");
    expect(build({ [`${dir}/spec.md`]: '---\ntitle: "Two - parts"\n---\n# x\n' }, [], at).title).toBe("Two - parts");
    expect(build({ [`${dir}/metadata.json`]: '{"title": "Stated"}' }, [], at).title).toBe("Stated");
  });

  test("found is the sum of the buckets", () => {
    const statuses: RunStatus[] = ["finished", "failed", "killed", "pruned", "running", "scheduled", "unknown"];
    const anyRun = fc.record({
      status: fc.constantFrom(...statuses),
      deleted: fc.boolean(),
      duplicateOf: fc.constantFrom(null, "other"),
      ignored: fc.constantFrom(null, { reason: "r", file: "f", line: 1 }),
    });
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 30 }), fc.nat(5), (inputs, unreadable) => {
        const runs = inputs.map(({ status, ...rest }, index) =>
          makeRun(`r${index}`, { ...rest, status: { value: status, how: "recorded", because: "", evidence: null } }),
        );
        const { found, ...buckets } = account(runs, unreadable);
        expect(Object.values(buckets).reduce((a, b) => a + b, 0)).toBe(found);
      }),
    );
  });
});

describe("a run that stops before what its params promise", () => {
  const unknown = { value: "unknown", how: "inferred", because: "", evidence: null } as const;
  const running = { value: "running", how: "recorded", because: "metadata.yaml", evidence: null } as const;

  /** A run whose metric was logged at epochs 0 to `last`. */
  function upTo(last: number, more: RunInput): Run {
    const run = makeRun("r", { ...more, metrics: { "val/loss": Array.from({ length: last + 1 }, () => 1) } });
    return { ...run, metrics: run.metrics.map((metric) => ({ ...metric, stepName: "epoch" })) };
  }

  test("is failed, inferred, with the reason", () => {
    const { runs, accounting } = build({}, [upTo(17, { status: unknown, params: { "train.max_epochs": 40 } })]);
    expect(runs[0]?.status).toMatchObject({ value: "failed", how: "inferred", because: "log ends at epoch 17 of 40" });
    expect(accounting).toMatchObject({ used: 0, failed: 1 });
  });

  test.each([
    ["that reached the last epoch", upTo(39, { status: unknown, params: { epochs: 40 } })],
    ["with a recorded end", upTo(17, { status: unknown, endedAt: "2026-01-01", params: { epochs: 40 } })],
    ["with early stopping", upTo(17, { status: unknown, params: { epochs: 40, patience: 5 } })],
    [
      "that is running, and none was started later",
      upTo(17, { status: running, startedAt: "2026-01-01", params: { epochs: 40 } }),
    ],
  ])("but not one %s", (_, run) => {
    expect(build({}, [run]).runs[0]?.status).toEqual(run.status);
  });

  test("while another was started later is failed although it says running", () => {
    const stuck = upTo(17, { status: running, startedAt: "2026-01-01", params: { epochs: 40 } });
    const whole = upTo(39, { id: "x", status: running, startedAt: "2026-01-01", params: { epochs: 40 } });
    const later = makeRun("later", { startedAt: "2026-01-02" });
    expect(build({}, [stuck, whole, later]).runs.map((run) => run.status.value)).toEqual([
      "failed",
      "running",
      "finished",
    ]);
  });

  test("is found by the epoch on its last metric line when metrics are counted in steps", () => {
    const run = makeRun("r", { metrics: { "val/loss": [1, 2] }, params: { epochs: 50 }, status: unknown });
    const last = run.metrics[0]?.last.evidence;
    if (last?.locator.kind !== "line") throw new Error("expected a line");
    const text = `${"\n".repeat(last.locator.line - 1)}metric {"epoch":26,"step":864,"loss":2}\n`;
    expect(build({ [last.file]: text }, [run]).runs[0]?.status).toMatchObject({
      because: "log ends at epoch 26 of 50",
      evidence: { locator: { line: last.locator.line }, literal: "26" },
    });
  });
});
