import type { GeneratedRun, GeneratedRuns } from "./generated-documents.ts";
import type { Random } from "./random.ts";
import { meanOf, medianOf, sampleStd, standardError } from "./statistic.ts";

/** `base`: the way from the README to the experiment's folder. */
interface Setting {
  random: Random;
  base: string;
}

/** The README of a generated project: every number in it is linked to what the logs say. */
export function readmeOf(runs: GeneratedRuns, setting: Setting): string {
  const logged = [...runs.baseline, ...runs.candidate];
  const some = setting.random.shuffled(logged).slice(0, 4);
  const parts = [
    "# Does shifting help?",
    `${some.map((run) => loggedSentence(run, setting)).join("\n")}`,
    validation(setting.random.pick(logged), setting),
    cost(setting.random.pick(logged), setting),
    means(runs, setting),
    differences(runs, setting),
    places(runs, setting),
    table(setting.random.shuffled(logged).slice(0, 5), setting),
  ];
  return `${parts.join("\n\n")}\n`;
}

function loggedSentence(run: GeneratedRun, setting: Setting): string {
  const { random } = setting;
  const value = run.test.accuracy ?? Number.NaN;
  const form = random.pick(["share", "share", "percent", "untitled", "named"]);
  const text =
    form === "percent" ? `${(value * 100).toFixed(1 + random.below(2))} %` : value.toFixed(3 + random.below(2));
  const title = form === "untitled" ? null : form === "named" ? `${run.name}/test/accuracy` : "test/accuracy";
  const verb = random.pick(["reaches", "ends at", "has"]);
  return `${run.name} ${verb} a test accuracy of ${link(text, evaluation(run, setting), title)}.`;
}

function validation(run: GeneratedRun, { random, base }: Setting): string {
  const url = `${base}${run.dir}/logs/train.log#L${run.valLine}`;
  const title = random.pick(["val/accuracy", "val/accuracy@last", "val/accuracy step=800"]);
  const accuracy = (run.val.accuracy ?? Number.NaN).toFixed(3 + random.below(2));
  const loss = (run.val.loss ?? Number.NaN).toFixed(3 + random.below(2));
  return `After the last epoch ${run.name} has a validation accuracy of ${link(accuracy, url, title)} and a validation loss of ${link(loss, url, "val/loss@last")}.`;
}

function cost(run: GeneratedRun, setting: Setting): string {
  const latency = `${(run.test.latency_ms ?? Number.NaN).toFixed(1)} ms`;
  const size = `${(run.test.size_mb ?? Number.NaN).toFixed(1)} MB`;
  const url = evaluation(run, setting);
  return `One batch takes ${run.name} ${link(latency, url, "test/latency_ms")}; the model needs ${link(size, url, "test/size_mb")}.`;
}

function means({ baseline, candidate }: GeneratedRuns, setting: Setting): string {
  const decimals = 3 + setting.random.below(2);
  const values = (runs: GeneratedRun[], metric: string) => runs.map(({ test }) => test[metric] ?? Number.NaN);
  const [a, b] = [values(candidate, "accuracy"), values(baseline, "accuracy")];
  const [mine, other] = [derivedUrl(candidate, setting), derivedUrl(baseline, setting)];
  const spread = `${meanOf(a).toFixed(decimals)} ± ${sampleStd(a).toFixed(4)}`;
  const loss = values(candidate, "loss");
  return [
    `The mean test accuracy of candidate is ${link(spread, mine, "mean(candidate/test/accuracy)")},`,
    `that of baseline ${link(meanOf(b).toFixed(decimals), other, "mean(baseline/test/accuracy)")}`,
    `with a standard deviation of ${link(sampleStd(b).toFixed(4), other, "std(baseline/test/accuracy)")}`,
    `and a standard error of ${link(standardError(b).toFixed(4), other, "se(baseline/test/accuracy)")}.`,
    `The median test loss of candidate is ${link(medianOf(loss).toFixed(3), mine, "median(candidate/test/loss)")},`,
    `its standard deviation ${link(sampleStd(loss).toFixed(4), mine, "std(candidate/test/loss)")};`,
    `its mean validation accuracy is ${link(meanOf(candidate.map(({ val }) => val.accuracy ?? Number.NaN)).toFixed(4), mine, "mean(candidate/val/accuracy)")}.`,
  ].join("\n");
}

function differences({ baseline, candidate }: GeneratedRuns, setting: Setting): string {
  const { random } = setting;
  const mean = (runs: GeneratedRun[], metric: string) => meanOf(runs.map(({ test }) => test[metric] ?? Number.NaN));
  const pair = (name: string, metric: string) =>
    `${name}(mean(candidate/test/${metric}), mean(baseline/test/${metric}))`;
  const [loss, latency] = ["loss", "latency_ms"].map(
    (m) => [mean(candidate, m), mean(baseline, m)] as [number, number],
  );
  const gain = mean(candidate, "accuracy") - mean(baseline, "accuracy");
  const url = derivedUrl(candidate, setting);
  const rel = ([a, b]: [number, number]) => ((a - b) / Math.abs(b)) * 100;
  const points = `${signed(gain * 100, 1 + random.below(2))} pp`;
  const better = gain > 0 ? random.pick(["better", "higher"]) : random.pick(["worse", "lower"]);
  const verb = gain > 0 ? random.pick(["improves", "rises", "gains"]) : random.pick(["degrades", "falls", "loses"]);
  const size = `${Math.abs(gain * 100).toFixed(2)} pp`;
  const took = rel(latency ?? [1, 1]);
  return [
    `In test accuracy candidate is ${link(points, url, pair("pp", "accuracy"))} ${better} than baseline`,
    `(${link(signed(rel([mean(candidate, "accuracy"), mean(baseline, "accuracy")]), 2) + " %", url, pair("rel", "accuracy"))} relative).`,
    `The test accuracy of candidate ${verb} by ${link(size, url, pair("pp", "accuracy"))}.`,
    `The test loss changes by ${link(signed((loss?.[0] ?? 0) - (loss?.[1] ?? 0), 3), url, pair("diff", "loss"))}.`,
    `Latency falls by ${link(`${Math.abs(took).toFixed(1)} %`, url, pair("rel", "latency_ms"))},`,
    `so candidate is ${link(`${((latency?.[1] ?? 0) / (latency?.[0] ?? 1)).toFixed(2)}×`, url, "ratio(mean(baseline/test/latency_ms), mean(candidate/test/latency_ms))")} faster than baseline.`,
  ].join("\n");
}

/** Ranks and winners, linked and in words alone. */
function places({ baseline, candidate }: GeneratedRuns, setting: Setting): string {
  const mean = (runs: GeneratedRun[]) => meanOf(runs.map(({ test }) => test.accuracy ?? Number.NaN));
  const [first, second] = mean(candidate) > mean(baseline) ? ["candidate", "baseline"] : ["baseline", "candidate"];
  const url = derivedUrl(candidate, setting);
  return [
    `By test accuracy the best is ${link(first, url, `best(${first}/test/accuracy)`)};`,
    `${second} takes place ${link("2", url, `rank(${second}/test/accuracy)`)}.`,
    `The winner is **${first}**. Of the two, ${second} ranks second.`,
    `Overall ${first} outperforms ${second}.`,
  ].join("\n");
}

function table(runs: GeneratedRun[], setting: Setting): string {
  const url = (run: GeneratedRun) => evaluation(run, setting);
  const cell = (run: GeneratedRun, metric: string, decimals: number) =>
    link((run.test[metric] ?? Number.NaN).toFixed(decimals), url(run), `test/${metric}`);
  const rows = runs.map(
    (run) => `| ${run.name} | ${cell(run, "accuracy", 4)} | ${cell(run, "loss", 3)} | ${cell(run, "latency_ms", 1)} |`,
  );
  return ["| Run | test accuracy | test loss | latency (ms) |", "| --- | --: | --: | --: |", ...rows].join("\n");
}

function evaluation(run: GeneratedRun, { base }: Setting): string {
  return `${base}${run.dir}/logs/eval.log#L${run.testLine}`;
}

function derivedUrl(runs: GeneratedRun[], { base }: Setting): string {
  return `${base}${runs[0]?.dir}/logs/eval.log#L3`;
}

function link(text: string, url: string, title: string | null): string {
  return title === null ? `[${text}](${url})` : `[${text}](${url} "${title}")`;
}

function signed(value: number, decimals: number): string {
  return value < 0 ? `−${Math.abs(value).toFixed(decimals)}` : `+${value.toFixed(decimals)}`;
}
