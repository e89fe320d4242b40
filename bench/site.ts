// `npm run bench:site -- [runs] [rounds]`: what `docs build` costs, side by side with Hugo, whose program the variable HUGO names.
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeHugoProject, runHugo } from "./hugo.ts";
import type { Cost } from "./measure.ts";
import { measure, middle } from "./measure.ts";
import { makeProject, projectFiles } from "./project.ts";

const cli = join(import.meta.dirname, "..", "dist", "cli.js");
const [runs = 10_000, rounds = 3] = process.argv.slice(2).map(Number);
const size = { runs, lines: 30, runsPerExperiment: 20 };
const hugo = process.env.HUGO ?? null;
const folder = mkdtempSync(join(tmpdir(), "labdocs-bench-site-"));

try {
  await report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function report(): Promise<void> {
  const root = makeProject(folder, size);
  const build = (out: string) => measure(cli, ["build", "-C", root, "--out", out]);
  const outs = Array.from({ length: rounds }, (_, round) => join(folder, `site-${round}`));
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  const project = join(folder, "hugo");
  let made: ReturnType<typeof makeHugoProject> | null = null;
  // Into folders that were not there: deleting and making again is what file systems are slowest at.
  for (const out of outs) {
    rmSync(join(root, ".docs"), { recursive: true, force: true });
    ours.push(build(out));
    made ??= makeHugoProject(out, project);
    if (hugo !== null) theirs.push(await runHugo(hugo, project, `${out}-hugo`));
  }
  const out = outs.at(-1) ?? "";
  const same = middle([1, 2, 3].map(() => build(out)));
  const changed = middle(Array.from({ length: 3 }, (_, step) => changeAndBuild(root, step, () => build(out))));
  say({ made, full: middle(ours), hugo: theirs.length === 0 ? null : middle(theirs), changed, same });
  const table = await timeTable(out);
  console.log(table === null ? "\nThe table of all runs: no Chromium was found." : `\n${table}`);
}

/** In a browser: by an address, since what runs there is checked against other types. */
async function timeTable(out: string): Promise<string | null> {
  const program = new URL("../test/browser/run-table-speed.ts", import.meta.url).href;
  const { timeRunTable } = (await import(program)) as { timeRunTable(site: string): Promise<string | null> };
  return timeRunTable(out);
}

/** Adds a line to one run's log. A moment later, so that the change can be told from its time. */
function changeAndBuild(root: string, step: number, build: () => Cost): Cost {
  const logs = projectFiles(size).filter((file) => file.endsWith(".log"));
  const line = `2026-01-06 00:00:00 | INFO | metric {"epoch":99,"step":${9000 + step},"loss":0.01,"accuracy":0.9}\n`;
  appendFileSync(join(root, logs[(step * 7919 + 3) % logs.length] ?? ""), line);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  return build();
}

interface Report {
  made: ReturnType<typeof makeHugoProject> | null;
  full: Cost;
  hugo: Cost | null;
  changed: Cost;
  same: Cost;
}

function say({ made, full, hugo: other, changed, same }: Report): void {
  const pages =
    made === null
      ? ""
      : `${made.pages} pages of ${mb(made.pageBytes)} MB, ${made.files} other files of ${mb(made.fileBytes)} MB`;
  console.log(`${runs} runs in ${runs / size.runsPerExperiment} experiments: ${pages}. Medians of ${rounds}.\n`);
  console.log("| build | seconds | of the full build | CPU seconds | peak MB |");
  console.log("| --- | --: | --: | --: | --: |");
  const row = (name: string, cost: Cost) =>
    console.log(
      `| ${name} | ${(cost.ms / 1000).toFixed(1)} | ${((100 * cost.ms) / full.ms).toFixed(1)} % | ${(cost.cpu / 1000).toFixed(1)} | ${cost.mb.toFixed(0)} |`,
    );
  row("`docs build`, nothing there", full);
  if (other === null) console.log("| Hugo | not measured: the variable HUGO names no program | | | |");
  else row("Hugo, as many pages as large", other);
  row("`docs build`, one run changed", changed);
  row("`docs build`, nothing changed", same);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
