/** What a walk over a served site found: the pages it came to, and each address that leads nowhere with where it stands. */
export interface LinkWalk {
  pages: Set<string>;
  dead: string[];
}

interface Answer {
  status: number;
  ids: Set<string>;
  links: string[];
}

/**
 * Requests a site as a visitor could: from its first page, every internal link, anchor and asset of every page and style sheet, each
 * by HTTP. What leads out of the site's own path on the same server is as dead as what is missing.
 */
export async function walkLinks(start: string): Promise<LinkWalk> {
  const walk: LinkWalk = { pages: new Set(), dead: [] };
  const answers = new Map<string, Answer>();
  const due: [url: string, from: string][] = [[start, start]];
  const answerOf = async (url: string): Promise<Answer> => {
    const known = answers.get(url) ?? (await request(url));
    answers.set(url, known);
    return known;
  };
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    const [url, from] = next;
    const [address = "", fragment = ""] = url.split("#", 2);
    const isNew = !answers.has(address);
    const { status, ids, links } = address.startsWith(start) ? await answerOf(address) : NOWHERE;
    const isDead = status !== 200 || (fragment !== "" && ids.size > 0 && !ids.has(decodeURIComponent(fragment)));
    if (isDead) walk.dead.push(`${from}: ${url}`);
    if (!isNew || isDead) continue;
    if (ids.size > 0) walk.pages.add(address.slice(start.length));
    for (const link of links) due.push([link, address]);
  }
  return walk;
}

const NOWHERE: Answer = { status: 404, ids: new Set(), links: [] };

async function request(url: string): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual" });
  const type = response.headers.get("content-type") ?? "";
  const text = /html|css/.test(type) ? await response.text() : "";
  if (!/html|css/.test(type)) await response.arrayBuffer();
  const ids = type.includes("html") ? new Set(textsIn(text, /\sid="([^"]+)"/g).map(unescaped)) : new Set<string>();
  const found = type.includes("html") ? addressesIn(text) : textsIn(text, /url\(\s*["']?([^"')]+)/g);
  const links = found.flatMap((address) => {
    const target = new URL(address, url);
    target.search = "";
    return target.origin === new URL(url).origin ? [target.href] : [];
  });
  return { status: response.status, ids, links: [...new Set(links)] };
}

/** Attributes that a browser follows or loads, and those from which a script of the site does. */
function addressesIn(html: string): string[] {
  const all = textsIn(html, /\s(?:href|src|data-search|data-live|data-runs)="([^"]*)"/g).map(unescaped);
  return all.filter((address) => !/^(?:https?|mailto|data):/.test(address));
}

function textsIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (one) => one[1] ?? "");
}

function unescaped(attribute: string): string {
  return attribute.replaceAll("&#34;", '"').replaceAll("&quot;", '"').replaceAll("&#38;", "&").replaceAll("&amp;", "&");
}
