import { git } from "../disk/git.ts";

/** A commit that changed a file that was there before: its content before and after, by the ids of git. */
export interface Version {
  commit: string;
  before: string;
  after: string;
}

/** The changes of existing files in the commits between two, oldest first, by project path. */
export function versionsBetween(root: string, base: string, head: string): Map<string, Version[]> {
  const how = [
    "--reverse",
    "--no-merges",
    "--no-renames",
    "--raw",
    "--no-abbrev",
    "-z",
    "--relative",
    "--format=%x01%H",
  ];
  const output = git(root, ["log", ...how, `${base}..${head}`, "--", "."]) ?? "";
  const versions = new Map<string, Version[]>();
  const fields = output.split("\0");
  let commit = "";
  for (let at = 0; at < fields.length; at += 1) {
    const field = (fields[at] ?? "").replace(/^\n/, "");
    if (field.startsWith("\x01")) commit = field.slice(1).trim();
    else if (field.startsWith(":")) {
      const [, , before = "", after = "", status] = field.split(" ");
      at += 1;
      const path = fields[at] ?? "";
      if (status === "M") versions.set(path, [...(versions.get(path) ?? []), { commit, before, after }]);
    }
  }
  return versions;
}

/** The last commit between two that changed a file; null where none did. */
export function lastChange(root: string, range: { base: string; head: string }, file: string): string | null {
  return git(root, ["log", "-1", "--format=%H", `${range.base}..${range.head}`, "--", file])?.trim() || null;
}

/** The first commit up to one that wrote a text into a file; null where that cannot be told. */
export function firstWith(
  root: string,
  { file, text, upTo }: { file: string; text: string; upTo: string },
): string | null {
  const output = git(root, ["log", "--reverse", "--format=%H", `-S${text}`, upTo, "--", file]);
  return output?.split("\n", 1)[0]?.trim() || null;
}

/** Whether a file of the working tree is not as a commit has it. */
export function isDirty(root: string, commit: string, file: string): boolean {
  const output = git(root, ["--literal-pathspecs", "diff-index", "--name-only", commit, "--", file]);
  return output !== null && output.trim() !== "";
}
