import type { Run } from "../../model/run.ts";
import { parentOf } from "../../model/tree.ts";
import type { Judging } from "../judge/judging.ts";
import type { Reading } from "./reading.ts";
import type { Surroundings } from "./surroundings.ts";

/** Tables and sections of a document that show what others or earlier runs reached, and rows that say more than a name. */
const EARLIER = /\b(?:prior|previous\w*|earlier|former|old|original|published|reported|related work|others?)\b/i;

/**
 * May the number be about other runs than those of that name: under a heading that says so, in a row whose head says more
 * (`master @ 1410`), or in a document deeper in the project than the run, which speaks of the runs beside it?
 */
export function mayBeElsewhere(
  { document }: Judging,
  { around, reading }: { around: Surroundings; reading: Reading },
): boolean {
  if (EARLIER.test(around.heading.text)) return true;
  const [head] = around.sentence.rowHead === null ? [] : around.heads;
  const rest = (head?.names ?? []).reduce(
    (text, { start, end }) => text.slice(0, start) + " ".repeat(end - start) + text.slice(end),
    head?.text ?? "",
  );
  if ((head?.names.length ?? 0) > 0 && /\d/.test(rest)) return true;
  const folder = parentOf(document.file);
  return reading.runs.some(({ what: { compiled, runs } }) => {
    const isDeeper = folder.startsWith(`${compiled.experiment.dir}/`) && compiled.experiment.dir !== "";
    const isBeside = ({ files }: Run) => files.some((file) => file.startsWith(`${folder}/`));
    return isDeeper && !runs.some(isBeside) && runs.every(({ tracker }) => tracker === "textlog");
  });
}
