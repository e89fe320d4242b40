import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isText, openLines, openTexts } from "../../../src/disk/lines.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-lines-"));
});
afterAll(() => rmSync(root, { recursive: true }));

function open(content: string | Buffer) {
  writeFileSync(join(root, "a.log"), content);
  return openLines(root, "a.log");
}

describe("a file by its lines", () => {
  test.each([
    ["", 0, []],
    ["a", 1, ["a"]],
    ["a\n", 1, ["a"]],
    ["a\n\nb", 3, ["a", "", "b"]],
    ["\uFEFFa\r\nb\r\n", 2, ["a", "b"]],
  ])("%j has %d lines", (content, total, lines) => {
    const text = open(content);
    expect(text?.total).toBe(total);
    expect(text?.read(1, 100)).toEqual(lines);
    const whole = openTexts(root).open("a.log");
    expect([whole?.total, whole?.bytes, whole?.read(1, 100)]).toEqual([total, text?.bytes, lines]);
  });

  test("any part of a long one", () => {
    const all = Array.from({ length: 5000 }, (_, index) => `line ${index + 1}`);
    const text = open(`${all.join("\n")}\n`);
    expect(text?.total).toBe(5000);
    for (const [from, to] of [
      [1, 1],
      [1023, 1026],
      [1024, 1024],
      [1025, 2048],
      [4999, 6000],
      [6000, 7000],
    ] as const) {
      expect(text?.read(from, to)).toEqual(all.slice(from - 1, to));
      expect(openTexts(root).open("a.log")?.read(from, to)).toEqual(all.slice(from - 1, to));
    }
  });

  test("what is binary, missing or elsewhere is not text", () => {
    expect(open(Buffer.from([1, 0, 2]))).toBeNull();
    expect(isText(root, "none.log")).toBe(false);
    expect(isText(root, "")).toBe(false);
    symlinkSync("/etc/hostname", join(root, "link.log"));
    expect(openLines(root, "link.log")).toBeNull();
    mkdirSync(join(root, "deep"));
    symlinkSync("/etc", join(root, "deep", "etc"));
    const texts = openTexts(root);
    for (const path of ["a.log", "none.log", "", "deep", "link.log", "deep/etc/hostname"]) {
      expect([texts.isText(path), texts.open(path), texts.size(path)]).toEqual([false, null, null]);
    }
  });
});
