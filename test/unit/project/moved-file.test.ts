import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

const LOG = "e/runs/a/logs/eval.log";
const logged = (auc: number) => `start\nmetric {"step":100,"split":"test","auc":${auc}}\n`;
const NOTES = `It is [0.86](${LOG}#L2 "test/auc"), plainly [0.8612](${LOG}#L2), and it [began](${LOG}#L1).\n`;

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-moved-")));
});
afterEach(() => rmSync(root, { recursive: true }));

async function start(files: Record<string, string> = {}): Promise<void> {
  write({ [LOG]: logged(0.8612), "e/runs/b/logs/eval.log": logged(0.8712), "notes.md": NOTES, ...files });
  await docs(root, ["sync"]);
}

describe("a run folder that git saw renamed", () => {
  beforeEach(async () => {
    git("init", "-q");
    await start();
    git("add", "-A");
    git("commit", "-q", "-m", "base");
  });

  test.each([
    ["staged", () => git("mv", "e/runs/a", "e/runs/new")],
    ["committed", () => [git("mv", "e/runs/a", "e/runs/new"), git("commit", "-q", "-m", "renamed")]],
    ["moved without git", () => renameSync(join(root, "e/runs/a"), join(root, "e/runs/new"))],
  ])("%s: each dead link is told with its new place, and cite re-pins it", async (_, move) => {
    move();
    git("add", "-N", ".");
    const now = "e/runs/new/logs/eval.log";
    expect(await told()).toEqual([
      `notes.md:1:7: warning claim/moved what 0.86 cites has moved to ${now}:2, so that its link leads nowhere`,
      `notes.md:1:61: warning claim/moved what 0.8612 cites has moved to ${now}:2, so that its link leads nowhere`,
      `notes.md:1:105: warning claim/moved what began cites has moved to ${now}:1, so that its link leads nowhere`,
    ]);
    await docs(root, ["sync"]);
    const checked = await docs(root, ["sync", "--check"]);
    expect(checked.exit).toBe(1);
    expect(checked.stdout).toContain("mend it: docs cite notes.md --write");
    expect(checked.stdout).not.toContain("up to date");
    const cited = await docs(root, ["cite", "--write"]);
    expect(cited.stdout).toContain("3 re-pinned");
    expect(readFileSync(join(root, "notes.md"), "utf8")).toBe(NOTES.replaceAll(LOG, now));
    expect(await told()).toEqual([]);
    await docs(root, ["sync"]);
    expect((await docs(root, ["sync", "--check"])).exit).toBe(0);
  });

  test("renamed twice, and the second time not committed yet", async () => {
    git("mv", "e/runs/a", "e/runs/new");
    git("commit", "-q", "-m", "renamed");
    git("mv", "e/runs/new", "e/runs/newer");
    expect((await told())[0]).toContain("has moved to e/runs/newer/logs/eval.log:2");
  });

  test("where the line says something else now, it is stale and is not re-pinned", async () => {
    git("mv", "e/runs/a", "e/runs/new");
    git("commit", "-q", "-m", "renamed");
    write({ "e/runs/new/logs/eval.log": logged(0.8112) });
    expect((await told())[0]).toContain("error claim/stale notes says 0.86, the log says 0.8112 now");
    await docs(root, ["cite", "--write"]);
    const [was, now] = [NOTES, readFileSync(join(root, "notes.md"), "utf8")].map((text) =>
      text.slice(0, text.indexOf("began")),
    );
    expect(now).toBe(was);
  });

  test("a run that was deleted is not one that lay beside it and logged the same", async () => {
    write({ "e/runs/b/logs/eval.log": logged(0.8612) });
    git("commit", "-q", "-a", "-m", "twins");
    git("rm", "-q", "-r", "e/runs/a");
    expect((await told()).join("\n")).not.toContain("moved");
  });
});

describe("without git", () => {
  test("an archived experiment is found by the name of the run and what its line says", async () => {
    await start();
    mkdirSync(join(root, "archive"));
    renameSync(join(root, "e"), join(root, "archive/e"));
    expect((await told())[0]).toContain("what 0.86 cites has moved to archive/e/runs/a/logs/eval.log:2");
    expect((await docs(root, ["cite", "--write"])).stdout).toContain("3 re-pinned");
    expect(await told()).toEqual([]);
  });

  test("where two places say the same, both are named and nothing is changed", async () => {
    await start();
    for (const place of ["x", "y"]) write({ [`${place}/runs/a/logs/eval.log`]: logged(0.8612) });
    rmSync(join(root, "e/runs/a"), { recursive: true });
    const [first = ""] = await told(["--verbose"]);
    expect(first).toContain("warning claim/ambiguous notes says 0.86");
    const { stdout } = await docs(root, ["check"]);
    expect(stdout).toContain(`${LOG} does not exist; it may be x/runs/a/logs/eval.log or y/runs/a/logs/eval.log now`);
    await docs(root, ["cite", "--write"]);
    expect(readFileSync(join(root, "notes.md"), "utf8")).toBe(NOTES);
  });

  test("logs that are not in this checkout have not moved to other runs", async () => {
    await start({ "e/runs/b/logs/eval.log": logged(0.8612) });
    rmSync(join(root, "e/runs/a"), { recursive: true });
    expect((await told()).every((line) => line.includes("note claim/attested"))).toBe(true);
  });
});

async function told(options: string[] = []): Promise<string[]> {
  const { stdout } = await docs(root, ["check", "--reporter", "compact", ...options]);
  return stdout.split("\n").filter((line) => line.startsWith("notes.md"));
}

function git(...args: string[]): void {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["-C", root, ...who, ...args]);
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
