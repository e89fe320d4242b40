import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** How many threads can run at the same time on this machine. */
export function threads(): number {
  return availableParallelism();
}

/** Runs a module in a thread of its own and returns the message it posts. Rejects with what it throws. */
export function runInThread<T>(module: URL, data: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: data });
    worker.once("message", (message: T) => {
      resolve(message);
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with exit code ${code} and no result`)));
  });
}
