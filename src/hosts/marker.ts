/** What a comment begins with so that it is found again: it is not shown. */
const START = "<!-- labdocs:review ";

/**
 * The hidden marker of a project's comment: each project of a repository has one of its own. `folder`: where the project lies
 * below the repository's root, empty for the root itself.
 */
export function markerOf(folder: string): string {
  // An HTML comment ends at `--` and `>`; everything else that a folder's name may hold is only made plain.
  const id = folder === "" ? "." : encodeURIComponent(folder).replaceAll("%2F", "/").replaceAll("-", "%2D");
  return `${START}${id} -->`;
}

/** Whether a comment begins with that marker: one that merely quotes it is another's. */
export function isMarked(body: string, marker: string): boolean {
  return body.trimStart().startsWith(marker);
}

/** A text with the marker before it, in the form in which the host gives it back. */
export function withMarker(text: string, marker: string): string {
  return plain(isMarked(text, marker) ? text : `${marker}\n\n${text}`);
}

/** A body as it compares with another: the host may change line ends, and drops space around the text. */
export function plain(body: string): string {
  return body.replace(/\r\n?/g, "\n").trim();
}
