import { git } from "../disk/git.ts";

/** Where a repository is on the web, without a slash at the end. */
export interface WebAddress {
  kind: "github" | "gitlab";
  web: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the repository is on the web: as the job says that this runs in, else as its remote `origin` tells; null elsewhere. */
export function webAddress(root: string, env: Environment): WebAddress | null {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL } = env;
  if (GITHUB_SERVER_URL !== undefined && GITHUB_REPOSITORY !== undefined) {
    return { kind: "github", web: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` };
  }
  if (CI_PROJECT_URL !== undefined) return { kind: "gitlab", web: CI_PROJECT_URL };
  return remoteAddress(git(root, ["remote", "get-url", "origin"])?.trim() ?? "");
}

/** `git@github.com:o/r.git` and `https://user:secret@github.com/o/r` are `https://github.com/o/r`; null for a host that is not known. */
export function remoteAddress(url: string): WebAddress | null {
  const match = /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+\/|[:/])([\w./~-]+?)(?:\.git)?\/*$/.exec(url);
  const [, host = "", path = ""] = match ?? [];
  const kind = host === "github.com" ? "github" : /^gitlab\./.test(host) ? "gitlab" : null;
  return kind === null ? null : { kind, web: `https://${host}/${path}` };
}
