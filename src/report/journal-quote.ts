import { TAG } from "../experiments/entry.ts";
import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { JournalEntry, JournalTag } from "../model/journal.ts";

const CODE = /(`+)[^`]+\1(?!`)/g;
const CODE_OR_LINK = /(`+)([^`]+)\1(?!`)|!?\[([^\]]*)\]\([^)]*\)/g;

/**
 * What an entry says under a tag, for each time the tag occurs: the text from the tag to the end of its paragraph or to
 * the next tag, as Markdown on one line. Code stays code, links keep their text, everything else is escaped.
 */
export function quotesOf(entry: JournalEntry, tag: JournalTag): string[] {
  const paragraphs = `${entry.title}\n\n${entry.text}`.split(/\n\s*\n/);
  return paragraphs.flatMap((paragraph) => {
    // A tag in code is an example of one.
    const masked = paragraph.replace(CODE, (code) => " ".repeat(code.length));
    const tags = [...masked.matchAll(TAG)];
    return tags.flatMap((found, i) => {
      const end = tags[i + 1]?.index ?? paragraph.length;
      return found[1]?.toUpperCase() === tag ? [quote(paragraph.slice(found.index + found[0].length, end))] : [];
    });
  });
}

/** A piece of someone's Markdown as Markdown on one line that cannot break out of where it is put. */
export function quote(markdown: string): string {
  const text = markdown.replaceAll(/\s+/g, " ").trim();
  let out = "";
  let at = 0;
  for (const match of text.matchAll(CODE_OR_LINK)) {
    out += escapeText(text.slice(at, match.index));
    out += match[2] === undefined ? escapeText(match[3] ?? "") : codeSpan(match[2]);
    at = match.index + match[0].length;
  }
  return out + escapeText(text.slice(at));
}
