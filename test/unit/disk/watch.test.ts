import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { watchFolder } from "../../../src/disk/watch.ts";

let root = "";
let stop = () => {};

afterEach(() => {
  stop();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${Math.random()}`);
}

/** Watches, and gives a function that waits for the next change. */
function open(): () => Promise<void> {
  root = mkdtempSync(join(tmpdir(), "labdocs-watch-"));
  write("runs/a/train.log");
  write("site/index.html");
  let told = () => {};
  stop = watchFolder(root, { skip: (path) => path.split("/")[0] === "site", quietMs: 5 }, () => told());
  return () => new Promise((done) => (told = done));
}

test("files that change are noticed, also in folders that came later, went and came again, or were moved", async () => {
  const next = open();
  const seen = async (change: () => void) => {
    const change_ = next();
    change();
    await change_;
    // What else the system has to say of it.
    await new Promise((done) => setTimeout(done, 50));
  };
  await seen(() => write("runs/a/train.log"));
  await seen(() => write("runs/b/logs/train.log"));
  await seen(() => write("runs/b/logs/train.log"));
  await seen(() => rmSync(join(root, "runs/b"), { recursive: true }));
  await seen(() => write("runs/b/logs/train.log"));
  await seen(() => write("runs/b/logs/train.log"));
  await seen(() => renameSync(join(root, "runs/b"), join(root, "runs/c")));
  await seen(() => write("runs/c/logs/train.log"));
  expect.assertions(0);
});

test("what is skipped is not noticed", async () => {
  const next = open();
  await new Promise((done) => setTimeout(done, 50));
  let isTold = false;
  const told = next().then(() => (isTold = true));
  write("site/index.html");
  write("site/new/index.html");
  await new Promise((done) => setTimeout(done, 100));
  expect(isTold).toBe(false);
  write("runs/a/train.log");
  await told;
});
