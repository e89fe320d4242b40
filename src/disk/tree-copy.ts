import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf } from "../errors.ts";
import { git } from "./git.ts";
import type { TreeEntry } from "./git-objects.ts";
import { forEachObject, gitBytes, listTree } from "./git-objects.ts";
import { openLfs } from "./lfs.ts";
import { workFolder } from "./write.ts";

/**
 * Which files of which commit to lay out. `slot`: the name of the copy; there is one of each. `prefix`: the project's folder in
 * the repository, empty or ending in a slash.
 */
export interface CopyInput {
  slot: string;
  commit: string;
  tree: string;
  prefix: string;
}

const GITLINK = "160000";
const LINK = "120000";

/**
 * Lays the project's files of a commit out below `.docs/trees/<slot>` and returns the absolute path of the project there. Git's
 * index, working tree and configuration are not touched, and no filter, attribute or hook takes part. What was laid out there
 * before is used again: only files that differ are written. The copy answers git like a clone at that commit.
 */
export function copyTree(root: string, input: CopyInput): string {
  const top = join(workFolder(root), "trees", input.slot);
  const marker = `${top}.json`;
  const wanted = JSON.stringify({ tree: input.tree, prefix: input.prefix });
  const before = readMarker(marker);
  rmSync(marker, { force: true });
  const isUsable = before !== null && before.prefix === input.prefix;
  const steps = isUsable ? differences(root, before.tree, input.tree) : null;
  if (steps === null) {
    rmSync(top, { recursive: true, force: true });
    write(root, join(top, input.prefix), listTree(root, input.tree) ?? []);
  } else {
    for (const path of steps.gone) rmSync(join(top, input.prefix, path), { force: true });
    write(root, join(top, input.prefix), steps.written);
  }
  mkdirSync(join(top, input.prefix), { recursive: true });
  asClone(root, top, input.commit);
  writeIgnoresAbove(root, top, input);
  writeFileSync(marker, wanted);
  return join(top, input.prefix).replace(/[\\/]$/, "");
}

function readMarker(path: string): { tree: string; prefix: string } | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { tree: string; prefix: string };
  } catch {
    return null;
  }
}

/** What lies between two trees; null where git cannot tell. */
function differences(root: string, from: string, to: string): { gone: string[]; written: TreeEntry[] } | null {
  if (from === to) return { gone: [], written: [] };
  const output = gitBytes(root, ["diff-tree", "-r", "--raw", "-z", "--no-renames", from, to])?.toString("utf8");
  if (output === undefined) return null;
  const fields = output.split("\0");
  const gone: string[] = [];
  const written: TreeEntry[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = "", , oid = "", status = ""] = (fields[at] ?? "").slice(1).split(" ");
    const path = fields[at + 1] ?? "";
    gone.push(path);
    // The size is not known here; a small portion of files is read at once.
    if (status !== "D") written.push({ mode, oid, size: 1 << 20, path });
  }
  return { gone, written };
}

function write(root: string, folder: string, entries: readonly TreeEntry[]): void {
  const made = new Set<string>();
  const fromLfs = openLfs(root);
  const files = entries.filter(({ mode }) => mode !== GITLINK);
  forEachObject(root, files, ({ path, mode }, content) => {
    if (content === null) return;
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    if (mode === LINK) link(content.toString("utf8"), target);
    else writeFileSync(target, fromLfs(content) ?? content);
  });
}

function link(to: string, target: string): void {
  try {
    symlinkSync(to, target);
  } catch (error) {
    // A system without links has a file there instead, as git's own checkout would.
    if (codeOf(error) === null) throw error;
    writeFileSync(target, to);
  }
}

/**
 * Makes a folder answer git as a working tree at a commit: a git folder of its own that only points to the objects and refs of
 * the repository, which does not learn of it.
 */
function asClone(root: string, top: string, commit: string): void {
  const common = git(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"])?.trim() ?? "";
  const folder = join(top, ".git");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "HEAD"), `${commit}\n`);
  writeFileSync(join(folder, "commondir"), `${common}\n`);
  const index = join(folder, "index");
  // The output is named, since a hook may have set GIT_INDEX_FILE to that of the person.
  // The hooks are the repository's, and one of them is called when an index was written.
  const quiet = ["-c", `core.hooksPath=${join(folder, "hooks")}`];
  git(top, [...quiet, `--git-dir=${folder}`, `--work-tree=${top}`, "read-tree", `--index-output=${index}`, commit]);
}

/** Ignore rules and attributes of the folders above the project count in it too. */
function writeIgnoresAbove(root: string, top: string, { commit, prefix }: CopyInput): void {
  const parts = prefix.split("/").filter(Boolean);
  for (let depth = 0; depth < parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join("/");
    for (const name of [".gitignore", ".gitattributes"]) {
      const path = folder === "" ? name : `${folder}/${name}`;
      const content = gitBytes(root, ["cat-file", "blob", `${commit}:${path}`]);
      const target = join(top, path);
      if (content !== null) writeFileSync(target, content);
      else if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) rmSync(target);
    }
  }
}
