// `npm run bench:review`: what `docs review` costs when one run of many changed, against compiling everything.
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cost } from "./measure.ts";
import { inTurn, measure, middle } from "./measure.ts";
import type { ProjectSize } from "./project.ts";
import { makeProject, projectFiles } from "./project.ts";

const cli = join(import.meta.dirname, "..", "dist", "cli.js");
const folder = join(tmpdir(), "labdocs-bench-review");
const [lines = "1000", ...counts] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
console.log("| runs | full compile | no cache | fresh clone, base kept | warm | warm ÷ full | kept state | peak MB |");
console.log("| --: | --: | --: | --: | --: | --: | --: | --: |");
for (const runs of counts.length > 0 ? counts.map(Number) : [200, 2000]) {
  report({ runs, lines: Number(lines), runsPerExperiment: 100 });
}

function report(size: ProjectSize): void {
  const root = repositoryOf(size);
  const docs = join(root, ".docs");
  const review = () => measure(cli, ["review", "--base", "main", "--json", "-C", root], [0, 1]);
  const check = () => measure(cli, ["check", "-C", root], [0, 1]);
  const clear = (...names: string[]) => {
    for (const name of names) rmSync(join(docs, name), { recursive: true, force: true });
  };
  const files = projectFiles(size).filter((file) => file.endsWith(".log"));
  const grow = (step: number) => {
    const line = `metric {"epoch":99,"step":${9000 + step},"loss":0.01,"accuracy":0.9}`;
    appendFileSync(join(root, files[7] ?? ""), `2026-01-06 00:00:00 | INFO | ${line}\n`);
  };
  grow(0);
  const [full, cold] = inTurn(
    3,
    () => {
      rmSync(docs, { recursive: true, force: true });
      return check();
    },
    () => {
      rmSync(docs, { recursive: true, force: true });
      return review();
    },
  );
  const fresh = middle(
    [1, 2, 3].map(() => {
      clear("cache", "trees", "snapshot.bin");
      return review();
    }),
  );
  execFileSync("git", ["-C", root, "checkout", "-q", "."]);
  measure(cli, ["sync", "-C", root], [0, 1]);
  commit(root, "synced");
  execFileSync("git", ["-C", root, "branch", "-f", "main"]);
  review();
  const warm = middle(
    [1, 2, 3, 4, 5].map((step) => {
      grow(step);
      return review();
    }),
  );
  execFileSync("git", ["-C", root, "checkout", "-q", "."]);
  const kept = execFileSync("du", ["-sk", join(docs, "review")], { encoding: "utf8" }).split("\t")[0];
  const peak = Math.max(full.mb, cold.mb, warm.mb).toFixed(0);
  const cells = [
    size.runs,
    ms(full),
    ms(cold),
    ms(fresh),
    ms(warm),
    (warm.ms / full.ms).toFixed(2),
    `${kept} kB`,
    peak,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

/** The generated project in a repository, with a branch on which the log of one run has grown. */
function repositoryOf(size: ProjectSize): string {
  const root = makeProject(folder, size);
  if (existsSync(join(root, ".git"))) return root;
  execFileSync("git", ["init", "-q", "-b", "main", root]);
  writeFileSync(join(root, ".gitignore"), ".docs/\n");
  commit(root, "the base");
  execFileSync("git", ["-C", root, "checkout", "-q", "-b", "change"]);
  return root;
}

function commit(root: string, message: string): void {
  const who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
  execFileSync("git", ["-C", root, "add", "-A"]);
  execFileSync("git", ["-C", root, ...who, "commit", "-q", "--allow-empty", "-m", message]);
}

function ms(cost: Cost): string {
  return `${cost.ms.toFixed(0)} ms`;
}
