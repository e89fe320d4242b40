// Reads back the words of HTML that we made ourselves of sanitised Markdown; it is no parser for HTML of others.

const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const COMMENT = /<!--[\s\S]*?-->/g;
const BLOCK = new Set("p li h1 h2 h3 h4 h5 h6 td th tr table ul ol pre blockquote div br hr dd dt section".split(" "));
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** A piece of HTML: a tag with its attributes, or text between tags with its character references read. */
export type HtmlToken = { kind: "text"; text: string } | { kind: "open" | "close"; name: string; attributes: string };

/** HTML in pieces. Drawings (`<svg>`) are left out: a figure has its data elsewhere. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const shown = html.replace(COMMENT, "");
  let at = 0;
  let skipped = 0;
  for (const match of shown.matchAll(TAG)) {
    const [whole, slash = "", name = "", attributes = ""] = match;
    const before = shown.slice(at, match.index);
    if (before !== "" && skipped === 0) yield { kind: "text", text: unescapeHtml(before) };
    at = match.index + whole.length;
    const isClose = slash === "/";
    const tag = name.toLowerCase();
    if (tag === "svg" && !attributes.endsWith("/")) skipped += isClose ? -1 : 1;
    else if (skipped === 0) yield { kind: isClose ? "close" : "open", name: tag, attributes };
  }
  if (at < shown.length) yield { kind: "text", text: unescapeHtml(shown.slice(at)) };
}

/** An attribute's value with its character references read; null when it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`, "i").exec(attributes);
  return found === null ? null : unescapeHtml(found[1] ?? found[2] ?? "");
}

/** The words of HTML on one line. */
export function htmlText(html: string): string {
  let text = "";
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") text += token.text;
    else if (BLOCK.has(token.name)) text += " ";
  }
  return oneLine(text);
}

/** A heading and what stands below it, paragraph by paragraph. What comes before the first heading has neither id nor title. */
export interface HtmlSection {
  id: string | null;
  title: string;
  paragraphs: string[];
}

/** HTML by its headings. */
export function htmlSections(html: string): HtmlSection[] {
  let section: HtmlSection = { id: null, title: "", paragraphs: [] };
  const sections = [section];
  let text = "";
  const end = () => {
    const line = oneLine(text);
    if (line !== "") section.paragraphs.push(line);
    text = "";
  };
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") text += token.text;
    else if (/^h[1-6]$/.test(token.name)) {
      if (token.kind === "open") {
        end();
        section = { id: attributeOf(token.attributes, "id"), title: "", paragraphs: [] };
        sections.push(section);
      } else {
        section.title = oneLine(text);
        text = "";
      }
    } else if (BLOCK.has(token.name)) {
      // Cells and items are read on; what is above them ends a paragraph.
      if (/^(td|th|tr|br|li)$/.test(token.name)) text += " ";
      else end();
    }
  }
  end();
  return sections.filter((one) => one.title !== "" || one.paragraphs.length > 0);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function unescapeHtml(text: string): string {
  return text.includes("&") ? text.replace(/&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, characterOf) : text;
}

function characterOf(reference: string): string {
  const name = reference.slice(1, -1);
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? reference;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
