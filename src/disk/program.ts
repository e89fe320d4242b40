import { fork } from "node:child_process";

/** How a program ended. `output`: the last 16 KiB of what it printed, both streams together. */
export interface Ended {
  code: number | null;
  output: string;
}

const KEPT = 1 << 14;

/** Runs a JavaScript file in a Node process of its own, in a folder, and waits for its end. Nothing is printed. */
export function runProgram(file: string, input: { args: readonly string[]; cwd: string }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = fork(file, [...input.args], {
      cwd: input.cwd,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-KEPT);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
