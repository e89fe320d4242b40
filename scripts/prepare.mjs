// npm runs this when the package is installed from git, as pre-commit does: dist/ is not in git. Where it is there nothing is made.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

/** What is installed from git lies in a folder of npm's own, without what development needs. */
const isFromGit = /[\\/]_cacache[\\/]tmp[\\/]/.test(root);

if (isFromGit && !existsSync(join(root, "dist", "cli.js"))) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    console.error(`labdocs needs Node 22.18 or later; this is ${process.version} (${process.execPath}).`);
    process.exit(1);
  }
  installDependencies();
  const { bundle } = await import("./bundle.mjs");
  await bundle();
}

/** npm itself leaves them out where it installs for the whole machine, and tells every npm that it starts to do the same. */
function installDependencies() {
  if (existsSync(join(root, "node_modules"))) return;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const flags = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", flags, { cwd: root, env, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
