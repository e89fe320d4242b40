import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readReduction } from "../../../src/commands/compare/reduction-word.ts";
import { reductionWord } from "../../../src/model/reduction.ts";
import { docs } from "../../host.ts";

const root = mkdtempSync(join(tmpdir(), "labdocs-compare-"));

/** Runs of an experiment: params, and the last values of metrics by name. */
type Runs = Record<string, { params: object; metrics: Record<string, number> }>;

const grid: Runs = Object.fromEntries(
  [0.1, 0.01].flatMap((lr) =>
    ["cnn", "mlp"].flatMap((model) =>
      [0, 1, 2].map((seed) => [
        `${model}-lr${lr}-seed${seed}`,
        {
          params: { optimizer: { lr }, model, seed, hidden_size: model === "cnn" ? 8 : 16 },
          metrics: {
            "test/accuracy": 0.8 + (model === "cnn" ? 0.1 : 0) + lr / 10 + seed / 1000,
            "val/loss": 1 - lr - seed / 100 + (model === "cnn" ? 0 : 0.5),
            "train/speed_index": 5 + seed,
          },
        },
      ]),
    ),
  ),
);

const other: Runs = {
  "mlp-lr0.1-seed0": { params: { optimizer: { lr: 0.1 }, model: "mlp", seed: 0 }, metrics: { "test/accuracy": 0.5 } },
  "mlp-lr0.1-seed1": { params: { optimizer: { lr: 0.1 }, model: "mlp", seed: 1 }, metrics: { "test/accuracy": 0.6 } },
  wide_50: { params: { optimizer: { lr: 0.1 }, model: "mlp" }, metrics: { "test/accuracy": 0.7 } },
};

beforeAll(() => {
  write("grid", grid);
  write("other", other);
});
afterAll(() => rmSync(root, { recursive: true }));

const compare = (...argv: string[]) => docs(root, ["compare", ...argv]);
const rowsOf = async (...argv: string[]) => {
  const { stdout } = await compare(...argv, "--json");
  return (JSON.parse(stdout).comparison.rows as { name: string; n: number; runs: string[] }[]).map(
    ({ name, n }) => `${name} ${n}`,
  );
};

describe("what is compared", () => {
  test("runs of the same name in two experiments are rows of their own, with their experiment in front", async () => {
    const rows = await rowsOf("grid", "other");
    expect(rows).toContain("mlp-lr0.01 3");
    expect(rows.filter((row) => row.startsWith("grid/") || row.startsWith("other/"))).toEqual([
      "grid/mlp-lr0.1 3",
      "other/mlp-lr0.1 2",
    ]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  test("a run that two experiments have can be named with its experiment, and its row too", async () => {
    expect(await rowsOf("other/mlp-lr0.1-seed1")).toEqual(["mlp-lr0.1 1"]);
    expect(await rowsOf("grid/mlp-lr0.1")).toEqual(["mlp-lr0.1 3"]);
  });

  test("globs fit experiments, else runs and rows", async () => {
    expect(await rowsOf("gr?d")).toHaveLength(4);
    expect(await rowsOf("mlp-lr0.01*")).toEqual(["mlp-lr0.01 3"]);
    expect(await rowsOf("*-seed1", "--group-by", "model")).toEqual(["model=cnn 2", "model=mlp 3"]);
  });

  test("a filter leaves runs out, and the heading says of how many", async () => {
    const { stdout } = await compare("--filter", "params.model = cnn and metrics.val/loss < 0.95");
    expect(stdout.split("\n")[0]).toBe("3 of 15 runs of grid (params.model = cnn and metrics.val/loss < 0.95)");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("3 runs found: 3 used");
  });

  test.each([
    [["mlp-lr0.01-sed1"], "no run or experiment is called `mlp-lr0.01-sed1`", "`mlp-lr0.01-seed1`"],
    [["zzz*"], "no run or experiment is called `zzz*`", "There are: grid, other."],
    [["--filter", "name = nobody"], "no run fits the filter", "15 runs"],
    [["--filter", "name ="], "name =", ""],
    [["grid", "--metrics", "acuracy"], "no run has a metric `acuracy`", ""],
    [["grid", "--group-by", "modle"], "no run has a param `modle`", "Did you mean `model`?"],
    [["grid", "--baseline", "mlp-lr0.2"], "there is no row `mlp-lr0.2`", "Did you mean"],
    [["grid", "--reduction", "median"], "there is no reduction `median`", "mean5"],
    [["grid", "--spread", "mad"], "there is no spread `mad`", "std, range, ci"],
    [["grid", "--format", "xml"], "there is no format `xml`", "latex"],
    [[], "compare what?", "There are: grid, other."],
  ])("%j is a mistake that says what was meant", async (argv, message, help) => {
    const { exit, stderr } = await compare(...argv);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });
});

describe("what an experiment declares holds for some of its runs too", () => {
  test("its repeats, its reductions, its objectives", async () => {
    const own = mkdtempSync(join(tmpdir(), "labdocs-compare-"));
    writeFileSync(join(own, "docs.config.yaml"), "experiments:\n  curves:\n    repeatParams: [worker]\n");
    for (const [index, arm] of ["a", "a", "b", "b"].entries()) {
      const dir = join(own, "experiments/curves/runs", `${arm}-seed${index}`);
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, "params.json"), JSON.stringify({ arm, worker: index, lr: 0.1 }));
      writeFileSync(
        join(dir, "metrics.jsonl"),
        `{"step": 0, "val_accuracy": 0.9${index}}\n{"step": 1, "val_accuracy": 0.8}\n`,
      );
    }
    const journal = "---\nreductions:\n  val_accuracy: best\n---\n\n# Journal\n";
    writeFileSync(join(own, "experiments/curves/JOURNAL.md"), journal);
    const { stdout } = await docs(own, ["compare", "curves", "--filter", "params.lr = 0.1", "--json"]);
    const { rows, metrics } = JSON.parse(stdout).comparison;
    expect(metrics).toMatchObject([{ name: "val_accuracy", reduction: "best" }]);
    expect(rows).toMatchObject([{ n: 2 }, { n: 2 }]);
    rmSync(own, { recursive: true });
  });
});

describe("how it is grouped", () => {
  test("by params, whatever else differs, which is said; a nested param by its last part", async () => {
    const { stdout } = await compare("grid", "--group-by", "lr", "--metrics", "test/accuracy");
    expect(stdout).toMatch(/^lr=0\.1 +6 /m);
    expect(stdout).toMatch(/^lr=0\.01 +6 /m);
    expect(stdout).toContain("other parameters differ within these rows: hidden_size, model");
  });

  test("by several params nothing else differs, and nothing is said", async () => {
    const { stdout } = await compare("grid", "--group-by", "model,lr");
    expect(stdout).toMatch(/^model=cnn-lr=0\.1 +3 /m);
    expect(stdout).not.toContain("differ within");
  });

  test("by none, each run is a row", async () => {
    expect(await rowsOf("grid", "--group-by", "none")).toHaveLength(12);
  });

  test("by what is no param: the seed", async () => {
    expect(await rowsOf("grid", "--group-by", "seed")).toEqual(["seed=0 4", "seed=1 4", "seed=2 4"]);
  });
});

describe("what is asked of metrics", () => {
  test("a metric that is asked for instead of the deciding one decides", async () => {
    const { stdout } = await compare("grid", "--metrics", "val/loss");
    expect(stdout).toContain("Decided by val/loss (the metric that was asked for)");
  });

  test("reductions are those of selectors", () => {
    const all = ["last", "best", "area", { at: 1000 }, { meanOfLast: 5 }, { stepsTo: 0.9 }, { timeTo: 0.5 }] as const;
    for (const one of [...all, { atBestOf: "val/accuracy" }]) expect(readReduction(reductionWord(one))).toEqual(one);
    for (const word of ["mean0", "step=", "best()", "steps-to-x", "Last", ""]) expect(readReduction(word)).toBeNull();
  });

  test("a reduction for one metric is in its head and in no other", async () => {
    const { stdout } = await compare("grid", "--reduction", "val/loss@best", "--format", "csv");
    const [head = ""] = stdout.split("\n");
    expect(head).toContain("metrics.val/loss@best,");
    expect(head).toContain("metrics.test/accuracy@last,");
  });

  test("beside means stands what is asked for", async () => {
    const ask = async (spread: string) =>
      (await compare("grid", "--metrics", "test/accuracy", "--spread", spread)).stdout;
    expect(await ask("range")).toMatch(/0\.9110 \(0\.9100 to 0\.9120\)/);
    expect(await ask("ci")).toMatch(/0\.9110 \[0\.9085, 0\.9135\]/);
    expect(await ask("std")).toMatch(/0\.9110 ± 0\.0010/);
  });
});

describe("how it is printed", () => {
  test("as CSV with spread, interval, n and every source", async () => {
    const { stdout } = await compare("grid", "--metrics", "test/accuracy", "--format", "csv");
    const [head = "", first = ""] = stdout.split("\n").map((line) => line.split(","));
    const at = (name: string) => first[head.indexOf(`metrics.test/accuracy@last${name}`)];
    expect(first[0]).toBe("cnn-lr0.1");
    expect(Number(at(""))).toBeCloseTo(0.911, 12);
    expect(Number(at("@std"))).toBeCloseTo(0.001, 12);
    expect(at("@n")).toBe("3");
    expect(at("@source")?.split(" ")).toHaveLength(3);
  });

  test("as CSV of every run", async () => {
    const { stdout } = await compare("grid", "--metrics", "test/accuracy", "--per-run", "--format", "csv");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^run,name,row,bucket,seed,fold,/);
    expect(lines[1]).toMatch(/^experiments\/grid\/runs\/cnn-lr0\.1-seed0,cnn-lr0\.1-seed0,cnn-lr0\.1,used,0,,/);
  });

  test("as JSON, the same as --json", async () => {
    const json = await compare("grid", "--format", "json");
    expect(json.stdout).toBe((await compare("grid", "--json")).stdout);
    const { comparison } = JSON.parse(json.stdout);
    expect(comparison.rows[0].cells["test/accuracy"].quantity.evidence[0].file).toMatch(/metrics\.json$/);
  });

  test("as Markdown whose means open in the same text, with every run on demand", async () => {
    const { stdout } = await compare("grid", "--group-by", "lr", "--format", "md", "--per-run");
    expect(stdout).toContain("Other parameters differ within these rows: `hidden_size`, `model`");
    expect(stdout).toContain('comparison.md#runs-of-lr01 "mean(');
    expect(stdout).toContain("## Every run");
  });

  test("the table with every run on demand", async () => {
    const { stdout } = await compare("grid", "--metrics", "test/accuracy", "--folds");
    expect(stdout).toMatch(/^cnn-lr0\.1-seed2 +cnn-lr0\.1 +0\.9120$/m);
  });

  test("as LaTeX: booktabs, escaped names, a source above each line, a caption that says what ± is", async () => {
    const { stdout } = await compare("grid", "wide_50", "--format", "latex");
    expect(stdout).toMatch(/\\toprule[\s\S]*\\midrule[\s\S]*\\bottomrule/);
    expect(stdout).toContain("wide\\_50 & 1 &");
    expect(stdout).toContain("test/accuracy $\\uparrow$");
    expect(stdout).toMatch(/% test\/accuracy cnn-lr0\.1: experiments\/grid\/runs\/cnn-lr0\.1-seed0\/metrics\.json:\d+/);
    expect(stdout).toContain("$\\pm$ the sample standard deviation over these runs.");
    expect(stdout).toContain("13 runs found: 13 used.");
    const columns = /\\begin\{tabular\}\{([lr]+)\}/.exec(stdout)?.[1]?.length ?? 0;
    const lines = stdout.split("\n").filter((line) => line.endsWith("\\\\"));
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line.split(" & ")).toHaveLength(columns);
  });
});

function write(experiment: string, runs: Runs): void {
  for (const [name, { params, metrics }] of Object.entries(runs)) {
    const dir = join(root, "experiments", experiment, "runs", name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "params.json"), JSON.stringify(params, null, 2));
    writeFileSync(join(dir, "metrics.json"), JSON.stringify(metrics, null, 2));
    writeFileSync(join(dir, "metadata.yaml"), "status: completed\n");
  }
}
