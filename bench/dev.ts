// `npm run bench:dev -- [rounds] [--only <project>]`: how long `docs dev` takes from the write of a file to the new bytes of its page.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeProject, projectFiles } from "./project.ts";

/** A project to watch: the name, where it lies, and what is changed in it. */
interface Watched {
  name: string;
  root(): string;
  changes: Change[];
}

/** A change of one file, which is to be seen in one page. `next`: the file's text with a mark in it, of digits alone. */
interface Change {
  name: string;
  file: string;
  page: string;
  next(text: string, mark: number): string;
}

/** A `docs dev` that runs. `builds`: what the event stream said last; `cpu`: milliseconds of all its threads, NaN where that cannot be told. */
interface Running {
  url: string;
  cpu(): number;
  change(): Promise<void>;
  stop(): Promise<void>;
}

const home = join(import.meta.dirname, "..");
const cli = join(home, "dist", "cli.js");
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const rounds = Number(positionals[0] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "labdocs-bench-dev-"));

try {
  console.log(`Milliseconds from the write to the new page, ${rounds} times each; CPU milliseconds of the server.\n`);
  console.log("| project | what changes | median | slowest | CPU |");
  console.log("| --- | --- | --: | --: | --: |");
  for (const project of projects()) if ((values.only ?? project.name) === project.name) await watch(project);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function projects(): Watched[] {
  const shift = "experiments/augment-shift";
  const run = readdirSync(join(home, "examples/digits", shift, "runs")).find((name) => name.endsWith("baseline-seed0"));
  const increment = ".specweave/increments/0042-purchase-propensity";
  const size = { runs: 500, lines: 100, runsPerExperiment: 20 };
  const log = projectFiles(size).find((file) => file.endsWith(".log")) ?? "";
  const own = log.split("/").slice(0, 2).join("/");
  return [
    {
      name: "digits",
      root: () => copyOf("digits"),
      changes: [
        logged(`${shift}/runs/${run}/logs/train.log`, `runs/augment-shift/${run}/`),
        written("a document", "README.md", "documents/README/"),
        written("a journal", `${shift}/JOURNAL.md`, "journal/"),
      ],
    },
    {
      name: "recommender",
      root: () => copyOf("recommender"),
      changes: [
        measured(`${increment}/experiments/xgboost/metrics.json`, "experiments/0042-purchase-propensity/"),
        written("a document", "README.md", "documents/README/"),
      ],
    },
    {
      name: "500 runs",
      root: () => generated(size, own),
      changes: [
        logged(log, `runs/${own.split("/")[1]}/${log.split("/")[3]}/`),
        written("a document", "README.md", "documents/README/"),
        written("a journal", `${own}/JOURNAL.md`, "journal/"),
      ],
    },
  ];
}

function copyOf(name: string): string {
  const root = join(folder, name);
  const isLeft = (path: string) => !/[\\/](?:\.docs|docs-site|site)$/.test(path);
  cpSync(join(home, "examples", name), root, { recursive: true, filter: isLeft });
  return root;
}

function generated(size: Parameters<typeof makeProject>[1], experiment: string): string {
  const root = makeProject(folder, size);
  writeFileSync(join(root, "README.md"), "# Generated\n\nRuns that nobody ran.\n");
  writeFileSync(join(root, experiment, "JOURNAL.md"), "# Journal\n\n## Entries\n\n### 2026-01-06 10:00\n\nStarted.\n");
  return root;
}

function logged(file: string, page: string): Change {
  const line = (mark: number) => JSON.stringify({ step: 90_000 + mark, split: "train", loss: Number(`0.${mark}`) });
  const next = (text: string, mark: number) => `${text}2026-01-06 00:00:00 | INFO | metric ${line(mark)}\n`;
  return { name: "a line of a log", file, page, next };
}

function measured(file: string, page: string): Change {
  const next = (text: string, mark: number) =>
    text.replace(/("value": )[\d.]+/, (_, head: string) => `${head}0.${mark}`);
  return { name: "a metric of a run", file, page, next };
}

function written(name: string, file: string, page: string): Change {
  return { name, file, page, next: (text, mark) => `${text.replace(/\n*Note \d+\.\n$/, "\n")}\nNote ${mark}.\n` };
}

async function watch({ name, root: make, changes }: Watched): Promise<void> {
  const root = make();
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"],
  ])
    spawnSync("git", args, { cwd: root });
  const server = await start(root);
  try {
    for (const change of changes) await measure({ name, root, server }, change);
  } finally {
    await server.stop();
  }
}

async function measure(
  { name, root, server }: { name: string; root: string; server: Running },
  change: Change,
): Promise<void> {
  const file = join(root, change.file);
  const times: number[] = [];
  const cpus: number[] = [];
  // The first two are those of code that has not been compiled yet; they are not counted.
  for (let round = -2; round < rounds; round += 1) {
    const mark = 5000 + Math.floor(4000 * ((round + 2) / (rounds + 2))) * 1 + 7;
    const text = change.next(readFileSync(file, "utf8"), mark);
    await new Promise((done) => setTimeout(done, 400));
    const [before, started] = [server.cpu(), performance.now()];
    writeFileSync(file, text);
    for (;;) {
      await server.change();
      const page = await (await fetch(server.url + change.page)).text();
      if (page.includes(String(mark))) break;
      process.stderr.write(`${name}, ${change.name}: told to load ${change.page} again, without ${mark}\n`);
    }
    const took = performance.now() - started;
    await new Promise((done) => setTimeout(done, 300));
    if (round >= 0) times.push(took);
    if (round >= 0) cpus.push(server.cpu() - before);
  }
  const [cpu, slowest] = [middle(cpus), Math.max(...times)];
  console.log(`| ${name} | ${change.name} | ${middle(times).toFixed(0)} | ${slowest.toFixed(0)} | ${cpu.toFixed(0)} |`);
}

async function start(root: string): Promise<Running> {
  const child = spawn(process.execPath, [...process.execArgv, cli, "dev", "-C", root, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise<string>((done, fail) => {
    const hear = (text: Buffer) => {
      said += text;
      const found = /serving (\S+);/.exec(said)?.[1];
      if (found !== undefined) done(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => fail(new Error(said)));
  });
  const abort = new AbortController();
  const events = (await fetch(`${url}__docs/changes`, { signal: abort.signal })).body?.getReader();
  await events?.read();
  return {
    url,
    cpu: () => cpuOf(child.pid),
    change: async () => void (await events?.read()),
    stop: async () => {
      abort.abort();
      child.kill("SIGINT");
      await new Promise((done) => child.once("exit", done));
    },
  };
}

/** Linux alone tells this of another process; its clock ticks a hundred times a second. */
function cpuOf(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const [user = 0, system = 0] = readFileSync(file, "utf8").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return (user + system) * 10;
}

function middle(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
