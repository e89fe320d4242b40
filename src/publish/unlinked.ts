import { findClaims } from "../claims/text/claims.ts";
import { unescapeUrl } from "../markdown/escape.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import { resolvePath } from "../model/tree.ts";
import type { Checked } from "./status.ts";

/** The region of a report that repeats what people noted: its numbers are theirs, and no log was asked for them. */
const QUOTING = "journal";

/** How many numbers of a document have no evidence link and were not judged: those of its text, and those that it quotes. */
export function unlinkedIn(
  document: Document,
  verdicts: readonly Verdict[],
): Required<Pick<Checked, "unlinked">> & Pick<Checked, "quoted"> {
  const judged = new Set(verdicts.map(({ claim }) => claim.span.start));
  const bare = bareIn(document).filter((at) => !judged.has(at));
  const quoted = bare.filter((at) => regionAt(document, at) !== null);
  const journal = quoted[0] === undefined ? null : journalOf(document, quoted[0]);
  const unlinked = bare.length - quoted.length;
  return journal === null ? { unlinked } : { unlinked, quoted: { count: quoted.length, journal } };
}

// A document that did not change is published again when what it cites did.
const known = new WeakMap<Document, number[]>();

/** Where a document has numbers without a link that say something. */
function bareIn(document: Document): number[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const regions = document.regions.filter(({ name }) => name !== QUOTING);
  const bare = findClaims({ ...document, regions }, "all")
    .filter(({ claim, exempt }) => claim.kind === "bare" && exempt === null)
    .map(({ claim }) => claim.span.start);
  known.set(document, bare);
  return bare;
}

/** The journal that a region quotes: the file that its links lead to. */
function journalOf(document: Document, at: number): string | null {
  const region = regionAt(document, at);
  const url = document.links.find((one) => region === regionAt(document, one.span.start))?.url;
  return url === undefined ? null : resolvePath(document.file, unescapeUrl(url.replace(/#.*/s, "")) ?? "");
}
