import { resolve } from "node:path";
import { letYoungSpaceGrow } from "../disk/heap.ts";
import { SKIPPED_FOLDERS } from "../disk/skipped.ts";
import { isUnchanged, loadSnapshot } from "../disk/snapshot.ts";
import { watchFolder } from "../disk/watch.ts";
import type { BuildResult } from "../edition/put-out.ts";
import { buildProject } from "../endings/site.ts";
import { messageOf, UsageError } from "../errors.ts";
import { sayCoverage } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Setup } from "../project/setup.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import type { Server } from "../publish/serve.ts";
import { serve } from "../publish/serve.ts";
import type { Invocation, Outcome } from "./command.ts";
import { textOption } from "./command.ts";

/** Long enough for an editor that writes a file in several steps, or a run that writes several files. */
const QUIET_MS = 25;
const MOST_PROBLEMS = 20;

/**
 * `docs dev`: builds, serves on 127.0.0.1, and builds again whenever a run, a document or a template changes. What goes wrong is
 * said in the terminal and in every open page. Ends on Ctrl-C.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host } = invocation;
  letYoungSpaceGrow();
  const setup = findProject(host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const out = textOption(invocation, "out");
  const folder = out ?? config.site.out;
  const server = await open(resolve(setup.root, folder), portOf(invocation));
  let built: string | null = null;
  const build = async () => {
    const now = findProject(host.cwd, invocation.global.config);
    // What a build writes into documents is a change too, after which nothing is to be done.
    if (built === now.key && isAsCompiled(now)) return;
    built = null;
    const current = await loadConfig(now);
    const published = (result: BuildResult) => {
      if (result.written + result.removed > 0) server.reload();
    };
    const wanted = { setup: now, config: current, out: folder, write: true, holder: host, published };
    const { compiled, result } = await buildProject(wanted);
    server.tell(sayErrors(compiled.findings));
    host.say(`${result.written} files written; ${sayCoverage(compiled.coverage)}`);
    built = now.key;
  };
  const rebuild = rebuilder(build, (problem) => {
    host.say(`error: ${problem}`);
    server.tell(problem);
  });
  const outFolder = folder.replace(/^\.\//, "");
  const skip = (path: string) =>
    path.split("/").some((name) => SKIPPED_FOLDERS.has(name)) || `${path}/`.startsWith(`${outFolder}/`);
  const stop = watchFolder(setup.root, { skip, quietMs: QUIET_MS }, () => void rebuild());
  await rebuild();
  host.say(`serving ${server.url}; Ctrl-C ends it`);
  await new Promise<void>((done) => host.onInterrupt(done));
  stop();
  server.close();
  return { exit: 0, text: "", json: { url: server.url }, findings: [] };
}

/** Whether every file is as the last build left it. */
function isAsCompiled({ root, key }: Setup): boolean {
  const snapshot = loadSnapshot(root, key);
  return snapshot !== null && isUnchanged(root, snapshot);
}

/** The errors of a build that worked all the same: a broken template, a wrong claim. */
function sayErrors(findings: readonly Finding[]): string | null {
  const errors = findings.filter((one) => one.severity === "error");
  if (errors.length === 0) return null;
  const lines = errors
    .slice(0, MOST_PROBLEMS)
    .map(({ file, line, code, message }) => `${file}${line === null ? "" : `:${line}`} ${code}: ${message}`);
  const more = errors.length > MOST_PROBLEMS ? [`and ${errors.length - MOST_PROBLEMS} more`] : [];
  return [...lines, ...more].join("\n");
}

/**
 * Makes a function that builds, and builds once more when it is called while it is building. Its promise ends with the last of
 * them. What goes wrong is said.
 */
function rebuilder(build: () => Promise<void>, say: (problem: string) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isDue = false;
  const run = async () => {
    while (isDue) {
      isDue = false;
      await build().catch((error: unknown) => say(sayProblem(error)));
    }
    running = null;
  };
  return () => {
    isDue = true;
    running ??= run();
    return running;
  };
}

function sayProblem(error: unknown): string {
  return error instanceof UsageError ? `${error.message}\n${error.help}` : messageOf(error);
}

function portOf(invocation: Invocation): number {
  const port = Number(textOption(invocation, "port") ?? "4321");
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError("--port is not a port number", "Use a number from 0 to 65535; 0 takes a free one.");
  }
  return port;
}

async function open(folder: string, port: number): Promise<Server> {
  try {
    return await serve(folder, port);
  } catch (error) {
    throw new UsageError(`port ${port} cannot be used: ${messageOf(error)}`, "Use --port 0 for a free one.");
  }
}
