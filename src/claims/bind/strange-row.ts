import type { Judging } from "../judge/judging.ts";
import type { Surroundings } from "./surroundings.ts";

const RUN_HEAD = /^runs?(?:[ _-]?(?:id|name|folder|dir))?$/i;

/** A name as runs have them, and not a word of a summary such as `mean` or a mere number such as a seed. */
const RUN_NAME = /^(?=.*\p{L})(?=.*[\d_/-])[\p{L}\d_./@:-]+$/u;

/**
 * The name that heads a number's row in a column of runs where no run has it: then the only run there is is not meant. Null where
 * the row, its sentence or a link names one, and where the first column does not say that it holds runs.
 */
export function strangeRow({ document, scope, found }: Judging, around: Surroundings): string | null {
  const { sentence, said, heads, linked } = around;
  const name = sentence.rowHead?.replace(/[`*]/g, "").trim() ?? "";
  if (sentence.context !== "cell" || scope.atHand.length === 0 || !RUN_NAME.test(name)) return null;
  if (said.names.length + linked.length > 0 || heads.some(({ names }) => names.length > 0)) return null;
  const line = document.text.lastIndexOf("\n", found.claim.span.start) + 1;
  const first = document.blocks?.find(({ start, context }) => context === "cell" && start >= line);
  return RUN_HEAD.test(first?.columnHead?.replace(/[`*]/g, "").trim() ?? "") ? name : null;
}
