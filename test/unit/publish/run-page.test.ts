import { describe, expect, test } from "vitest";
import type { PageOf } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { Param, Run } from "../../../src/model/run.ts";
import type { Series } from "../../../src/model/series.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { openCurves } from "../../../src/publish/run-curves.ts";
import { runPage } from "../../../src/publish/run-page.ts";
import { viewOf } from "../../../src/publish/view.ts";
import { digitsExample } from "../report/digits-example.ts";

const param = (name: string, value: string | number): Param => ({
  name,
  value,
  evidence: {
    file: "experiments/augment-shift/runs/x.yaml",
    locator: { kind: "line", line: 3 },
    literal: String(value),
  },
});

/** The page of the run of that name, which may be changed before. */
function pageOf(name: string, change: (run: Run, compiled: CompiledExperiment) => void = () => {}): PageOf<"run"> {
  const compiled = digitsExample();
  const run = compiled.experiment.runs.find((one) => one.name === name) as Run;
  change(run, compiled);
  const addresses = openAddresses({ documents: [], isShown: () => true });
  const series = (id: string, metrics: readonly string[]): Series[] => {
    const own = compiled.experiment.runs.find((one) => one.id === id);
    return metrics.flatMap((metric) => {
      const file = own?.metrics.find((one) => one.name === metric)?.file ?? "";
      const step = Float64Array.from({ length: 60 }, (_, at) => at + 1);
      const value = step.map((at) => (metric === "val/loss" && at > 30 && at < 40 ? Number.NaN : 1 / at));
      return [{ metric, file, stepName: "epoch", step, value, line: Uint32Array.from(step), wall: null }];
    });
  };
  const parts = { curves: openCurves(series), isMedium: (file: string) => file.endsWith(".png"), citedBy: () => [] };
  const page = runPage(run, viewOf(compiled, addresses), parts);
  return pageSchema.parse(page) as PageOf<"run">;
}

const words = (phrase: PageOf<"run">["row"]) =>
  phrase.map((part) => (typeof part === "string" ? part : part.text)).join("");
const namesOf = (table: PageOf<"run">["params"]["apart"]) => table?.rows.map((row) => words(row.cells[0]?.main ?? []));

describe("the page of a run", () => {
  test("begins with the params that differ from the baseline's, with both values and where they stand", () => {
    const page = pageOf("shift-seed0");
    expect(page.params.apart?.caption).toBe("Parameters: what differs from the baseline");
    const [row] = page.params.apart?.rows ?? [];
    expect(row?.cells.map((cell) => words(cell.main))).toEqual(["arm", "shift", "baseline"]);
    const values = row?.cells.slice(1).flatMap((cell) => cell.main) ?? [];
    for (const value of values) expect(value).toMatchObject({ href: expect.stringMatching(/^files\/.*#L\d+$/) });
    const rest = namesOf(page.params.rest);
    expect(rest).not.toContain("arm");
    expect(words(page.settled)).toBe("Set against the baseline, baseline-seed0.");
  });

  test("draws a loss that was never finite, and says that it was none", () => {
    const page = pageOf("shift-seed0", (run) => {
      for (const metric of run.metrics) if (metric.name === "val/loss") metric.nonFinite = metric.points;
    });
    const figure = page.curves.find(({ title }) => title === "val/loss");
    expect(words(figure?.caption ?? [])).toMatch(/^val\/loss: \d+ points, none of them finite, from /);
  });

  test("lists what only the baseline sets, and what only this run sets", () => {
    const page = pageOf("shift-seed0", (run, { experiment }) => {
      experiment.runs.find((one) => one.name === "baseline-seed0")?.environment.push(param("cuda", "12.4"));
      run.environment.push(param("gpu", "H100"));
    });
    const rows = page.environment.apart?.rows.map((row) => row.cells.map((cell) => words(cell.main)));
    expect(rows).toEqual([
      ["gpu", "H100", "not set"],
      ["cuda", "not set", "12.4"],
    ]);
  });

  test("says of which configuration it is, with the other runs of it", () => {
    expect(words(pageOf("shift-seed0").row)).toBe("One run of shift, with shift-seed1, shift-seed2.");
  });

  test("gives each metric its reduction, step, course and a link to each point", () => {
    const { metrics } = pageOf("shift-seed0");
    expect(metrics?.columns.map((column) => column.text)).toEqual([
      "Metric",
      "Compared",
      "Δ",
      "Course",
      "Last",
      "Lowest",
      "Highest",
      "Points",
    ]);
    expect(metrics?.note).toMatch(/^Each number opens the place in \S+\.log where it was logged\.$/);
    const loss = metrics?.rows.find((row) => words(row.cells[0]?.main ?? []) === "val/loss");
    expect(words(loss?.cells[1]?.below ?? [])).toMatch(/^(last|best)/);
    expect(words(loss?.cells[2]?.main ?? [])).toMatch(/^[+−]/);
    expect(words(loss?.cells[2]?.below ?? [])).toMatch(/^mean of 3 [+−]/);
    expect(loss?.cells[2]?.tone, "only the metric that decides is tested").toBeNull();
    expect(loss?.cells[3]?.drawing).toMatch(/^<svg class="spark"/);
    expect(loss?.cells[4]?.main).toHaveLength(1);
  });

  test.each([
    ["2026-01-01T10:00:00.100", "2026-01-01T10:00:00.900", "less than 1 s"],
    ["2026-01-01T10:00:00", "2026-01-01T10:00:41", "41 s"],
  ])("took from %s to %s: %s", (startedAt, endedAt, took) => {
    const { facts } = pageOf("shift-seed0", (run) => Object.assign(run, { startedAt, endedAt }));
    expect(facts.find(({ label }) => label === "Took")?.value).toEqual([took]);
  });

  test("says once what a single point says, and no column that would say nothing else", () => {
    const page = pageOf("shift-seed0", (run) => {
      run.metrics = run.metrics.filter((one) => one.name === "test/accuracy").map((one) => ({ ...one, points: 1 }));
    });
    expect(page.metrics?.columns.map((column) => column.text)).toEqual(["Metric", "Value", "Δ"]);
  });

  test("does not show as zero what is none beside a large number", () => {
    const page = pageOf("shift-seed0", (run) => {
      const [first] = run.metrics;
      if (first?.max != null)
        Object.assign(first, { last: { ...first.last, value: 4e-7 }, max: { ...first.max, value: 0.1 } });
    });
    const last = page.metrics?.rows.map((row) => words(row.cells[4]?.main ?? []));
    expect(last).toContain("4.000e-7");
  });

  test("answers first what came out, what that is against the baseline, what sets it apart and who cites it", () => {
    const [result, against, apart, cited] = pageOf("shift-seed0").answers;
    expect(result).toMatchObject({ label: "Result", badge: null, main: [{ href: expect.stringMatching(/#L\d+$/) }] });
    expect(words(result?.below ?? [])).toMatch(/^test\/accuracy, last; shift has /);
    expect(against?.label).toBe("Against the baseline");
    expect(words(against?.below ?? [])).toMatch(
      /^this run alone against baseline; mean of its 3 runs: −\d\.\d{4} \(−\d\.\d %\), by value alone$/,
    );
    const [own, mean] = [words(against?.main ?? []), words(against?.below ?? []).match(/−\d\.\d{4}/)?.[0]];
    expect(own).toMatch(/^−\d\.\d{4}$/);
    expect(own).not.toBe(mean);
    expect(against?.badge, "a test says something of the mean, nothing of one run").toBeNull();
    expect(words(apart?.main ?? [])).toBe("arm=shift");
    expect(cited?.badge?.text).toBe("no document");
    const failed = pageOf("nan-lr-seed0").answers;
    expect(["diverged", "failed"]).toContain(failed[0]?.badge?.text);
    expect(failed[1]?.badge?.text).toBe("does not count");
    expect(pageOf("baseline-seed0").answers[1]?.badge?.text).toBe("baseline");
  });

  test("does not show a part of a long value, which may be one that is kept back", () => {
    const secret = `${"x".repeat(30)}-key`;
    const page = pageOf("shift-seed0", (run) => run.params.push(param("api_key", secret)));
    const said = page.answers.flatMap((answer) => [...answer.main, ...answer.below]);
    expect(words(said)).toContain("api_key=…");
    expect(words(said)).not.toContain("xxxx");
  });

  test("draws the main metrics over its row's other runs, with their course in a sentence and points as a table", () => {
    const curves = pageOf("shift-seed0").curves;
    expect(curves.length).toBeGreaterThan(1);
    expect(curves.length).toBeLessThanOrEqual(4);
    const loss = curves.find((one) => one.title === "val/loss");
    expect(loss?.svg.match(/opacity=".4"/g)).toHaveLength(2);
    expect(words(loss?.caption ?? [])).toMatch(/^val\/loss: \d+ points.*Fainter: 2 other runs of its row\.$/);
    expect(loss?.data.rows).toHaveLength(10);
    for (const row of loss?.data.rows ?? []) expect(row.cells[1]?.main[0]).toHaveProperty("href");
  });

  test("shows why it failed, and where that is said", () => {
    const page = pageOf("nan-lr-seed0");
    expect(["diverged", "failed"]).toContain(page.status.text);
    expect(page.because.length).toBeGreaterThan(0);
  });

  test("leads to the runs that were started before and after", () => {
    const page = pageOf("shift-seed0", (_, { experiment }) => {
      for (const [at, run] of experiment.runs.entries()) run.startedAt = `2026-01-${String(28 - at).padStart(2, "0")}`;
    });
    const names = digitsExample().experiment.runs.map((one) => one.name);
    const at = names.indexOf("shift-seed0");
    expect(page.neighbours.before?.text).toBe(names[at + 1]);
    expect(page.neighbours.after?.text).toBe(names[at - 1]);
  });

  test("shows images of the run that may be copied, and notes with what hides in them", () => {
    const page = pageOf("shift-seed0", (run) => {
      const plot = { kind: "plot" as const, bytes: 100, hash: "0".repeat(64), sampled: false };
      run.artifacts = [
        { ...plot, path: `${run.dir}/plots/a.png` },
        { ...plot, path: `${run.dir}/plots/huge.png`, bytes: 1e9 },
        { ...plot, path: `${run.dir}/plots/a.pdf` },
      ];
      run.notes = "one\ntwo \u202e \u001b[31m";
    });
    expect(page.plots).toEqual([{ text: "plots/a.png", src: expect.stringMatching(/^media\/.*a\.png$/) }]);
    expect(page.notes).toBe("one\ntwo \\u{202E} ␛[31m");
  });
});

describe("how it can be run again", () => {
  const textOf = (change: (run: Run, compiled: CompiledExperiment) => void) =>
    pageOf("shift-seed0", (run, compiled) => {
      run.gitCommit = null;
      change(run, compiled);
    }).reproduction;

  test("is the command that was recorded, at its commit, with where that stands", () => {
    const { text, note } = textOf((run) => {
      run.gitCommit = "0123456789abcdef";
      run.environment.push(param("command", "python train.py --lr 0.1\u202e"));
    });
    expect(text).toBe("git checkout 0123456789abcdef\npython train.py --lr 0.1\\u{202E}");
    expect(note[1]).toMatchObject({ text: "command", href: expect.stringMatching(/#L3$/) });
  });

  test("is put together from words, each as a shell takes it", () => {
    const { text } = textOf((run) =>
      run.environment.push(param("argv.1", "--name=it's me"), param("argv.0", "train.py"), param("argv.10", "$(id)")),
    );
    expect(text).toBe(`train.py '--name=it'\\''s me' '$(id)'`);
  });

  test("is of Hydra its overrides, without a program that nobody recorded", () => {
    const { text, note } = textOf((run) => {
      const file = `${run.dir}/.hydra/overrides.yaml`;
      run.files.push(file);
      run.params.push({
        name: "lr",
        value: 0.1,
        evidence: { file, locator: { kind: "line", line: 1 }, literal: "0.1" },
      });
    });
    expect(text).toBe("python … lr=0.1");
    expect(words(note)).toMatch(/the program is not recorded/);
  });

  test("is of Hydra its overrides, with the program that another tracker recorded", () => {
    const { text, note } = textOf((run) => {
      const file = `${run.dir}/.hydra/overrides.yaml`;
      run.files.push(file);
      run.params.push({ ...param("model", "learner"), evidence: { ...param("model", "learner").evidence, file } });
      run.environment.push(param("code_path", "vime/train_semi.py"));
    });
    expect(text).toBe("python vime/train_semi.py model=learner");
    expect(words(note)).toMatch(/, of the program recorded as code_path\.$/);
  });

  test("is of a program that was recorded alone that program; a folder is none", () => {
    const { text, note } = textOf((run) => run.environment.push(param("source", "scripts\\train.py")));
    expect(text).toBe("python scripts/train.py");
    expect(words(note)).toBe("The program was recorded as source; its arguments were not.");
    const folder = textOf((run) => run.environment.push(param("source.name", "/srv/project")));
    expect(folder.text).not.toContain("/srv/project");
  });

  test("says so when nothing was recorded", () => {
    const { text, note } = textOf((run, { experiment }) => {
      experiment.scripts = [];
      run.environment = [];
    });
    expect(text).toBeNull();
    expect(words(note)).toMatch(/^No command was recorded for this run\. .*command would stand here/);
  });
});
