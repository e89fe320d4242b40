import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LineCommit } from "../model/history.ts";
import { parentOf } from "../model/tree.ts";
import { git, gitIgnored, gitRoot, isShallow } from "./git.ts";

/** Since when the lines of a file are as they are, by their number; null for a line that is not committed. */
export type Blame = ReadonlyMap<number, LineCommit | null>;

/**
 * Who wrote the lines of a file: `uncommitted` for a file that was never committed but could be; null when nothing can be
 * told, because there is no repository, it is not the file's own, or it ignores the file. One git process where all is well.
 *
 * Lines that only moved, within the file or with it, keep their commit, and so do those whose blanks alone changed. What the
 * user's configuration says of blame does not count: everyone has to be told the same.
 */
export function blameFile(root: string, file: string): Blame | "uncommitted" | null {
  const options = ["-c", "blame.ignoreRevsFile=", "-c", "blame.showRoot=false"];
  const output = git(root, [...options, "blame", "--porcelain", "--no-textconv", "-w", "-M", "-C", "--", file]);
  if (output !== null) return parseBlame(output, () => isShallow(root) !== false);
  if (gitRoot(root) === null || isInOther(root, file) || gitIgnored(root, [file]).length > 0) return null;
  return "uncommitted";
}

/**
 * Reads the output of `git blame --porcelain`: what is said of a commit stands only where it is first named. `isCut` says
 * whether a commit at the boundary is perhaps only where this clone ends; else it is the first one.
 */
function parseBlame(output: string, isCut: () => boolean): Blame {
  const commitOf = new Map<number, string>();
  const facts = new Map<string, Map<string, string>>();
  let commit = "";
  for (const line of output.split("\n")) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line);
    if (head !== null) {
      commit = head[1] ?? "";
      commitOf.set(Number(head[2]), commit);
      if (!facts.has(commit)) facts.set(commit, new Map());
    } else if (!line.startsWith("\t")) {
      const [key = "", value = ""] = line.split(" ", 2);
      facts.get(commit)?.set(key, value);
    }
  }
  const told = new Map([...facts].map(([name, fact]) => [name, lineCommit(name, fact, isCut)]));
  return new Map([...commitOf].map(([line, name]) => [line, told.get(name) ?? null]));
}

function lineCommit(commit: string, facts: ReadonlyMap<string, string>, isCut: () => boolean): LineCommit | null {
  const seconds = Number(facts.get("author-time") ?? Number.NaN);
  if (/^0+$/.test(commit) || !Number.isFinite(seconds)) return null;
  const isLatest = facts.has("boundary") && isCut();
  return { commit, at: isoTime(seconds, facts.get("author-tz") ?? "+0000"), isLatest };
}

/** `2026-11-21T16:38:52+01:00`, from seconds since 1970 and git's `+0100`. */
function isoTime(seconds: number, zone: string): string {
  const match = /^([+-])(\d\d)(\d\d)$/.exec(zone);
  const [sign, hours, minutes] = [match?.[1] ?? "+", match?.[2] ?? "00", match?.[3] ?? "00"];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  return `${new Date((seconds + offset) * 1000).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}

/** What kind of repository a folder lies in, by the files that tell; no process is started for it. */
export function repositoryKind(root: string): "none" | "shallow" | "whole" {
  const top = repositoryFolder(root);
  if (top === null) return "none";
  return existsSync(join(top, ".git", "shallow")) ? "shallow" : "whole";
}

/** The nearest folder upward that holds a `.git`, or null; git is not asked. */
export function repositoryFolder(root: string): string | null {
  for (let dir = root; ; dir = dirname(dir)) {
    if (existsSync(join(dir, ".git"))) return dir;
    if (dir === dirname(dir)) return null;
  }
}

/** Whether a file lies in a repository of its own below the root, such as a submodule. */
function isInOther(root: string, file: string): boolean {
  for (let dir = parentOf(file); dir !== ""; dir = parentOf(dir)) if (existsSync(join(root, dir, ".git"))) return true;
  return false;
}
