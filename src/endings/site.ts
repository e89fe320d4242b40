import type { Config } from "../config.ts";
import type { Holder } from "../disk/mutex.ts";
import { buildSite } from "../edition/build-site.ts";
import type { BuildResult } from "../edition/put-out.ts";
import { baseName } from "../model/tree.ts";
import type { Compiled } from "../project/compilation.ts";
import type { Setup } from "../project/setup.ts";
import { lookOf } from "../publish/look.ts";
import { redactionOf } from "./secrets.ts";
import { siteJob } from "./site-job.ts";
import { planSite } from "./site-plan.ts";
import { synchronize } from "./synchronize.ts";

/**
 * What to build. `out`: the output folder, absolute or relative to the root; null takes the configuration's, with `-portable`
 * behind it for a site that is `portable`: to be opened from a disk.
 */
export interface SiteInput {
  setup: Setup;
  config: Config;
  out: string | null;
  portable?: boolean;
  write: boolean;
  holder: Holder;
  say?: (line: string) => void;
}

/** What one build made. */
export interface BuiltSite {
  compiled: Compiled;
  out: string;
  result: BuildResult;
}

/** Syncs the documents (unless `write` is false) and builds the site of what they are then. */
export async function buildProject(input: SiteInput): Promise<BuiltSite> {
  const { setup, config, portable = false, write, holder, say } = input;
  const compiled = await synchronize({ setup, config, write, restore: new Set(), reports: null, holder, say });
  const title = config.title ?? baseName(setup.root.split("\\").join("/"));
  const { root, key } = setup;
  const own = lookOf(root, config.site);
  const look = { look: own?.look ?? null, redact: redactionOf(config) };
  const named = {
    title: config.site.title ?? title,
    description: config.description ?? null,
    url: config.site.url ?? null,
    portable,
    ...look,
  };
  const beside = { components: config.site.components ?? null, files: own?.files ?? [] };
  const { edition, source } = planSite(compiled, { named, key });
  const out = input.out ?? `${config.site.out}${portable ? "-portable" : ""}`;
  say?.("making the site …");
  const thread = (press: Parameters<typeof siteJob>[1]["press"]) => ({
    entry: threadModule(),
    data: siteJob(compiled, { source, config, press }),
  });
  return { compiled, out, result: await buildSite({ root, key, out, edition, thread, ...beside }) };
}

/** Beside this file in the sources; beside every chunk in the bundle. */
function threadModule(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./site-thread.ts" : "./site-thread.js", import.meta.url);
}
