import { openCatalog } from "./catalog.ts";
import type { Digests } from "./digest.ts";
import { digestSome } from "./digest.ts";
import type { DigestJob } from "./digest-all.ts";
import { reportWish } from "./reports.ts";
import { templatesOf } from "./templates.ts";

/** Digests the experiments of a job, in the second thread of a large compile (digest-all.ts). */
export async function digestJob(job: DigestJob): Promise<Digests> {
  const { root, key, plans, changed, config, nested } = job;
  const tree = { root, listings: new Map(job.listings.map((listing) => [listing.dir, listing])), closed: job.closed };
  const identity = (path: string) => job.identities.get(path) ?? null;
  const context = {
    key,
    catalog: openCatalog({ root, key, tree, plans, changed, settings: config, nested, identity }),
    templates: await templatesOf(root),
    wantsReport: reportWish(config, job.reports),
    restore: job.restore,
    livingDocs: job.livingDocs,
    draw: job.draw,
  };
  return digestSome(
    context,
    plans.map((plan) => plan.place.id),
  );
}
