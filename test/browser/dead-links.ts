import { dirname, posix } from "node:path";
import { contentsOf } from "./site-example.ts";

/**
 * Follows every address of every page and of every Markdown file: the file must be there, and the element it points at. Addresses
 * are relative, so what holds here holds below any path.
 */
export function deadLinks(folder: string): string[] {
  const files = contentsOf(folder);
  const ids = new Map<string, Set<string>>();
  const idsOf = (file: string) => {
    const known = ids.get(file) ?? new Set(textsIn(files.get(file) ?? "", /\sid="([^"]+)"/g));
    ids.set(file, known);
    return known;
  };
  return [...files].flatMap(([file, text]) =>
    addressesIn(file, text).flatMap((address) => {
      const [path = "", fragment = ""] = address.split("#", 2);
      const plain = decodeURI(path.replace(/\?.*$/, ""));
      const joined = plain === "" ? file : posix.join(dirname(file), plain);
      const target = joined === "." || joined.endsWith("/") ? posix.join(joined, "index.html") : joined;
      if (!files.has(target)) return [`${file}: ${address}`];
      const isThere = fragment === "" || file.endsWith(".md") || idsOf(target).has(decodeURIComponent(fragment));
      return isThere ? [] : [`${file}: ${address}`];
    }),
  );
}

/** What a file links to or loads, but what lies elsewhere. */
function addressesIn(file: string, text: string): string[] {
  const own = (address: string) => !/^(https?|mailto|data):/.test(address);
  if (file.endsWith(".html"))
    return textsIn(text, /\s(?:href|src|data-search)="([^"]*)"/g)
      .map(unescaped)
      .filter(own);
  const isIndex = /(^|\/)index\.html\.md$|^llms\.txt$/.test(file);
  return isIndex ? textsIn(text, /(?<!\\)\]\(([^)\s]+)\)/g).filter(own) : [];
}

function textsIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (one) => one[1] ?? "");
}

function unescaped(attribute: string): string {
  return attribute.replaceAll("&#38;", "&").replaceAll("&amp;", "&");
}
