import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = mkdtempSync(join(tmpdir(), "labdocs-serve-"));
  writeFileSync(join(folder, "index.html"), "<h1>Runs</h1><script>document.body.dataset.script = 'ran'</script>");
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

describe("the tools of the browser tests", () => {
  test("Chromium runs a page's script", async () => {
    const page = await browser.newPage();
    await page.goto("data:text/html,<p id=sum></p><script>sum.textContent = 40 + 2</script>");
    expect(await page.textContent("#sum")).toBe("42");
    await page.close();
  });

  test("the server serves a folder under its sub-path only", async () => {
    const server = await serve({ folder, base: "/group/project" });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/group\/project\/$/);
    expect((await fetch(server.url)).status).toBe(200);
    expect((await fetch(new URL("/index.html", server.url))).status).toBe(404);
    expect((await fetch(`${server.url}%2e%2e%2f%2e%2e%2fetc/passwd`)).status).toBe(404);
    await server.close();
  });

  test("a content security policy reaches the browser", async () => {
    const server = await serve({ folder, csp: "script-src 'none'" });
    const page = await browser.newPage();
    await page.goto(server.url);
    expect(await page.textContent("h1")).toBe("Runs");
    expect(await page.evaluate(() => document.body.dataset.script)).toBeUndefined();
    await page.close();
    await server.close();
  });
});
