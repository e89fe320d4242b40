import type { Phrase, SiteLink, SiteNumber } from "../contract/index.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Quantity } from "../model/quantity.ts";
import type { LinkWriter } from "../report/link-writer.ts";
import type { View } from "./view.ts";
import { numberOf, sourceLink } from "./view.ts";

/**
 * What reports say, as phrases of the site: `links` is given to the report's own views, and `phrase` reads the Markdown that
 * they write. So a sentence is worded once for both.
 */
export interface PhraseWriter {
  links: LinkWriter;
  phrase(markdown: string): Phrase;
}

type Part = SiteLink | SiteNumber;

/** What `escapeText` and `codeSpan` write, and links to the parts collected so far. */
const TOKEN = /\\([^\sA-Za-z0-9])|(`+)([\s\S]*?[^`])\2(?!`)|\[|\]\(#(\d+)\)|&lt;|\*\*/g;

/** Opens a writer whose links are the experiment's pages. */
export function phraseWriter(view: View): PhraseWriter {
  const parts: Part[] = [];
  const runs = new Map([...view.runs.values()].map((run) => [run.dir, run]));
  const mark = (markdown: string, part: Part) => `[${markdown}](#${parts.push(part) - 1})`;
  const link = (quantity: Quantity) => mark(escapeText(quantity.text), numberOf(quantity, view));
  const place: LinkWriter["place"] = (markdown, path, line) => {
    const run = line === null ? runs.get(path) : undefined;
    const found = run ? { href: view.addresses.run(view.compiled, run.id) } : sourceLink({ file: path, line }, view);
    return found === null ? markdown : mark(markdown, { text: "", href: found.href });
  };
  const links: LinkWriter = {
    from: "",
    link,
    sentence: (sentence) => sentence.map((one) => (typeof one === "string" ? escapeText(one) : link(one))).join(""),
    place,
    definitions: () => "",
  };
  return { links, phrase: (markdown) => read(markdown, parts) };
}

/** Markdown of the writer as a phrase; a link's words are those between its brackets. */
function read(markdown: string, parts: readonly Part[]): Phrase {
  const phrase: Phrase = [];
  let text = "";
  let before = "";
  let at = 0;
  for (const token of markdown.matchAll(TOKEN)) {
    text += markdown.slice(at, token.index);
    at = token.index + token[0].length;
    const [whole, escaped, , code, index] = token;
    if (escaped !== undefined) text += escaped;
    else if (code !== undefined) text += unpadded(code);
    else if (whole === "&lt;") text += "<";
    else if (whole === "[") {
      before = text;
      text = "";
    } else if (index !== undefined) {
      const part = parts[Number(index)];
      if (before !== "") phrase.push(before);
      phrase.push(part === undefined ? text : { ...part, text });
      before = "";
      text = "";
    }
  }
  const rest = before + text + markdown.slice(at);
  return rest === "" ? phrase : [...phrase, rest];
}

/** A code span with a space at both ends is written with one more, unless it is blank. */
function unpadded(code: string): string {
  return /^ [\s\S]* $/.test(code) && code.trim() !== "" ? code.slice(1, -1) : code;
}
