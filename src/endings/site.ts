import type { Config } from "../config.ts";
import { fileStamp, isFile, readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import { letYoungSpaceGrow } from "../disk/heap.ts";
import type { Holder } from "../disk/mutex.ts";
import { contentHash } from "../disk/snapshot.ts";
import { buildSite } from "../edition/build-site.ts";
import { wasBuilt } from "../edition/last-build.ts";
import type { PressJob } from "../edition/press.ts";
import type { BuildResult } from "../edition/put-out.ts";
import { baseName } from "../model/tree.ts";
import type { Compiled } from "../project/compilation.ts";
import type { Setup } from "../project/setup.ts";
import type { LookFile } from "../publish/look.ts";
import { lookOf } from "../publish/look.ts";
import { redactionOf } from "./secrets.ts";
import { siteJob } from "./site-job.ts";
import { planSite } from "./site-plan.ts";
import { synchronize } from "./synchronize.ts";

/**
 * What to build. `out`: the output folder, absolute or relative to the root; null takes the configuration's, with `-portable`
 * behind it for a site that is `portable`: to be opened from a disk. `published`: called as soon as all pages are as they are to be.
 */
export interface SiteInput {
  setup: Setup;
  config: Config;
  out: string | null;
  portable?: boolean;
  write: boolean;
  holder: Holder;
  say?: (line: string) => void;
  published?: (result: BuildResult) => void;
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
  const out = input.out ?? `${config.site.out}${portable ? "-portable" : ""}`;
  if (wasBuilt(setup.root, setup.key, out)) letYoungSpaceGrow();
  const compiled = await synchronize({ setup, config, write, holder, say });
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
  const { published } = input;
  const beside = { components: config.site.components ?? null, files: own?.files ?? [], published };
  say?.("making the site …");
  const whole = wholeOf(compiled, [named, beside.files]);
  const plan = () => {
    const { edition, source } = planSite(compiled, { named, key });
    const thread = (press: PressJob) => ({ entry: threadModule(), data: siteJob(compiled, { source, config, press }) });
    return { edition, thread };
  };
  return { compiled, out, result: await buildSite({ root, key, out, whole, plan, ...beside }) };
}

/** A hash of everything that a site is made from besides the tool; null while files change too fast to be told apart. */
function wholeOf({ root, snapshot, memory, writes }: Compiled, named: [object, readonly LookFile[]]): string | null {
  const content = contentHash(snapshot);
  const isSettled = writes.every(({ path, after }) => isFile(root, path) && readText(root, path) === after);
  if (content === null || !isSettled) return null;
  const history = [...memory.digests.values()].map((digest) => digest.history);
  const own = named[1].map((one) => ("file" in one ? fileStamp(root, one.file) : ""));
  return hashText(JSON.stringify([content, history, named, own]));
}

/** Beside this file in the sources; beside every chunk in the bundle. */
function threadModule(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./site-thread.ts" : "./site-thread.js", import.meta.url);
}
