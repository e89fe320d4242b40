import { codeSpan, escapeCell, escapeHtml, escapeText, showHidden } from "./escape.ts";

// A code host reads more into a comment than Markdown does: it links people, issues, commits and addresses, runs the
// commands of bots, and finds its own comments by hidden markers. What a log, a journal or a file name says may be none of
// that. Escapes do not help, since a host looks at the rendered text; a zero-width space between the characters does. In
// code nothing is linked, so that there only what looks like an HTML comment is parted.

const GAP = "&#8203;";

/** Plain text as one line of prose in a comment, a summary or an issue of a code host: it renders as it is and links nothing. */
export function hostedText(text: string): string {
  return apart(escapeText(text)).replace(/^(\s*)\//, `$1${GAP}/`);
}

/** The same for a cell of a table. */
export function hostedCell(text: string): string {
  return apart(escapeCell(text));
}

/** The same as the content of an HTML element, such as `<summary>`. */
export function hostedHtml(text: string): string {
  return apart(escapeHtml(text)).replaceAll("$", () => `$${GAP}`);
}

/** Plain text as a code span; empty for an empty text. */
export function hostedCode(text: string, place: "prose" | "cell" = "prose"): string {
  // Such a text cannot be code in a table and comes back as prose.
  return place === "cell" && text.includes("\\|") ? hostedCell(text) : withoutComments(codeSpan(text, place));
}

/** A sentence of ours, in which what stands between back-ticks is code; everything in it is neutralised all the same. */
export function hostedSentence(text: string, place: "prose" | "cell" = "prose"): string {
  const prose = place === "cell" ? hostedCell : hostedText;
  const parts = text.split("`");
  if (parts.length % 2 === 0) return prose(text);
  return parts.map((part, index) => (index % 2 === 1 ? hostedCode(part, place) : withEnds(part, prose))).join("");
}

/** Lines as a fenced block that nothing in them can close. No line of it begins with data: `before` stands at its start. */
export function hostedFence(
  lines: readonly { before: string; text: string }[],
  language: "text" | "diff" | "sh" = "text",
): string {
  const shown = lines.map(({ before, text }) => `${before}${withoutComments(oneCodeLine(text))}`.trimEnd());
  const longest = (shown.join("\n").match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return [fence + language, ...shown, fence].join("\n");
}

/** A text of at most so many characters, with `…` in place of what is missing at its end. Never parts a character. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** A path of at most so many characters: its end says most, so that folders are missing at its start, or a part of the name. */
export function shortenedPath(path: string, most: number): string {
  if (path.length <= most) return path;
  const end = path.slice(1 - most).replace(/^[\uDC00-\uDFFF]/, "");
  const folder = end.indexOf("/");
  return `…${folder > 0 ? end.slice(folder) : end}`;
}

/** What hosts link or act on. One expression in one pass, so that no gap is taken for data. */
const REFERENCE = new RegExp(
  [
    String.raw`@(?=\S|$)`, // a person, a team, a mail address
    String.raw`#(?=\d|$)|[!$&^%](?=\d)`, // an issue, a merge request, a snippet, an epic, a milestone
    "~(?=[a-z_])", // a label
    String.raw`\b(?:GH|GHSA|CVE)-(?=\w)`,
    String.raw`:(?=\\?\/\/)`, // an address
    String.raw`(?<![a-z0-9])www(?=\\?\.)`,
    String.raw`:(?=[\w+\\-]*[a-z][\w+\\-]*:|[+-]1:|100:|1234:)`, // a picture
    String.raw`(?<![\w.])(?=\d*[a-f])[0-9a-f]{7,64}(?![0-9a-z])`, // a commit
  ].join("|"),
  "gi",
);

const SHORTEST_COMMIT = 7;

function apart(escaped: string): string {
  // What is left of a commit's name is still one: no seven of its digits stay together.
  return escaped.replace(REFERENCE, (found) =>
    found.length < SHORTEST_COMMIT ? found + GAP : found.replace(/.{6}(?=.)/g, `$&${GAP}`),
  );
}

/** Code knows no entities: the character itself. */
function withoutComments(code: string): string {
  return code.replace(/<(?=!--)/g, "<\u200B");
}

function oneCodeLine(text: string): string {
  return showHidden(text.replaceAll("\t", "    ").replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, " "));
}

/** Escaping trims; the blanks between prose and code have to stay. */
function withEnds(part: string, prose: (text: string) => string): string {
  const inner = part.trim();
  if (inner === "") return part === "" ? "" : " ";
  return `${/^\s/.test(part) ? " " : ""}${prose(inner)}${/\s$/.test(part) ? " " : ""}`;
}
