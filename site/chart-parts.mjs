// What the script of charts is made of besides its files: the template of curves, compiled from Vega-Lite now so that no browser has to,
// and Vega without the transforms that no chart of ours uses.
import { join } from "node:path";

/** Maps, trees, forces, word clouds and the like: a third of Vega. */
const UNUSED =
  /^(?:vega-(?:geo|projection|force|hierarchy|label|regression|voronoi|wordcloud|crossfilter)|d3-geo|d3-dsv|topojson-client)$/;

/**
 * @param {string} root the package's folder
 * @returns {import("esbuild").Plugin}
 */
export function chartParts(root) {
  return {
    name: "chart-parts",
    setup(build) {
      build.onResolve({ filter: /^curve-template$/ }, ({ path }) => ({ path, namespace: "curve-template" }));
      build.onLoad({ filter: /./, namespace: "curve-template" }, async () => ({
        contents: JSON.stringify(await compileTemplate(root)),
        loader: "json",
      }));
      build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
      // CommonJS: whatever is asked of it is undefined, and nothing fails before it is used.
      build.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
    },
  };
}

/** @param {string} root */
async function compileTemplate(root) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/charts/live/template.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { curveTemplate } = await import(`data:text/javascript;base64,${code}`);
  return curveTemplate();
}
