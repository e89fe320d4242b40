import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { DigestJob } from "./digest-all.ts";

// The entry of the second thread. A thread has a compile cache of its own, which has to be on before the rest is loaded.
const { compileCache, data } = workerData as { compileCache: string | null; data: DigestJob };
if (compileCache !== null) module.enableCompileCache(compileCache);
const { digestJob } = await import("./digest-job.ts");
parentPort?.postMessage(await digestJob(data));
