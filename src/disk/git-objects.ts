import { execFileSync } from "node:child_process";

/** A file or link of a tree in git. `mode`: as git writes it (`100644`, `120000` for a link, `160000` for a submodule). */
export interface TreeEntry {
  mode: string;
  oid: string;
  size: number;
  path: string;
}

/** What one call of git reads into memory at most, but for a single larger file. */
const PORTION = 1 << 26;

/** Runs git in a folder for what may be no text; null when git is missing or says no. */
export function gitBytes(root: string, args: readonly string[], input = ""): Buffer | null {
  try {
    return execFileSync("git", ["-C", root, ...args], {
      input,
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ["pipe", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}

/** All files of a tree-ish, in the order of their paths; null where git does not have it. */
export function listTree(root: string, treeish: string): TreeEntry[] | null {
  const output = gitBytes(root, ["ls-tree", "-r", "-l", "-z", "--full-tree", treeish])?.toString("utf8");
  if (output === undefined) return null;
  return output.split("\0").flatMap((line) => {
    const match = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
    if (match === null) return [];
    const [, mode = "", oid = "", size = "", path = ""] = match;
    return [{ mode, oid, size: size === "-" ? 0 : Number(size), path }];
  });
}

/**
 * Hands over the content of objects, in order, as git keeps them: no filter, no attribute and no hook is looked at. Those that
 * are not there come as null. The bytes are valid during the call only.
 */
export function forEachObject<T extends { oid: string; size: number }>(
  root: string,
  wanted: readonly T[],
  each: (one: T, content: Buffer | null) => void,
): void {
  for (const some of portions(wanted)) {
    const input = some.map(({ oid }) => `${oid}\n`).join("");
    const output = gitBytes(root, ["cat-file", "--batch"], input) ?? Buffer.alloc(0);
    let at = 0;
    for (const one of some) {
      const end = output.indexOf(10, at);
      const head = end < 0 ? "" : output.toString("latin1", at, end);
      const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(head)?.[1];
      at = end < 0 ? output.length : end + 1;
      each(one, size === undefined ? null : output.subarray(at, at + Number(size)));
      if (size !== undefined) at += Number(size) + 1;
    }
  }
}

/** The content of one object, or null. `name`: an id, or a path in a commit such as `HEAD:docs/a.md`. */
export function readObject(root: string, name: string): Buffer | null {
  return gitBytes(root, ["cat-file", "blob", name]);
}

function portions<T extends { size: number }>(wanted: readonly T[]): T[][] {
  const all: T[][] = [];
  let bytes = PORTION;
  for (const one of wanted) {
    if (bytes + one.size > PORTION) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(one);
    bytes += one.size + 64;
  }
  return all;
}
