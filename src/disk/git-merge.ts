import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "./git.ts";

/** Three versions of a text: the common ancestor, and what became of it on either side. */
export interface Versions {
  base: string;
  ours: string;
  theirs: string;
}

/** The text of a version that git laid out; null where it is no UTF-8, so that writing it back would change it. Throws system errors. */
export function readVersion(file: string): string | null {
  const bytes = readFileSync(file);
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : null;
}

/** Gives git the result, in the file that it laid out for it. */
export function writeVersion(file: string, text: string): void {
  writeFileSync(file, text);
}

/**
 * Merges three versions line by line as git does. What both sides changed stands in the text between markers, if wanted with the
 * lines of the ancestor; null when git is missing or cannot merge them.
 */
export function mergeLines({ base, ours, theirs }: Versions, withBase: boolean): string | null {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-merge-"));
  try {
    for (const [name, text] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), text);
    const labels = ["-L", "ours", "-L", "base", "-L", "theirs"];
    const style = withBase ? ["--diff3"] : [];
    return merged(folder, ["merge-file", "-p", ...style, ...labels, "ours", "base", "theirs"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A file as the sides of a merge have it: of the one that is under way, and of the last one that touched the file. Empty where there is
 * none.
 */
export function gitMergeSides(root: string, file: string): string[] {
  const heads = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"].flatMap((name) => {
    const commit = git(root, ["rev-parse", "-q", "--verify", name])?.trim();
    return commit === undefined || commit === "" ? [] : [commit, "HEAD"];
  });
  const last = ["log", "-1", "--full-history", "--merges", "--format=%P", "--", file];
  const parents =
    git(root, ["--literal-pathspecs", ...last])
      ?.trim()
      .split(" ")
      .filter(Boolean) ?? [];
  return [...new Set([...heads, ...parents])].flatMap((commit) => git(root, ["show", `${commit}:./${file}`]) ?? []);
}

/** What git prints; its exit code is the number of conflicts, or above 127 where it could do nothing. */
function merged(cwd: string, args: readonly string[]): string | null {
  try {
    return execFileSync("git", args, {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    const { status, stdout } = (error ?? {}) as { status?: unknown; stdout?: unknown };
    return typeof status === "number" && status < 128 && typeof stdout === "string" ? stdout : null;
  }
}
