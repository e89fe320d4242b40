import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Peer } from "./peers.ts";

/** Seconds of processor time, and peak memory in MB where it is known. */
export interface Cost {
  seconds: number;
  mb: number | null;
}

/**
 * One line of the table.
 *
 * - `most`: the largest ratio of ours to the peer's that reaches the goal; null where there is none.
 * - `ours`, `peer`: one measurement each; `rounds`: how often the peer is measured at most.
 */
export interface Work {
  name: string;
  peerName: string;
  most: number | null;
  ours(): Cost;
  peer: (() => Cost) | null;
  rounds?: number;
}

/** What is measured: a folder for the data, and how much of it is made (1 is what the goals speak of). */
export interface Bench {
  folder: string;
  scale: number;
}

const here = import.meta.dirname;

/** Runs a program that must succeed and returns what it says. */
export function run(program: string, args: readonly (string | number)[]): string {
  const done = spawnSync(program, args.map(String), { encoding: "utf8", maxBuffer: 1 << 28, env: environment() });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: exit ${done.status}\n${done.stderr}`);
  return done.stdout;
}

/** Makes the stores with MLflow itself, which must be there for that. */
export function mlflowWorks({ folder, scale }: Bench, peer: Peer | null): Work[] {
  if (peer === null) return [];
  const script = join(here, "mlflow.py");
  run(peer.python, [script, "make", folder, scale]);
  const client = (uri: string, most = 1e9) =>
    costIn(run(peer.python, [script, "read", uri, most]), /([\d.]+) s of CPU/);
  const ours = (store: string) => costIn(node("mlflow.ts", `${folder}/${store}`, 1), /([\d.]+) ms of CPU/, 1e-3);
  const runs = 10_000 * scale;
  const peerName = `\`MlflowClient\` ${peer.version}`;
  const files = `file://${folder}/files/mlruns`;
  return [
    {
      name: `MLflow file store, ${count(2000 * scale)} runs`,
      peerName,
      most: 1 / 50,
      ours: () => ours("files"),
      peer: () => client(files),
      rounds: 1,
    },
    {
      name: `MLflow SQLite, ${count(runs)} runs`,
      peerName: `${peerName}, from the histories of ${SAMPLE} runs`,
      most: 1 / 10,
      ours: () => ours("sqlite"),
      peer: () => extrapolated((most) => client(`sqlite:///${folder}/sqlite/mlflow.db`, most), runs),
      rounds: 1,
    },
  ];
}

/** The client asks the database for one history at a time, so the time grows with their number. */
const SAMPLE = 100;

function extrapolated(read: (most: number) => Cost, runs: number): Cost {
  const [none, some] = [read(0), read(SAMPLE)];
  return { seconds: none.seconds + ((some.seconds - none.seconds) * runs) / SAMPLE, mb: some.mb };
}

/** Event files are made here, with or without the peers. */
export function tensorboardWorks({ folder, scale }: Bench, peer: Peer | null, server: Peer | null): Work[] {
  node("tensorboard.ts", "make", folder, scale);
  const root = `${folder}/simple`;
  const ours = (part: RegExp) => costIn(node("tensorboard.ts", "read", root, 1), part, 1e-3);
  const script = join(here, "tensorboard.py");
  const size = `${count(200 * scale)} MB of event files`;
  return [
    {
      name: `${size}, all points`,
      peerName: `\`EventAccumulator\` ${peer?.version ?? ""}`,
      most: 1 / 20,
      ours: () => ours(/of both (\d+) ms/),
      peer: peer && (() => costIn(run(peer.python, [script, "accumulator", root]), /CPU ([\d.]+) s/)),
      rounds: 1,
    },
    {
      name: `${size}, one pass that keeps less`,
      peerName: `\`tensorboard_data_server\` ${server?.version ?? ""} (Rust)`,
      most: 1,
      ours: () => ours(/CPU of reductions (\d+) ms/),
      peer: server && (() => costIn(run(server.python, [script, "server", root, 1]), /CPU ([\d.]+) ms/, 1e-3)),
    },
  ];
}

/** The run is made with a W&B of today; its own reader in Python is that of an old one. */
export function wandbWorks({ folder, scale }: Bench, maker: Peer | null, reader: Peer | null): Work[] {
  if (maker === null) return [];
  const script = join(here, "wandb.py");
  const path =
    run(maker.python, [script, "make", folder, 200 * scale])
      .trim()
      .split(/\s+/)
      .at(-2) ?? "";
  return [
    {
      name: `${count(200 * scale)} MB of \`.wandb\`, all points`,
      peerName: `W&B ${reader?.version ?? ""} (its last reader in Python)`,
      most: 1 / 20,
      ours: () => jsonCost(node("wandb.ts", path).match(/series (.*)/)?.[1] ?? ""),
      peer: reader && (() => jsonCost(run(reader.python, [script, "read", path]))),
    },
  ];
}

/** Logs and folders, whose peers are bare Node processes. */
export function bareWorks({ folder, scale }: Bench): Work[] {
  const logs = `${folder}/logs`;
  node("logs.ts", "make", logs, scale);
  const works: Work[] = [
    {
      name: `${scale} GB of text and JSONL logs, ${(18.8 * scale).toFixed(1)} M points`,
      peerName: "split + `JSON.parse`, one thread",
      most: null,
      ours: () => jsonCost(node("logs.ts", "ours", logs, 1)),
      peer: () => jsonCost(node("logs.ts", "bare", logs)),
    },
    {
      name: "the same by the clock, two threads",
      peerName: "split + `JSON.parse`, one thread",
      most: 0.4,
      ours: () => jsonCost(node("logs.ts", "ours", logs, 2), "seconds"),
      peer: () => jsonCost(node("logs.ts", "bare", logs), "seconds"),
    },
  ];
  for (const files of [0, 1]) {
    const tree = `${folder}/folders-${files}`;
    node("folders.ts", "make", tree, scale, files);
    works.push({
      name: `${count(1e5 * scale)} folders, ${files === 0 ? "empty" : "a file in each"}`,
      peerName: "bare `readdir` walk",
      most: 1.5,
      ours: () => jsonCost(node("folders.ts", "ours", tree)),
      peer: () => jsonCost(node("folders.ts", "bare", tree)),
    });
  }
  return works;
}

function node(script: string, ...args: (string | number)[]): string {
  return run(process.execPath, [join(here, script), ...args]);
}

function costIn(said: string, pattern: RegExp, unit = 1): Cost {
  const mb = /peak (\d+) MB/.exec(said)?.[1];
  return { seconds: Number(pattern.exec(said)?.[1] ?? Number.NaN) * unit, mb: mb === undefined ? null : Number(mb) };
}

function jsonCost(said: string, clock: "processor" | "seconds" = "processor"): Cost {
  const { megabytes, ...times } = JSON.parse(said) as { seconds: number; processor: number; megabytes?: number };
  return { seconds: times[clock], mb: megabytes ?? null };
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
  return env;
}
