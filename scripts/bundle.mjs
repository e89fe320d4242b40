// Bundles src/ into dist/: main.js behind the launcher cli.js, index.js for programs, and a chunk for each lazy command.
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ensureInstalled, isStarted, root, runNode } from "./install.mjs";

const dist = join(root, "dist");
const entries = {
  main: "src/cli.ts",
  index: "src/index.ts",
  "digest-thread": "src/project/digest-thread.ts",
  "site-thread": "src/endings/site-thread.ts",
};

/** Large, and loaded by few commands: they stay in node_modules and are imported when first used. */
const external = ["vega", "vega-lite", "vega-interpreter"];

/** CommonJS packages (handlebars, gray-matter) call `require` for Node's own modules. */
const banner = `import { createRequire as createRequire_ } from "node:module"; const require = createRequire_(import.meta.url);`;

/** Writes dist/. All files are siblings, so `import.meta.url` has the same depth in each. Throws when a source is wrong. */
export async function bundle() {
  const { build } = await import("esbuild");
  const present = Object.entries(entries).filter(([, source]) => existsSync(join(root, source)));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: dist,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    chunkNames: "[name]-[hash]",
    minifySyntax: true,
    legalComments: "eof",
    metafile: true,
    external,
    banner: { js: banner },
    logLevel: "warning",
  });
  writeLauncher();
  await writeTemplates();
  const site = await writeSite();
  const chunks = Object.keys(metafile.outputs).map((path) => basename(path));
  removeAllBut(new Set(["cli.js", "templates.js", "types", site, ...chunks]));
}

function writeLauncher() {
  const launcher = join(dist, "cli.js");
  copyFileSync(join(root, "scripts", "launcher.mjs"), launcher);
  chmodSync(launcher, 0o755);
}

/** Writes dist/templates.js: every template as Handlebars compiles it, with its text, so that nobody parses them again. */
async function writeTemplates() {
  const { default: handlebars } = await import("handlebars");
  const folder = join(root, "templates");
  const names = readdirSync(folder, { recursive: true })
    .map((path) => String(path).split("\\").join("/"))
    .filter((path) => path.endsWith(".hbs"))
    .sort();
  const programs = names.map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const specification = handlebars.precompile(text, { strict: true, noEscape: true });
    return `  ${JSON.stringify(name.slice(0, -4))}: { text: ${JSON.stringify(text)}, specification: ${specification} },`;
  });
  writeFileSync(join(dist, "templates.js"), `export const programs = {\n${programs.join("\n")}\n};\n`);
}

/** Compiles the components of site/ into dist/, so that no build of a site has to. Returns the folder's name. */
async function writeSite() {
  const { compiledSite } = await import("../src/edition/compiled-site.ts");
  const { renderer } = await compiledSite(root, null);
  return basename(dirname(renderer));
}

/**
 * Removes chunks of earlier builds, after the new ones are in place.
 * @param {Set<string>} names
 */
function removeAllBut(names) {
  for (const name of readdirSync(dist)) {
    if (!names.has(name)) rmSync(join(dist, name), { recursive: true });
  }
}

/** Writes dist/types/*.d.ts, for those who import the package. */
function writeDeclarations() {
  const types = join(dist, "types");
  rmSync(types, { recursive: true, force: true });
  const compiler = join("node_modules", "typescript", "bin", "tsc");
  return runNode([compiler, "--project", "tsconfig.build.json"]);
}

if (isStarted(import.meta)) {
  ensureInstalled();
  await bundle();
  if (process.argv.includes("--declarations")) process.exitCode = writeDeclarations();
}
