import type { Cited } from "./cited.ts";
import type { Judging } from "./judging.ts";

/** Why a number that links to a file as a whole is not judged. */
export const WHOLE_FILE = "the link names a file, not a line of it";

/** What a link to a file of one line cites: that line. A file of more lines gives what it gave; so does a binary one. */
export function withSoleLine({ context }: Judging, cited: Cited): Cited {
  const { address } = cited;
  if (address.line !== null) return cited;
  const [first, second] = [1, 2].map((line) => context.region({ file: address.file, line, endLine: line }));
  const isSole = first != null && second == null && !first.text.includes("\0");
  return isSole ? { ...cited, region: first, address: { ...address, line: 1, endLine: 1 } } : cited;
}
