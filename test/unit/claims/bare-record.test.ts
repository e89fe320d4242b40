import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-record-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

/** Logs that end at these times, in a folder of their own. */
function logs(folder: string, times: readonly number[]): void {
  for (const [index, time] of times.entries()) {
    const steps = [0.25, 0.5, 0.75].map(
      (part, n) => `step:${n + 1}/4 val_loss:3.9${n} train_time:${Math.round(time * part)}ms`,
    );
    const last = `step:4/4 val_loss:3.27${index} train_time:${time}ms`;
    write(`records/${folder}/${"abcdefgh"[index]}.txt`, `${[...steps, last].join("\n")}\n`);
  }
}

async function verdictOf(time: string, link: string) {
  write(
    "README.md",
    `# Records\n\n| # | Record time | What | Log |\n| - | - | - | - |\n| 1 | ${time} | faster | [log](records/${link}) |\n`,
  );
  const { stdout } = await docs(root, ["check", "README.md", "--json"]);
  const claims: { text: string; verdict: string; reason: string | null; evidence: unknown[] }[] =
    JSON.parse(stdout).claims;
  return claims.find(({ text }) => text === time);
}

test("a record time is the linked log's, or the mean over the logs like it in its folder", async () => {
  logs("fast", [163_000, 164_020, 166_000]);
  expect(await verdictOf("2.717 minutes", "fast/a.txt")).toMatchObject({ verdict: "supported" });
  const mean = await verdictOf("2.739 minutes", "fast/a.txt");
  expect(mean).toMatchObject({ verdict: "derived" });
  expect(mean?.evidence).toHaveLength(3);
});

test("outside all that the folder shows it is wrong; within that it may be made of some of the logs", async () => {
  logs("fast", [163_000, 164_020, 166_000]);
  expect(await verdictOf("2.512 minutes", "fast/a.txt")).toMatchObject({
    verdict: "contradicted",
    reason: "the linked log ends at 2.7167 min; its folder: 3 logs from 2.7167 to 2.7667 min, mean 2.7390",
  });
  expect(await verdictOf("2.751 minutes", "fast/a.txt")).toMatchObject({ verdict: "unbound" });
});

test("the only log of a folder is all that there is; what is cut off instead of rounded is not called wrong", async () => {
  logs("alone", [163_077]);
  expect(await verdictOf("2.702 minutes", "alone/a.txt")).toMatchObject({
    verdict: "contradicted",
    reason: "the only log of alone ends at 2.7180 min",
  });
  expect(await verdictOf("2.717 minutes", "alone/a.txt")).toMatchObject({ verdict: "unbound" });
});

test("a number in a closing line of another form is no contradiction", async () => {
  logs("alone", [163_077]);
  const path = join(root, "records/alone/a.txt");
  appendFileSync(path, "done, official train_time:180000ms\n");
  expect(await verdictOf("3.000 minutes", "alone/a.txt")).not.toMatchObject({ verdict: "contradicted" });
});

test("a checkout without all logs of the folder contradicts nothing", async () => {
  logs("fast", [163_000, 164_020, 166_000]);
  const git = (...argv: string[]) => execFileSync("git", ["-C", root, ...argv], { stdio: "ignore" });
  git("init");
  git("add", ".");
  rmSync(join(root, "records/fast/c.txt"));
  const verdict = await verdictOf("2.512 minutes", "fast/a.txt");
  expect(verdict?.verdict).toBe("unbound");
  expect(verdict?.reason).toContain("1 more of its folder are in git and not in this checkout");
});
