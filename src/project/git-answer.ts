import { fileStamp, isFolder } from "../disk/file.ts";
import type { IgnoreRule } from "../disk/git.ts";
import { gitIgnoreRules, gitIndexed, gitInLfs } from "../disk/git.ts";
import { hashText } from "../disk/hash.ts";
import { repositoryFolder } from "../disk/history.ts";
import { parentOf } from "../model/tree.ts";

/** What git says of some files: which are in its index, which it ignores and why, and which it stores in LFS. */
export interface GitAnswer {
  tracked: ReadonlySet<string>;
  rules: readonly IgnoreRule[];
  stored: readonly string[];
}

// A process that compiles again and again asks the same, and each question to git costs more than compiling one document.
let last: { stamp: string; answer: GitAnswer | null } | null = null;

/** Asks git about some project files; null outside a repository. What was asked last is known as long as git would say the same. */
export function askGit(root: string, files: readonly string[]): GitAnswer | null {
  const stamp = stampOf(root, files);
  if (stamp !== null && last?.stamp === stamp) return last.answer;
  const tracked = gitIndexed(root, files);
  const answer =
    tracked === null ? null : { tracked, rules: gitIgnoreRules(root, files), stored: gitInLfs(root, files) };
  last = stamp === null ? null : { stamp, answer };
  return answer;
}

/** Of all that the answer follows from but the user's own settings of git; null where the repository is of another shape. */
function stampOf(root: string, files: readonly string[]): string | null {
  const top = repositoryFolder(root);
  if (top === null || !isFolder(top, ".git")) return null;
  const own = ["index", "config", "info/exclude", "info/attributes"].map((name) => fileStamp(top, `.git/${name}`));
  const folders = new Set<string>();
  for (const file of files)
    for (let dir = parentOf(file); !folders.has(dir); dir = parentOf(dir)) {
      folders.add(dir);
      if (dir === "") break;
    }
  const inside = [...folders].map((dir) => rulesIn(root, dir));
  const above = root === top ? [] : foldersAbove(root.slice(top.length + 1)).map((dir) => rulesIn(top, dir));
  return hashText(JSON.stringify([root, files, own, inside, above]));
}

function foldersAbove(path: string): string[] {
  return path.split(/[\\/]/).map((_, depth, parts) => parts.slice(0, depth).join("/"));
}

function rulesIn(root: string, dir: string): string[] {
  return [".gitignore", ".gitattributes"].map((name) => fileStamp(root, dir === "" ? name : `${dir}/${name}`));
}
