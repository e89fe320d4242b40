import type { Verdict } from "../../model/claim.ts";
import type { Locator, Region } from "../../model/evidence.ts";
import type { LockEntry } from "../lock.ts";
import type { Cited } from "./cited.ts";
import { asFollowed, followLink } from "./cited.ts";
import type { Judging } from "./judging.ts";
import { agreeing, sayMoved, verdictOf } from "./judging.ts";
import { ownersOf } from "./locate.ts";

/**
 * Judges a link without a number to some lines: they have to exist, and to say what they said when it was locked. Lines that
 * stand elsewhere in their file now have moved; what is appended to a log changes nothing.
 */
export function judgeSpan(judging: Judging): Verdict {
  const entry = entryOf(judging);
  const followed = followLink({ ...judging, entry });
  if ("verdict" in followed) return followed.verdict;
  return asFollowed(judging, followed.cited, judgeLines(judging, followed.cited, entry));
}

function judgeLines(judging: Judging, cited: Cited, entry: LockEntry | null): Verdict {
  const { region, address } = cited;
  if (region !== null && (entry === null || entry.hash === null || entry.hash === region.hash)) {
    return agreeing(judging, spanVerdict(judging, region), ownersOf(cited, null));
  }
  const moved = movedTo(judging, cited, entry);
  if (moved !== null) {
    const good = { ...spanVerdict(judging, moved), reason: sayMoved(moved.file, moved.line) };
    return agreeing(judging, good, ownersOf(cited, null));
  }
  if (region !== null) {
    return { ...spanVerdict(judging, region), verdict: "stale", reason: `it said: ${entry?.line ?? ""}` };
  }
  const gone = `${address.file} has no line ${address.endLine ?? address.line}`;
  if (entry === null) return verdictOf(judging.found.claim, { verdict: "source-missing", reason: gone });
  return verdictOf(judging.found.claim, { verdict: "stale", reason: `${gone}; it said: ${entry.line ?? ""}` });
}

/**
 * What the lock knows of these lines. The id of a link without a number tells little when others stand before it in the text, so
 * that one to the very same lines counts too.
 */
function entryOf({ entry, found, context }: Judging): LockEntry | null {
  const { file, target } = found.claim;
  if (entry !== null) return entry;
  return context.lock.claims.find((one) => one.file === file && one.target === target && one.value === null) ?? null;
}

function movedTo({ context }: Judging, { address }: Cited, entry: LockEntry | null): Region | null {
  const { file, line } = address;
  const { hash, line: first } = entry ?? { hash: null, line: null };
  if (line === null || hash === null || first === null) return null;
  return context.findRegion?.({ file, line, endLine: address.endLine ?? line, hash, first }) ?? null;
}

function spanVerdict({ found }: Judging, region: Region): Verdict {
  const { file, line, endLine, text } = region;
  const locator: Locator = endLine === line ? { kind: "line", line } : { kind: "line", line, endLine };
  const evidence = [{ file, locator, literal: text.slice(0, 200) }];
  return verdictOf(found.claim, { verdict: "supported", evidence, excerpt: region });
}
