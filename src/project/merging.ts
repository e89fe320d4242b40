import type { Config } from "../config.ts";
import { git, gitRoot } from "../disk/git.ts";

/** What git calls the merge driver. */
const DRIVER = "merge.labdocs";

/** Without the driver git merges these by their lines, and `docs sync` mends what that leaves in generated text. */
const RULES = [
  "docs.lock.json merge=union",
  "comparison.md merge=labdocs",
  "report.md merge=labdocs",
  "JOURNAL.md merge=labdocs",
  "IGNORED_RUNS.md merge=labdocs",
  "**/plots/*.svg merge=labdocs",
];

const LIVING = ["docs/experiments.md", ".specweave/docs/internal/**/*.md"];

/** The lines of `.gitattributes` by which git merges generated text; `livingDocs`: those of the configuration, if it names any. */
export function mergeRules(livingDocs: Config["livingDocs"]): string[] {
  const files = livingDocs === undefined ? LIVING : livingDocs.map((doc) => doc.file);
  return [...RULES, ...[...new Set(files)].map((file) => `${pattern(file)} merge=labdocs`)];
}

/**
 * The command that git runs for a file that both sides changed, at the top of its work tree. `folder`: the project's, from there. Where
 * labdocs cannot be run, git merges the lines as it would have without.
 */
function mergeDriver(folder: string): string {
  // A name that a shell would read is left out.
  const own = folder === "" || /["$`\\%]/.test(folder) ? [] : [`$PWD/${folder}/node_modules/.bin`];
  const path = `PATH="${[...own, "$PWD/node_modules/.bin", "$PATH"].join(":")}"`;
  const call = "labdocs merge-file %O %A %B %P; s=$?; test $s -le 1 && exit $s";
  return `${path}; command -v labdocs >/dev/null 2>&1 && { ${call}; }; git merge-file %A %O %B`;
}

/** Whether attributes of the repository name the driver for files of ours. */
export function namesDriver(root: string): boolean {
  const fields = git(root, ["check-attr", "-z", "merge", "--", "comparison.md", "report.md", "JOURNAL.md"])?.split(
    "\0",
  );
  return fields?.some((field, at) => at % 3 === 2 && field === "labdocs") ?? false;
}

/** Whether this clone knows the driver; null outside a repository. */
export function knowsDriver(root: string): boolean | null {
  return gitRoot(root) === null ? null : git(root, ["config", "--get", `${DRIVER}.driver`]) !== null;
}

/** Registers the driver in the configuration of this clone. Says whether something changed; null outside a repository. */
export function registerDriver(root: string, isDry: boolean): boolean | null {
  if (gitRoot(root) === null) return null;
  const folder = (git(root, ["rev-parse", "--show-prefix"]) ?? "").trim().replace(/\/$/, "");
  const wanted = mergeDriver(folder);
  if (git(root, ["config", "--local", "--get", `${DRIVER}.driver`])?.trimEnd() === wanted) return false;
  if (isDry) return true;
  const name = git(root, ["config", "--local", `${DRIVER}.name`, "labdocs: words by line, generated text made again"]);
  return name !== null && git(root, ["config", "--local", `${DRIVER}.driver`, wanted]) !== null;
}

/** A path as a pattern of git's: one with blanks is quoted. */
function pattern(file: string): string {
  return /[\s"\\]/.test(file) ? JSON.stringify(file) : file;
}
