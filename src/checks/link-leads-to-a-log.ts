import { excerptPath } from "../claims/excerpt.ts";
import { isFileAddress, parseAddress } from "../claims/text/address.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { sourcesNamed } from "./figure-source.ts";

/** A link to a run's file, or to a log, leads to one, also where it states no number. */
export const linkLeadsToALog: Check = { codes: ["link/missing-file"], check };

const LOG = /\.(?:log|jsonl)$|(?:^|\/)logs?\/[^/]+\.(?:txt|out|csv|tsv|json)$/i;

function check({ document, verdicts, compiled, catalog, exists, isIgnored, movedTo }: CheckInput): Finding[] {
  const judged = new Set(verdicts.map(({ claim }) => claim.span.start));
  // Neither has one that is named as the source of a figure.
  const sources = new Set(
    document.images.flatMap((image) => sourcesNamed(document, image).flatMap(({ paths }) => paths)),
  );
  const missing = document.links.flatMap(({ span, textSpan, url }) => {
    if (!isFileAddress(url) || regionAt(document, span.start) !== null) return [];
    // A link whose number was judged has its own finding.
    if (judged.has(span.start) || judged.has(textSpan.start)) return [];
    const file = parseAddress(document.file, url)?.file ?? null;
    if (
      file === null ||
      sources.has(file) ||
      !(LOG.test(file) || isInRun(catalog?.at(file) ?? compiled, file)) ||
      exists(file)
    )
      return [];
    // Logs that are not committed are missing here by intention, whether excerpts of them were kept or not.
    return exists(excerptPath(file)) || isIgnored?.(file) === true ? [] : [{ span, file }];
  });
  return missing.map(({ span, file }) => {
    const now = movedTo?.(file) ?? [];
    const message = `There is no ${file}${now.length === 0 ? "" : `; it may be ${now.slice(0, 3).join(" or ")} now`}.`;
    return finding({ code: "link/missing-file", ...placeOf(document, span), message });
  });
}

/** Whether a path lies among an experiment's run folders, or in one of them. */
function isInRun(compiled: CompiledExperiment | null, file: string): boolean {
  if (compiled === null) return false;
  const { runsDir, runs, dir } = compiled.experiment;
  const isBelow = (folder: string) => folder !== "" && file.startsWith(`${folder}/`);
  return (runsDir !== dir && isBelow(runsDir)) || runs.some((run) => run.dir !== dir && isBelow(run.dir));
}
