import type { Answering } from "../disk/worker.ts";
import { openThread, threads } from "../disk/worker.ts";
import type { Done, Task, Workshop } from "./workshop.ts";

/** How many tasks a thread has at a time: one at hand and one that waits, so that it is never idle. */
const AT_A_TIME = 2;
/** Each takes up to 200 MB; with them a site of ten thousand runs is made within a gigabyte. */
const MOST_THREADS = 3;

/** The module of a thread that opens a workshop with the data that it is started with. */
export interface CrewThread {
  entry: URL;
  data: unknown;
}

/** Works through tasks in whatever order; each answer belongs to its task. */
export interface Crew {
  work(task: Task): Promise<Done>;
  close(): Promise<void>;
}

/** Who works: this thread alone (`thread` is null, or there is one processor), or as many as can run at the same time. */
export function openCrew(own: Workshop, thread: CrewThread | null): Crew {
  const count = thread === null || threads() < 2 ? 0 : Math.min(threads(), MOST_THREADS);
  const workers = Array.from({ length: count }, () => openWorker(thread as CrewThread));
  const waiting: { task: Task; resolve: (done: Done) => void; reject: (error: unknown) => void }[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const next = () => {
    const worker = workers.filter((one) => one.busy < AT_A_TIME).sort((a, b) => a.busy - b.busy)[0];
    const job = worker === undefined ? undefined : waiting.shift();
    if (worker === undefined || job === undefined) return;
    worker.busy += 1;
    worker.thread
      .ask(job.task)
      .then(job.resolve, job.reject)
      .finally(() => {
        worker.busy -= 1;
        next();
      });
    next();
  };
  return {
    work: (task) => {
      if (workers.length > 0)
        return new Promise((resolve, reject) => {
          waiting.push({ task, resolve, reject });
          next();
        });
      // A workshop takes notes while it works: its tasks must not run into one another.
      const done = last.then(() => own(task));
      last = done.catch(() => {});
      return done;
    },
    close: async () => {
      waiting.length = 0;
      await Promise.all(workers.map((one) => one.thread.close()));
    },
  };
}

function openWorker({ entry, data }: CrewThread): { thread: Answering<Task, Done>; busy: number } {
  return { thread: openThread(entry, data), busy: 0 };
}
