/** A replacement of `text.slice(start, end)`; offsets in UTF-16 units. `start === end` inserts. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Applies edits to a text, all offsets being those of the text as given. Everything outside the edits stays as it is.
 * Edits may come in any order; insertions at one place keep the order they are given in.
 *
 * @throws RangeError when an edit lies outside the text or two edits overlap: the caller's offsets are then wrong.
 */
export function splice(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const edit of sorted) {
    if (!(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length)) {
      throw new RangeError(`The edit ${edit.start}–${edit.end} is outside a text of ${text.length} characters.`);
    }
    if (edit.start < done) throw new RangeError(`The edit ${edit.start}–${edit.end} overlaps the one before it.`);
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join("");
}
