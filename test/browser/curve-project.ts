import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const CLI = join(import.meta.dirname, "../../src/cli.ts");
const START = Date.UTC(2026, 1, 3, 10) / 1000;

/** A project whose runs log times: a row of three seeds, a long run with many points, and one that stops being finite; and apart from them two long ones that repeat each other. */
export interface CurveProject {
  root: string;
  out: string;
  experiment: string;
  run: string;
  build(out: string): void;
  remove(): void;
}

/** The loss of `long` is logged so many times. */
export const LONG = 3000;

/** Writes the project and builds its site. */
export function buildCurves(): CurveProject {
  const root = mkdtempSync(join(tmpdir(), "labdocs-curves-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("docs.config.yaml", "title: Curves\n");
  for (const seed of [0, 1, 2]) writeRun(write, { name: `seeds-seed${seed}`, arm: "seeds", seed, points: 40 });
  writeRun(write, { name: "long-seed0", arm: "long", seed: 0, points: LONG });
  writeRun(write, { name: "broken-seed0", arm: "broken", seed: 0, points: 30, brokenFrom: 20 });
  for (const seed of [0, 1])
    writeRun(write, { name: `wave-seed${seed}`, arm: "wave", seed, points: LONG, of: "repeats" });
  const build = (out: string) =>
    void execFileSync(process.execPath, [CLI, "build", "--out", out], { cwd: root, stdio: "pipe" });
  const out = join(root, "docs-site");
  build(out);
  return {
    root,
    out,
    experiment: "experiments/curves/",
    run: "runs/curves/2026-02-03T10-00-00-long-seed0/",
    build,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

interface RunSpec {
  name: string;
  arm: string;
  seed: number;
  points: number;
  brokenFrom?: number;
  of?: string;
}

function writeRun(write: (path: string, text: string) => void, spec: RunSpec): void {
  const { name, arm, seed, points, brokenFrom, of = "curves" } = spec;
  const dir = `experiments/${of}/runs/2026-02-03T10-00-0${seed}-${name}`;
  const lines = Array.from({ length: points }, (_, i) => {
    const step = (i + 1) * 10;
    const isBroken = brokenFrom !== undefined && i >= brokenFrom && i < brokenFrom + 3;
    const loss = isBroken ? "NaN" : (2 * Math.exp((-3 * i) / points) + 0.05 * Math.sin(i + seed) + 0.1).toFixed(6);
    const accuracy = (1 - Math.exp((-4 * (i + 1)) / points) * (0.9 + seed / 100)).toFixed(6);
    const more = `"timestamp": ${START + i * 60}`;
    return `metric {"step": ${step}, "split": "val", "loss": ${loss}, "accuracy": ${accuracy}, ${more}}`;
  });
  write(`${dir}/logs/train.log`, `params {"arm": "${arm}", "lr": 0.1, "seed": ${seed}}\n${lines.join("\n")}\n`);
  write(`${dir}/metadata.yaml`, `name: ${name}\nstatus: completed\nseed: ${seed}\n`);
}
