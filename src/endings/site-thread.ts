import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { Task } from "../edition/workshop.ts";
import type { SiteJob } from "./site-job.ts";

// The entry of a thread that makes pages. Its compile cache has to be on before the rest is loaded.
const { compileCache, data } = workerData as { compileCache: string | null; data: SiteJob };
if (compileCache !== null) module.enableCompileCache(compileCache);
const { openSiteJob } = await import("./site-job.ts");
const work = openSiteJob(data);
let last = Promise.resolve();
parentPort?.on("message", (task: Task) => {
  // One after the other: pages take notes while they are made.
  last = last.then(async () => parentPort?.postMessage(await work(task)));
});
