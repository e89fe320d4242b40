#!/usr/bin/env node
// Becomes dist/cli.js: refuses an old Node in one sentence, turns Node's compile cache on, then loads the program.
import { existsSync, mkdirSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import v8 from "node:v8";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`labdocs needs Node 22.18 or later; this is ${process.version} (${process.execPath}).`);
  process.exit(2);
}
enableCompileCache();
// Compiling thousands of runs makes much short-lived garbage. Left alone, V8 lets the space for it grow to a third of the
// memory of the process, for no gain in time.
v8.setFlagsFromString("--semi-space-growth-factor=1");
await import(new URL("./main.js", import.meta.url).href);

/** In the user's own cache folder: Node's default, a shared temporary folder, is writable by other users. */
function enableCompileCache() {
  try {
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? makeFolder(makeFolder(userCache()), "labdocs"));
  } catch {
    // No home folder, or one that cannot be written: only slower.
  }
}

/**
 * One level at a time: Node's own recursive way never returns in file systems that deny a new folder with ENOENT.
 * @param {string[]} parts
 */
function makeFolder(...parts) {
  const path = join(...parts);
  if (!existsSync(path)) mkdirSync(path);
  return path;
}

function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "win32") return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
