// Compiles the site's components and bundles its styles and scripts: renderer.mjs, and static/ with what is published as it is. Done once,
// when the package is built; again only in a checkout, or where a project replaces components of its own.
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chartParts } from "./chart-parts.mjs";

const site = dirname(fileURLToPath(import.meta.url));

/** The scripts that pages load; the other files are parts of them. */
const scripts = ["site.ts", "theme.ts", "charts.ts", "compare.ts", "search.ts", "runs.ts"];

/** CommonJS packages call `require` for Node's own modules. */
const banner = `import { createRequire as createRequire_ } from "node:module"; const require = createRequire_(import.meta.url);`;

/**
 * Writes the compiled site into a folder, which appears when it is complete. `overrides`: a folder whose files replace those of
 * the same relative path (`views/Home.astro`, `styles/theme.css`), or null. Throws what the compilers say.
 * @param {{ out: string, overrides: string | null }} input
 */
export async function compileSite({ out, overrides }) {
  const part = `${out}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  // Components of a project may wait, spread and transform as Astro's can; ours need only what site/markup.ts has.
  const renderer = overrides === null ? "renderer.ts" : "astro-renderer.ts";
  await bundle({ out: part, renderer, plugins: [await astroFiles(overrides), chartParts(dirname(site))] });
  cpSync(join(site, "public"), join(part, "static"), { recursive: true });
  try {
    renameSync(part, out);
  } catch (error) {
    // Another process made the same meanwhile.
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(out)) throw error;
  }
}

/** @param {{ out: string, renderer: string, plugins: import("esbuild").Plugin[] }} input */
async function bundle({ out, renderer, plugins }) {
  const { build } = await import("esbuild");
  /** @type {import("esbuild").BuildOptions} */
  const both = { bundle: true, logLevel: "silent", legalComments: "none", plugins };
  await build({
    ...both,
    entryPoints: [join(site, renderer)],
    outfile: join(out, "renderer.mjs"),
    format: "esm",
    platform: "node",
    target: "node22.18",
    minifySyntax: true,
    banner: { js: banner },
  });
  await build({
    ...both,
    entryPoints: [join(site, "styles/site.css"), ...scripts.map((name) => join(site, "scripts", name))],
    outdir: join(out, "static", "assets"),
    entryNames: "[name]",
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox120", "safari17.5"],
    minify: true,
  });
}

/**
 * Lets esbuild read .astro files, and the project's own file where it has one of that name.
 * @param {string | null} overrides
 * @returns {Promise<import("esbuild").Plugin>}
 */
async function astroFiles(overrides) {
  const { transform } = await import("@astrojs/compiler-rs");
  /** @param {string} path */
  const ownOf = (path) => {
    const inside = relative(site, path);
    const own = overrides === null || inside.startsWith("..") ? null : join(overrides, inside);
    return own !== null && existsSync(own) ? own : path;
  };
  return {
    name: "astro-files",
    setup(build) {
      build.onLoad({ filter: /\.astro$/ }, (args) => {
        const file = ownOf(args.path);
        const source = readFileSync(file, "utf8");
        const { code, diagnostics } = transform(source, {
          filename: file,
          normalizedFilename: basename(file),
          internalURL: overrides === null ? join(site, "markup.ts") : "astro/compiler-runtime",
          compact: true,
          resultScopedSlot: true,
          resolvePath: (specifier) => specifier,
        });
        const errors = diagnostics.filter((one) => one.severity === "error");
        return {
          contents: code,
          loader: "ts",
          resolveDir: dirname(args.path),
          errors: errors.map((one) => messageOf(one, file)),
        };
      });
      build.onLoad({ filter: /[\\/]site[\\/].*\.(ts|css)$/ }, (args) => {
        const file = ownOf(args.path);
        if (file === args.path) return null;
        return {
          contents: readFileSync(file, "utf8"),
          loader: file.endsWith(".css") ? "css" : "ts",
          resolveDir: dirname(args.path),
        };
      });
    },
  };
}

/**
 * @param {{ text: string, labels?: { line: number, column: number }[] }} diagnostic
 * @param {string} file
 */
function messageOf({ text, labels }, file) {
  const at = labels?.[0];
  return { text, location: { file, line: at?.line ?? 1, column: at?.column ?? 0 } };
}

const [, started, out, overrides] = process.argv;
if (started !== undefined && import.meta.url === pathToFileURL(started).href && out !== undefined) {
  try {
    await compileSite({ out, overrides: overrides ?? null });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
  process.disconnect?.();
}
