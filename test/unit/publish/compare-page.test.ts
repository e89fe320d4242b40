import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CompareState } from "../../../site/scripts/compare-address.ts";
import { formatState, parseState } from "../../../site/scripts/compare-address.ts";
import { runAt } from "../../../site/scripts/compare-chosen.ts";
import { csvOf, markdownOf } from "../../../site/scripts/compare-export.ts";
import { frontOf } from "../../../site/scripts/compare-front.ts";
import { baseOf, cellOf, linesOf, linesWithin, metricsOf, settingsOf } from "../../../site/scripts/compare-model.ts";
import { entriesOf, entriesWith } from "../../../site/scripts/compare-search.ts";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareCurves, CompareData, CompareIndex } from "../../../src/contract/index.ts";
import { compareCurves, compareData, compareIndex } from "../../../src/contract/page/compare.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Series } from "../../../src/model/series.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { keepCurves } from "../../../src/publish/compare-curves.ts";
import { compareFiles, compareIndexFile, comparePage } from "../../../src/publish/compare-page.ts";
import { viewOf } from "../../../src/publish/view.ts";
import { openRedactor } from "../../../src/redaction/redactor.ts";
import { digitsExample } from "../report/digits-example.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

const off = openRedactor(null);
const on = openRedactor({ patterns: [], allow: [] });

interface Delivered {
  data: CompareData;
  curves: CompareCurves[];
}

/** The files of an experiment, run as a browser runs them. */
function filesOf(
  compiled: CompiledExperiment,
  { series = () => [], redactor = off }: { series?: (run: Run) => Series[]; redactor?: typeof off } = {},
) {
  const addresses = openAddresses({ documents: [], isShown: () => true });
  return compareFiles(
    viewOf(compiled, addresses),
    redactor,
    keepCurves(compiled.experiment.runs, (id) => series(compiled.experiment.runs.find((run) => run.id === id) as Run)),
  );
}

function delivered(files: readonly { text: string }[]): Delivered {
  const got: [string, unknown][] = [];
  for (const { text } of files) {
    runInNewContext(text, {
      labdocsCompare: (kind: string, value: unknown) => got.push([kind, JSON.parse(JSON.stringify(value))]),
    });
  }
  const [data] = got.flatMap(([kind, value]) => (kind === "data" ? [compareData.parse(value)] : []));
  if (data === undefined) throw new Error("no data");
  return { data, curves: got.flatMap(([kind, value]) => (kind === "curves" ? [compareCurves.parse(value)] : [])) };
}

function compiledOf(runs: Run[]): CompiledExperiment {
  const experiment = makeExperiment(runs);
  return { experiment, comparison: compareExperiment(experiment, {}), figures: [] };
}

function seriesOf(run: Run, values: readonly number[]): Series {
  const step = Float64Array.from(values, (_, index) => index);
  return {
    metric: "loss",
    file: run.files[0] ?? "",
    stepName: "step",
    step,
    value: Float64Array.from(values),
    line: new Uint32Array(values.length),
    wall: null,
  };
}

describe("the data of an experiment", () => {
  const { data } = delivered(filesOf(digitsExample()));

  test("has the numbers that its pages print, with their lines", () => {
    const metric = data.metrics[0];
    const at = data.runs.name.indexOf("shift-seed0");
    expect(metric?.name).toBe("test/accuracy");
    expect(data.words[metric?.word[at] ?? -1]).toBe("0.9014");
    expect(metric?.value[at]).toBeCloseTo(0.9014, 4);
    expect(data.files[metric?.at[2 * at] ?? -1]).toMatch(/shift-seed0\/logs\/train\.log\/$/);
    expect(data.words[metric?.at[2 * at + 1] ?? -1]).toMatch(/^L\d+$/);
  });

  test("says which runs count, and the configuration of each", () => {
    const ignored = data.runs.counts.flatMap((one, at) => (one === 0 ? [data.runs.note[at] ?? -1] : []));
    expect(ignored.some((note) => note >= 0 && data.words[note] !== "")).toBe(true);
    const baseline = data.rows.find((row) => row.baseline);
    expect(baseline?.runs.map((at) => data.runs.row[at])).toEqual(
      baseline?.runs.map(() => data.rows.indexOf(baseline)),
    );
  });

  test("is the same for the same project", () => {
    expect(filesOf(digitsExample())).toEqual(filesOf(digitsExample()));
  });

  test("keeps names that are members of every object, scripts and other letters as texts", () => {
    const params = { __proto__: 1, constructor: "</script><script>alert(1)</script>", "ä\u2028\u202e": "=1+1" };
    const names = Object.fromEntries([["__proto__", 0.5], ...Object.entries(params)]) as Record<
      string,
      number | string
    >;
    const runs = [
      makeRun("a", { params: names, metrics: { toString: 1 } }),
      makeRun("b", { metrics: { toString: 2 } }),
    ];
    const files = filesOf(compiledOf(runs));
    expect(files[0]?.text).toMatch(/^[ -~\n]+$/);
    const { data: hostile } = delivered(files);
    expect(hostile.params.map((one) => one.name)).toEqual(
      expect.arrayContaining(["constructor", expect.stringContaining("\\u{202E}")]),
    );
    expect(hostile.params.find((one) => one.name === "constructor")?.options[0]?.[0]).toBe(params.constructor);
    expect(hostile.metrics.map((one) => one.name)).toEqual(["toString"]);
  });

  test("has no number where JSON has none", () => {
    const { data: broken } = delivered(
      filesOf(compiledOf([makeRun("a", { metrics: { loss: Number.NaN } }), makeRun("b")])),
    );
    expect(broken.metrics[0]?.value).toEqual(["NaN", null]);
    expect(broken.metrics[0]?.word.map((one) => broken.words[one])).toEqual(["NaN", "not logged"]);
  });

  test("keeps back what is not to be published", () => {
    const runs = [makeRun("a", { params: { api_key: "sk-verysecretvalue123", lr: 0.1 }, metrics: { loss: 1 } })];
    const text = filesOf(compiledOf(runs), { redactor: on })
      .map((one) => one.text)
      .join("");
    expect(text).not.toContain("verysecret");
    expect(
      delivered(filesOf(compiledOf(runs), { redactor: on })).data.params.find((one) => one.name === "lr")?.options,
    ).toEqual([["0.1", 0.1]]);
  });
});

describe("curves", () => {
  test("have at most 300 points, with the peaks and what is not finite", () => {
    const values = Array.from({ length: 5000 }, (_, index) => (index === 2500 ? 99 : Math.sin(index / 50)));
    values[4000] = Number.NaN;
    const run = makeRun("a", { metrics: { loss: [1, 2, 3] } });
    const { data, curves } = delivered(filesOf(compiledOf([run]), { series: (one) => [seriesOf(one, values)] }));
    const curve = curves[0]?.runs[0]?.curves[0];
    expect(data.runs.curves).toEqual([0]);
    expect(curve?.points).toBe(5000);
    expect(curve?.step.length).toBeLessThanOrEqual(300);
    expect(curve?.value).toContain(99);
    expect(curve?.value).toContain("NaN");
    expect(curve?.even?.value.length).toBeLessThan(150);
  });

  test("are parted into files of a hundred, and runs that have none say so", () => {
    const runs = Array.from({ length: 150 }, (_, index) =>
      makeRun(`r${index}`, { metrics: { loss: index === 3 ? 1 : [1, 2, 3] } }),
    );
    const { data, curves } = delivered(filesOf(compiledOf(runs), { series: (run) => [seriesOf(run, [1, 2, 3])] }));
    expect(data.runs.curves[3]).toBe(-1);
    expect(curves.map((one) => one.part)).toEqual([0, 1]);
    expect(curves.flatMap((one) => one.runs.map(({ run }) => run)).length).toBe(149);
    expect(curves[1]?.runs.every(({ run }) => data.runs.curves[run] === 1)).toBe(true);
  });
});

describe("the page and the list of all runs", () => {
  const entry = (name: string, latest: string | null) => ({
    card: { title: name.toUpperCase(), href: `experiments/${name}/`, latest },
    runs: [
      { href: `runs/${name}/2026-01-02T03-04-05-a-seed0/`, name: "a-seed0" },
      { href: `runs/${name}/other/`, name: "called so" },
    ],
  });

  test("lead to the latest experiments' comparisons, and say how many more there are", () => {
    const page = comparePage(
      Array.from({ length: 203 }, (_, index) => entry(`e${index}`, `2026-01-01 00:00:0${index % 10}`)),
    );
    expect(page.experiments.length).toBe(200);
    expect(page.more).toBe("3 experiments more");
    expect(page.experiments[0]?.comparison.href).toMatch(/^experiments\/e\d*9\/comparison\/$/);
  });

  test("name each run once, and find it by any words in any order", () => {
    const { path, text } = compareIndexFile([entry("one", null), entry("two", "2026")]);
    let index: CompareIndex = [];
    runInNewContext(text, { labdocsCompare: (_: string, value: CompareIndex) => (index = value) });
    expect(path).toBe("compare/runs.js");
    const entries = entriesOf(compareIndex.parse(JSON.parse(JSON.stringify(index))));
    expect(entries.map((one) => one.name)).toEqual(["a-seed0", "called so", "a-seed0", "called so"]);
    expect(entriesWith("SEED0 one", entries).map((one) => one.id)).toEqual(["one/2026-01-02T03-04-05-a-seed0"]);
  });
});

describe("the address", () => {
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
    .filter((text) => text.isWellFormed() && text.trim() !== "");
  const slug = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,6}$/);
  const id = fc
    .tuple(slug, fc.option(slug))
    .map(([experiment, run]) => (run === null ? experiment : `${experiment}/${run}`));
  const range = fc.oneof(
    fc.record({
      name,
      low: fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
      high: fc.constant(null),
      is: fc.constant(null),
    }),
    fc.record({
      name,
      low: fc.constant(null),
      high: fc.constant(null),
      is: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
  );
  const list = fc.array(name, { minLength: 1, maxLength: 3 });

  test("says every state, and nothing more than it needs", () => {
    const state: fc.Arbitrary<CompareState> = fc.record({
      runs: fc.array(id, { minLength: 1, maxLength: 5 }),
      base: fc.option(id),
      diff: fc.boolean(),
      cols: fc.option(list),
      group: list,
      sort: fc.option(name),
      curves: fc.option(list),
      axes: fc.option(list),
      where: fc.array(range, { maxLength: 2 }),
      scatter: list,
      pareto: list,
    });
    fc.assert(
      fc.property(state, (one) => {
        expect(parseState(formatState(one))).toEqual(one);
      }),
    );
  });

  test("is short and can be read", () => {
    const state = { ...parseState(""), runs: ["exp/a", "exp/b", "two/c", "three"] };
    expect(formatState(state)).toBe("?runs=exp/a,b,two/c,three/");
    expect(formatState(parseState(""))).toBe("");
  });

  test("of any form can be read", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = formatState(parseState(text));
        expect(formatState(parseState(once))).toBe(once);
      }),
    );
  });
});

describe("the model", () => {
  const { data } = delivered(filesOf(digitsExample()));
  const all = data.runs.slug.map((_, at) => runAt(data, at));
  const ofRow = (name: string) => data.rows.find((row) => row.name === name)?.runs.map((at) => runAt(data, at)) ?? [];
  const [accuracy] = metricsOf(all);

  test("takes the build's own numbers for whole configurations against the baseline", () => {
    const lines = linesOf([...ofRow("baseline"), ...ofRow("shift")], ["configuration"]);
    const cell = accuracy && lines[1] && cellOf(lines[1], accuracy, lines[0] ?? null);
    expect(cell?.number).toMatchObject({ text: "0.9014", of: null });
    expect(cell?.differences.map((one) => one.of)).toEqual([null, null]);
  });

  test("calls a difference better or worse where a test of the build does, from either side, and only there", () => {
    const at = (name: string) => data.rows.findIndex((row) => row.name === name);
    const outcome = (of: "worse" | "not decidable") => {
      const sides = { row: at("shift"), against: at("baseline") };
      const contests = [{ ...sides, metric: accuracy?.name ?? "", outcome: of, because: [] }];
      const own = { ...data, contests };
      const runs = ["baseline", "shift"].flatMap((name) => ofRow(name).map((run) => ({ ...run, data: own })));
      const [baseline = null, shift = null] = linesOf(runs, ["configuration"]);
      const toneOf = (line: typeof shift, base: typeof shift) => accuracy && line && cellOf(line, accuracy, base)?.tone;
      return [toneOf(shift, baseline), toneOf(baseline, shift), toneOf(shift, null)];
    };
    expect(outcome("worse")).toEqual(["worse", "better", null]);
    expect(outcome("not decidable")).toEqual([null, null, null]);
  });

  test("computes others, and says of what", () => {
    const lines = linesOf([...ofRow("baseline").slice(0, 2), ...ofRow("shift").slice(0, 2)], ["arm"]);
    const cell = accuracy && lines[1] && cellOf(lines[1], accuracy, lines[0] ?? null);
    const logged = ofRow("shift")
      .slice(0, 2)
      .map((run) => data.metrics[0]?.value[run.at] as number);
    expect(cell?.number?.of?.map((one) => one.value)).toEqual(logged);
    expect(cell?.number?.text).toBe(((logged[0] as number) / 2 + (logged[1] as number) / 2).toFixed(4));
    expect(cell?.differences[0]?.of?.length).toBe(2);
    expect(cell?.tone, "no test is of some of the runs").toBeNull();
  });

  test("gives no difference between different points of a series", () => {
    const lines = linesOf(all.slice(0, 2), []);
    const mixed = accuracy && { ...accuracy, hows: ["last", "best"] };
    expect(mixed && lines[1] && cellOf(lines[1], mixed, lines[0] ?? null).differences).toEqual([]);
  });

  test("takes the baseline as base unless another is asked for", () => {
    const lines = linesOf([...ofRow("shift"), ...ofRow("baseline")], []);
    expect(baseOf(lines, null)?.name).toBe("baseline-seed0");
    expect(baseOf(lines, lines[0]?.id ?? "")?.name).toBe(lines[0]?.name);
    expect(baseOf(lines, "none")).toBeNull();
  });

  test("parts what differs from what does not, by value and not by how it is written", () => {
    const runs = [
      makeRun("a", { params: { lr: { value: 0.0001, literal: "1e-4" }, width: 1 }, metrics: { loss: 1 } }),
      makeRun("b", { params: { lr: { value: 0.0001, literal: "0.0001" }, width: 2 }, metrics: { loss: 2 } }),
    ];
    const { data: own } = delivered(filesOf(compiledOf(runs)));
    const settings = settingsOf(linesOf([runAt(own, 0), runAt(own, 1)], []), "params");
    expect(settings.map(({ name, same }) => [name, same])).toEqual([
      ["lr", true],
      ["width", false],
    ]);
  });

  test("keeps the lines that lie in every range", () => {
    const lines = linesOf([...ofRow("baseline"), ...ofRow("shift")], []);
    const where = [
      { name: "test/accuracy", low: 0.89, high: null, is: null },
      { name: "arm", low: null, high: null, is: ["shift"] },
    ];
    const within = linesWithin(lines, { ...parseState(""), where });
    expect(within.length).toBeGreaterThan(0);
    expect(within.every((line) => line.name.startsWith("shift"))).toBe(true);
  });

  test("puts out every number with its evidence, and nothing that a reader takes for markup or a formula", () => {
    const runs = [
      makeRun("=cmd|a", { metrics: { "a|b": 1 } }),
      makeRun("[x](javascript:1)<img>", { metrics: { "a|b": 2 } }),
    ];
    const { data: own } = delivered(filesOf(compiledOf(runs)));
    const lines = linesOf([runAt(own, 0), runAt(own, 1)], []);
    const input = {
      lines,
      cols: metricsOf(lines.flatMap((line) => line.runs)),
      base: lines[0] ?? null,
      here: "https://x/compare/",
      address: (of: string) => `https://x/${of}`,
    };
    const markdown = markdownOf(input);
    expect(markdown).toContain("\\[x\\]\\(javascript:1\\)&lt;img\\>");
    expect(markdown).toMatch(/\[2\]\(https:\/\/x\/files\/[^)]+#L100\)/);
    expect(csvOf(input)).toContain("'=cmd|a");
  });
});

test("a front is what no other beats in both, twins included", () => {
  const points = [
    { x: 1, y: 1 },
    { x: 2, y: 2 },
    { x: 3, y: 1 },
    { x: 2, y: 2 },
    { x: 1, y: 3 },
    { x: 1, y: 2 },
  ];
  expect(frontOf(points, [1, 1]).map(({ x, y }) => [x, y])).toEqual([
    [1, 3],
    [2, 2],
    [2, 2],
    [3, 1],
  ]);
  expect(frontOf(points, [-1, -1])).toEqual([{ x: 1, y: 1 }]);
  const point = fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 0, max: 5 }) });
  fc.assert(
    fc.property(fc.array(point), (all) => {
      const beaten = (one: { x: number; y: number }) =>
        all.some((other) => other.x >= one.x && other.y >= one.y && (other.x > one.x || other.y > one.y));
      expect(new Set(frontOf(all, [1, 1]))).toEqual(new Set(all.filter((one) => !beaten(one))));
    }),
  );
});
