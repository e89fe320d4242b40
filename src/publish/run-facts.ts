import type { Fact, Phrase } from "../contract/index.ts";
import type { Run, RunFact } from "../model/run.ts";
import { sayTime } from "./say.ts";
import type { View } from "./view.ts";
import { evidenceText, runLink } from "./view.ts";

/** What is recorded of a run besides params and metrics, each fact with the place that says it where that is known. */
export function factsOf(run: Run, view: View): Fact[] {
  const said = (label: string, value: string | number | null, name: RunFact): Fact[] => {
    if (value === null || value === "") return [];
    const evidence = run.provenance?.[name];
    return [{ label, value: [evidence === undefined ? String(value) : evidenceText(String(value), evidence, view)] }];
  };
  const plain = (label: string, value: Phrase): Fact[] => (value.join("") === "" ? [] : [{ label, value }]);
  const link = (label: string, id: string | null): Fact[] =>
    id === null ? [] : [{ label, value: [runLink(id, view)] }];
  const trackers = (run.trackers ?? [run.tracker]).map((one) => (one === "tree" ? "run folder" : one));
  return [
    ...plain("Folder", [run.dir]),
    ...said("Started", run.startedAt && sayTime(run.startedAt), "startedAt"),
    ...said("Ended", run.endedAt && sayTime(run.endedAt), "endedAt"),
    ...plain("Took", [tookOf(run)]),
    ...said("Seed", run.seed, "seed"),
    ...said("Fold", run.fold, "fold"),
    ...said("Commit", run.gitCommit, "gitCommit"),
    ...said("Data", run.dataVersion, "dataVersion"),
    ...said("Author", run.author, "author"),
    ...said("Group", run.group, "group"),
    ...plain("Sweep", [run.sweep ?? ""]),
    ...plain("Tags", [run.tags.join(", ")]),
    ...plain("Tracker", [trackers.join(" + ")]),
    ...link("Parent", run.parent),
    ...link("Same as", run.duplicateOf),
  ];
}

/** From start to end, where both are times of one form: `1 h 02 min`, `41 s`. */
function tookOf({ startedAt, endedAt }: Run): string {
  const [start, end] = [secondsOf(startedAt), secondsOf(endedAt)];
  if (start === null || end === null || end < start) return "";
  // The times beside it are printed to the second: two that read the same must not be said to lie one apart.
  if (end - start < 1) return "less than 1 s";
  const seconds = Math.round(end - start);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Both ends of a run were written by one clock, so a time without an offset may be read as if it were in UTC. */
function secondsOf(time: string | null): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?$/.exec(time ?? "");
  if (parts === null) return null;
  const [, day, clock, offset = "Z"] = parts;
  const instant = Date.parse(`${day}T${clock}${offset}`);
  return Number.isNaN(instant) ? null : instant / 1000;
}
