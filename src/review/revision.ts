import { git, isShallow } from "../disk/git.ts";
import { UsageError } from "../errors.ts";

/** A commit with the hash of the project's folder in it; `tree` is null where the commit does not have the folder. */
export interface Commit {
  ref: string;
  commit: string;
  tree: string | null;
}

/** The commits to set against each other. `head` is null for the working tree, which stands on `on`. */
export interface Revisions {
  base: Commit;
  head: Commit | null;
  on: Commit | null;
  prefix: string;
  notes: string[];
}

/** What was asked for. `exact`: the base is that commit itself, and not where the branches parted. */
export interface RevisionInput {
  base: string;
  head: string | null;
  exact: boolean;
}

/**
 * Finds the commits of a review. The base is where head and base branch parted, so that what others did since is not said of
 * this change. Throws a UsageError with the command that helps where a commit is not here.
 */
export function findRevisions(root: string, input: RevisionInput): Revisions {
  const prefix = git(root, ["rev-parse", "--show-prefix"]);
  if (prefix === null) {
    throw new UsageError("there is no git repository here, so no two states can be compared", "Run it in a clone.");
  }
  if (git(root, ["rev-parse", "--is-inside-work-tree"])?.trim() === "false") {
    throw new UsageError("this is git's own folder, in which no file of a project lies", "Run it in a working tree.");
  }
  const notes: string[] = [];
  const folder = prefix.trim();
  const tip = find(root, input.base, notes);
  const head =
    input.head === null ? null : commitOf(root, { ref: input.head, folder, commit: find(root, input.head, notes) });
  const current = git(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?.trim() ?? null;
  const on = current === null ? null : commitOf(root, { ref: "HEAD", folder, commit: current });
  const other = head?.commit ?? current;
  const commit =
    input.exact || other === null ? tip : (parted(root, tip, other) ?? cutOff(root, input.base, notes) ?? tip);
  return { base: commitOf(root, { ref: input.base, folder, commit }), head, on, prefix: folder, notes };
}

function commitOf(root: string, { ref, commit, folder }: { ref: string; commit: string; folder: string }): Commit {
  const path = folder.replace(/\/$/, "");
  const tree = git(root, ["rev-parse", "--verify", "--quiet", `${commit}:${path}`])?.trim() ?? null;
  return { ref, commit, tree };
}

/** The commit of a name; a branch that was only fetched is found by its plain name too. */
function find(root: string, ref: string, notes: string[]): string {
  // A name that begins with a dash would be read as an option.
  const names = ref.startsWith("-") ? [] : [ref, `refs/remotes/origin/${ref}`];
  for (const name of names) {
    // Some names reach to the end of what is asked, so that nothing may stand behind them.
    const object = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", name])?.trim() ?? "";
    if (!/^[0-9a-f]+$/.test(object)) continue;
    const commit = git(root, ["rev-parse", "--verify", "--quiet", `${object}^{commit}`])?.trim() ?? "";
    if (commit === "") continue;
    if (name !== ref) notes.push(`There is no branch \`${ref}\` here; \`origin/${ref}\` was taken.`);
    return commit;
  }
  if (git(root, ["rev-list", "--all", "--max-count=1"])?.trim() === "") {
    throw new UsageError("there is no commit here yet, so no two states can be compared", "Commit what is here first.");
  }
  const isCut = isShallow(root) === true;
  const message = `git does not have \`${ref}\`${isCut ? " in this shallow clone" : ""}`;
  throw new UsageError(message, fetchHelp(root, ref, isCut));
}

/** How to get a commit. A branch is fetched by where it goes: a clone of one branch keeps no other by its name alone. */
function fetchHelp(root: string, ref: string, isCut: boolean): string {
  const name = ref.replace(/^(?:refs\/remotes\/)?origin\//, "");
  if (!/^[\w./-]+$/.test(name) || /^-|^HEAD$/.test(name) || git(root, ["remote", "get-url", "origin"]) === null) {
    return "`git branch --all` lists the branches that are here.";
  }
  const what = /^[0-9a-f]{40}$/.test(name) ? name : `${name}:refs/remotes/origin/${name}`;
  const fetch = `\`git fetch${isCut ? " --depth=1" : ""} origin ${what}\` brings it, if \`origin\` has it`;
  return `${fetch}${isCut ? "; in GitHub Actions `fetch-depth: 0` of actions/checkout brings all history" : ""}.`;
}

function parted(root: string, a: string, b: string): string | null {
  return git(root, ["merge-base", a, b])?.trim() || null;
}

/** Says why the tip of the base is compared with, and not where the branches parted. Returns null. */
function cutOff(root: string, ref: string, notes: string[]): null {
  notes.push(
    isShallow(root) === true
      ? `Where the branches parted is not in this shallow clone, so the tip of \`${ref}\` was compared with: what was done there since looks undone. \`git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'\`, or \`fetch-depth: 0\` of actions/checkout, mends that.`
      : `\`${ref}\` and the head have no commit in common, so the tip of \`${ref}\` was compared with.`,
  );
  return null;
}
