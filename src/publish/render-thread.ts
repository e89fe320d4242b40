import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { RenderJob, Sheet } from "./sheet.ts";

// The entry of a thread that renders pages. Its compile cache has to be on before the renderer is loaded.
const { compileCache, data } = workerData as { compileCache: string | null; data: RenderJob };
if (compileCache !== null) module.enableCompileCache(compileCache);
const { openPress } = await import("./press.ts");
const press = await openPress(data);
parentPort?.on("message", async (sheets: Sheet[]) => {
  parentPort?.postMessage(await press(sheets));
});
