import { resolve } from "node:path";
import { isFile } from "../disk/file.ts";
import { readVersion, writeVersion } from "../disk/git-merge.ts";
import { UsageError } from "../errors.ts";
import { mergeVersions } from "../project/merge-file.ts";
import type { Invocation, Outcome } from "./command.ts";

/**
 * `docs merge-file <base> <ours> <theirs> [path]`, which git calls. Writes the result to `ours`, as git wants it; exit 1 when people
 * have to decide something. `path` says what kind of file it is.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const [base = "", ours = "", theirs = "", path = ours] = invocation.args;
  const at = (file: string) => resolve(invocation.host.cwd, file);
  const read = (file: string) => {
    if (!isFile("", at(file))) throw new UsageError(`${file} is no file`, "Git names three versions of one file here.");
    const text = readVersion(at(file));
    if (text === null) throw new UsageError(`${path} is not UTF-8`, "Merge it with `git merge-file`.");
    return text;
  };
  const merged = mergeVersions({ base: read(base), ours: read(ours), theirs: read(theirs) }, path);
  if (merged === null) throw new UsageError(`git could not merge the lines of ${path}`, "Merge it by hand.");
  writeVersion(at(ours), merged.text);
  const { conflicts } = merged;
  const text = conflicts === 0 ? "" : `${path}: ${conflicts === 1 ? "1 place" : `${conflicts} places`} to decide\n`;
  return { exit: conflicts === 0 ? 0 : 1, text, json: { path, conflicts }, findings: [] };
}
