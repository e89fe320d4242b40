import { decodePercent } from "../../markdown/percent.ts";
import { resolvePath } from "../../model/tree.ts";

/** Where a link goes inside the project. `line` and `endLine` are null without a line; `fragment` is another anchor. */
export interface Address {
  file: string;
  line: number | null;
  endLine: number | null;
  fragment: string | null;
}

/** Tells whether a link's address is one inside the file tree: no scheme, no host, no mere anchor. */
export function isFileAddress(url: string): boolean {
  return url !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(url);
}

/** The project file that a link in a document means, with its lines; null when it leaves the project. */
export function parseAddress(fromFile: string, url: string): Address | null {
  const [path = "", fragment = null] = url.split("#", 2);
  const file = resolvePath(fromFile, decodePercent(path.replace(/\?.*$/s, "")));
  if (file === null || file === "") return null;
  const lines = /^L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?$/.exec(fragment ?? "");
  if (lines === null) return { file, line: null, endLine: null, fragment };
  const line = Number(lines[1]);
  const endLine = Number(lines[2] ?? line);
  return { file, line: Math.min(line, endLine), endLine: Math.max(line, endLine), fragment: null };
}

/** The selector or expression of a `cite:` link, decoded once; null for other links. */
export function citedBy(url: string): string | null {
  return /^cite:/i.test(url) ? decodePercent(url.slice(5)) : null;
}
