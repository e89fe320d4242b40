import type { GeneratedRun, GeneratedRuns } from "./generated-documents.ts";
import { heldOutTables } from "./held-out-table.ts";
import type { Setting } from "./phrase.ts";
import { computed, testValue, valuesOf } from "./phrase.ts";
import { meanOf, sampleStd } from "./statistic.ts";

/** A table of runs or arms in one of the shapes that people use. */
export function table(runs: GeneratedRuns, setting: Setting): string {
  const some = setting.random.shuffled([...runs.baseline, ...runs.candidate]).slice(0, 5);
  const shapes = setting.isHeldOut
    ? heldOutTables(runs, setting)
    : [
        () => runsAsRows(some, setting),
        () => percentInHead(some, setting),
        () => runsAsColumns(some.slice(0, 4), setting),
        () => armsWithSpread(runs, setting),
      ];
  return setting.random.pick(shapes)();
}

function runsAsRows(runs: readonly GeneratedRun[], setting: Setting): string {
  const rows = runs.map((run) => [
    run.name,
    cell(run, "accuracy", { setting, decimals: 4 }),
    cell(run, "loss", { setting, decimals: 3 }),
    cell(run, "latency_ms", { setting, decimals: 1 }),
  ]);
  return written(["Run", "test accuracy", "test loss", "latency (ms)"], rows);
}

/** Percent in the head of the column, the best one in bold. */
function percentInHead(runs: readonly GeneratedRun[], setting: Setting): string {
  const best = Math.max(...valuesOf(runs, "accuracy"));
  const rows = runs.map((run) => {
    const accuracy = run.test.accuracy ?? Number.NaN;
    const text = testValue(run, "accuracy", { setting, text: (accuracy * 100).toFixed(2) });
    return [run.name, accuracy === best ? `**${text}**` : text, cell(run, "loss", { setting, decimals: 3 })];
  });
  return written(["Run", "Test accuracy (%)", "Test loss"], rows);
}

function runsAsColumns(runs: readonly GeneratedRun[], setting: Setting): string {
  const row = (head: string, metric: string, decimals: number) => [
    head,
    ...runs.map((run) => cell(run, metric, { setting, decimals })),
  ];
  const rows = [
    row("Accuracy (test)", "accuracy", 4),
    row("Loss (test)", "loss", 3),
    row("Latency [ms]", "latency_ms", 1),
  ];
  return written(["", ...runs.map(({ name }) => name)], rows);
}

/** Mean ± standard deviation of each arm, the better one in bold. */
function armsWithSpread({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const best = Math.max(...[baseline, candidate].map((runs) => meanOf(valuesOf(runs, "accuracy"))));
  const spread = (name: string, runs: GeneratedRun[], metric: string) => {
    const values = valuesOf(runs, metric);
    const text = `${meanOf(values).toFixed(4)} ± ${sampleStd(values).toFixed(4)}`;
    const marked = computed(text, `mean(${name}/test/${metric})`, { setting, runs });
    return metric === "accuracy" && meanOf(values) === best ? `**${marked}**` : marked;
  };
  const rows = (
    [
      [names.baseline, baseline],
      [names.candidate, candidate],
    ] as const
  ).map(([name, runs]) => [name, spread(name, [...runs], "accuracy"), spread(name, [...runs], "loss")]);
  return `Mean ± standard deviation over seeds.\n\n${written(["Arm", "test accuracy", "test loss"], rows)}`;
}

function cell(run: GeneratedRun, metric: string, as: { setting: Setting; decimals: number }): string {
  const text = (run.test[metric] ?? Number.NaN).toFixed(as.decimals);
  return testValue(run, metric, { setting: as.setting, text });
}

function written(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = ["---", ...head.slice(1).map(() => "--:")];
  return [head, rule, ...rows].map(line).join("\n");
}
