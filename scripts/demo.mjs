// `npm run demo`: compiles the example projects and says where to look. `npm run demo -- --serve` serves their sites.
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureInstalled, root, runNode } from "./install.mjs";
import { serve } from "./serve.mjs";

const examples = ["digits", "recommender"];
const cli = join(root, "dist", "cli.js");

/** Exit codes after which the rest was still done: 1 is findings, 3 is input that could not be read. */
const goesOn = [0, 1, 3];

ensureInstalled();
if (runNode([join("scripts", "bundle.mjs")]) !== 0) process.exit(1);
const built = examples.filter((name) => existsSync(join(root, "examples", name))).filter(compile);
for (const name of built) console.log(`${name}: ${relative(process.cwd(), join(siteOf(name), "index.html"))}`);
if (built.length === 0) process.exitCode = 1;
else if (process.argv.includes("--serve")) await serveAll();
else console.log("To read them in a browser: npm run demo -- --serve");

/**
 * Runs sync and build in an example; true if there is a site to see.
 * @param {string} name
 */
function compile(name) {
  const folder = join(root, "examples", name);
  for (const args of [["sync"], ["build"]]) {
    console.log(`\n${name}$ docs ${args[0]}`);
    const exit = runNode([cli, ...args], folder);
    if (!goesOn.includes(exit)) process.exit(exit);
    process.exitCode ||= exit;
  }
  return existsSync(join(siteOf(name), "index.html"));
}

/** @param {string} name */
function siteOf(name) {
  return join(root, "examples", name, "docs-site");
}

async function serveAll() {
  for (const name of built) console.log(`${name}: ${(await serve({ folder: siteOf(name), base: name })).url}`);
  console.log("Ctrl-C ends this.");
}
