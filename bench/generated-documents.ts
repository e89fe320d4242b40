import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readmeOf } from "./generated-prose.ts";
import type { Unmarked } from "./marked-text.ts";
import { unmark } from "./marked-text.ts";
import type { Quality } from "./phrase.ts";
import type { Random } from "./random.ts";
import { randomOf } from "./random.ts";

/** A run of a generated project with what its logs say. `test`, `val`: by metric; `val` holds the last epoch. */
export interface GeneratedRun {
  name: string;
  dir: string;
  /** The line of eval.log with the test metrics, and of train.log with those of the last epoch. */
  testLine: number;
  valLine: number;
  test: Record<string, number>;
  val: Record<string, number>;
}

/** The two arms of five seeds each with their names, and the run that IGNORED_RUNS.md leaves out. */
export interface GeneratedRuns {
  names: { baseline: string; candidate: string };
  baseline: GeneratedRun[];
  candidate: GeneratedRun[];
  ignored: GeneratedRun;
}

const EPOCHS = 8;
const SEEDS = 5;

/** How a project's README is written: with a link at each number or with none, in which set of phrasings. */
export interface Style {
  as: "linked" | "bare";
  isHeldOut: boolean;
}

/** A project on the disk. `written`: its README with all that it states, apart from what the checker finds. */
export interface DocumentProject {
  root: string;
  file: string;
  written: Unmarked;
}

const NAMES = [
  ["baseline", "candidate"],
  ["plain", "shifted"],
  ["resnet", "vit"],
  ["control", "mixup"],
  ["lstm", "gru"],
] as const;
const NAMES_HELD_OUT = [
  ["sgd", "adamw"],
  ["frozen", "finetuned"],
  ["resnet18", "convnext"],
] as const;

/**
 * Writes a small project whose README states what its logs say: one experiment, two arms with five seeds each, loguru logs, an
 * ignored run. The same seed and style give the same bytes.
 */
export function makeDocumentProject(folder: string, seed: number, style: Style): DocumentProject {
  const random = randomOf(seed + 1);
  const root = join(folder, `${style.as}-${style.isHeldOut ? "held-out" : "open"}-${seed}`);
  const [baseline, candidate] = random.pick<readonly [string, string]>(style.isHeldOut ? NAMES_HELD_OUT : NAMES);
  const names = { baseline, candidate };
  const quality = style.isHeldOut ? random.pick<Quality>(["accuracy", "f1"]) : "accuracy";
  const experiment = "experiments/trial";
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const digits = random.pick([4, 6, 16]);
  const gain = { accuracy: 0.004 + random.next() * 0.02, latency: 0.7 + random.next() * 0.2 };
  let minute = 0;
  const make = (arm: "baseline" | "candidate", name: string, of: { seed: number; leaks: boolean }): GeneratedRun => {
    minute += 1;
    const dir = `runs/2026-02-03T10-${String(minute).padStart(2, "0")}-00-${name}`;
    const better = arm === "candidate";
    const level = 0.9 + (better ? gain.accuracy : 0) + random.bell() * 0.004 + (of.leaks ? 0.04 : 0);
    const made = logsOf(random, { level, speed: better ? gain.latency : 1, digits, quality });
    const params = { lr: 0.1, augment: better ? "shift" : "none", leak: of.leaks, seed: of.seed };
    write(`${experiment}/${dir}/params.json`, `${JSON.stringify(params, null, 2)}\n`);
    write(`${experiment}/${dir}/logs/train.log`, made.train);
    write(`${experiment}/${dir}/logs/eval.log`, made.evaluation);
    return { name, dir, testLine: 3, valLine: EPOCHS * 2 + 1, test: made.test, val: made.val };
  };
  const arm = (of: "baseline" | "candidate") =>
    Array.from({ length: SEEDS }, (_, index) => make(of, `${names[of]}-seed${index}`, { seed: index, leaks: false }));
  const runs = { names, baseline: arm("baseline"), candidate: arm("candidate") };
  const ignored = make("candidate", `${candidate}-leak-seed0`, { seed: 0, leaks: true });
  write(`${experiment}/IGNORED_RUNS.md`, `# IGNORED_RUNS.md\n\n${ignored.dir}   # the test images were trained on\n`);
  write("docs.config.yaml", `title: Generated ${seed}\n`);
  const isInside = seed % 2 === 0;
  const base = isInside ? "" : `${experiment}/`;
  const marked = readmeOf({ ...runs, ignored }, { random, base, quality, isHeldOut: style.isHeldOut });
  const file = isInside ? `${experiment}/README.md` : "README.md";
  const written = unmark(marked, style.as);
  write(file, written.text);
  return { root, file, written };
}

/** The logs of one run: training and validation by epoch, then one line of test metrics. */
function logsOf(random: Random, run: { level: number; speed: number; digits: number; quality: Quality }) {
  const cut = (value: number) => Number(value.toPrecision(run.digits));
  const stamp = (second: number) => `2026-02-03 10:00:${String(second).padStart(2, "0")} | INFO | `;
  const lines = [`${stamp(0)}start`];
  const { quality } = run;
  let val: Record<string, number> = {};
  const peak = 4 + random.below(3);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const level = run.level - 0.05 + 0.05 * Math.min(1, (epoch + 1) / peak) - Math.max(0, epoch - peak) * 0.003;
    val = { [quality]: cut(level + random.bell() * 0.002), loss: cut(1.3 - level + random.bell() * 0.01) };
    const at = { epoch, step: (epoch + 1) * 100 };
    const train = { [quality]: cut(level + 0.03), loss: cut(1.2 - level + random.bell() * 0.01) };
    lines.push(`${stamp(epoch)}metric ${JSON.stringify({ ...at, split: "train", ...train })}`);
    lines.push(`${stamp(epoch)}metric ${JSON.stringify({ ...at, split: "val", ...val })}`);
  }
  lines.push(`${stamp(9)}done`);
  const test = {
    [quality]: cut(run.level - 0.012 + random.bell() * 0.003),
    loss: cut(0.42 - (run.level - 0.9) * 2 + random.bell() * 0.02),
    latency_ms: cut(41 * run.speed + random.bell()),
    size_mb: cut(212 + random.bell() * 3),
  };
  const at = { epoch: EPOCHS - 1, step: EPOCHS * 100, split: "test" };
  const trained = {
    ...at,
    split: "train_clean",
    [quality]: cut(run.level + 0.02),
    loss: cut(0.2 + random.bell() * 0.01),
  };
  const evaluation = [
    `${stamp(10)}500 images`,
    `${stamp(11)}metric ${JSON.stringify(trained)}`,
    `${stamp(12)}metric ${JSON.stringify({ ...at, ...test })}`,
    `${stamp(13)}done`,
  ];
  return { train: `${lines.join("\n")}\n`, evaluation: `${evaluation.join("\n")}\n`, test, val };
}
