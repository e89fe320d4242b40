#!/usr/bin/env node
// Becomes dist/cli.js: refuses an old Node in one sentence, turns Node's compile cache on, then loads the program.
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`labdocs needs Node 22.18 or later; this is ${process.version} (${process.execPath}).`);
  process.exit(2);
}
enableCompileCache();
await import(new URL("./main.js", import.meta.url).href);

/** In the user's own cache folder: Node's default, a shared temporary folder, is writable by other users. */
function enableCompileCache() {
  try {
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? join(userCache(), "labdocs", "compile"));
  } catch {
    // A user without a home folder: only slower.
  }
}

function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "win32") return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
