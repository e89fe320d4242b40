import { git } from "../disk/git.ts";

/**
 * Where a project lies in its repository and where that is on the web.
 *
 * - `folder`: the project's folder below the repository's root; `""` for the root itself, and outside a repository.
 * - `host`: the repository's address, without a slash at the end; null where it is not known or shows files otherwise.
 */
export interface RepositoryPlace {
  folder: string;
  host: { kind: "github" | "gitlab"; web: string } | null;
}

/** What a job says of its repository comes first, then the address that the clone came from. */
export function repositoryPlace(root: string, env: Readonly<Record<string, string | undefined>>): RepositoryPlace {
  return { folder: folderInRepository(root), host: jobHost(env) ?? remoteHost(root) };
}

/** The project's folder below the repository's root; `""` for the root itself, and outside a repository. */
function folderInRepository(root: string): string {
  return git(root, ["rev-parse", "--show-prefix"])?.replace(/\/?\r?\n?$/, "") ?? "";
}

function jobHost(env: Readonly<Record<string, string | undefined>>): RepositoryPlace["host"] {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL } = env;
  if (GITHUB_REPOSITORY)
    return { kind: "github", web: `${GITHUB_SERVER_URL || "https://github.com"}/${GITHUB_REPOSITORY}` };
  return CI_PROJECT_URL ? { kind: "gitlab", web: CI_PROJECT_URL.replace(/\/$/, "") } : null;
}

/** An address with a password in it is printed without it. */
function remoteHost(root: string): RepositoryPlace["host"] {
  const remote = git(root, ["remote", "get-url", "origin"])?.trim() ?? "";
  const match =
    /^https?:\/\/(?:[^@/]*@)?([\w.-]+(?::\d+)?)\/([\w./~-]+?)(?:\.git)?\/?$/.exec(remote) ??
    /^ssh:\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/([\w./~-]+?)(?:\.git)?\/?$/.exec(remote) ??
    /^(?:[^@/:]*@)?([\w.-]+):([\w./~-]+?)(?:\.git)?\/?$/.exec(remote);
  const [, name = "", path = ""] = match ?? [];
  const kind = /(?:^|\.)github\./.test(name) ? "github" : /(?:^|\.)gitlab\./.test(name) ? "gitlab" : null;
  return kind === null ? null : { kind, web: `https://${name}/${path}` };
}
