import { git, gitRemoved } from "./git.ts";

/** What git tells of a file that is gone. `to`: what it was renamed to; `beside`: the files that were there when it still was. */
export interface Gone {
  to: string | null;
  beside: ReadonlySet<string>;
}

/** Asks git where project-relative paths went: null of one that it does not know to be gone. What it told is remembered. */
export function openRenames(root: string): (path: string) => Gone | null {
  const renames = new Map<string, Map<string, string>>();
  const listings = new Map<string, ReadonlySet<string>>();
  const remembered = <T>(known: Map<string, T>, key: string, make: () => T): T => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  return (path) => {
    if (!gitRemoved(root, [path]).has(path)) return null;
    const isUncommitted = git(root, ["cat-file", "-e", `HEAD:./${path}`]) !== null;
    const commit = isUncommitted ? "HEAD" : deletingCommit(root, path);
    if (commit === null) return null;
    const shown = isUncommitted ? ["diff", "HEAD"] : ["show", "--format=", commit];
    const before = isUncommitted ? "HEAD" : `${commit}^`;
    return {
      to: remembered(renames, before, () => renamesIn(root, shown)).get(path) ?? null,
      beside: remembered(listings, before, () => listed(root, before)),
    };
  };
}

function deletingCommit(root: string, path: string): string | null {
  const log = ["log", "-1", "--no-renames", "--diff-filter=D", "--format=%H", "--", path];
  return git(root, ["--literal-pathspecs", ...log])?.trim() || null;
}

/** From what to what files were renamed; `shown`: the command whose differences are meant. */
function renamesIn(root: string, [command = "", ...of]: readonly string[]): Map<string, string> {
  const options = ["--find-renames", "--diff-filter=R", "--name-status", "--relative", "-z"];
  const fields = (git(root, [command, ...options, ...of]) ?? "").split("\0");
  const renamed = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3) renamed.set(fields[at + 1] ?? "", fields[at + 2] ?? "");
  return renamed;
}

function listed(root: string, revision: string): ReadonlySet<string> {
  return new Set((git(root, ["ls-tree", "-r", "--name-only", "-z", revision]) ?? "").split("\0"));
}
