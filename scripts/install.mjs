// Makes `npm test`, `npm run demo` and `npm run build` work in a fresh clone. Needs nothing installed, and Node 20 or later.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const binaries = join(root, "node_modules", ".bin");

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json says. Ends the process if that fails. */
export function ensureInstalled() {
  const reason = staleness();
  if (reason === undefined) return;
  console.log(`npm ci (${reason})`);
  const flags = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", flags, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * The path of the Node that the project pins; before it is installed, of the one that runs this.
 * @returns {string}
 */
export function pinnedNode() {
  const path = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(path) ? path : process.execPath;
}

/**
 * Runs a script with the pinned Node, which its own children find first too. Waits for it and returns its exit code.
 * @param {string[]} args the script and its arguments
 * @param {string} [cwd]
 * @returns {number}
 */
export function runNode(args, cwd = root) {
  const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}` };
  const { status, error } = spawnSync(pinnedNode(), args, { cwd, env, stdio: "inherit" });
  if (error) console.error(error.message);
  return status ?? 1;
}

/**
 * Whether a module is the script that was started, rather than imported by another.
 * @param {ImportMeta} meta
 * @returns {boolean}
 */
export function isStarted(meta) {
  return process.argv[1] !== undefined && fileURLToPath(meta.url) === process.argv[1];
}

/**
 * Compares contents, not times: a checkout sets times at will. Packages for other platforms may be absent.
 * @returns {string | undefined} why an install is needed
 */
function staleness() {
  if (!existsSync(join(root, "node_modules"))) return "node_modules is missing";
  const installed = packagesOf(join("node_modules", ".package-lock.json"));
  if (installed === undefined) return "node_modules was not finished";
  if (!existsSync(join(root, "node_modules", "node", "bin"))) return "the pinned Node is missing";
  const wanted = packagesOf("package-lock.json") ?? {};
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === "" || (found === undefined && optional)) continue;
    if (found?.version !== version || found?.integrity !== integrity) return `${path} differs from package-lock.json`;
  }
  const extra = Object.keys(installed).find((path) => wanted[path] === undefined);
  return extra && `${extra} is not in package-lock.json`;
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), "utf8")).packages;
  } catch {
    return undefined;
  }
}

if (isStarted(import.meta)) ensureInstalled();
