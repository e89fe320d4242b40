import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpus, expectedOf, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

interface Job {
  config: Record<string, unknown>;
  num: number | null;
  overrides: string[];
}
const expected = expectedOf<Record<string, Job>>("hydra");
const reading = readFolder(fixtureFolder("hydra"));

function leaves(value: unknown, name = ""): [string, unknown][] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, name === "" ? key : `${name}.${key}`));
}

describe("jobs that Hydra ran", () => {
  it("have the config that the program was given", () => {
    expect([...reading.runs.keys()].sort()).toEqual(Object.keys(expected).sort());
    let values = 0;
    for (const [id, { config }] of Object.entries(expected)) {
      const params = new Map(reading.runs.get(id)?.params.map(({ name, value }) => [name, value]));
      for (const [name, value] of leaves(config)) {
        if (name === "data.api_key" || value === "${data.size}") continue;
        expect(params.get(name), `${id} ${name}`).toEqual(
          Array.isArray(value) ? JSON.stringify(value).replaceAll(",", ", ") : value,
        );
        values += 1;
      }
    }
    expect(values).toBe(146);
  });

  it("have what was overridden first, and keep no key", () => {
    const names = reading.runs.get("outputs/2026-11-21/15-12-00")?.params.map(({ name }) => name);
    expect(names?.slice(0, 6)).toEqual(["lr", "new", "~data.size", "data.layers", "model", "data.again"]);
    expect(names).not.toContain("data.api_key");
    const [result] = reading.results.filter(({ runs }) => runs[0]?.id === "outputs/2026-11-21/15-12-00");
    expect(result?.unread?.[0]?.reason).toContain("1 value that looks like a key");
    expect(result?.format).toBe("Hydra 1.3.8");
  });

  it("of a sweep are its runs, in the order of their numbers", () => {
    const sweep = reading.sources.filter(({ experiment }) => experiment.id === "multirun/2026-11-21/16-00-00");
    expect(sweep.length).toBe(12);
    expect(sweep[0]?.experiment).toMatchObject({
      name: "multirun_2026-11-21_16-00-00",
      outputDir: "docs/experiments/multirun_2026-11-21_16-00-00",
    });
    const runs = sweep.map(({ id }) => reading.runs.get(id));
    const byStart = [...runs].sort((a, b) => ((a?.startedAt ?? "") < (b?.startedAt ?? "") ? -1 : 1));
    expect(byStart.map((run) => run?.id.split("/").at(-1))).toEqual([..."0 1 2 3 4 5 6 7 8 9 10 11".split(" ")]);
    expect(byStart.map((run) => run?.name).slice(0, 2)).toEqual(["lr=0.1,model=small", "lr=0.1,model=large"]);
    expect(new Set(runs.map((run) => run?.sweep))).toEqual(new Set(["multirun/2026-11-21/16-00-00"]));
    const mine = reading.sources.filter(({ experiment }) => experiment.id === "sweeps/mine");
    expect(mine.map(({ id }) => reading.runs.get(id)?.name)).toEqual(["lr=0.1", "lr=0.2"]);
  });

  it("that were run alone are those of one program", () => {
    const single = [...reading.runs.values()].filter(({ dir }) => dir.startsWith("outputs/"));
    expect(single.map(({ name, sweep, clock }) => [name, sweep, clock])).toEqual([
      ["2026-11-21_15-10-41", undefined, "local"],
      ["2026-11-21_15-12-00", undefined, "local"],
      ["2026-11-21_15-13-00", undefined, "local"],
    ]);
    expect(reading.sources.find(({ dir }) => dir.startsWith("outputs/"))?.experiment.id).toBe("outputs");
    expect(reading.runs.get("named/one")?.params[0]?.name).toBe("lr");
  });

  it("have the seed of their config", () => {
    expect(reading.runs.get("multirun/2026-11-21/16-00-00/10")?.seed).toBe(3);
  });
});

describe("a job's folder", () => {
  it("may say nothing but its overrides, or broken things", () => {
    for (const text of ["", "- lr=0.1\n- +x/y@z=3\n- ~gone\n- list=[1,2]\n", "a: [", "\0", "- {a: 1}\n"]) {
      const { results } = readProject({ "outputs/2026-11-21/15-10-41/.hydra/overrides.yaml": text });
      expect(results[0]?.runs[0]?.startedAt).toBe("2026-11-21T15:10:41");
    }
  });

  it("with several runs of a tracker in it gives each the job's settings", () => {
    const job = "multirun/2026-11-21/15-10-41/3";
    const { results, sources } = readProject({
      "multirun/2026-11-21/15-10-41/multirun.yaml": "hydra: {}\n",
      [`${job}/.hydra/config.yaml`]: "lr: 0.1\n",
      [`${job}/.hydra/hydra.yaml`]: "hydra:\n  mode: MULTIRUN\n  job:\n    num: 3\n",
      [`${job}/.hydra/overrides.yaml`]: "- lr=0.1\n",
      [`${job}/lightning_logs/version_0/metrics.csv`]: "epoch,loss,step\n0,1.5,0\n",
      [`${job}/lightning_logs/version_1/metrics.csv`]: "epoch,loss,step\n0,2.5,0\n",
    });
    expect(sources.map(({ id, experiment }) => `${id} ${experiment.id}`)).toEqual([
      `${job}/lightning_logs/version_0 multirun/2026-11-21/15-10-41`,
      `${job}/lightning_logs/version_1 multirun/2026-11-21/15-10-41`,
    ]);
    const said = results.map(({ runs: [run] }) => [run?.name, run?.params[0]?.name, run?.metrics[0]?.last.value]);
    expect(said).toEqual([
      ["job3/version_0", "lr", 1.5],
      ["job3/version_1", "lr", 2.5],
    ]);
  });

  it("without a tracker has the metrics of its own log", () => {
    const line = (epoch: number) =>
      `[2026-11-21 15:10:4${epoch},782][__main__][INFO] - epoch ${epoch} loss=${1 / epoch}\n`;
    const { results } = readProject({
      "outputs/2026-11-21/15-10-41/.hydra/overrides.yaml": "[]\n",
      "outputs/2026-11-21/15-10-41/train.log": [1, 2, 3, 4].map(line).join(""),
    });
    const run = results[0]?.runs[0];
    expect(run?.metrics.map(({ name, last, points, loose }) => [name, last.value, points, loose])).toEqual([
      ["loss", 0.25, 4, true],
    ]);
    expect([run?.startedAt, run?.clock]).toEqual(["2026-11-21 15:10:41,782", "local"]);
  });

  it("in an experiment of the project's own layout is one of its runs", () => {
    const { sources } = readProject({
      "exp/runs/2026-11-21T16-50-00-one/.hydra/config.yaml": "lr: 0.1\n",
      "exp/runs/2026-11-21T16-50-00-one/logs/train.log": "epoch 1 loss=0.5\n",
    });
    expect(sources.map(({ id, experiment, parts }) => [id, experiment.id, parts?.length])).toEqual([
      ["exp/runs/2026-11-21T16-50-00-one", "exp", 2],
    ]);
  });
});

const real = corpus("chris-santiago+vime");

describe.runIf(real !== null && existsSync(real))("a repository with 16 jobs", () => {
  it("reads each once, ten in a sweep, with W&B inside", () => {
    const all = readFolder(real ?? "");
    // find . -name .hydra | wc -l, and below multirun/.
    const jobs = all.sources.filter(({ files }) => files.some((file) => file.endsWith("/.hydra/config.yaml")));
    expect(jobs.length).toBe(16);
    expect(jobs.filter(({ experiment }) => experiment.id === "multirun").length).toBe(10);
    const runs = [...all.runs.values()].filter(({ sweep }) => sweep === "multirun");
    expect(runs.every(({ params }) => params.some(({ name }) => name === "data.n_labeled"))).toBe(true);
  });
});
