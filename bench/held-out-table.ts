import type { GeneratedRun, GeneratedRuns } from "./generated-documents.ts";
import type { Setting } from "./phrase.ts";
import { computed, testValue, validationValue, valuesOf } from "./phrase.ts";
import { meanOf, medianOf, sampleStd } from "./statistic.ts";

/** The held-out shapes of tables: see held-out-phrases.ts. */
export function heldOutTables(runs: GeneratedRuns, setting: Setting): (() => string)[] {
  const some = setting.random.shuffled([...runs.baseline, ...runs.candidate]).slice(0, 4);
  return [
    () => seedsByArms(runs, setting),
    () => splitsAsColumns(some, setting),
    () => oneValuePerRow(some.slice(0, 3), setting),
    () => statisticsOfArms(runs, setting),
  ];
}

const words = ({ quality }: Setting) => (quality === "f1" ? "F1" : "accuracy");

/** A row for each seed, a column for each arm. */
function seedsByArms({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const rows = baseline.map((run, seed) => [
    String(seed),
    ...[run, candidate[seed] ?? run].map((one) => testCell(one, setting.quality, { setting, decimals: 4 })),
  ]);
  return `Test ${words(setting)} by seed:\n\n${written(["Seed", names.baseline, names.candidate], rows)}`;
}

function splitsAsColumns(runs: readonly GeneratedRun[], setting: Setting): string {
  const { quality } = setting;
  const rows = runs.map((run) => {
    const text = (run.val[quality] ?? Number.NaN).toFixed(4);
    const val = validationValue(run, quality, { setting, text, title: `val/${quality}@last` });
    return [`\`${run.name}\``, val, testCell(run, quality, { setting, decimals: 4 })];
  });
  const head = ["Model", `Val. ${words(setting)}`, `Test ${words(setting)}`];
  return `All values are those after the last epoch.\n\n${written(head, rows)}`;
}

function oneValuePerRow(runs: readonly GeneratedRun[], setting: Setting): string {
  const { quality } = setting;
  const rows = runs.flatMap((run) => [
    [run.name, `Test ${words(setting)}`, testCell(run, quality, { setting, decimals: 3 })],
    [run.name, "Test loss", testCell(run, "loss", { setting, decimals: 3 })],
    [run.name, "Latency (ms)", testCell(run, "latency_ms", { setting, decimals: 2 })],
  ]);
  return written(["Run", "Metric", "Value"], rows);
}

/** Mean and standard deviation in columns of their own. */
function statisticsOfArms({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const { quality } = setting;
  const row = (name: string, runs: GeneratedRun[]) => {
    const [good, loss] = [valuesOf(runs, quality), valuesOf(runs, "loss")];
    const of = { setting, runs };
    return [
      name,
      computed((meanOf(good) * 100).toFixed(2), `mean(${name}/test/${quality})`, of),
      computed((sampleStd(good) * 100).toFixed(2), `std(${name}/test/${quality})`, of),
      computed(medianOf(loss).toFixed(3), `median(${name}/test/loss)`, of),
    ];
  };
  const head = ["Method", `Test ${words(setting)} (%, mean)`, `Test ${words(setting)} (%, SD)`, "Test loss (median)"];
  return written(head, [row(names.baseline, baseline), row(names.candidate, candidate)]);
}

function testCell(run: GeneratedRun, metric: string, as: { setting: Setting; decimals: number }): string {
  const text = (run.test[metric] ?? Number.NaN).toFixed(as.decimals);
  return testValue(run, metric, { setting: as.setting, text });
}

function written(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [head, head.map((_, column) => (column === 0 ? ":--" : "--:")), ...rows].map(line).join("\n");
}
