import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How large a generated project is. `names`: do all experiments call their runs alike, or has each its own names? */
export interface ProjectSize {
  runs: number;
  lines: number;
  runsPerExperiment: number;
  names?: "shared" | "own";
}

/**
 * Makes a project of generated runs for measuring: `experiments/exp-000/runs/<time>-<name>/{params.json,metrics.json,logs/train.log}`,
 * three files a run, loguru metric lines. The same size gives the same bytes. Returns the root; an existing one is used again.
 */
export function makeProject(folder: string, size: ProjectSize): string {
  const root = join(folder, `project-${size.runs}-${size.lines}${size.names === "own" ? "-own-names" : ""}`);
  if (existsSync(join(root, "complete"))) return root;
  for (let index = 0; index < size.runs; index += 1) makeRun(root, size, index);
  writeFileSync(join(root, "docs.config.yaml"), `title: ${size.runs} runs\n`);
  writeFileSync(join(root, "complete"), "");
  return root;
}

/** The files of a generated project, relative to its root, in the order they were made. */
export function projectFiles(size: ProjectSize): string[] {
  return Array.from({ length: size.runs }, (_, index) => runFolder(size, index)).flatMap((run) => [
    `${run}/params.json`,
    `${run}/metrics.json`,
    `${run}/logs/train.log`,
  ]);
}

function runFolder(size: ProjectSize, index: number): string {
  const experiment = Math.floor(index / size.runsPerExperiment);
  const inside = index % size.runsPerExperiment;
  const [arm, seed] = [Math.floor(inside / 5), inside % 5];
  const own = size.names === "own" ? `e${experiment}` : "";
  const minute = String(inside % 60).padStart(2, "0");
  const hour = String(Math.floor(inside / 60) % 24).padStart(2, "0");
  return `experiments/exp-${String(experiment).padStart(3, "0")}/runs/2026-01-05T${hour}-${minute}-00-${own}arm${arm}-seed${seed}`;
}

function makeRun(root: string, size: ProjectSize, index: number): void {
  const folder = join(root, runFolder(size, index));
  mkdirSync(join(folder, "logs"), { recursive: true });
  const random = generator(index + 1);
  const arm = Math.floor((index % size.runsPerExperiment) / 5);
  const params = { lr: 10 ** -(1 + (arm % 4)), batch_size: 16 << (arm % 3), arm, seed: index % 5, optimizer: "adam" };
  writeFileSync(join(folder, "params.json"), `${JSON.stringify(params, null, 2)}\n`);
  const lines: string[] = [];
  let loss = 2.3;
  let accuracy = 0.1;
  for (let step = 0; step < size.lines; step += 1) {
    loss = loss * (0.995 + random() * 0.004) + random() * 0.004;
    accuracy += (0.95 - accuracy) * 0.006 * random();
    const at = new Date(Date.UTC(2026, 0, 5, 0, 0, step)).toISOString().slice(0, 19).replace("T", " ");
    const metric = { epoch: step >> 5, step, loss, accuracy, lr: params.lr, grad_norm: random() * 3 };
    lines.push(`${at} | INFO | metric ${JSON.stringify(metric)}`);
  }
  writeFileSync(join(folder, "logs", "train.log"), `${lines.join("\n")}\n`);
  const final = { "test/accuracy": accuracy - random() * 0.02, "test/loss": loss + random() * 0.02 };
  writeFileSync(join(folder, "metrics.json"), `${JSON.stringify(final, null, 2)}\n`);
}

/** A small deterministic generator (mulberry32): values in [0, 1). */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
