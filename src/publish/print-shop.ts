import type { Answering } from "../disk/worker.ts";
import { openThread, threads } from "../disk/worker.ts";
import type { Press } from "./press.ts";
import { openPress } from "./press.ts";
import type { Misprint, RenderJob, Sheet } from "./sheet.ts";

/** Below this many pages a second thread costs more than it saves. */
const WORTH_A_THREAD = 200;
/** How many pages go to a thread at once, and how many such bundles may wait, so that no more than these are in memory. */
const BUNDLE = 50;
const MOST_WAITING = 4;

/** Takes pages to render, and tells what went wrong once all are done. */
export interface PrintShop {
  print(sheet: Sheet): Promise<void>;
  finish(): Promise<Misprint[]>;
}

/** Renders pages as they come: few in this thread, many in threads of their own while the next ones are made. */
export function openPrintShop(job: RenderJob): PrintShop {
  const misprints: Misprint[] = [];
  const workers: Answering<Sheet[], Misprint[]>[] = [];
  const waiting = new Set<Promise<void>>();
  let bundle: Sheet[] = [];
  let sent = 0;
  let press: Promise<Press> | null = null;
  const send = async (sheets: Sheet[]) => {
    const worker = workers[sent++ % workers.length];
    if (worker === undefined) return;
    const answer = worker.ask(sheets).then((found) => void misprints.push(...found));
    waiting.add(answer);
    void answer.finally(() => waiting.delete(answer)).catch(() => {});
    if (waiting.size >= MOST_WAITING) await Promise.race(waiting);
  };
  const flush = async (isEnd: boolean) => {
    if (workers.length === 0 && bundle.length >= WORTH_A_THREAD && threads() > 1) {
      for (let i = 0; i < Math.min(threads(), 4); i += 1) workers.push(openThread(threadModule(), job));
    }
    if (workers.length === 0) {
      press ??= openPress(job);
      misprints.push(...(await (await press)(bundle.splice(0))));
      return;
    }
    while (bundle.length >= BUNDLE || (isEnd && bundle.length > 0)) await send(bundle.splice(0, BUNDLE));
  };
  return {
    print: async (sheet) => {
      bundle.push(sheet);
      if (bundle.length >= (workers.length > 0 ? BUNDLE : WORTH_A_THREAD)) await flush(false);
    },
    finish: async () => {
      try {
        await flush(true);
        await Promise.all(waiting);
        return misprints;
      } finally {
        bundle = [];
        await Promise.all(workers.map((worker) => worker.close()));
      }
    },
  };
}

/** Beside this file in the sources; beside every chunk in the bundle. */
function threadModule(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./render-thread.ts" : "./render-thread.js", import.meta.url);
}
