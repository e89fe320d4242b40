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
  let building: Promise<void> | null = null;
  let again = false;
  const rebuild = async () => {
    do {
      again = false;
      try {
        const now = findProject(host.cwd, invocation.global.config);
        const current = await loadConfig(now);
        const { compiled, result } = await buildProject({
          setup: now,
          config: current,
          out,
          write: true,
          holder: host,
        });
        host.say(`${result.written} files written; ${sayCoverage(compiled.coverage)}`);
        if (result.written + result.removed > 0) server.reload();
      } catch (error) {
        host.say(`error: ${messageOf(error)}`);
      }
    } while (again);
    building = null;
  };
  const outFolder = first.out.replace(/^\.\//, "");
  const skip = (path: string) =>
    /(^|\/)(\.git|\.docs|node_modules)(\/|$)/.test(path) || `${path}/`.startsWith(`${outFolder}/`);
  const stop = watchFolder(setup.root, { skip, quietMs: QUIET_MS }, () => {
    again = true;
    building ??= rebuild();
  });
  await new Promise<void>((done) => host.onInterrupt(done));
  stop();
  server.close();
  return { exit: 0, text: "", json: { url: server.url }, findings: [] };
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
