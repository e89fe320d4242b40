import { escapeUrl } from "../../markdown/escape.ts";
import type { Evidence } from "../../model/evidence.ts";
import { linesOf } from "../../model/evidence.ts";
import type { Review } from "../../model/review.ts";
import type { ReviewAbout } from "./about.ts";

/** A place in a project's file; `endLine` where it is more than one line. */
export interface Spot {
  file: string;
  line?: number | null | undefined;
  endLine?: number | null | undefined;
}

/** Addresses of places in one commit: of lines of a file, of a folder, of the commit itself; null where there is none. */
export interface Permalinks {
  blob(spot: Spot): string | null;
  tree(folder: string): string | null;
  commit: string | null;
}

/** Longer paths are nobody's; an address of such a length would fill a comment. */
const LONGEST = 1000;

/** Permalinks into the base and the head. A working tree that differs from its commit has none. */
export function permalinksOf(review: Review, about: ReviewAbout): { base: Permalinks; head: Permalinks } {
  return {
    base: permalinks(about, review.base.commit),
    head: permalinks(about, review.head.dirty ? null : review.head.commit),
  };
}

/** Permalinks into one commit. */
export function permalinks(about: ReviewAbout, commit: string | null): Permalinks {
  const web = webOf(about);
  if (web === null || commit === null || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    return { blob: () => null, tree: () => null, commit: null };
  const dash = about.host?.kind === "gitlab" ? "/-" : "";
  const address = (kind: string, path: string) => {
    const whole = [about.folder, path].filter(Boolean).join("/");
    if (whole.length > LONGEST || whole.split("/").includes("..")) return null;
    return [`${web}${dash}/${kind}/${commit}`, ...(whole === "" ? [] : [escapeUrl(whole).replaceAll("@", "%40")])].join(
      "/",
    );
  };
  return {
    blob: (spot) => {
      const file = address("blob", spot.file);
      return file === null ? null : file + fragmentOf(spot, about);
    },
    tree: (folder) => address("tree", folder),
    commit: `${web}${dash}/commit/${commit}`,
  };
}

/** Where evidence stands: its file, and its lines where it has some. */
export function spotOf(evidence: Evidence): Spot {
  return { file: evidence.file, ...linesOf(evidence) };
}

/** `report.md:12`, as far as the place is known. */
export function saySpot({ file, line }: Spot): string {
  return line === null || line === undefined ? file : `${file}:${line}`;
}

function webOf({ host }: ReviewAbout): string | null {
  return host !== null && /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~-]+)*$/.test(host.web) ? host.web : null;
}

function fragmentOf({ file, line, endLine }: Spot, about: ReviewAbout): string {
  if (line === null || line === undefined) return "";
  const end = endLine ?? line;
  const isGitlab = about.host?.kind === "gitlab";
  // GitHub shows the lines of a document only where it does not render it.
  const plain = !isGitlab && /\.(?:md|markdown|mdx|rst|csv|tsv)$/i.test(file) ? "?plain=1" : "";
  const last = end > line ? `-${isGitlab ? "" : "L"}${end}` : "";
  return `${plain}#L${line}${last}`;
}
