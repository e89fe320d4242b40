import { shortened } from "../../markdown/hosted-text.ts";

/** The part of a line around the `length` characters at an offset of it, with `…` where it goes on. At most `most` characters. */
export function windowOf(line: string, { at, length, most }: { at: number; length: number; most: number }): string {
  if (line.length <= most || at + length < most) return shortened(line, most);
  const from = Math.max(0, Math.min(at - Math.floor((most - length) / 2), line.length - most));
  return `…${shortened(line.slice(from), most)
    .slice(1)
    .replace(/^[\uDC00-\uDFFF]/, "")}`;
}

/** Two lines as much alike as rows of a wide table are, both cut at the same place, so that what differs is seen. */
export function windowsOf(before: string, after: string, most: number): { before: string; after: string } {
  const at = firstDifference(before, after);
  const longest = before.length > after.length ? before : after;
  const end = Math.max(lastDifference(before, after, at), lastDifference(after, before, at));
  if (longest.length <= most || end < most) return { before: shortened(before, most), after: shortened(after, most) };
  // What stands before the difference says where one is; the column of a number matters less than the number.
  const from = Math.max(0, Math.min(at - Math.floor(most / 3), longest.length - most));
  const cut = (line: string) => (from === 0 ? shortened(line, most) : `…${shortened(line.slice(from + 1), most - 1)}`);
  return { before: cut(before), after: cut(after) };
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

/** Where the first line has its last character that differs, counted from the start; ends that are alike do not. */
function lastDifference(a: string, b: string, first: number): number {
  let same = 0;
  const most = Math.min(a.length, b.length) - first;
  while (same < most && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return Math.max(first, a.length - same);
}
