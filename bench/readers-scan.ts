import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanLog } from "../src/readers/format/log-scan.ts";

/*
 * How fast logs are read, against a bare loop that splits the same lines and calls JSON.parse on each:
 *   node bench/readers-scan.ts [runs] [rounds]
 */
const runs = Number(process.argv[2] ?? 200);
const rounds = Number(process.argv[3] ?? 7);
const LINES = 1000;

const root = mkdtempSync(join(tmpdir(), "labdocs-bench-"));
try {
  for (const kind of ["short", "python", "jsonl"] as const) measure(kind);
} finally {
  rmSync(root, { recursive: true });
}

function measure(kind: "short" | "python" | "jsonl"): void {
  const paths = writeLogs(kind);
  const ours: number[] = [];
  const bare: number[] = [];
  let points = 0;
  for (let round = 0; round < rounds; round += 1) {
    ours.push(
      time(() => {
        for (const path of paths) scanLog({ root, path, keep: false });
      }),
    );
    bare.push(
      time(() => {
        for (const path of paths) points += parseBare(join(root, path));
      }),
    );
  }
  const [a, b] = [median(ours), median(bare)];
  const lines = runs * LINES;
  const each = (ms: number) => `${((ms * 1e6) / lines).toFixed(0)} ns a line`;
  console.log(
    `${kind}: ours ${each(a)}, split + JSON.parse ${each(b)}, ratio ${(a / b).toFixed(3)} (${points / rounds} points)`,
  );
}

/** The usual loop: it keeps nothing, not even the last value. */
function parseBare(path: string): number {
  let points = 0;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const at = line.indexOf("{");
    if (at < 0) continue;
    const record = JSON.parse(at === 0 ? line : line.slice(at)) as { loss: number };
    if (record.loss !== undefined) points += 1;
  }
  return points;
}

function writeLogs(kind: "short" | "python" | "jsonl"): string[] {
  const random = generator(42);
  return Array.from({ length: runs }, (_, run) => {
    const folder = join(root, kind, `run-${run}`);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, kind === "jsonl" ? "metrics.jsonl" : "train.log");
    const file = openSync(path, "w");
    const lines = Array.from({ length: LINES }, (_, step) => lineOf(kind, step, random));
    writeSync(file, lines.join("\n") + "\n");
    closeSync(file);
    return path.slice(root.length + 1);
  });
}

function lineOf(kind: "short" | "python" | "jsonl", step: number, random: () => number): string {
  const number = kind === "python" ? (value: number) => String(value) : (value: number) => value.toFixed(6);
  const fields = [
    `"step":${step}`,
    `"loss":${number(2 / (1 + step / 100) + random() / 10)}`,
    `"accuracy":${number(1 - 1 / (2 + step / 50) - random() / 20)}`,
    `"lr":${number(0.1 * random())}`,
  ];
  if (kind === "jsonl")
    return `{${fields.join(",")},"f1":${number(random())},"timestamp":${(1.7e9 + step / 7).toFixed(3)}}`;
  const second = String(step % 60).padStart(2, "0");
  return `2026-11-21 16:38:${second} | INFO | metric {"epoch":${Math.floor(step / 100)},${fields.join(",")}}`;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Milliseconds of processor time: what else the machine does matters less to it than to the clock. */
function time(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
