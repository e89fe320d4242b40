import type { Compiled } from "../compile.ts";
import type { Config } from "../config.ts";
import { baseName } from "../model/tree.ts";
import type { Setup } from "../project/setup.ts";
import { textOption } from "./command.ts";
import type { Invocation } from "./command.ts";

/** What one build made. `out`: the output folder as it was given, relative to the root or absolute. */
export interface Built {
  compiled: Compiled;
  out: string;
  result: { files: number; written: number; removed: number };
}

/** Syncs and builds once. */
export async function buildOnce(invocation: Invocation, setup: Setup, config: Config): Promise<Built> {
  const { host } = invocation;
  const { synchronize } = await import("../endings/synchronize.ts");
  const { publicationOf } = await import("../endings/publication.ts");
  const { buildSite } = await import("../publish/astro.ts");
  const write = invocation.options["sync"] !== false;
  const compiled = await synchronize({ setup, config, write, restore: new Set(), reports: null, holder: host });
  const title = config.title ?? baseName(setup.root.split("\\").join("/"));
  const data = publicationOf(compiled, { title, description: config.description ?? null });
  const out = outOf(invocation, config);
  return { compiled, out, result: await buildSite({ root: setup.root, out, data }) };
}

function outOf(invocation: Invocation, config: Config): string {
  return textOption(invocation, "out") ?? config.site.out;
}
