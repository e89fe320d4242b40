import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { docs } from "../host.ts";
import type { Call, Step } from "./story.ts";
import { callsOf, fits, parseStory, wordsOf } from "./story.ts";

const AUTHOR = ["-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false"];
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const own = readdirSync(here).filter((name) => name.endsWith(".md") && name !== "README.md");
const stories = [...own, "../../README.md"];

test.each(stories)("%s", async (name) => {
  const file = join(here, name);
  const text = readFileSync(file, "utf8");
  const story = parseStory(text);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "labdocs story ")));
  try {
    if (story.project !== "nothing") copy(story.project, folder);
    const bodies: string[] = [];
    for (const step of story.steps) bodies.push(await play(step, folder));
    if (process.env.UPDATE) writeFileSync(file, replaced(text, story.steps, bodies));
    else
      for (const [index, step] of story.steps.entries()) expect(bodies[index], `${name}:${step.line}`).toBe(step.body);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A cache that lies in the project is left behind: a story starts cold. */
function copy(project: string, folder: string): void {
  cpSync(join(root, project), folder, { recursive: true, filter: (path) => basename(path) !== ".docs" });
}

/** Does what a step says and returns how its body should read. */
async function play(step: Step, folder: string): Promise<string> {
  if (step.kind === "console") {
    const parts: string[] = [];
    for (const call of callsOf(step.body)) parts.push(await told(call, folder));
    return parts.join("");
  }
  const path = join(folder, step.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, step.kind === "write" ? step.body : edited(readFileSync(path, "utf8"), step));
  return step.body;
}

/** The call with what it printed: as the story has it when that fits, else as it is now. */
async function told(call: Call, folder: string): Promise<string> {
  const lines = await printed(call.command, folder);
  const shown = fits(call.expected, lines) ? call.expected : lines;
  return [`$ ${call.command}`, ...shown].map((line) => `${line}\n`).join("");
}

/** Standard output, then standard error with `! ` before each line, then the exit code when it is not 0. */
async function printed(command: string, folder: string): Promise<string[]> {
  const [program, ...argv] = wordsOf(command);
  if (program === "cat") return linesOf(readFileSync(join(folder, argv[0] ?? ""), "utf8"));
  if (program === "rm") rmSync(join(folder, argv[0] ?? ""), { recursive: true });
  if (program === "git") execFileSync("git", [...AUTHOR, ...argv], { cwd: folder, stdio: "ignore" });
  if (program === "rm" || program === "git") return [];
  if (program !== "docs") throw new Error(`a story knows docs, cat, rm and git, not ${program}`);
  const ran = await docs(folder, argv);
  const errors = linesOf(ran.stderr).map((line) => `! ${line}`.trimEnd());
  const exit = ran.exit === 0 ? [] : [`[exit ${ran.exit}]`];
  return [...linesOf(ran.stdout), ...errors, ...exit].map((line) => sameEverywhere(line, folder));
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function sameEverywhere(line: string, folder: string): string {
  return line.replaceAll(folder, "<project>").replaceAll(process.versions.node, "<node>");
}

function edited(text: string, step: Step): string {
  const [, from, to] = /^- (.*)\n\+ (.*)\n$/.exec(step.body) ?? [];
  if (from === undefined || to === undefined || !text.includes(from))
    throw new Error(`line ${step.line}: nothing to replace`);
  return text.replace(from, () => to);
}

function replaced(text: string, steps: readonly Step[], bodies: readonly string[]): string {
  let result = text;
  for (const [index, step] of [...steps.entries()].reverse())
    result = result.slice(0, step.start) + (bodies[index] ?? "") + result.slice(step.end);
  return result;
}
