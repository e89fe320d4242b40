import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// The package as a stranger gets it: packed, installed into an empty folder whose name has spaces and non-ASCII letters, its
// node_modules read-only, run on copies of the examples. Nothing of this repository is reachable from there.

const repository = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "labdocs-package-"));
const home = join(scratch, "Mein Projekt ü 日本");
const cli = join(home, "node_modules", "labdocs", "dist", "cli.js");

beforeAll(() => {
  mkdirSync(home);
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", scratch], {
    cwd: repository,
    encoding: "utf8",
  });
  const tarball = join(scratch, packed.trim().split("\n").at(-1) ?? "");
  writeFileSync(join(home, "package.json"), `{ "private": true }\n`);
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", "--omit=dev"];
  execFileSync("npm", ["install", ...flags, tarball], { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  cpSync(join(repository, "examples", "digits"), join(home, "digits"), { recursive: true, filter: isSource });
  cpSync(join(repository, "examples", "recommender"), join(home, "recommender"), { recursive: true, filter: isSource });
  setWritable(join(home, "node_modules"), false);
}, 300_000);

afterAll(() => {
  setWritable(join(home, "node_modules"), true);
  rmSync(scratch, { recursive: true });
});

test.each(["digits", "recommender"])("sync, check and build on %s", { timeout: 120_000 }, (example) => {
  const before = stampsOf(join(home, "node_modules"));
  const sync = docs(example, ["sync", "--json"]);
  expect(sync.stderr).toBe("");
  expect(JSON.parse(sync.stdout)).toMatchObject({ ok: true, schemaVersion: 1 });
  expect(JSON.parse(docs(example, ["sync", "--json"]).stdout).written).toEqual([]);
  expect(docs(example, ["check"]).status).toBe(0);
  const build = docs(example, ["build", "--json"]);
  expect(build.stderr).toBe("");
  expect(build.status).toBe(0);
  const page = readFileSync(join(home, example, "docs-site", "index.html"), "utf8");
  expect(page).toContain("runs found");
  expect(page).not.toContain(home);
  expect(stampsOf(join(home, "node_modules"))).toEqual(before);
});

test("the package holds what it needs and nothing else", () => {
  const inside = join(home, "node_modules", "labdocs");
  expect(existsSync(join(inside, "templates", "regions"))).toBe(true);
  for (const name of ["test", "bench", "examples", "scripts"]) expect(existsSync(join(inside, name)), name).toBe(false);
});

function docs(example: string, args: readonly string[]) {
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: join(home, example),
    encoding: "utf8",
    env: environment(),
  });
}

/** The repository's own programs are not on the path, and colour and CI settings of this run do not leak in. */
function environment(): NodeJS.ProcessEnv {
  const { HOME, PATH } = process.env;
  const clean = (PATH ?? "").split(":").filter((part) => !part.includes("node_modules"));
  return { HOME, PATH: clean.join(":"), XDG_CACHE_HOME: join(scratch, "cache") };
}

function isSource(path: string): boolean {
  return !/[/\\](\.docs|docs-site)$/.test(path);
}

function setWritable(folder: string, writable: boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined) chmodSync(path, writable ? stats.mode | 0o200 : stats.mode & ~0o222);
  }
  chmodSync(folder, writable ? 0o755 : 0o555);
}

function stampsOf(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).sort().map((path) => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    return `${path} ${stats?.size} ${stats?.mtimeMs}`;
  });
}
