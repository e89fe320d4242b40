import module from "node:module";
import { availableParallelism } from "node:os";
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
