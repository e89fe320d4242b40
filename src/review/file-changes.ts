import { isFile } from "../disk/file.ts";
import { git } from "../disk/git.ts";

/** A file that differs between the two states. `from`, `path`: null where it is not in the base or the head. `oid`: of the base's. */
export interface FileChange {
  from: string | null;
  path: string | null;
  oid: string | null;
}

/** All files that differ, by their path in the head and in the base, and the submodules that were passed over. */
export interface FileChanges {
  all: FileChange[];
  byHead: ReadonlyMap<string, FileChange>;
  byBase: ReadonlyMap<string, FileChange>;
  submodules: string[];
}

const NONE = /^0+$/;
const GITLINK = "160000";
/** More files than this are compared for likeness only when they are equal. */
const RENAMES = "-l1000";

/** The files below a folder that differ between a commit and another one, or the working tree where that is null. */
export function fileChanges(root: string, base: string, head: string | null): FileChanges {
  const how = ["--raw", "-z", "-M", RENAMES, "--no-abbrev", "--relative"];
  const output =
    head === null
      ? git(root, ["diff-index", ...how, base, "--"])
      : git(root, ["diff-tree", "-r", ...how, base, head, "--"]);
  const { changes, submodules } = parse(output ?? "");
  if (head !== null) return indexed(changes, submodules);
  const real = withoutTouched(root, changes);
  return indexed(withMoved(root, [...real, ...untracked(root)]), submodules);
}

type Raw = FileChange & { now: string | null };

function parse(output: string): { changes: Raw[]; submodules: string[] } {
  const fields = output.split("\0");
  const changes: Raw[] = [];
  const submodules: string[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [mode = "", now = "", oid = "", newOid = "", status = ""] = (fields[at] ?? "").slice(1).split(" ");
    const first = fields[at + 1] ?? "";
    const second = /^[RC]/.test(status) ? (fields[at + 2] ?? "") : first;
    at += /^[RC]/.test(status) ? 3 : 2;
    if (mode === GITLINK || now === GITLINK) submodules.push(second);
    else if (!status.startsWith("U")) {
      const from = status === "A" || status.startsWith("C") ? null : first;
      const path = status === "D" ? null : second;
      changes.push({
        from,
        path,
        oid: from === null ? null : oid,
        now: path === null || NONE.test(newOid) ? null : newOid,
      });
    }
  }
  return { changes, submodules };
}

/** A file of which only the time differs is said to differ; its bytes tell. */
function withoutTouched(root: string, changes: readonly Raw[]): Raw[] {
  const unsure = changes.filter(({ from, path, now }) => from !== null && from === path && now === null);
  const present = unsure.filter(({ path }) => path !== null && isFile(root, path));
  const same = new Set<Raw>();
  for (const [one, oid] of hashes(root, present)) if (oid === one.oid) same.add(one);
  return changes.filter((one) => !same.has(one));
}

function untracked(root: string): Raw[] {
  const output = git(root, ["ls-files", "-o", "--exclude-standard", "-z"]) ?? "";
  return output
    .split("\0")
    .filter((path) => path !== "" && !path.endsWith("/"))
    .map((path) => ({ from: null, path, oid: null, now: null }));
}

/** A file that is gone and one that git does not know yet with the same bytes are one that was moved. */
function withMoved(root: string, changes: readonly Raw[]): FileChange[] {
  const gone = new Map(changes.filter(({ path }) => path === null).map((one) => [one.oid ?? "", one]));
  const fresh = changes.filter(({ from, now }) => from === null && now === null);
  if (gone.size === 0 || fresh.length === 0) return [...changes];
  const moved = new Map<Raw, Raw>();
  for (const [one, oid] of hashes(root, fresh)) {
    const before = gone.get(oid);
    if (before === undefined) continue;
    gone.delete(oid);
    moved.set(one, before);
  }
  const left = new Set(moved.values());
  return changes
    .filter((one) => !left.has(one))
    .map((one) => ({ ...one, from: moved.get(one)?.from ?? one.from, oid: moved.get(one)?.oid ?? one.oid }));
}

function hashes(root: string, changes: readonly Raw[]): [Raw, string][] {
  // A path with a line break cannot be asked for like this, and stays as it is.
  const asked = changes.filter(({ path }) => path !== null && !path.includes("\n"));
  if (asked.length === 0) return [];
  const output = git(root, ["hash-object", "--stdin-paths"], asked.map(({ path }) => `${path}\n`).join(""));
  const lines = output?.trimEnd().split("\n") ?? [];
  return lines.length === asked.length ? asked.map((one, at) => [one, lines[at] ?? ""]) : [];
}

/** The changes with both ways to find one. */
export function indexed(changes: readonly FileChange[], submodules: string[]): FileChanges {
  const all = changes.map(({ from, path, oid }) => ({ from, path, oid }));
  return {
    all,
    byHead: new Map(all.flatMap((one) => (one.path === null ? [] : [[one.path, one] as const]))),
    byBase: new Map(all.flatMap((one) => (one.from === null ? [] : [[one.from, one] as const]))),
    submodules,
  };
}
