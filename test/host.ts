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
  if (argv.includes("--json")) await expectSchema(argv, text);
  return { exit, stdout: text, stderr: said.map((line) => `${line}\n`).join("") };
}

const OWN = new Set([
  "build",
  "check",
  "cite",
  "compare",
  "doctor",
  "explain",
  "init",
  "issue",
  "journal",
  "review",
  "sync",
]);

/** Throws where the JSON that a command printed does not fit the schema of its command; a mistake in a call that of any answer. */
async function expectSchema(argv: readonly string[], text: string): Promise<void> {
  const { problemsWith } = await import("../src/schemas.ts");
  const answer = JSON.parse(text) as { error?: unknown };
  const [name = "", what] = argv.filter((word) => !word.startsWith("-"));
  const own = name === "runs" ? (what === "show" ? "runs-show" : "runs") : OWN.has(name) ? name : "answer";
  const schema = answer.error === undefined ? own : "answer";
  const problems = problemsWith(schema, answer);
  if (problems.length > 0)
    throw new Error(`docs ${argv.join(" ")} prints what is no ${schema}:\n${problems.join("\n")}`);
}
