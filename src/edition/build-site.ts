import { resolve } from "node:path";
import type { Site } from "../contract/index.ts";
import { siteSchema } from "../contract/index.ts";
import { isOccupied, makeScratch, removeScratch } from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { keepYoungSpace, letYoungSpaceGrow } from "../disk/heap.ts";
import { UsageError } from "../errors.ts";
import type { LookFile } from "../publish/look.ts";
import { siteOf } from "../publish/site-data.ts";
import { TWINS } from "../publish/twin.ts";
import { compiledSite } from "./compiled-site.ts";
import type { CrewThread } from "./crew.ts";
import { openCrew } from "./crew.ts";
import type { EditionInput } from "./edition.ts";
import { makeEdition } from "./edition.ts";
import type { Edition } from "./gathering.ts";
import { isAsLeft, rememberBuild } from "./last-build.ts";
import type { LastOutput } from "./last-output.ts";
import { readOutput } from "./last-output.ts";
import { saveLedger } from "./ledger.ts";
import type { PressJob } from "./press.ts";
import type { BuildResult } from "./put-out.ts";
import { putOut } from "./put-out.ts";
import { hasSiteFiles } from "./site-files.ts";
import type { SiteMemory } from "./site-memory.ts";
import { loadSiteMemory, saveSiteMemory } from "./site-memory.ts";
import { openWorkshop } from "./workshop.ts";

/** From this many experiments on, threads that make pages are worth their start. */
const WORTH_THREADS = 4;

/**
 * What to build. `out`: absolute, or relative to the root. `key`: everything besides the project's files that pages depend on.
 * `whole`: of all that the site is made from, so that the same one gives the same site; null where that cannot be told. `plan`: what
 * to make, asked for when something may have changed. `components`: a folder of the project with components that replace
 * the site's own; `files`: what only this project's site has. `published`: called when the output folder is complete, before what the
 * next build goes on from is kept.
 */
export interface BuildInput {
  root: string;
  out: string;
  key: string;
  whole: string | null;
  plan(): SitePlan;
  components?: string | null;
  files?: readonly LookFile[];
  published?: ((result: BuildResult) => void) | undefined;
}

/** What to make. `thread`: what a thread that makes pages is started with. */
export interface SitePlan {
  edition: EditionInput;
  thread(job: PressJob): CrewThread;
}

/**
 * Builds the site: only pages whose data may have changed are made, only those whose data has changed are rendered, and only files
 * whose content has changed are written. Deletes only files that an earlier build made, which `.docs-site.json` in the output
 * folder lists.
 *
 * Throws a UsageError when the output folder holds something else, or when a page would not be safe to serve.
 */
export async function buildSite(input: BuildInput): Promise<BuildResult> {
  const { root, key } = input;
  const out = resolve(root, input.out);
  const before = readOutput(root, key, out);
  const compiled = await compiledSite(root, input.components ?? null);
  const whole = input.whole === null ? null : hashText(`${input.whole}\n${compiled.stamp}\n${TWINS}`);
  const left = { root, key, out, whole };
  if (before !== null && isAsLeft(left, before)) return { files: before.count, written: 0, removed: 0 };
  const plan = input.plan();
  const site = siteIn(plan);
  const stamp = hashText(`${compiled.stamp}\n${site}\n${TWINS}`);
  const reusable = before?.stamp === stamp && hasSiteFiles(before) ? before : null;
  const scratch = makeScratch(root, "site");
  try {
    const job = {
      root,
      renderer: compiled.renderer,
      site,
      scratch: { folder: `${scratch}/site`, isFlat: isOccupied(out) },
    };
    const past = loadSiteMemory(root, key);
    const edition = await makePages(plan, { job, before: reusable, past });
    refuseMisprints(edition);
    const { result, ledger } = await putOut({
      out,
      job,
      compiled,
      own: input.files ?? [],
      edition,
      stamp,
      before,
      reusable,
    });
    input.published?.(result);
    saveSiteMemory(root, key, { memory: edition.memory, past });
    saveLedger(root, key, { out, ledger });
    rememberBuild(left);
    return result;
  } finally {
    removeScratch(scratch);
  }
}

/** The frame of every page as JSON. */
function siteIn({ edition: { lists, documents } }: SitePlan): string {
  const has = { documents: documents.length > 0, progress: lists.progress != null };
  const site: Site = siteOf(lists, has);
  return JSON.stringify(siteSchema.parse(site));
}

async function makePages(
  { edition, thread }: SitePlan,
  { job, before, past }: { job: PressJob; before: LastOutput | null; past: SiteMemory },
): Promise<Edition> {
  const due = edition.experiments.filter(
    ({ id, key: own }) => own === null || !past.experiments.has(id) || before === null,
  );
  const isLarge = due.length >= WORTH_THREADS;
  // With the threads' own, a space that grows would take a large site over a gigabyte; what they took is free once they are done.
  if (isLarge) keepYoungSpace();
  const crew = openCrew(openWorkshop(edition.desk, job), isLarge ? thread(job) : null);
  try {
    return await makeEdition(edition, { crew, past, before });
  } finally {
    await crew.close();
    letYoungSpaceGrow();
  }
}

function refuseMisprints({ misprints }: Edition): void {
  const [first] = misprints.sort((a, b) => (a.address < b.address ? -1 : 1));
  if (first === undefined) return;
  throw new UsageError(`${first.address}: ${first.problem}`, "Please report it with the page's data.");
}
