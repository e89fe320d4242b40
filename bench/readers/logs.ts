/*
 * Logs of runs, half of them text as loguru writes it and half JSON Lines, four metrics a line with all digits of Python:
 *
 *   node bench/readers/logs.ts make FOLDER SCALE    about 1 GB and 19 million points, times SCALE, 1,000 lines a file
 *   node bench/readers/logs.ts ours FOLDER [threads] last, smallest and largest of each metric with its line
 *   node bench/readers/logs.ts bare FOLDER          splits lines, calls JSON.parse on each and keeps nothing
 *
 * Prints one line of JSON: wall and processor seconds, points, peak memory.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { scanLog } from "../../src/readers/format/log-scan.ts";

const LINES = 1000;
const FILES = 4700;
const [command, folder = ".", option = "1"] = process.argv.slice(2);

if (!isMainThread) {
  const { root, paths } = workerData as { root: string; paths: string[] };
  parentPort?.postMessage(scanAll(root, paths));
} else if (command === "make") make(folder, Number(option));
else await measure(() => (command === "bare" ? parseAll(folder) : scanShared(folder, Number(option))));

function make(root: string, scale: number): void {
  mkdirSync(root, { recursive: true });
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 + state / 2 ** 53;
  };
  for (let run = 0; run < FILES * scale; run += 1) {
    const isText = run % 2 === 0;
    const lines = Array.from({ length: LINES }, (_, step) => lineOf({ isText, step, random }));
    writeFileSync(join(root, `run-${run}.${isText ? "log" : "jsonl"}`), `${lines.join("\n")}\n`);
  }
}

function lineOf({ isText, step, random }: { isText: boolean; step: number; random: () => number }): string {
  const loss = 2 / (1 + step / 100) + random() / 10;
  const fields = `"epoch": ${Math.floor(step / 100)}, "step": ${step}, "train/loss": ${loss}, "train/grad_norm": ${random()}, "val/accuracy": ${1 - random() / 2}`;
  if (!isText)
    return `{${fields}, "run": "baseline-without-augmentation", "timestamp": ${1.7e9 + step * 1.37}, "seconds": ${random()}}`;
  const time = new Date(1.7e12 + step * 1370).toISOString().slice(0, 23).replace("T", " ");
  return `${time} | INFO     | training.loop:fit:120 - metric {${fields}, "lr": ${random() / 1000}}`;
}

async function measure(work: () => number | Promise<number>): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  const points = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ seconds, processor: (user + system) / 1e6, points, megabytes }));
}

async function scanShared(root: string, threads: number): Promise<number> {
  const paths = readdirSync(root);
  const others = Array.from({ length: threads - 1 }, (_, thread) => {
    const data = { root, paths: paths.filter((_path, index) => index % threads === thread + 1) };
    const worker = new Worker(new URL(import.meta.url), { workerData: data });
    return new Promise<number>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  });
  const ours = scanAll(
    root,
    paths.filter((_path, index) => index % threads === 0),
  );
  return (await Promise.all(others)).reduce((sum, points) => sum + points, ours);
}

function scanAll(root: string, paths: readonly string[]): number {
  let points = 0;
  for (const path of paths) {
    const { records } = scanLog({ root, path, keep: false });
    points += records.count * records.table.tracks.length;
  }
  return points;
}

/** The usual loop; it counts the numbers of each record. */
function parseAll(root: string): number {
  let points = 0;
  for (const name of readdirSync(root)) {
    for (const line of readFileSync(join(root, name), "utf8").split("\n")) {
      const at = line.indexOf("{");
      if (at < 0) continue;
      const record = JSON.parse(at === 0 ? line : line.slice(at)) as { step?: number };
      if (record.step !== undefined) points += 1;
    }
  }
  return points;
}
