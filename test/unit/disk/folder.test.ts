import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesIn, isOccupied, place, withdraw } from "../../../src/disk/folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-folder-"));
  mkdirSync(join(root, "out"));
  writeFileSync(join(root, "new"), "text");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("an output folder", () => {
  const from = () => ({ from: join(root, "new"), isOurs: false });

  test("gets a file once, and again only when it differs", () => {
    const out = join(root, "out");
    expect(place(out, { ...from(), path: "a/b.html" })).toBe(true);
    expect(place(out, { ...from(), path: "a/b.html" })).toBe(false);
    writeFileSync(join(root, "new"), "other");
    expect(place(out, { ...from(), path: "a/b.html" })).toBe(true);
    expect(readFileSync(join(out, "a/b.html"), "utf8")).toBe("other");
    expect(filesIn(out)).toEqual(["a/b.html"]);
  });

  test("is never left through a link", () => {
    const out = join(root, "out");
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(out, "a"));
    expect(() => place(out, { ...from(), path: "a/b.html" })).toThrow(/leads out/);
    expect(filesIn(join(root, "elsewhere"))).toEqual([]);
    writeFileSync(join(root, "elsewhere/b.html"), "theirs");
    withdraw(out, "a/b.html");
    expect(existsSync(join(root, "elsewhere/b.html"))).toBe(true);
  });

  test("loses a file and the folders that are empty then", () => {
    const out = join(root, "out");
    place(out, { ...from(), path: "a/b/c.html" });
    place(out, { ...from(), path: "a/d.html" });
    withdraw(out, "a/b/c.html");
    expect(existsSync(join(out, "a/b"))).toBe(false);
    withdraw(out, "a/d.html");
    expect(isOccupied(out)).toBe(false);
    expect(existsSync(out)).toBe(true);
  });
});
