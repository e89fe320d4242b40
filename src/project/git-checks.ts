import { gitRoot, isShallow } from "../disk/git.ts";
import type { CitedEvidence } from "./cited-evidence.ts";
import type { Compiled } from "./compilation.ts";
import { knowsDriver, namesDriver } from "./merging.ts";

/** One thing that `docs doctor` looked at. `help`: what to do when it is not as it should be. */
export interface Check {
  name: string;
  state: "ok" | "note" | "warning" | "error";
  message: string;
  help: string | null;
}

/** What the repository lacks for what is in it: a merge driver that its attributes name, history that something is told by. */
export function gitChecks(root: string, found: { compiled: Compiled; cited: CitedEvidence }): Check[] {
  const top = gitRoot(root);
  if (top === null) {
    const help = "Links to log lines are worth most in a repository: `git init`.";
    return [{ name: "git", state: "note", message: "this is no git repository, or git is missing", help }];
  }
  const message = `repository ${top}`;
  return [{ name: "git", state: "ok", message, help: null }, ...driverChecks(root), ...depthChecks(root, found)];
}

/** Git never shares a driver: who cloned the project has what names it, and not the driver. */
function driverChecks(root: string): Check[] {
  if (!namesDriver(root) || knowsDriver(root) !== false) return [];
  const message = ".gitattributes names the merge driver `labdocs`, which this clone does not have";
  const help =
    "`npx labdocs init` registers it and changes nothing else that is there; without it git leaves conflicts in generated text, which `docs sync` resolves.";
  return [{ name: "merging", state: "note", message, help }];
}

/** A history that ends early matters only where something is told by it. */
function depthChecks(root: string, { compiled, cited }: { compiled: Compiled; cited: CitedEvidence }): Check[] {
  const isJudged = compiled.catalog.all().some(({ experiment }) => experiment.hypothesis !== null);
  const lacks = [
    ...(cited.here.length > 0 ? ["where branches parted and which commit cited a log first, for `docs review`"] : []),
    ...(isJudged ? ["whether a criterion was older than the results that it judges"] : []),
  ];
  if (lacks.length === 0 || isShallow(root) !== true) return [];
  const help =
    "`git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'`; `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` on GitLab.";
  const message = `the clone is shallow, so its history does not tell ${lacks.join(", nor ")}`;
  return [{ name: "git", state: "note", message, help }];
}
