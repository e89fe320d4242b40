import { resolve } from "node:path";
import { watchFolder } from "../disk/watch.ts";
import { buildProject } from "../endings/site.ts";
import { messageOf, UsageError } from "../errors.ts";
import { sayCoverage } from "../model/claim.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import type { Server } from "../publish/serve.ts";
import { serve } from "../publish/serve.ts";
import type { Invocation, Outcome } from "./command.ts";
import { textOption } from "./command.ts";

const QUIET_MS = 150;

/** `docs dev`: builds, serves on 127.0.0.1, and builds again whenever a run, a document or a template changes. Ends on Ctrl-C. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host } = invocation;
  const setup = findProject(host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const out = textOption(invocation, "out");
  const first = await buildProject({ setup, config, out, write: true, holder: host });
  const server = await open(resolve(setup.root, first.out), portOf(invocation));
  host.say(`serving ${server.url}; Ctrl-C ends it`);
  host.say(sayCoverage(first.compiled.coverage));
  const rebuild = rebuilder(async () => {
    const now = findProject(host.cwd, invocation.global.config);
    const current = await loadConfig(now);
    const built = await buildProject({ setup: now, config: current, out, write: true, holder: host });
    host.say(`${built.result.written} files written; ${sayCoverage(built.compiled.coverage)}`);
    if (built.result.written + built.result.removed > 0) server.reload();
  }, host.say);
  const outFolder = first.out.replace(/^\.\//, "");
  const skip = (path: string) =>
    /(^|\/)(\.git|\.docs|node_modules)(\/|$)/.test(path) || `${path}/`.startsWith(`${outFolder}/`);
  const stop = watchFolder(setup.root, { skip, quietMs: QUIET_MS }, rebuild);
  await new Promise<void>((done) => host.onInterrupt(done));
  stop();
  server.close();
  return { exit: 0, text: "", json: { url: server.url }, findings: [] };
}

/** Makes a function that builds, and builds once more when it is called while it is building. What goes wrong is said. */
function rebuilder(build: () => Promise<void>, say: (line: string) => void): () => void {
  let isBuilding = false;
  let isDue = false;
  const run = async () => {
    isBuilding = true;
    while (isDue) {
      isDue = false;
      await build().catch((error: unknown) => say(`error: ${messageOf(error)}`));
    }
    isBuilding = false;
  };
  return () => {
    isDue = true;
    if (!isBuilding) void run();
  };
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
