import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildProject } from "../../src/endings/site.ts";
import { findProject, loadConfig } from "../../src/project/setup.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/trackers");

/** What a metric is logged as at each of its steps, of run `seed`. */
const EXTREME: Record<string, (step: number, seed: number) => string> = {
  loss: (step, seed) => (1 / step + seed / 10).toFixed(6),
  huge: () => "1152921504606846976",
  wide: (step, seed) => ((step + seed) % 2 === 0 ? "1.7e308" : "-1.7e308"),
  tiny: (step) => (step % 2 === 0 ? "0" : "5e-324"),
  never: () => "NaN",
  infinite: () => "Infinity",
  mixed: (step, seed) => ["1.0", "NaN", "-Infinity", String(2 + seed)][step % 4] ?? "",
  large: (step, seed) => `${step + seed}e300`,
};

/** A project with what every tracker wrote, and an experiment whose numbers are hard to draw, with its site. */
export interface TrackerSite {
  root: string;
  out: string;
  remove(): void;
}

/** Copies what the trackers themselves wrote into one project and builds its site. */
export async function buildTrackers(): Promise<TrackerSite> {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-trackers-"));
  const root = join(folder, "project");
  const isData = (path: string) => !/expected[^/\\]*\.json$/.test(path);
  cpSync(FIXTURES, join(root, "trackers"), { recursive: true, filter: isData });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("docs.config.yaml", "title: Trackers\n");
  for (const arm of ["a", "b", "c"]) for (const seed of [0, 1, 2]) writeExtreme(write, arm, seed);
  const out = join(folder, "site");
  const setup = findProject(root, null);
  const holder = { pid: process.pid, isAlive: () => false };
  await buildProject({ setup, config: await loadConfig(setup), write: true, holder, out });
  return { root, out, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function writeExtreme(write: (path: string, text: string) => void, arm: string, seed: number): void {
  const name = `${arm}-seed${seed}`;
  const dir = `experiments/extreme/runs/2026-02-03T10-00-0${seed}-${name}`;
  const rate = { a: "0.1", b: "1e308", c: "-1e308" }[arm];
  const metrics = (step: number) => Object.entries(EXTREME).map(([key, value]) => `"${key}": ${value(step, seed)}`);
  const lines = Array.from({ length: 13 }, (_, at) => {
    const split = at === 12 ? "test" : "val";
    return `metric {"step": ${Math.min(12, at + 1)}, "split": "${split}", ${metrics(at + 1).join(", ")}}`;
  });
  write(`${dir}/logs/train.log`, `params {"arm": "${arm}", "lr": ${rate}, "seed": ${seed}}\n${lines.join("\n")}\n`);
  write(`${dir}/metadata.yaml`, `name: ${name}\nstatus: completed\nseed: ${seed}\n`);
}
