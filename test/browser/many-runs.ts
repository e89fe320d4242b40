import type { RunEntry } from "../../src/publish/run-entry.ts";
import { runsData } from "../../src/publish/runs-data.ts";

/** A prime, so that no value stands twice. */
const PRIME = 10_007;

/** A run of a project of ten thousand: every hundredth failed and has no value. */
export interface OneOfMany {
  name: string;
  experiment: string;
  value: number | null;
}

/** What the list of a project of ten thousand runs, fifty an experiment, loads: made by what makes it in a build. */
export function tenThousandRuns(): { text: string; runs: OneOfMany[] } {
  const entries = Array.from({ length: 10_000 }, (_, at) => entryOf(at));
  const { text } = runsData("runs/runs.js", entries);
  const runs = entries.map(({ name, experiment, result }) => ({
    name,
    experiment: experiment.text,
    value: result?.sort ?? null,
  }));
  return { text, runs };
}

function entryOf(at: number): RunEntry {
  const experiment = `exp-${String(Math.floor(at / 50)).padStart(3, "0")}`;
  const name = `arm${at % 7}-seed${at % 5}-${at}`;
  // Scattered: no other order of the list is that of the values.
  const value = ((at * 7919) % PRIME) / PRIME;
  const file = `files/experiments/${experiment}/runs/${name}/logs/train.log/#L7`;
  const started = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  const isBroken = at % 100 === 0;
  return {
    name,
    href: `runs/${experiment}/${name}/`,
    experiment: { text: experiment, href: `experiments/${experiment}/` },
    status: isBroken ? { text: "failed", tone: "bad" } : { text: "finished", tone: "good" },
    tracker: at % 2 === 0 ? "mlflow" : "run folder",
    result: isBroken
      ? null
      : {
          metric: "val/accuracy",
          number: { text: value.toFixed(4), href: file, title: "", verdict: null },
          sort: value,
        },
    note: isBroken ? "out of memory" : null,
    apart: `lr=${at % 3}e-3`,
    started,
    time: started.slice(0, 19).replace("T", " "),
    counts: true,
  };
}
