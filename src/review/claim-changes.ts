import type { VerdictName } from "../model/claim.ts";
import type { Region } from "../model/evidence.ts";
import { sayPlace } from "../model/evidence.ts";
import { compareText } from "../model/finding.ts";
import type { ClaimChanges, ReviewedClaim } from "../model/review.ts";
import { matchClaims } from "./claim-match.ts";
import type { Contents, Renamed } from "./contents.ts";
import type { ClaimState, ReviewState } from "./state.ts";

const FALSE: ReadonlySet<VerdictName> = new Set(["contradicted", "stale", "wrong-run", "ignored-run"]);
const TRUE: ReadonlySet<VerdictName> = new Set(["supported", "derived", "attested"]);
const LOST: ReadonlySet<VerdictName> = new Set(["source-missing", "unreadable", "unsupported-format"]);

/** What became of the claims that people wrote. `contents`: the files of both states. */
export function claimChanges(base: ReviewState, head: ReviewState, contents: Contents): ClaimChanges {
  const { pairs, gone } = matchClaims(base.documents, head.documents);
  const changes: ClaimChanges = {
    broken: [],
    moved: [],
    added: [],
    mended: [],
    removed: removedClaims(gone, head),
    still: 0,
    base: base.coverage,
    head: head.coverage,
  };
  for (const { claim, was } of pairs) {
    const fate = fateOf(claim, was, contents);
    if (fate === "still") changes.still += 1;
    else if (fate !== null) changes[fate.kind].push(reviewed(claim, was, fate));
  }
  return changes;
}

/** Whether a verdict says that a claim is surely wrong, and not only that nothing bears it out. */
export function isFalse(verdict: VerdictName): boolean {
  return FALSE.has(verdict);
}

/** Claims of the base that nothing in the head is, by document; numbers in prose that nothing bound are no loss. */
function removedClaims(gone: readonly ClaimState[], head: ReviewState): ClaimChanges["removed"] {
  const here = new Set(head.documents.map(({ file }) => file));
  const lost = gone.filter(({ verdict }) => TRUE.has(verdict) || FALSE.has(verdict) || LOST.has(verdict));
  const byFile = [...Map.groupBy(lost, ({ file }) => file)].sort(([a], [b]) => compareText(a, b));
  return byFile.map(([file, claims]) => ({ file, claims: claims.length, isGone: !here.has(file) }));
}

/** What became of a claim, and what there is to say of it besides what its verdict does. */
interface Fate {
  kind: "broken" | "moved" | "added" | "mended";
  why?: string;
  before?: string | null;
  help?: string;
  logged?: string;
  excerpt?: Region | null;
}

/** A difference that has the other sign now: with its size alone put into the text, the sentence would say what is not so. */
function turnedFate(claim: ClaimState, was: ClaimState): Fate | null {
  const isDifference = /^(?:diff|rel|pp)\(/.test(claim.selector ?? "") && claim.selector === was.selector;
  if (!isDifference || claim.value === null || was.value === null || !(claim.value * was.value < 0)) return null;
  const [now, before] = [claim.value, was.value].map(
    (value) => `${value < 0 ? "−" : ""}${Number(Math.abs(value).toPrecision(4))}`,
  );
  const why = `the difference turned: it was ${before} and is ${now}`;
  const help = "correct the sentence and not its number alone";
  return { kind: "broken", why, help, logged: now ?? "" };
}

function renamedFate({ file }: ClaimState, { from, to, excerpt }: Renamed): Fate {
  const why = `what it cites was renamed to \`${to}\``;
  return { kind: "moved", why, excerpt, help: `link it there: ${file} still says \`${from}\`` };
}

function fateOf(claim: ClaimState, was: ClaimState | null, contents: Contents): Fate | "still" | null {
  if (FALSE.has(claim.verdict)) {
    if (was !== null && FALSE.has(was.verdict)) return "still";
    const turned = was === null ? null : turnedFate(claim, was);
    if (turned !== null) return turned;
    return { kind: "broken", before: was === null ? null : changedLines(claim, was, contents) };
  }
  if (was === null) return newFate(claim);
  const isGone = LOST.has(claim.verdict) || (claim.verdict === "attested" && was.verdict !== "attested");
  if (isGone && TRUE.has(was.verdict)) {
    const to = contents.renamed(was.evidence);
    if (to !== null) return renamedFate(claim, to);
  }
  if (was.verdict === "attested" && LOST.has(claim.verdict) && claim.text !== was.text) {
    const why = `the text was ${was.text}, which the lock knows; its log is not in this state to say otherwise`;
    return { kind: "broken", why, help: "fetch the logs and run `docs sync`, which locks what they say" };
  }
  if (LOST.has(claim.verdict)) {
    return LOST.has(was.verdict) || !TRUE.has(was.verdict)
      ? null
      : { kind: "moved", why: claim.why, before: was.excerpt?.text ?? null };
  }
  if (!TRUE.has(claim.verdict)) return null;
  if (FALSE.has(was.verdict)) return { kind: "mended" };
  if (claim.verdict === "attested" && was.verdict !== "attested" && TRUE.has(was.verdict)) {
    const why = "the cited log is not in this state any more; the lock alone says that it held";
    return { kind: "moved", why, before: was.excerpt?.text ?? null };
  }
  if (claim.moved && !was.moved) return { kind: "moved", why: movedTo(claim), before: null };
  const before = changedLines(claim, was, contents);
  if (before === null) return null;
  return { kind: "moved", why: "the cited lines are others than they were; the number still holds", before };
}

/** A new claim that holds, or one whose evidence is not there at all. */
function newFate(claim: ClaimState): Fate | null {
  if (TRUE.has(claim.verdict)) return { kind: "added" };
  return LOST.has(claim.verdict) && claim.help !== null ? { kind: "broken" } : null;
}

function movedTo(claim: ClaimState): string {
  const [first] = claim.evidence;
  return first === undefined ? claim.why : `what it cites stands at ${sayPlace(first)} now`;
}

/** The lines that a claim cited in the base, where they are others in the head; null where they are the same, or only moved. */
function changedLines(claim: ClaimState, was: ClaimState, contents: Contents): string | null {
  if (claim.text !== was.text && !FALSE.has(claim.verdict)) return null;
  const changed = was.evidence.flatMap((one) => contents.rewritten(one));
  const before = changed.flatMap((line) => line.before ?? []);
  return before.length === 0 ? null : before.join("\n");
}

/** A claim as a review tells it. */
export function reviewed(claim: ClaimState, was: ClaimState | null, fate: Fate): ReviewedClaim {
  const { id, file, line, column, text, sentence, verdict, logged, evidence, excerpt } = claim;
  return {
    ...{ id, file, line, column, text, sentence, verdict },
    was: was && { verdict: was.verdict, text: was.text },
    logged: fate.logged ?? logged,
    why: fate.why ?? claim.why,
    evidence: evidence.length > 0 || was === null ? evidence : was.evidence,
    excerpt: fate.excerpt ?? excerpt,
    before: fate.before ?? null,
    help: fate.help ?? claim.help,
  };
}
