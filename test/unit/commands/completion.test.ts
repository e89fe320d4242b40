import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { docs } from "../../host.ts";

const hasBash = isThere("bash");

test.each(["bash", "zsh", "fish"])("%s knows every command and option", async (shell) => {
  const { stdout, exit } = await docs("/", ["completion", shell]);
  expect(exit).toBe(0);
  for (const { name, options } of commands) {
    for (const word of name.split(" ")) expect(stdout).toContain(word);
    for (const [flags] of options) {
      const long = /--([\w-]+)/.exec(flags)?.[1] ?? "";
      expect(stdout).toMatch(new RegExp(`(--|-l )${long}`));
    }
  }
});

// Only a shell can tell what its script completes; where there is none the words above are all that is tested.
test.skipIf(!hasBash).each([
  [["docs", "ru"], ["runs"]],
  [["docs", "runs", "l"], ["list"]],
  [["docs", "runs", "list", "--so"], ["--sort-by"]],
  [["docs", "check", "report.md", "--str"], ["--strict"]],
  [["docs", "--json", "new", "ex"], ["experiment"]],
])("bash completes %j", async (words, expected) => {
  const { stdout } = await docs("/", ["completion", "bash"]);
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _labdocs; printf '%s\\n' "\${COMPREPLY[@]}"`;
  expect(execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n")).toEqual(expected);
});

function isThere(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
