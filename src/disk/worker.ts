import module from "node:module";
import { availableParallelism } from "node:os";
import v8 from "node:v8";
import { Worker } from "node:worker_threads";

/** How many threads can run at the same time on this machine. */
export function threads(): number {
  return availableParallelism();
}

/**
 * Runs a module in a thread of its own and returns the message it posts. Its `workerData` is the data, and where compiled code
 * is kept, or null. Rejects with what it throws.
 */
export function runInThread<T>(entry: URL, data: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: { compileCache: module.getCompileCacheDir() ?? null, data } });
    worker.once("message", (message: T) => {
      resolve(message);
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with exit code ${code} and no result`)));
  });
}

/**
 * Pages are short-lived values by the thousand: in the small space that V8 starts with for them (and that `docs` keeps it from
 * growing), a thread would do little else but collect garbage. It is read when a thread starts.
 */
const YOUNG_SPACE = "--min-semi-space-size=16";

/** From a limit of 1 GB on, V8 lets the old space grow to four times what is in use before it is swept; below, to twice. */
const OLD_SPACE_MB = 1000;

/** A thread that answers messages one at a time, in the order they were sent. */
export interface Answering<Q, A> {
  ask(question: Q): Promise<A>;
  close(): Promise<void>;
}

/**
 * Starts a module in a thread of its own that answers each message it gets with one message. Its `workerData` is as for
 * `runInThread`. Every open question is rejected when the thread fails.
 */
export function openThread<Q, A>(entry: URL, data: unknown): Answering<Q, A> {
  v8.setFlagsFromString(YOUNG_SPACE);
  const resourceLimits = { maxOldGenerationSizeMb: OLD_SPACE_MB };
  const workerData = { compileCache: module.getCompileCacheDir() ?? null, data };
  const worker = new Worker(entry, { workerData, resourceLimits });
  const open: { resolve: (answer: A) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure = error;
    for (const one of open.splice(0)) one.reject(error);
  };
  worker.on("message", (answer: A) => open.shift()?.resolve(answer));
  worker.once("error", fail);
  worker.once("exit", (code) => fail(new Error(`the thread ended with exit code ${code}`)));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        open.push({ resolve, reject });
        worker.postMessage(question);
      }),
    close: async () => void (await worker.terminate()),
  };
}
