import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { deadLinks } from "./dead-links.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample, contentsOf } from "./site-example.ts";

const experiment = "experiments/augment-shift/index.html";
let site: ExampleSite;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  site = await buildExample("digits");
  folder = join(site.root, "../portable");
  await site.rebuild(folder, { portable: true });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  site?.remove();
});

/** Opens a page from the disk and collects what it prints and what it asks of the network. */
async function open(path: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => void complaints.push(message.text()));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // What was still loading when the next page was opened did not fail.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(folder, path)).href);
  return { page, complaints };
}

test("no page links to a folder, and no link is dead", () => {
  expect(deadLinks(folder)).toEqual([]);
  for (const [path, text] of contentsOf(folder)) {
    if (!path.endsWith(".html")) continue;
    const folders = [...text.matchAll(/<a\b[^>]*\shref="((?!https?:)[^"]*\/|\.{1,2})(?:[?#][^"]*)?"/g)];
    expect(
      folders.map((one) => one[1]),
      path,
    ).toEqual([]);
  }
});

test("each kind of page opens from a disk in its own style and in peace", async () => {
  const all = [...contentsOf(folder).keys()].filter((path) => path.endsWith("index.html"));
  const kinds = new Map(
    all.map((path) => [
      path
        .split("/")
        .slice(0, 1)
        .concat(String(path.split("/").length))
        .join(),
      path,
    ]),
  );
  expect(kinds.size).toBeGreaterThan(8);
  for (const path of kinds.values()) {
    const { page, complaints } = await open(path);
    expect(await page.locator("body").evaluate((body) => getComputedStyle(body).display), path).toBe("flex");
    expect(complaints, path).toEqual([]);
    await page.close();
  }
});

test("a number opens its line", async () => {
  const { page, complaints } = await open(`experiments/augment-shift/comparison/index.html`);
  await page.locator("tbody[id] tr.plain td.end a.number").first().click();
  await page.waitForURL(/index\.html#L\d+$/);
  expect(await page.locator(".line:target").count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

test("the search works, and its results open", async () => {
  const { page, complaints } = await open(experiment);
  await page.keyboard.press("/");
  await page.locator("dialog input").fill("lr=0.1 shift");
  const first = page.locator("dialog .results a").first();
  await first.waitFor();
  expect(await first.getAttribute("href")).toMatch(/^file:.*index\.html(#.*)?$/);
  await first.click();
  await page.waitForURL((url) => !url.href.includes("experiments/augment-shift/index.html"));
  await page.goto(`${pathToFileURL(join(folder, "search/index.html")).href}?q=shift&kind=run`);
  await page.locator(".results a").first().waitFor();
  expect(await page.locator(".results h2").allTextContents()).toEqual(["Runs"]);
  await page.click(".facet button:has-text('ignored')");
  await page.waitForURL(/status=ignored/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".facet [aria-pressed=true]").length === 1);
  expect(complaints).toEqual([]);
  await page.close();
});

test("charts come alive", async () => {
  const { page, complaints } = await open(experiment);
  const chart = page.locator("figure[data-live]").first();
  await chart.scrollIntoViewIfNeeded();
  await chart.hover();
  await page.waitForFunction(() => document.querySelector("figure .replaced") !== null);
  expect(complaints).toEqual([]);
  await page.close();
});
