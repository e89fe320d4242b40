import { parentPort, workerData } from "node:worker_threads";
import { openCatalog } from "./catalog.ts";
import { digestSome } from "./digest.ts";
import type { DigestJob } from "./digest-all.ts";
import { reportWish } from "./reports.ts";
import { templatesOf } from "./templates.ts";

// The second thread of a large compile (digest-all.ts): digests the experiments it is given and posts what came of it.
const job = workerData as DigestJob;
const { root, key, plans, changed, config } = job;
const tree = { root, listings: new Map(job.listings.map((listing) => [listing.dir, listing])) };
const identity = (path: string) => job.identities.get(path) ?? null;
const context = {
  catalog: openCatalog({ root, key, tree, plans, changed, settings: config, identity }),
  templates: await templatesOf(root),
  wantsReport: reportWish(config, job.reports),
  restore: job.restore,
  livingDocs: job.livingDocs,
  draw: job.draw,
};
parentPort?.postMessage(
  await digestSome(
    context,
    plans.map((plan) => plan.place.id),
  ),
);
