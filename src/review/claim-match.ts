import type { ClaimState, DocumentState } from "./state.ts";

/** A claim of the head with the one of the base that it was, or null where it is new; `gone`: those of the base that are none now. */
export interface ClaimPairs {
  pairs: { claim: ClaimState; was: ClaimState | null }[];
  gone: ClaimState[];
}

/** A way to recognise a claim: claims that give the same text are the same one, in their order. Null: not to be told this way. */
type Key = (claim: ClaimState) => string | null;

/** Ids of claims without a link count only their kind, so that a number before them shifts them all. */
const byId: Key = ({ id, kind }) => (isUnlinked(kind) ? null : id);

/** From the surest to the loosest. The numbers of a sentence are left out last, since an edit of one is what has to be seen. */
const IN_FILE: readonly Key[] = [
  (claim) => [claim.id, claim.text, claim.sentence].join("\0"),
  (claim) => [claim.kind, claim.text, claim.sentence].join("\0"),
  byId,
  (claim) => [claim.text, skeleton(claim.sentence)].join("\0"),
  (claim) => [claim.kind, skeleton(claim.sentence)].join("\0"),
  (claim) => (claim.target === null ? null : [claim.target, claim.selector].join("\0")),
  (claim) => (claim.text === "" ? null : claim.text),
];

/** A claim that was moved to another document says the same in the same words. */
const ANYWHERE: readonly Key[] = [(claim) => (claim.sentence === "" ? null : [claim.text, claim.sentence].join("\0"))];

/** Finds each claim of the head in the base: in its own document first, then in all others. */
export function matchClaims(base: readonly DocumentState[], head: readonly DocumentState[]): ClaimPairs {
  const before = new Map(base.map((one) => [one.file, one.claims]));
  const found = new Map<ClaimState, ClaimState>();
  const gone: ClaimState[] = [];
  const rest: ClaimState[] = [];
  for (const { file, claims } of head) {
    const left = match(before.get(file) ?? [], claims, { keys: IN_FILE, found });
    before.delete(file);
    gone.push(...left);
    rest.push(...claims.filter((claim) => !found.has(claim)));
  }
  gone.push(...[...before.values()].flat());
  const left = match(gone, rest, { keys: ANYWHERE, found });
  const pairs = head.flatMap(({ claims }) => claims.map((claim) => ({ claim, was: found.get(claim) ?? null })));
  return { pairs, gone: left };
}

/** Pairs claims key by key; returns those of the base that found no partner. */
function match(
  base: readonly ClaimState[],
  head: readonly ClaimState[],
  { keys, found }: { keys: readonly Key[]; found: Map<ClaimState, ClaimState> },
): ClaimState[] {
  let left = [...base];
  for (const key of keys) {
    const open = head.filter((claim) => !found.has(claim));
    if (left.length === 0 || open.length === 0) break;
    const waiting = Map.groupBy(open, key);
    left = left.filter((was) => {
      const name = key(was);
      const claim = name === null ? undefined : waiting.get(name)?.shift();
      if (claim !== undefined) found.set(claim, was);
      return claim === undefined;
    });
  }
  return left;
}

/** A sentence without its numbers. */
function skeleton(sentence: string): string {
  return sentence.replace(/[\d.,%]+/g, "#");
}

function isUnlinked(kind: ClaimState["kind"]): boolean {
  return kind === "bare" || kind === "words";
}
