import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/**
 * Follows every address of every page and of every Markdown file of a folder, or of some of its files: the file must be there, and the
 * element it points at. Addresses are relative, so what holds here holds below any path.
 */
export function deadLinks(folder: string, files: readonly string[] = filesBelow(folder)): string[] {
  const ids = new Map<string, Set<string>>();
  const idsOf = (file: string) => {
    const known = ids.get(file) ?? new Set(textsIn(textOf(folder, file), /\sid="([^"]+)"/g));
    ids.set(file, known);
    return known;
  };
  const isFile = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile() === true;
  return files.flatMap((file) =>
    addressesIn(file, textOf(folder, file)).flatMap((address) => {
      const [path = "", fragment = ""] = address.split("#", 2);
      const plain = decodeURI(path.replace(/\?.*$/, ""));
      const joined = plain === "" ? file : posix.join(dirname(file), plain);
      const target = joined === "." || joined.endsWith("/") ? posix.join(joined, "index.html") : joined;
      if (target.startsWith("..") || !isFile(target)) return [`${file}: ${address}`];
      const isThere = fragment === "" || file.endsWith(".md") || idsOf(target).has(decodeURIComponent(fragment));
      return isThere ? [] : [`${file}: ${address}`];
    }),
  );
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(folder.length + 1)).sort();
}

function textOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), "latin1");
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
