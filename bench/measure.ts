import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What one process took: wall time and the CPU time of all its threads in milliseconds, peak resident memory in MB. */
export interface Cost {
  ms: number;
  cpu: number;
  mb: number;
}

const preload = pathToFileURL(join(import.meta.dirname, "peak-memory.mjs")).href;

/** Runs a Node script in a process of its own and measures it. Throws when its exit code is not an expected one. */
export function measure(script: string, args: readonly string[], exits: readonly number[] = [0]): Cost {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const peak = join(folder, "peak");
  const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
  const started = performance.now();
  const done = spawnSync(process.execPath, ["--import", preload, script, ...args], {
    env: { ...env, PEAK_MEMORY: peak, CI: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - started;
  if (done.error !== undefined || !exits.includes(done.status ?? -1)) {
    throw new Error(`${script} ${args.join(" ")}: exit ${done.status}\n${done.stderr}`);
  }
  const [kib = 0, micros = 0] = readFileSync(peak, "utf8").split(" ").map(Number);
  rmSync(folder, { recursive: true });
  return { ms, cpu: micros / 1000, mb: kib / 1024 };
}

/** The middle of some costs: medians of time, maximum of memory. */
export function middle(costs: readonly Cost[]): Cost {
  return {
    ms: median(costs.map((cost) => cost.ms)),
    cpu: median(costs.map((cost) => cost.cpu)),
    mb: Math.max(...costs.map((cost) => cost.mb)),
  };
}

/** Measures two things in turn, so that what disturbs the machine disturbs both. */
export function inTurn(rounds: number, first: () => Cost, second: () => Cost): [Cost, Cost] {
  const costs: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    costs[0].push(first());
    costs[1].push(second());
  }
  return [middle(costs[0]), middle(costs[1])];
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
