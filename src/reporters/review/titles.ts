import type { ReviewedClaim } from "../../model/review.ts";
import { hasLostEvidence } from "../../model/review.ts";
import { counted } from "./ink.ts";

/** A heading's words, and how it is marked: `false` for what is wrong, `look` for what a person has to judge. */
export interface Title {
  mood: "false" | "look";
  text: string;
}

/** Of claims that are false: what the change wrote wrongly was never true. */
export function falseTitle(broken: readonly ReviewedClaim[]): Title {
  const added = broken.filter(({ was }) => was === null).length;
  if (added === broken.length) return { mood: "false", text: `False: ${counted(added, "new claim")}` };
  const of = added === 0 ? "" : `, ${added} of them new`;
  return { mood: "false", text: `False now: ${counted(broken.length, "claim")}${of}` };
}

/** Of claims whose evidence is not what it was: what is gone is as bad as what is false. */
export function movedTitle(moved: readonly ReviewedClaim[]): Title {
  const gone = moved.filter(hasLostEvidence).length;
  const rest = moved.length - gone;
  if (gone === 0) return { mood: "look", text: `Evidence moved or changed: ${counted(rest, "claim")}` };
  const more = rest === 0 ? "" : `; moved or changed: ${rest}`;
  return { mood: "false", text: `Evidence gone: ${counted(gone, "claim")}${more}` };
}
