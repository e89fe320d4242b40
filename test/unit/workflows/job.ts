import { spawn } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Step } from "./workflow-file.ts";
import { repository } from "./workflow-file.ts";

/** What a runner knows when a job begins: `github`, `inputs` and the like, by their names in expressions. */
export type Context = Record<string, string>;

/** A machine for a job: a folder of its own, and the environment of GitHub's runner. */
export interface Machine {
  folder: string;
  workspace: string;
  context: Context;
  env: Record<string, string>;
}

/** What a job left behind. `used`: the actions that would have run, with what they were given. */
export interface Done {
  status: number;
  log: string;
  summary: string;
  outputs: Context;
  used: { action: string; with: Record<string, string> }[];
}

/**
 * Runs the steps of a job as GitHub's runner would: scripts with bash and the environment that is set there, in order, until one
 * fails. Actions of others are only noted. npm and npx are stand-ins that start this repository's program.
 */
export async function runSteps(steps: readonly Step[], machine: Machine): Promise<Done> {
  const done: Done = { status: 0, log: "", summary: "", outputs: {}, used: [] };
  const temporary = join(machine.folder, "runner");
  mkdirSync(temporary, { recursive: true });
  const programs = standIns(machine.folder);
  const summary = join(temporary, "summary.md");
  writeFileSync(summary, "");
  for (const step of steps) {
    const known = { ...machine.context, "runner.temp": temporary, "runner.os": "Linux", ...done.outputs };
    const isAlways = step.if?.includes("!cancelled()") === true;
    if ((done.status !== 0 && !isAlways) || !holds(step.if, known)) continue;
    const filled = Object.fromEntries(
      Object.entries({ ...step.with, ...step.env }).map(([name, value]) => [name, fill(String(value), known)]),
    );
    if (step.uses !== undefined) {
      done.used.push({ action: step.uses.replace(/@.*/s, ""), with: filled });
      continue;
    }
    const output = join(temporary, "output.txt");
    writeFileSync(output, "");
    const { status, text } = await bash(step.run ?? "", {
      cwd: join(machine.workspace, fill(step["working-directory"] ?? ".", known)),
      env: {
        HOME: machine.folder,
        ...machine.env,
        ...filled,
        PATH: `${programs}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: machine.workspace,
        GITHUB_ACTION_PATH: repository,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temporary,
      },
    });
    done.log += text;
    if (status !== 0) done.status = status;
    for (const line of readFileSync(output, "utf8").split("\n").filter(Boolean)) {
      const at = line.indexOf("=");
      done.outputs[`steps.${step.id}.outputs.${line.slice(0, at)}`] = line.slice(at + 1);
    }
  }
  return { ...done, summary: readFileSync(summary, "utf8") };
}

/** `${{ a.b || c }}` by what is known; what is not known is empty. */
function fill(text: string, known: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const names = expression.split("||").map((one) => one.trim());
    return names.map((name) => known[name] ?? "").find((value) => value !== "") ?? "";
  });
}

/** Conditions of the form `a == 'x' && b != ''`. */
function holds(condition: string | undefined, known: Context): boolean {
  if (condition === undefined || condition.includes("cancelled()")) return true;
  return condition.split("&&").every((part) => {
    const match = /^\s*([\w.-]+)\s*(==|!=)\s*'([^']*)'\s*$/.exec(part);
    if (match === null) throw new Error(`the stand-in for the runner does not know ${part}`);
    return ((known[match[1] ?? ""] ?? "") === match[3]) === (match[2] === "==");
  });
}

/** Not in this thread: a server that the script speaks to may run here. */
function bash(
  script: string,
  options: { cwd: string; env: Record<string, string> },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], options);
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    child.stderr.on("data", (chunk) => {
      text += chunk;
    });
    child.on("close", (status) => resolve({ status: status ?? 1, text }));
  });
}

/** Stand-ins for npm, which puts a package in place that starts this repository's program, and npx, which starts it. */
function standIns(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const cli = join(repository, "src", "cli.ts");
  const npm = `#!/usr/bin/env bash
echo "npm $*" >> ${JSON.stringify(join(folder, "npm.txt"))}
while [ $# -gt 0 ]; do if [ "$1" = --prefix ]; then home="$2"; fi; shift; done
mkdir -p "$home/node_modules/labdocs/dist"
echo ${JSON.stringify(`import ${JSON.stringify(cli)};`)} > "$home/node_modules/labdocs/dist/cli.js"
echo '{"type":"module"}' > "$home/node_modules/labdocs/package.json"
`;
  const npx = `#!/usr/bin/env bash
echo "npx $*" >> ${JSON.stringify(join(folder, "npm.txt"))}
shift 2
exec node ${JSON.stringify(cli)} "$@"
`;
  for (const [name, text] of [
    ["npm", npm],
    ["npx", npx],
  ] as const) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  appendFileSync(join(folder, "npm.txt"), "");
  return bin;
}
