import process from "node:process";
import type { Host } from "./commands/command.ts";
import { run } from "./commands/run.ts";

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  pid: process.pid,
  node: process.versions.node,
  isAlive,
  terminal: {
    stdout: process.stdout.isTTY === true,
    stderr: process.stderr.isTTY === true,
    color: wantsColor(),
  },
  say: (line) => process.stderr.write(`${line}\n`),
  onInterrupt: (listener) => {
    process.once("SIGINT", listener);
    process.once("SIGTERM", listener);
    return () => {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    };
  },
};

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
const { exit, text } = await run(process.argv.slice(2), host);
process.exitCode = exit;
process.stdout.write(text);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org say; `--no-color` is handled by the run. */
function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return process.stdout.isTTY === true && TERM !== "dumb";
}
