import { execFileSync } from "node:child_process";

/** Runs git in the root and returns its output, or null when git is missing or says no. Only for what lies in this folder. */
export function git(root: string, args: readonly string[], input?: string): string | null {
  try {
    return execFileSync("git", ["-C", root, ...args], {
      encoding: "utf8",
      input: input ?? "",
      maxBuffer: 1 << 28,
      stdio: ["pipe", "pipe", "ignore"],
    });
  } catch (error) {
    const output = error instanceof Error && "stdout" in error ? error.stdout : null;
    return args[0] === "check-ignore" && typeof output === "string" ? output : null;
  }
}

/** The top folder of the git repository around a folder, or null. */
export function gitRoot(folder: string): string | null {
  return git(folder, ["rev-parse", "--show-toplevel"])?.trim() ?? null;
}

/** Those of the given project-relative paths that git ignores. Empty outside a repository. */
export function gitIgnored(root: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const output = git(root, ["check-ignore", "-z", "--stdin"], paths.join("\0"));
  return output === null ? [] : output.split("\0").filter(Boolean);
}

/** Whether the repository is a shallow clone; null outside a repository. */
export function isShallow(root: string): boolean | null {
  const output = git(root, ["rev-parse", "--is-shallow-repository"]);
  return output === null ? null : output.trim() === "true";
}

/**
 * The line of an ignore file that hides a path. `file`: relative to the given root; null for one that lies above it or belongs to
 * the user alone.
 */
export interface IgnoreRule {
  path: string;
  file: string | null;
  line: number;
  pattern: string;
}

/** Those of the given project-relative paths that git ignores, each with the rule that hides it. Tracked files never are. */
export function gitIgnoreRules(root: string, paths: readonly string[]): IgnoreRule[] {
  if (paths.length === 0) return [];
  const output = git(root, ["check-ignore", "-v", "-z", "--stdin"], paths.join("\0"));
  const fields = output?.split("\0") ?? [];
  const rules: IgnoreRule[] = [];
  // Git names its ignore files from the top of the repository, and paths from the folder it runs in.
  const prefix = fields.length > 1 ? (git(root, ["rev-parse", "--show-prefix"])?.trimEnd() ?? "") : "";
  for (let i = 0; i + 3 < fields.length; i += 4) {
    const [source = "", line = "", pattern = "", path = ""] = fields.slice(i, i + 4);
    // The rule that decides may also be one that includes the path again.
    if (pattern.startsWith("!")) continue;
    const isInside = source.startsWith(prefix) && !/^(?:\/|\.\.\/|[A-Za-z]:|\.git\/)/.test(source);
    rules.push({ path, file: isInside ? source.slice(prefix.length) : null, line: Number(line), pattern });
  }
  return rules;
}

/** Those of the given project-relative paths that are in git's index, and those whose file differs from it; null outside a repository. */
export function gitTracked(
  root: string,
  paths: readonly string[],
): { tracked: Set<string>; modified: Set<string> } | null {
  const [tracked, modified] = [gitIndexed(root, paths), listed(root, paths, ["-m"])];
  return tracked === null || modified === null ? null : { tracked, modified };
}

/** Those of the given project-relative paths that are in git's index; null outside a repository. */
export function gitIndexed(root: string, paths: readonly string[]): Set<string> | null {
  return listed(root, paths, []);
}

function listed(root: string, paths: readonly string[], which: readonly string[]): Set<string> | null {
  const found = new Set<string>();
  const parts = portions(paths);
  // Git reads its whole index for each portion, so that for many paths it is quicker to have all of it told.
  const isMany = parts.length > MOST_PORTIONS;
  const wanted = isMany ? new Set(paths) : null;
  for (const some of isMany ? [["."]] : parts) {
    const output = git(root, ["--literal-pathspecs", "ls-files", "-z", ...which, "--", ...some]);
    if (output === null) return null;
    for (const path of output.split("\0")) if (path !== "" && (wanted?.has(path) ?? true)) found.add(path);
  }
  return found;
}

/** The project-relative paths below a folder that are in git's index, whether they are here or not; empty outside a repository. */
export function gitTrackedBelow(root: string, folder: string): string[] {
  const output = git(root, ["--literal-pathspecs", "ls-files", "-z", "--", folder === "" ? "." : folder]);
  return output === null ? [] : output.split("\0").filter(Boolean);
}

/**
 * Those of some missing project-relative paths that git had and that were removed or renamed: in the work tree, or by a commit that this
 * clone has. A sparse checkout's are not. Empty outside a repository.
 */
export function gitRemoved(root: string, paths: readonly string[]): Set<string> {
  const removed = new Set<string>();
  for (const some of portions(paths)) {
    const listed = (git(root, ["--literal-pathspecs", "ls-files", "-t", "-z", "--", ...some]) ?? "").split("\0");
    const known = new Map(listed.filter(Boolean).map((line) => [line.slice(2), line.slice(0, 1)]));
    for (const [path, state] of known) if (state !== "S") removed.add(path);
    const staged = ["diff", "--cached", "--no-renames", "--diff-filter=D", "--name-only", "--relative", "-z", "HEAD"];
    for (const path of (git(root, ["--literal-pathspecs", ...staged, "--", ...some]) ?? "").split("\0"))
      if (path !== "") removed.add(path);
    const others = some.filter((path) => !known.has(path) && !removed.has(path));
    const ignored = new Set(gitIgnored(root, others));
    const asked = others.filter((path) => !ignored.has(path));
    if (asked.length === 0) continue;
    const log = [
      "log",
      "--no-renames",
      "--diff-filter=D",
      "--name-only",
      "--relative",
      "--format=",
      "-z",
      "--",
      ...asked,
    ];
    for (const path of (git(root, ["--literal-pathspecs", ...log]) ?? "").split("\0"))
      if (path !== "") removed.add(path);
  }
  return removed;
}

/** Those of the given project-relative paths that git stores in LFS, by `.gitattributes`. Empty outside a repository. */
export function gitInLfs(root: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const fields = git(root, ["check-attr", "-z", "--stdin", "filter"], paths.join("\0"))?.split("\0") ?? [];
  return fields.filter((_, index) => index % 3 === 0 && fields[index + 2] === "lfs");
}

const MOST_PORTIONS = 3;

/** A command line holds only so much: paths in portions that fit on every system. */
function portions(paths: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const path of paths) {
    length += path.length + 3;
    if (length > 16_000) {
      all.push([]);
      length = path.length;
    }
    all.at(-1)?.push(path);
  }
  return all;
}
