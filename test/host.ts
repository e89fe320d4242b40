import process from "node:process";
import type { Host } from "../src/commands/command.ts";
import { run } from "../src/commands/run.ts";

/** What a call printed, on both streams, and its exit code. */
export interface Ran {
  exit: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process as the CLI would run it: no terminal, no colour, standard error collected. */
export async function docs(cwd: string, argv: readonly string[], env: Host["env"] = {}): Promise<Ran> {
  const said: string[] = [];
  const host: Host = {
    cwd,
    env,
    pid: process.pid,
    node: process.versions.node,
    isAlive: () => true,
    terminal: { stdout: false, stderr: false, color: false },
    say: (line) => said.push(line),
    onInterrupt: () => () => {},
  };
  const { exit, text } = await run(argv, host);
  return { exit, stdout: text, stderr: said.map((line) => `${line}\n`).join("") };
}
