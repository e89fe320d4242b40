// Renders the pages that lie in <folder>/data to <folder>/out. Runs in a process of its own, started in that folder: Astro
// looks at the current folder, keeps modules for the life of the process, and takes memory that the compiler should not hold.
import { realpathSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const site = realpathSync(fileURLToPath(new URL(".", import.meta.url)));
const folder = realpathSync(process.argv[2] ?? ".");

/**
 * Vite looks for Astro's modules from the folder that is built, which need not have any above it.
 * @returns {import("vite").Plugin}
 */
function resolveFromPackage() {
  return {
    name: "labdocs:resolve-from-package",
    enforce: "pre",
    async resolveId(source, _importer, options) {
      if (!/^(astro|@astrojs)(\/|$)/.test(source)) return null;
      return this.resolve(source, join(site, "..", "package.json"), { ...options, skipSelf: true });
    },
  };
}

/**
 * Astro starts a development server in passing, which would bundle a toolbar that no page has.
 * @returns {import("vite").Plugin}
 */
function withoutOptimizer() {
  return {
    name: "labdocs:without-optimizer",
    configResolved(config) {
      for (const one of [config, ...Object.values(config.environments)]) {
        Object.assign(one.optimizeDeps, { include: [], entries: [], noDiscovery: true });
      }
    },
  };
}

/** @returns {import("astro").AstroInlineConfig} */
function configuration() {
  return {
    configFile: false,
    root: folder,
    srcDir: site,
    publicDir: join(site, "public"),
    outDir: join(folder, "out"),
    cacheDir: join(folder, "cache"),
    logLevel: "silent",
    output: "static",
    trailingSlash: "ignore",
    compressHTML: true,
    devToolbar: { enabled: false },
    build: { format: "directory", inlineStylesheets: "never", assets: "assets", concurrency: 4 },
    vite: {
      cacheDir: join(folder, "vite"),
      // Neither the project's .env nor its postcss.config.* are any of our business.
      envDir: false,
      css: { postcss: { plugins: [] } },
      build: { assetsInlineLimit: 0 },
      plugins: [resolveFromPackage(), withoutOptimizer()],
      environments: { prerender: { resolve: { noExternal: true } } },
    },
  };
}

process.env.ASTRO_TELEMETRY_DISABLED = "1";
Reflect.set(globalThis, Symbol.for("labdocs.site"), join(folder, "data"));
try {
  const { build } = await import("astro");
  await build(configuration());
} catch (error) {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
  process.stderr.write(`${stripVTControlCharacters(text)}\n`);
  process.exitCode = 1;
}
process.disconnect?.();
