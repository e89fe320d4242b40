import { plain, withMarker } from "./marker.ts";
import type { Refusal } from "./refusal.ts";
import type { Comment, Result, Talk } from "./talk.ts";

/**
 * A comment as it should stand.
 *
 * - `marker`: by which it is found again. `text`: what it says; `short`: what it says where the host finds that too long.
 * - `isQuiet`: there is nothing to say: none is made, and one that is there is folded away.
 */
export interface Wanted {
  marker: string;
  text: string;
  short: string;
  isQuiet: boolean;
}

/** What was done to the comment. `address`: of the comment, empty where it is not known. */
export interface Kept {
  did: "created" | "edited" | "unchanged" | "resolved" | "none";
  address: string;
  /** Why it could not be folded away or shown again; the text is right all the same. */
  fold: Refusal | null;
}

/** How often a lost answer to a new comment is looked after. */
const TRIES = 3;

/**
 * Makes one comment of a conversation say what it should: it is found by its marker and author, edited in place, and left alone
 * where it says so already. What a person folded away for another reason than ours stays folded.
 */
export async function keepComment(
  talk: Talk,
  wanted: Wanted,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Result<Kept>> {
  for (let tried = 1; ; tried++) {
    const found = await talk.find(wanted.marker);
    if (!found.ok) return found;
    if (found.value !== null) return await update(talk, found.value, wanted);
    if (wanted.isQuiet) return kept("none", "");
    const created = await fitting(wanted, talk.create);
    if (created.ok) return kept("created", created.value);
    // The comment may stand there although its answer was lost: a second one would be noise.
    if (!created.refusal.maybeDone || tried === TRIES) return created;
    await sleep(tried * 2_000);
  }
}

async function update(talk: Talk, comment: Comment, wanted: Wanted): Promise<Result<Kept>> {
  const isFolded = comment.hidden !== null;
  if (wanted.isQuiet && isFolded) return kept("unchanged", "");
  const isSame = [wanted.text, wanted.short].some((text) => plain(comment.body) === withMarker(text, wanted.marker));
  let address = "";
  if (!isSame) {
    const edited = await fitting(wanted, (body) => talk.edit(comment, body));
    if (!edited.ok) return edited;
    address = edited.value;
  }
  const isOurFold = comment.hidden?.toLowerCase() === "resolved";
  const folds = wanted.isQuiet ? true : isOurFold ? false : null;
  const folded = folds === null || talk.fold === null ? null : await talk.fold(comment, folds);
  const isLeft = isSame && folded === null;
  const did = isLeft ? "unchanged" : wanted.isQuiet ? "resolved" : "edited";
  return kept(did, address, folded === null || folded.ok ? null : folded.refusal);
}

/** Sends the text, and the short one where the host finds it too long. */
async function fitting(wanted: Wanted, put: (body: string) => Promise<Result<string>>): Promise<Result<string>> {
  const whole = await put(withMarker(wanted.text, wanted.marker));
  if (whole.ok || whole.refusal.kind !== "too long") return whole;
  return await put(withMarker(wanted.short, wanted.marker));
}

function kept(did: Kept["did"], address: string, fold: Refusal | null = null): Result<Kept> {
  return { ok: true, value: { did, address, fold } };
}
