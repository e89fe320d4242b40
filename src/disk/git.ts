import { execFileSync } from "node:child_process";

/** Runs git in the root and returns its output, or null when git is missing or says no. */
function git(root: string, args: readonly string[], input?: string): string | null {
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
