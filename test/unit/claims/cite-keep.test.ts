import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Excerpt } from "../../../src/claims/excerpt.ts";
import { excerptPath, formatExcerpt, parseExcerpt, regionOf, windowsFor } from "../../../src/claims/excerpt.ts";
import type { Folder } from "./experiment-folder.ts";
import { logOf, logText, makeFolder } from "./experiment-folder.ts";

const FULL = logOf("full");
const EXCERPT = excerptPath(FULL);
const LONG = logText(...Array.from({ length: 40 }, (_, index) => 0.5 + index / 100));

describe("an excerpt", () => {
  const lines = fc.array(
    fc.string({ unit: "binary" }).map((text) => text.replace(/[\n\r]/g, "")),
    { minLength: 1, maxLength: 8 },
  );

  test("is read back as it was written, whatever its lines hold", () => {
    const windows = fc.array(lines, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(windows, fc.constantFrom("\n", "\r\n"), (all, eol) => {
        const excerpt: Excerpt = {
          file: "a b/é (1).log",
          bytes: 12,
          hash: "0".repeat(64),
          windows: all.map((texts, index) => ({ line: 1 + index * 100, lines: texts, cited: [1 + index * 100] })),
        };
        const text = formatExcerpt(excerpt).replaceAll("\n", eol);
        expect(parseExcerpt(text)).toEqual({ ...excerpt, broken: 0 });
        expect(regionOf(excerpt, { line: 1, endLine: 1 })?.text).toBe(all[0]?.[0]);
      }),
    );
  });

  test("has the lines around a cited one, windows that touch are one, long lines that nobody cites are left out", () => {
    const log = Array.from({ length: 30 }, (_, index) => (index === 10 ? "x".repeat(2000) : `line ${index + 1}`));
    const read = (line: number, endLine: number) => log.slice(line - 1, endLine);
    expect(windowsFor("a.log", new Set([4, 7, 12]), read)).toEqual([
      { line: 2, lines: log.slice(1, 10), cited: [4, 7] },
      { line: 12, lines: log.slice(11, 14), cited: [12] },
    ]);
    expect(windowsFor("a.csv", new Set([20]), read).map(({ line }) => line)).toEqual([1, 18]);
    expect(windowsFor("a.log", new Set([29]), read)[0]?.lines).toHaveLength(4);
  });

  test("lies in a flat folder, for every path in a file of its own", () => {
    expect(EXCERPT).toMatch(/^docs\.evidence\/full-logs-eval\.log-[\da-f]{8}\.excerpt$/);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (path) => {
        expect(excerptPath(path)).toMatch(/^docs\.evidence\/[\w.-]*-[\da-f]{8}\.excerpt$/);
        expect(excerptPath(path).length).toBeLessThan(150);
      }),
    );
  });
});

describe("docs cite --keep", () => {
  let folder: Folder;
  const kept = () => {
    try {
      return readdirSync(join(folder.root, "docs.evidence"));
    } catch {
      return [];
    }
  };
  const gone = async () => {
    folder.remove("experiments/e/runs");
    return folder.claims();
  };

  beforeEach(async () => {
    folder = makeFolder();
    folder.git("init", "-q");
    folder.write(".gitignore", "*.log\n.docs/\n");
    folder.write(FULL, LONG);
    folder.write(
      "notes.md",
      `Step 2000 has [0.69](${FULL}#L20 "test/accuracy step=2000"), and [so it ended](${FULL}#L40).\n`,
    );
    await folder.run("sync");
  });
  afterEach(() => folder.remove("."));

  test("keeps what is cited of ignored logs, again and again the same, and --check and --dry-run write nothing", async () => {
    expect(await folder.run("cite", "--keep", "--check")).toMatchObject({ exit: 1 });
    expect((await folder.run("cite", "--keep", "--dry-run")).stdout).toContain(`+++ b/${EXCERPT}`);
    expect(kept()).toEqual([]);
    expect(await folder.run("cite", "--keep")).toMatchObject({ exit: 0 });
    expect(kept()).toHaveLength(2);
    const text = folder.read(EXCERPT);
    const { windows, file } = parseExcerpt(text) ?? {};
    expect(file).toBe(FULL);
    expect(windows?.map(({ line, lines, cited }) => [line, lines.length, cited])).toEqual([
      [18, 5, [20]],
      [38, 3, [40]],
    ]);
    expect(await folder.run("cite", "--keep", "--check")).toMatchObject({ exit: 0 });
    await folder.run("cite", "--keep");
    expect(folder.read(EXCERPT)).toBe(text);
    expect((await folder.run("check", "--strict")).exit).toBe(0);
  });

  test("what git carries is not kept", async () => {
    folder.write(".gitignore", ".docs/\n");
    folder.git("add", "-A");
    expect((await folder.run("cite", "--keep")).stdout).toContain("nothing to keep");
    expect(kept()).toEqual([]);
  });

  test("a missing log is attested by its excerpt, whose lines are shown", async () => {
    await folder.run("cite", "--keep");
    expect(await gone()).toMatchObject([
      {
        verdict: "attested",
        reason: `${FULL} is not here; the kept excerpt and the lock agree`,
        excerpt: { line: 20 },
      },
      { verdict: "attested", excerpt: { line: 40, text: expect.stringContaining('"accuracy":0.89') } },
    ]);
    folder.write("notes.md", folder.read("notes.md").replace("0.69", "0.68"));
    expect((await folder.claims())[0]).toMatchObject({ verdict: "contradicted" });
  });

  test("an excerpt without a lock attests too; one that the lock does not remember so is stale", async () => {
    await folder.run("cite", "--keep");
    const lock = folder.read("docs.lock.json");
    folder.remove("docs.lock.json");
    expect((await gone())[0]).toMatchObject({
      verdict: "attested",
      reason: `${FULL} is not here; the kept excerpt agrees`,
    });
    const excerpt = parseExcerpt(folder.read(EXCERPT)) as Excerpt;
    const forged = excerpt.windows.map((one) => ({
      ...one,
      lines: one.lines.map((line) => line.replace("0.69", "0.99")),
    }));
    folder.write(EXCERPT, formatExcerpt({ ...excerpt, windows: forged }));
    folder.write("docs.lock.json", lock);
    folder.write("notes.md", folder.read("notes.md").replace("0.69", "0.99"));
    expect((await folder.claims())[0]).toMatchObject({ verdict: expect.stringMatching(/stale/) });
  });

  test("an edited excerpt proves nothing and is found", async () => {
    await folder.run("cite", "--keep");
    folder.write(EXCERPT, folder.read(EXCERPT).replace("0.69", "0.99"));
    folder.write("notes.md", folder.read("notes.md").replace("0.69", "0.99"));
    expect((await gone())[0]).toMatchObject({ verdict: "source-missing" });
    expect((await folder.findings()).map(({ code }) => code)).toContain("evidence/out-of-date");
  });

  test("a log that grows leaves its excerpt alone; one that changes is found and kept again", async () => {
    await folder.run("cite", "--keep");
    const before = folder.read(EXCERPT);
    folder.write(FULL, `${LONG}2026-11-21 16:39:00 | INFO | done\n`);
    expect((await folder.findings()).map(({ code }) => code)).not.toContain("evidence/out-of-date");
    folder.write(FULL, LONG.replace("0.7}", "0.71}"));
    expect((await folder.findings()).filter(({ code }) => code === "evidence/out-of-date")).toMatchObject([
      { message: `${FULL} says something else at line 18 than was kept of it` },
    ]);
    expect((await folder.run("cite", "--keep")).stdout).toContain("kept 8 lines");
    expect(folder.read(EXCERPT)).not.toBe(before);
    expect((await folder.findings()).map(({ code }) => code)).not.toContain("evidence/out-of-date");
  });

  test("nothing outside the project is kept, nor read through a link", async () => {
    folder.remove("experiments");
    folder.remove("docs");
    folder.write("notes.md", "See [0.69](../../../../../etc/passwd#L1).\n");
    expect((await folder.run("cite", "--keep")).stdout).toContain("nothing to keep");
    expect(kept()).toEqual([]);
  });

  test("what a log says does not steer the terminal", async () => {
    folder.write(FULL, LONG.replaceAll("INFO", "\u001b[31mINFO\u0007"));
    await folder.run("sync");
    const { stdout } = await folder.run("cite", "--keep", "--dry-run");
    expect(stdout).toContain("\\u{001B}[31mINFO");
    expect(stdout).not.toContain("\u001b");
    await folder.run("cite", "--keep");
    expect(parseExcerpt(folder.read(EXCERPT))?.broken).toBe(0);
  });
});
