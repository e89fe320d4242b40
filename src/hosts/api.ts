import { UsageError } from "../errors.ts";

/**
 * Where a host's API is, and what a call needs of the world.
 *
 * - `url`, `graphql`: without a slash at their end; nothing is ever sent to another origin.
 * - `accept`: the form of answers. `agent`: what the host is told of who calls. `timeout`: milliseconds that one answer may take.
 * - `now`: milliseconds since 1970, for limits that end at a time of day.
 */
export interface Api {
  url: string;
  graphql: string;
  token: string;
  accept: string;
  agent: string;
  timeout: number;
  sleep(milliseconds: number): Promise<void>;
  now(): number;
}

/** What is set in a job: `GITHUB_API_URL`, `GITHUB_GRAPHQL_URL`, and the token as `GITHUB_TOKEN` or `GH_TOKEN`. */
type Environment = Readonly<Record<string, string | undefined>>;

/** How long a host may take to answer before it is asked again, in milliseconds. */
const TIMEOUT = 20_000;

/**
 * GitHub's API as a job's environment names it. Throws a UsageError where there is no token, and where it would be sent in
 * clear over a network.
 */
export function githubApi(env: Environment, agent: string): Api {
  const help =
    "In a job: `env: { GITHUB_TOKEN: $" + "{{ github.token }} }`, with `permissions: { pull-requests: write }`.";
  const token = tokenOf(env.GITHUB_TOKEN || env.GH_TOKEN, help);
  const url = addressOf(env.GITHUB_API_URL ?? "https://api.github.com");
  const graphql = addressOf(env.GITHUB_GRAPHQL_URL ?? `${url.replace(/\/v3$/, "")}/graphql`);
  return { url, graphql, token, accept: "application/vnd.github+json", agent, ...WORLD };
}

/** GitLab's API as a job's environment names it, with the token in `GITLAB_TOKEN`. Throws as that of GitHub does. */
export function gitlabApi(env: Environment, agent: string): Api {
  const help = "Put a project access token with the scope `api` into the masked variable GITLAB_TOKEN.";
  const token = tokenOf(env.GITLAB_TOKEN, help);
  const url = addressOf(env.CI_API_V4_URL ?? "https://gitlab.com/api/v4");
  return { url, graphql: `${url.replace(/\/v4$/, "")}/graphql`, token, accept: "application/json", agent, ...WORLD };
}

function tokenOf(token: string | undefined, help: string): string {
  if (token === undefined || token === "") throw new UsageError("there is no token to post with", help);
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError("the token has characters that no token has", "Look for a line break or a space in it.");
}

const WORLD = { timeout: TIMEOUT, sleep, now: () => Date.now() };

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "")
    throw new UsageError("the address of the API is not one a token may be sent to", "It has to begin with https://.");
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
