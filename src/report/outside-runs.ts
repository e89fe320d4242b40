import { escapeText } from "../markdown/escape.ts";
import type { Bucket } from "../model/accounting.ts";
import { bucketOf } from "../model/accounting.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { LinkWriter } from "./link-writer.ts";
import { runLink } from "./row-name.ts";

/** A run that does not count: Markdown of its name, the bucket it is counted in, Markdown of the reason. */
export interface OutsideRun {
  name: string;
  bucket: Bucket;
  reason: string;
}

/** Every run that does not count, with the line that says so; together with the used ones they are all that was found. */
export function outsideRuns(compiled: CompiledExperiment, links: LinkWriter): OutsideRun[] {
  const { runs, unreadable } = compiled.experiment;
  const readable = runs
    .filter((run) => bucketOf(run) !== "used")
    .map((run) => ({ name: runLink(run, links), bucket: bucketOf(run), reason: reasonOf(compiled, run, links) }));
  const rest = unreadable.map(({ path, reason }) => ({
    name: links.place(escapeText(baseName(path)), path, null),
    bucket: "unreadable" as const,
    reason: escapeText(reason),
  }));
  return [...readable, ...rest];
}

function reasonOf({ comparison, experiment }: CompiledExperiment, run: Run, links: LinkWriter): string {
  const stated = (reason: string, file: string, line: number | null) =>
    `${escapeText(reason || "no reason given")} (${links.place(escapeText(baseName(file)), file, line)})`;
  if (run.duplicateOf !== null) {
    const original = experiment.runs.find((one) => one.id === run.duplicateOf);
    return `the same run as ${original === undefined ? escapeText(run.duplicateOf) : runLink(original, links)}`;
  }
  if (run.deleted) return "deleted in its tracker";
  const ignored = comparison.ignored.find((one) => one.run === run.id) ?? run.ignored;
  if (ignored) return stated(ignored.reason, ignored.file, ignored.line);
  const failed = comparison.failed.find((one) => one.run === run.id);
  if (failed) return stated(failed.reason, failed.file, failed.line);
  return escapeText(run.status.because);
}
