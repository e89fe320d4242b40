const TAG = /<([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const ATTRIBUTE = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;

const ADDRESSES = new Set(["href", "src", "srcset", "action", "data", "poster"]);
const LOADING = new Set("img script link source iframe object embed video audio use image".split(" "));
const FORBIDDEN = new Set(["style", "iframe", "object", "embed", "base"]);

/** Every page that breaks a rule has one of these somewhere; most pages have none and need not be taken apart. */
const SUSPECT =
  /<(?:(?:style|iframe|object|embed|base)\b|script(?!\ssrc="))|[\s"'/](?:(?:style|on[a-z]+)\s*=|(?:href|src|srcset|action|data|poster)\s*=(?!"(?!\s|\/|[a-z][a-z0-9+.-]*:)))/i;

/**
 * The last guard before a rendered page is put out: it must work under any sub-path and under the site's strict content
 * security policy. Returns what is wrong with the page, or null. What a log says inside a quoted attribute is text.
 */
export function checkPage(html: string): string | null {
  if (!SUSPECT.test(html)) return null;
  for (const [whole, name = "", rest = ""] of html.matchAll(TAG)) {
    const problem = problemOf(name.toLowerCase(), attributesOf(rest));
    if (problem !== null) return `${problem}: ${whole.slice(0, 160)}`;
  }
  return null;
}

function attributesOf(text: string): Map<string, string> {
  const found = text.matchAll(ATTRIBUTE);
  return new Map(Array.from(found, ([, name = "", a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? ""]));
}

function problemOf(tag: string, attributes: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of attributes) {
    if (name === "style" || name.startsWith("on")) return "inline style or script";
    if (!ADDRESSES.has(name)) continue;
    const address = value.trim();
    // The canonical address is said and not loaded; it is the only whole one of ours.
    const isSaid = tag === "link" && attributes.get("rel") === "canonical";
    if (LOADING.has(tag) && !isSaid && /^(?:https?:)?\/\//i.test(address)) return "something is loaded from elsewhere";
    if (address.startsWith("/") || /^(?!https?:|mailto:|data:)[a-z][a-z0-9+.-]*:/i.test(address)) {
      return "an address is not relative";
    }
  }
  if (FORBIDDEN.has(tag) || (tag === "script" && !attributes.has("src"))) return "inline style or script";
  return null;
}
