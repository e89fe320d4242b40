import type { Verdict } from "../../model/claim.ts";
import type { Locator } from "../../model/evidence.ts";
import { followLink } from "./cited.ts";
import type { Judging } from "./judging.ts";
import { agreeing, verdictOf } from "./judging.ts";
import { ownersOf } from "./locate.ts";

/** Judges a link without a number to some lines: they have to exist, and to say what they said when it was locked. */
export function judgeSpan(judging: Judging): Verdict {
  const followed = followLink(judging);
  if ("verdict" in followed) return followed.verdict;
  const { found, entry } = judging;
  const { region, address } = followed.cited;
  if (region === null) {
    const reason = `${address.file} has no line ${address.endLine ?? address.line}`;
    return verdictOf(found.claim, { verdict: entry === null ? "source-missing" : "stale", reason });
  }
  const { file, line, endLine, text } = region;
  const locator: Locator = endLine === line ? { kind: "line", line } : { kind: "line", line, endLine };
  const evidence = [{ file, locator, literal: text.slice(0, 200) }];
  const base = verdictOf(found.claim, { verdict: "supported", evidence, excerpt: region });
  if (entry !== null && entry.hash !== null && entry.hash !== region.hash) {
    return { ...base, verdict: "stale", reason: `it said: ${entry.line ?? ""}` };
  }
  return agreeing(judging, base, ownersOf(followed.cited, null));
}
