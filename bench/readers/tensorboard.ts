import { rmSync } from "node:fs";
import { walk } from "../../src/disk/walk.ts";
import { detectSources, readSeries, readSource } from "../../src/readers/index.ts";
import type { Form } from "./event-files.ts";
import { writeEventFiles, writeImages } from "./event-files.ts";

/*
 * Reads event files, as often as is asked for: every value in reductions, then every point as a series.
 *   node bench/readers/tensorboard.ts make FOLDER             FOLDER/simple and FOLDER/tensor (200 MB of scalars each, in 8 runs),
 *                                                             FOLDER/images (2 GB, of which 2,000 scalars);
 *   node bench/readers/tensorboard.ts make FOLDER SCALE       with SCALE only FOLDER/simple, so many times 200 MB
 *   node bench/readers/tensorboard.ts read FOLDER [rounds]
 * tensorboard.py beside it reads the same with EventAccumulator and with tensorboard_data_server.
 */
const [command, folder = ".", rounds = "5"] = process.argv.slice(2);
if (command === "make" && process.argv[4] !== undefined) {
  writeEventFiles(`${folder}/simple`, { bytes: 200e6 * Number(process.argv[4]), runs: 8, form: "simple" });
} else if (command === "make") make(folder);
else read(folder, Number(rounds));

function make(root: string): void {
  rmSync(root, { recursive: true, force: true });
  for (const form of ["simple", "tensor"] satisfies Form[]) {
    writeEventFiles(`${root}/${form}`, { bytes: 200e6, runs: 8, form });
  }
  writeImages(`${root}/images`, 2e9);
}

function read(root: string, times: number): void {
  const reductions: number[] = [];
  const series: number[] = [];
  const processor: number[] = [];
  const begin = process.cpuUsage();
  let said = "";
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    const { tree } = walk(root, { key: "bench", skip: new Set(), previous: null });
    const runs = detectSources(tree).flatMap((source) => readSource(source, root).runs);
    const values = runs.reduce((sum, run) => sum + run.metrics.reduce((all, { points }) => all + points, 0), 0);
    const middle = performance.now();
    const spent = process.cpuUsage(before);
    processor.push((spent.user + spent.system) / 1000);
    let points = 0;
    for (const run of runs) for (const { value } of readSeries(run, root, null)) points += value.length;
    reductions.push(middle - start);
    series.push(performance.now() - middle);
    said = `${runs.length} runs, ${values} values, ${points} points`;
  }
  const { user, system } = process.cpuUsage(begin);
  const peak = process.resourceUsage().maxRSS / 1024;
  const each = (user + system) / 1000 / times;
  console.log(
    `${said}: reductions ${median(reductions)} ms, series ${median(series)} ms, CPU of reductions ${median(processor)} ms, of both ${each.toFixed(0)} ms, peak ${peak.toFixed(0)} MB`,
  );
}

function median(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? Number.NaN).toFixed(0);
}
