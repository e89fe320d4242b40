import type { Refusal } from "./refusal.ts";

/**
 * The conversation of one pull or merge request, as far as one comment needs it.
 *
 * - `find`: the oldest comment that begins with the marker and was written by who calls; null where there is none. Others may write
 *   the marker too: theirs is not touched.
 * - `create`: is not sent again by itself where the answer was lost: look first whether the comment is there. Both it and
 *   `edit` give the comment's address, empty where it is not known.
 * - `fold`: folds a comment away as resolved, or shows it again; null where the host cannot.
 */
export interface Talk {
  find(marker: string): Promise<Result<Comment | null>>;
  create(body: string): Promise<Result<string>>;
  edit(comment: Comment, body: string): Promise<Result<string>>;
  fold: ((comment: Comment, isHidden: boolean) => Promise<Result<null>>) | null;
}

/** A comment that is ours. `hidden`: folded away, with the reason that was given; null where it is shown. */
export interface Comment {
  id: number;
  node: string;
  body: string;
  hidden: string | null;
}

/** What came of a call: a value, or why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };
