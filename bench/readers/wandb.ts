/*
 * All history rows of a `.wandb` file, read by labdocs and by W&B's own reader in Python:
 *
 *   python bench/readers/wandb.py make /tmp/bench 200      (with wandb 0.30.0)
 *   node bench/readers/wandb.ts /tmp/bench/wandb/…/run-bench.wandb [python with wandb 0.15.12]
 *
 * Prints medians of five: wall and processor time, points, the sum of the last values (both must agree), peak memory.
 */
import { execFileSync } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { seriesOfTable } from "../../src/readers/format/table-metrics.ts";
import { readRecording } from "../../src/readers/wandb/recording.ts";

const [path = "", python] = process.argv.slice(2);
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function measure(keep: boolean): object {
  const wall: number[] = [];
  const processor: number[] = [];
  let values = 0;
  let last = 0;
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    const start = performance.now();
    const { history } = readRecording(dirname(path), basename(path), { keep, wanted: null });
    const series = keep ? seriesOfTable(history.table) : [];
    wall.push((performance.now() - start) / 1000);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1e6);
    values = series.reduce((sum, { value }) => sum + value.length, 0);
    last = series.reduce((sum, { value }) => sum + (value.at(-1) ?? 0), 0);
  }
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    seconds: median(wall),
    processor: median(processor),
    values,
    last: Number(last.toFixed(6)),
    megabytes: peak,
  };
}

console.log("reductions", JSON.stringify(measure(false)));
console.log("series", JSON.stringify(measure(true)));
if (python !== undefined) {
  const script = join(import.meta.dirname, "wandb.py");
  console.log("wandb", execFileSync(python, [script, "read", path], { encoding: "utf8" }).trim());
}
