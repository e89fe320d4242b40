import { walk } from "../../src/disk/walk.ts";
import { detectSources, readSeries, readSource } from "../../src/readers/index.ts";

/*
 * Lists all runs of a folder with params, last metrics and full histories, as often as is asked for:
 *   node bench/readers/mlflow.ts FOLDER [rounds]
 * mlflow.py beside it writes such folders and does the same with MLflow's own client.
 */
const [folder = ".", rounds = "5"] = process.argv.slice(2);
const times: number[] = [];
const begin = process.cpuUsage();
let said = "";
for (let round = 0; round < Number(rounds); round += 1) {
  const start = performance.now();
  let runs = 0;
  let points = 0;
  const { tree } = walk(folder, { key: "bench", skip: new Set(), previous: null });
  const walked = performance.now();
  const sources = detectSources(tree);
  const detected = performance.now();
  const results = sources.map((source) => readSource(source, folder));
  const read = performance.now();
  for (const run of results.flatMap((result) => result.runs)) {
    runs += 1;
    for (const series of readSeries(run, folder, null)) points += series.value.length;
  }
  const end = performance.now();
  times.push(end - start);
  const parts = [walked - start, detected - walked, read - detected, end - read].map((one) => one.toFixed(0));
  said = `${runs} runs, ${points} points; walk, detect, read, series: ${parts.join(", ")} ms`;
}
times.sort((a, b) => a - b);
const peak = process.resourceUsage().maxRSS / 1024;
const cpu = process.cpuUsage(begin);
const perRound = (cpu.user + cpu.system) / 1000 / times.length;
console.log(
  `${said}; median ${times[times.length >> 1]?.toFixed(0)} ms, fastest ${times[0]?.toFixed(0)} ms, ${perRound.toFixed(0)} ms of CPU a round, peak ${peak.toFixed(0)} MB`,
);
