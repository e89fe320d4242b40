/*
 * The readers side by side with the tools' own, on the same bytes; prints one table in Markdown:
 *
 *   LABDOCS_PEERS=<folder of virtual environments> npm run bench:readers -- [--scale 1] [--rounds 3] [--only logs]
 *
 * `--scale 0.2` makes a fifth of the data that the goals speak of; `--only` is one of mlflow, tensorboard, wandb, bare. The
 * virtual environments need mlflow 3, tensorboard, wandb of today (which writes) and wandb 0.15.12 (the last with a reader in
 * Python). What is missing is said and skipped. Processor time, medians; the peers of minutes are measured once.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPeer } from "./peers.ts";
import type { Bench, Cost, Work } from "./works.ts";
import { bareWorks, mlflowWorks, tensorboardWorks, wandbWorks } from "./works.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
  },
});

const missing: string[] = [];
const KINDS: Record<string, (bench: Bench) => Work[]> = {
  mlflow: (bench) =>
    mlflowWorks(
      bench,
      peer("mlflow 3", "mlflow", (version) => version.startsWith("3.")),
    ),
  tensorboard: (bench) => tensorboardWorks(bench, peer("tensorboard"), peer("tensorboard-data-server")),
  wandb: (bench) => {
    const isOld = (version: string) => /^0\.(?:\d|1[0-5])\./.test(version);
    const maker = peer("a W&B of today, which writes the file", "wandb", (version) => !isOld(version));
    return wandbWorks(bench, maker, peer("wandb 0.15", "wandb", isOld));
  },
  bare: bareWorks,
};

console.log("| work | ours, s | peer | peer, s | ratio | goal | peak MB, ours | peer |");
console.log("| --- | --: | --- | --: | --: | --: | --: | --: |");
for (const [kind, worksOf] of Object.entries(KINDS)) {
  if (values.only !== undefined && values.only !== kind) continue;
  const folder = mkdtempSync(join(tmpdir(), "labdocs-bench-"));
  try {
    for (const work of worksOf({ folder, scale: Number(values.scale) })) console.log(rowOf(work));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
for (const what of missing) console.log(`\nSkipped: ${what} is not in the virtual environments of LABDOCS_PEERS.`);

function peer(what: string, name = what, fits: (version: string) => boolean = () => true) {
  const found = findPeer(name, fits);
  if (found === null) missing.push(what);
  return found;
}

/** Measures both in turn, so that what disturbs the machine disturbs both. */
function rowOf(work: Work): string {
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    ours.push(work.ours());
    if (work.peer !== null && round < (work.rounds ?? Number.POSITIVE_INFINITY)) theirs.push(work.peer());
  }
  const [a, b] = [middle(ours), middle(theirs)];
  const cells = [work.name, seconds(a), work.peerName, seconds(b), ratio(a, b), goal(work), memory(a), memory(b)];
  return `| ${cells.join(" | ")} |`;
}

/** The median of times, the maximum of memory. */
function middle(costs: readonly Cost[]): Cost | null {
  if (costs.length === 0) return null;
  const times = costs.map((cost) => cost.seconds).sort((a, b) => a - b);
  const memories = costs.flatMap((cost) => cost.mb ?? []);
  return { seconds: times[times.length >> 1] ?? Number.NaN, mb: memories.length === 0 ? null : Math.max(...memories) };
}

function seconds(cost: Cost | null): string {
  return cost === null ? "–" : cost.seconds.toFixed(2);
}

function memory(cost: Cost | null): string {
  return cost?.mb?.toFixed(0) ?? "–";
}

function ratio(ours: Cost | null, theirs: Cost | null): string {
  if (ours === null || theirs === null) return "–";
  const times = theirs.seconds / ours.seconds;
  return times >= 2 ? `${times.toFixed(1)} × faster` : (1 / times).toFixed(2);
}

function goal({ most }: Work): string {
  if (most === null) return "–";
  return most < 0.1 || most === 0.1 ? `${(1 / most).toFixed(0)} × faster` : `≤ ${most}`;
}
