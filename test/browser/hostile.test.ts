import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import type { HostileSite } from "./hostile-project.ts";
import { buildHostile, HARMLESS, PLANTED } from "./hostile-project.ts";
import { serve } from "./server.ts";
import { contentsOf } from "./site-example.ts";
import { watchedPage } from "./watched-page.ts";

let site: HostileSite;
let files: Map<string, string>;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await buildHostile("site:\n  redact: { patterns: ['PROJECT-[A-Z]+-\\d+'] }\n");
  files = contentsOf(site.out);
  browser = await launchChromium();
  server = await serve({ folder: site.out });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

function pages(): string[] {
  return [...files.keys()].filter((file) => file.endsWith("index.html")).map((file) => file.slice(0, -10));
}

test("every page shows what is hostile as text: nothing runs, nothing is asked elsewhere, nothing is printed", async () => {
  const { page, complaints } = await watchedPage(browser);
  for (const address of pages()) {
    await page.goto(server.url + address.split("/").map(encodeURIComponent).join("/"));
    const found = await page.evaluate(() => {
      const marks = [...document.querySelectorAll("*")].flatMap((node) =>
        [...node.attributes]
          .filter(
            ({ name, value }) =>
              name.startsWith("on") ||
              name === "style" ||
              (!["content", "title", "aria-label", "data-sort", "value"].includes(name) &&
                /^\s*(javascript|data:text)/i.test(value)),
          )
          .map(({ name, value }) => `${node.tagName} ${name}=${value.slice(0, 80)}`),
      );
      const scripts = [...document.scripts].filter(
        (one) => one.textContent !== "" || new URL(one.src || "data:", location.href).origin !== location.origin,
      );
      return {
        marks,
        scripts: scripts.map((one) => one.outerHTML.slice(0, 100)),
        frames: document.querySelectorAll("iframe, object, embed, base, form[action]").length,
        width: document.documentElement.scrollWidth - innerWidth,
        isStyled: getComputedStyle(document.body).display === "flex",
      };
    });
    expect(found, address).toEqual({ marks: [], scripts: [], frames: 0, width: found.width, isStyled: true });
    expect(found.width, `${address} is wider than the window`).toBeLessThanOrEqual(0);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test("characters that hide or reorder text, and colours of terminals, are seen", () => {
  const html = [...files].filter(([file]) => file.endsWith(".html"));
  for (const [file, text] of html) {
    const clean = Buffer.from(text, "latin1").toString("utf8");
    expect(
      clean.match(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B\u202A-\u202E\u2066-\u2069]/u)?.[0],
      file,
    ).toBeUndefined();
  }
  const log = Buffer.from(html.find(([file]) => file.includes("train.log"))?.[1] ?? "", "latin1").toString("utf8");
  expect(log).toContain("\\u{202E}");
  expect(log).toMatch(/(?:␛|\\u\{001B\})\[31mred/);
});

test("a line of a megabyte is cut, and says so", () => {
  const html = [...files].find(([file]) => /train\.log\/index\.html$/.test(file))?.[1] ?? "";
  expect(html.length).toBeLessThan(200_000);
  expect(html).toMatch(/\(10\d{5} characters\)/);
});

test("a drawing with a script in it is not copied", () => {
  expect([...files.keys()].filter((file) => file.endsWith("bad.svg"))).toEqual([]);
  expect([...files.keys()].filter((file) => file.endsWith("fine.svg"))).not.toEqual([]);
});

describe("secrets", () => {
  test.each(Object.entries(PLANTED))("%s is in no file of the site, neither in a name", (_name, secret) => {
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
    const found = [...files].filter(([file, text]) => forms.some((form) => text.includes(form) || file.includes(form)));
    expect(found.map(([file]) => file)).toEqual([]);
  });

  test.each(Object.entries(HARMLESS))("%s stays", (_name, text) => {
    expect([...files.values()].some((one) => one.includes(text))).toBe(true);
  });

  test("what stands where one was says its kind, and lines keep their numbers", () => {
    const html = Buffer.from(
      [...files].find(([file]) => /train\.log\/index\.html$/.test(file))?.[1] ?? "",
      "latin1",
    ).toString("utf8");
    for (const kind of ["token", "password", "key", "user", "host", "own"])
      expect(html).toContain(`‹redacted: ${kind}›`);
    const lines = readFileSync(join(site.root, "experiments/attack/runs/2026-11-21T16-38-01-a/logs/train.log"), "utf8")
      .trimEnd()
      .split("\n");
    expect(html.match(/class="line[ "]/g)?.length).toBe(lines.length);
    expect(html).toMatch(/id="L7"[^§]{0,400}accuracy/);
  });

  test("numbers and their evidence stay, and what is checked is the file as it is", () => {
    const notes = [...files].find(([file]) => /notes\/index\.html$/.test(file))?.[1] ?? "";
    expect(notes).toMatch(/data-verdict="supported"[^>]*>0\.505</);
    const comparison = readFileSync(join(site.root, "experiments/attack/comparison.md"), "utf8");
    expect(comparison).not.toContain("redacted");
    expect(existsSync(join(site.root, "experiments/attack/report.md"))).toBe(true);
  });

  test("nothing is kept back where the configuration says so", async () => {
    const open = await buildHostile("site: { redact: false }\n");
    const texts = [...contentsOf(open.out).values()];
    expect(texts.some((one) => one.includes(PLANTED.github ?? "?"))).toBe(true);
    expect(texts.some((one) => one.includes(PLANTED.user ?? "?"))).toBe(true);
    open.remove();
  });

  test("what is allowed is published", async () => {
    const open = await buildHostile(`site: { redact: { allow: ["${PLANTED.github}", "/gpu-.*/"] } }\n`);
    const texts = [...contentsOf(open.out).values()];
    expect(texts.some((one) => one.includes(PLANTED.github ?? "?"))).toBe(true);
    expect(texts.some((one) => one.includes(PLANTED.host ?? "?"))).toBe(true);
    expect(texts.some((one) => one.includes(PLANTED.gitlab ?? "?"))).toBe(false);
    open.remove();
  });
});
