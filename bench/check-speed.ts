import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Compiled } from "../src/index.ts";
import { compile, findProject, loadConfig, synchronize } from "../src/index.ts";
import { judge } from "../src/project/judge.ts";
import { reportOf } from "./check-document.ts";
import { makeProject } from "./project.ts";

/*
 * What checking a large report costs, next to what remark needs only to parse it: npm run bench:check
 *
 *   node bench/check-speed.ts [--runs 500,1000,2000] [--claims 500,1000,2000] [--rounds 9] [--names own|shared]
 *   node --cpu-prof --cpu-prof-dir=/tmp/prof bench/check-speed.ts --runs 2000 --claims 2000     one cell, to profile
 *
 * All in one process, by turns: parse, judge, parse, judge …; medians of processor time.
 */
const word = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const rounds = Number(word("rounds", "9"));
const runCounts = word("runs", "500,1000,2000").split(",").map(Number);
const claimCounts = word("claims", "500,1000,2000").split(",").map(Number);
const names = word("names", "own") === "own" ? "own" : "shared";
const folder = join(tmpdir(), "labdocs-bench");
const DOCUMENT = "README.md";

mkdirSync(folder, { recursive: true });
console.log(
  "| runs | claims | kB | remark, ms | first check, ms | check, ms | check ÷ remark | µs a claim | verdicts |",
);
console.log("| --: | --: | --: | --: | --: | --: | --: | --: | --- |");
for (const runs of runCounts) {
  for (const claims of claimCounts) await measure(runs, claims);
}
await measureUnchanged(runCounts.at(-1) ?? 500, claimCounts.at(-1) ?? 500);

/** One row: the report is parsed by remark alone, and judged against a catalog that is loaded. */
async function measure(runs: number, claims: number): Promise<void> {
  const { compiled, text } = await opened(runs, claims);
  const input = { file: DOCUMENT, text, after: null, everything: true };
  const { catalog, lock, ownership } = compiled;
  const check = () => judge(input, { catalog, lock, planned: new Set(), ownership });
  const first = time(check);
  const parse = () => unified().use(remarkParse).use(remarkGfm).freeze().parse(text);
  const costs: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    costs[0].push(time(parse));
    costs[1].push(time(check));
  }
  const [bare, ours] = costs.map(median) as [number, number];
  const { coverage } = check().judged;
  const verdicts = Object.entries(coverage).filter(([name, count]) => name !== "total" && count > 0);
  const said = verdicts.map(([name, count]) => `${count} ${name}`).join(", ");
  // Names and dates are listed as well, as exempt: they are no claims.
  const stated = coverage.total - coverage.exempt;
  const each = ((ours - bare) / stated) * 1000;
  const size = (Buffer.byteLength(text) / 1000).toFixed(0);
  const times = `${bare.toFixed(0)} | ${first.toFixed(0)} | ${ours.toFixed(0)} | ${(ours / bare).toFixed(2)}`;
  console.log(`| ${runs} | ${stated} | ${size} | ${times} | ${each.toFixed(0)} | ${said} |`);
}

/** The whole compilation once more, in the same process, with nothing changed and with one byte of the report changed. */
async function measureUnchanged(runs: number, claims: number): Promise<void> {
  const { root, text } = await opened(runs, claims);
  const file = join(root, "experiments", "report.md");
  // Only what is not asked for by name is remembered.
  writeFileSync(file, text.replaceAll("experiments/", ""));
  const again = async () => {
    const started = performance.now();
    await (await project(root)).sync();
    return performance.now() - started;
  };
  await again();
  const same: number[] = [];
  const changed: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    writeFileSync(file, `${readFileSync(file, "utf8")}\n`);
    changed.push(await again());
    same.push(await again());
  }
  console.log(
    `\nsync with nothing changed ${median(same).toFixed(0)} ms, report changed ${median(changed).toFixed(0)} ms`,
  );
  rmSync(file);
}

async function project(root: string) {
  const setup = findProject(root, null);
  const config = await loadConfig(setup);
  const holder = { pid: process.pid, isAlive: () => true };
  return {
    sync: () => synchronize({ setup, config, write: true, holder }),
    compile: () => compile({ setup, config, judge: "before" }),
  };
}

async function opened(runs: number, claims: number): Promise<{ root: string; compiled: Compiled; text: string }> {
  const root = makeProject(folder, { runs, lines: 20, runsPerExperiment: 100, names });
  const one = await project(root);
  await one.sync();
  const compiled = await one.compile();
  const text = reportOf(compiled, claims);
  return { root, compiled, text };
}

/** Milliseconds of processor time of this process: what else the machine does matters less to it than to the clock. */
function time(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
