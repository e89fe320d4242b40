// `npm run bench`: what `docs sync` costs on generated projects, as ratios to a bare Node process in the same run.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cost } from "./measure.ts";
import { inTurn, measure } from "./measure.ts";
import type { ProjectSize } from "./project.ts";
import { makeProject, projectFiles } from "./project.ts";

const cli = join(import.meta.dirname, "..", "dist", "cli.js");
const bare = (name: string) => join(import.meta.dirname, name);
const folder = join(tmpdir(), "labdocs-bench");
const [lines = "1000", ...counts] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
console.log("| runs | files | cold ÷ parse | nothing changed ÷ stat | one run changed ÷ nothing changed | peak MB |");
console.log("| --: | --: | --: | --: | --: | --: |");
for (const runs of counts.length > 0 ? counts.map(Number) : [200, 2000, 10_000]) {
  report({ runs, lines: Number(lines), runsPerExperiment: 100 });
}

function report(size: ProjectSize): void {
  const root = makeProject(folder, size);
  const list = join(folder, `files-${size.runs}.txt`);
  const files = projectFiles(size);
  writeFileSync(list, files.join("\n"));
  const sync = () => measure(cli, ["sync", "-C", root], [0, 1]);
  const rounds = size.runs > 5000 ? 3 : 5;
  const coldSync = () => {
    rmSync(join(root, ".docs"), { recursive: true, force: true });
    return sync();
  };
  const [cold, parse] = inTurn(rounds, coldSync, () => measure(bare("bare-parse.mjs"), [root, list]));
  sync();
  const [same, stat] = inTurn(9, sync, () => measure(bare("bare-stat.mjs"), [root, list]));
  let step = 0;
  const changedSync = () => {
    step += 1;
    touch(root, files, step);
    return sync();
  };
  const [one, again] = inTurn(5, changedSync, sync);
  const peak = Math.max(cold.mb, same.mb, one.mb);
  const cells = [
    String(size.runs),
    String(files.length),
    ratio(cold, parse),
    ratio(same, stat),
    ratio(one, again),
    peak.toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

function ratio(a: Cost, b: Cost): string {
  return `${(a.ms / b.ms).toFixed(2)} (${a.ms.toFixed(0)} ms ÷ ${b.ms.toFixed(0)} ms)`;
}

/** Adds a line to one run's log. */
function touch(root: string, files: readonly string[], step: number): void {
  const log = files.filter((file) => file.endsWith(".log"))[step * 7 + 3] ?? "";
  appendFileSync(
    join(root, log),
    `2026-01-06 00:00:00 | INFO | metric {"epoch":99,"step":${9000 + step},"loss":0.01,"accuracy":0.9}\n`,
  );
}
