// What a log, a journal or a file name says is untrusted: it is shown as it is and never becomes Markdown. The escapes
// are chosen so that the source stays readable (`val_loss`, `-0.2` and `p < 0.01` are left alone) and so that no `<`
// stands before a letter, which tools that treat the file as MDX take for a tag.

/**
 * Plain text as Markdown prose that renders as that text, wherever in a line it is put. Runs of white space and line
 * breaks become one space; characters that hide or reorder text are shown as `\u{202E}`.
 */
export function escapeText(text: string): string {
  return escapeLineStart(escapeInline(oneLine(text)));
}

/** The same for a cell of a GFM table. */
export function escapeCell(text: string): string {
  return escapeInline(oneLine(text).trim()).replaceAll("|", "\\|");
}

/**
 * Plain text as a code span with as many back-ticks as it needs; empty for an empty text. In a table cell a back-slash
 * before a pipe cannot be written in code, so such a text comes back as escaped prose.
 */
export function codeSpan(text: string, place: "prose" | "cell" = "prose"): string {
  const code = showHidden(text.replace(BREAK, " ").replaceAll("\t", " "));
  if (code === "") return "";
  if (place === "cell" && code.includes("\\|")) return escapeCell(text);
  const longest = (code.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
  const fence = "`".repeat(longest + 1);
  const isBlank = code.trim() === "";
  const needsPadding = /^`|`$/.test(code) || (!isBlank && code.startsWith(" ") && code.endsWith(" "));
  const padded = needsPadding ? ` ${code} ` : code;
  return fence + (place === "cell" ? padded.replaceAll("|", "\\|") : padded) + fence;
}

/**
 * A path as the address of a link. Slashes and letters of any script stay readable; everything else that has a meaning
 * in Markdown or in an address is percent-encoded, a colon too, so that a file name is never taken for a scheme.
 */
export function escapeUrl(path: string): string {
  return path.toWellFormed().replace(/[^\p{L}\p{M}\p{N}\-._~/@+,=;!]/gu, (character) => {
    const encoded = encodeURIComponent(character);
    return encoded === character ? percent(character) : encoded;
  });
}

/** The path that an address from a link means, without fragment and query; null when its encoding is broken. */
export function unescapeUrl(url: string): string | null {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ""));
  } catch {
    return null;
  }
}

/** Plain text as the inside of a link's `"title"`, safe in a table cell too. */
export function escapeTitle(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\"|$]/g, "\\$&")
    .replace(ENTITY, "\\$&")
    .replaceAll("`", "&#96;")
    .replace(/<(?=[a-z/!?])/gi, "&lt;")
    .replace(PLACEHOLDER, "\\{");
}

/** Plain text as the content of an HTML element, on one line; GitHub reads no Markdown in the `<summary>` of a `<details>`. */
export function escapeHtml(text: string): string {
  return oneLine(text).trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Whether a text may have a character that `showHidden` shows; tabs and line ends are among them. */
export function mayHide(text: string): boolean {
  return MAY_HIDE.test(text);
}

/** Shows characters that hide or reorder text, such as controls and bidirectional marks, as `\u{202E}`. */
export function showHidden(text: string): string {
  if (!MAY_HIDE.test(text)) return text;
  return text.replace(HIDDEN, (character) => `\\u{${codePoint(character)}}`);
}

const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const ENTITY = /&(?=#?[a-z0-9]*(?:;|$))/gi;
// `{{NAME}}` marks an unfilled template for other tools; `{#id}` sets a heading's id in some site generators.
const PLACEHOLDER = /(?<=\{)\{/g;

// Controls, lone surrogates, soft hyphen, bidirectional marks, zero-width characters other than the joiners that emoji
// and several scripts need, annotation marks and tag characters.
const HIDDEN =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** Every text that `oneLine` changes has one of these, and every text that `escapeInline` changes one of those. */
const UNEVEN = /[^ -~]| {2}/;
const MEANT = /[\\`*[\]$_~&<{@]|:\/\/|www\.|!$|#$/i;

function oneLine(text: string): string {
  if (!UNEVEN.test(text)) return text;
  return showHidden(text.replace(BREAK, " ").replace(/[ \t]{2,}|\t/g, " "));
}

/** Names of metrics and params come again and again. */
const MOST_KEPT = 1000;
const LONGEST_KEPT = 60;
const kept = new Map<string, string>();

function escapeInline(text: string): string {
  if (!MEANT.test(text)) return text;
  if (text.length > LONGEST_KEPT) return escapeMeant(text);
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size > MOST_KEPT) kept.clear();
  const escaped = escapeMeant(text);
  kept.set(text, escaped);
  return escaped;
}

function escapeMeant(text: string): string {
  return text
    .replace(/[\\`*[\]$]/g, "\\$&")
    .replace(/_+/g, escapeUnderscores)
    .replace(/(?<! )~|~(?! ?\d)/g, "\\~")
    .replace(ENTITY, "\\&")
    .replace(/<(?![ \d=.])/g, "&lt;")
    .replace(/\{(?=#)/g, "\\{")
    .replace(PLACEHOLDER, "\\{")
    .replace(/(https?|ftp)(?=:\/\/)/gi, "$1\\")
    .replace(/(www)(?=\.)/gi, "$1\\")
    .replace(/(?<=[\w.+-])@(?=\w)/g, "\\@")
    .replace(/!$/, "\\!")
    .replace(/(?<=^| )#+$/, (run) => run.replaceAll("#", "\\#"));
}

/** Inside a word an underscore means nothing, and names like `val_loss` should stay readable. */
function escapeUnderscores(run: string, at: number, text: string): string {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + run.length, at + run.length + 2);
  return /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) ? run : run.replaceAll("_", "\\_");
}

/** What would begin a heading, quote, list, rule, table or directive at the start of a line. */
function escapeLineStart(text: string): string {
  if (!/^ ?[>|#+=:\d-]/.test(text)) return text;
  return text
    .replace(/^( ?)([>|])/, "$1\\$2")
    .replace(/^( ?)(#{1,6})(?= |$)/, "$1\\$2")
    .replace(/^( ?)([-+])(?![\p{L}\p{N}.])/u, "$1\\$2")
    .replace(/^( ?)(=)(?==* ?$)/, "$1\\$2")
    .replace(/^( ?)(:)(?=[-:])/, "$1\\$2")
    .replace(/^( ?\d{1,9})([.)])(?= |$)/, "$1\\$2");
}

/** Without the letters and signs of Latin texts, so that it is told at once of them. */
const MAY_HIDE = /[^ -~\u00A1-\u00AC\u00AE-\u05FF\u2010-\u2027\u2030-\u205F\u2070-\u2FFF]/;

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
