import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample } from "./site-example.ts";
import { watchedPage } from "./watched-page.ts";

const csp = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:";

let site: ExampleSite;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await buildExample("digits");
  browser = await launchChromium();
  server = await serve({ folder: site.out, base: "/x/y/", csp });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

/** Opens a page that is watched; `loaded` are the addresses of all that it loads. */
async function open(path: string, options: BrowserContextOptions = {}) {
  const { page, complaints } = await watchedPage(browser, options);
  const loaded: string[] = [];
  page.on("requestfinished", (request) => void loaded.push(request.url()));
  await page.goto(server.url + path);
  return { page, complaints, loaded };
}

async function searchFor(page: Page, query: string): Promise<string[]> {
  await page.keyboard.press("/");
  await page.locator("dialog.search input").fill(query);
  await page.waitForFunction(
    (text) => document.querySelector("dialog [role=status]")?.textContent?.includes(text),
    query,
  );
  return page.locator("dialog .results .name").allTextContents();
}

describe("the dialog", () => {
  test("opens by key and click, closes by Escape, and leaves typing alone", async () => {
    const { page, complaints, loaded } = await open("runs/");
    const dialog = page.locator("dialog.search");
    expect(loaded.some((url) => url.includes("search"))).toBe(false);
    for (const key of ["/", "Control+k", "Meta+k"]) {
      await page.keyboard.press(key);
      expect(await dialog.isVisible(), key).toBe(true);
      expect(await page.locator("dialog input").evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.press("Escape");
      expect(await dialog.isVisible(), key).toBe(false);
    }
    await page.click("a.search-link");
    await page.keyboard.type("a/b");
    expect(await page.inputValue("dialog input")).toBe("a/b");
    await page.click("dialog .head button");
    expect(await dialog.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("finds runs by a param however it is written, and marks what was found", async () => {
    const { page, complaints } = await open("");
    const names = await searchFor(page, "lr=0.1 augment=shift");
    expect(names).toContain("shift-seed0");
    expect(names).not.toContain("baseline-seed0");
    expect(await page.locator("dialog mark").allTextContents()).toContain("lr=1e-1");
    await page.keyboard.press("Escape");
    expect(await searchFor(page, "lr 0.1 augment=shift")).toEqual(names);
    await page.keyboard.press("Escape");
    expect(await searchFor(page, "lr=0.7")).toEqual([]);
    expect(await page.textContent("dialog [role=status]")).toBe("Nothing was found for “lr=0.7”.");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("finds what failed and why, words that are cut short, and a misspelt one", async () => {
    const { page } = await open("");
    expect(await searchFor(page, "decay diverged")).toContain("decay-nan-seed0");
    await page.keyboard.press("Escape");
    expect(await searchFor(page, "confus matri")).not.toEqual([]);
    await page.keyboard.press("Escape");
    expect(await searchFor(page, "confuson")).not.toEqual([]);
    await page.close();
  });

  test("answers whether something was tried with runs and findings before what was written of them", async () => {
    const { page } = await open("");
    const groups = () => page.locator("dialog .results h2").allTextContents();
    for (const query of ["diverged", "why did it diverge?", "diverging"]) {
      const names = await searchFor(page, query);
      expect((await groups())[0], query).toBe("Runs");
      expect(names.slice(0, 3).sort(), query).toEqual(["decay-nan-seed0", "nan-lr-late-seed0", "nan-lr-seed0"]);
      expect(await groups(), query).toEqual(expect.arrayContaining(["Journal", "Documents"]));
      await page.keyboard.press("Escape");
    }
    // The status is a word of its own: `failed` stands in none of the texts of these runs.
    expect((await searchFor(page, "has it failed")).slice(0, 4)).toContain("shift2-seed0");
    expect((await groups())[0]).toBe("Runs");
    await page.keyboard.press("Escape");
    await searchFor(page, "has weight decay been tried?");
    expect((await groups()).slice(0, 3)).toContain("Runs");
    expect(await page.locator("dialog .results .name").first().textContent()).toBe("decay-nan-seed0");
    await page.close();
  });

  test("a param that every run has finds what was said of it before the runs, and a run by a value of its own", async () => {
    const { page } = await open("");
    const names = await searchFor(page, "leak");
    expect(names.filter((name) => name.includes("seed"))).toEqual(["shift-leak-seed0", "baseline-leak-seed0"]);
    const groups = await page.locator("dialog .results h2").allTextContents();
    expect(groups).toEqual(expect.arrayContaining(["Findings", "Journal", "Documents"]));
    await page.keyboard.press("Escape");
    const [first] = await searchFor(page, "leak_eval=false");
    expect(first).toBe("derisk");
    expect(await page.locator("dialog mark").first().textContent()).toBe("leak_eval=false");
    await page.keyboard.press("Escape");
    const joined = await searchFor(page, "weightdecay");
    expect(joined[0]).toBe("decay-nan-seed0");
    await page.close();
  });

  test("arrow keys go through results of all kinds, Enter opens one", async () => {
    const { page } = await open("about/");
    await searchFor(page, "shift");
    const groups = await page.locator("dialog .results h2").allTextContents();
    expect(groups).toEqual(expect.arrayContaining(["Findings", "Documents", "Journal", "Runs"]));
    const focused = () => page.evaluate(() => document.activeElement?.querySelector(".name")?.textContent ?? "field");
    const names = await page.locator("dialog .results .name").allTextContents();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(names[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("field");
    const href = await page.locator("dialog .results a").first().getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(href ?? "");
    await page.close();
  });

  test("says so when it cannot be loaded", async () => {
    const { page } = await open("");
    await page.route("**/search/index/0/*", (route) => route.abort());
    await page.keyboard.press("/");
    await page.locator("dialog input").fill("shift");
    await page.locator("dialog .failed").waitFor();
    expect(await page.textContent("dialog .failed")).toContain("search/index/0/head.js could not be loaded");
    await page.unroute("**/search/index/0/*");
    await page.locator("dialog input").fill("shift ");
    await page.locator("dialog input").fill("shif");
    await page.locator("dialog .results a").first().waitFor();
    await page.route("**/assets/search.js", (route) => route.abort());
    await page.goto(`${server.url}about/`);
    await page.keyboard.press("/");
    await page.locator("dialog .failed").waitFor();
    expect(await page.locator("dialog .failed a").getAttribute("href")).toContain("search/");
    await page.close();
  });

  test("axe finds nothing, and it fits a small phone", async () => {
    const { page } = await open("");
    await searchFor(page, "shift");
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    const box = await page.locator("dialog.search").boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.width ?? 999) <= 320).toBe(true);
    await page.close();
  });
});

describe("the search page", () => {
  test("searches for what its address says, filters, and goes back", async () => {
    const { page, complaints } = await open("search/?q=shift");
    await page.locator(".results a").first().waitFor();
    expect(await page.inputValue(".query input")).toBe("shift");
    const all = await page.textContent(".search-page [role=status]");
    await page.click(".facet button:has-text('Runs')");
    await page.waitForURL(/kind=run/);
    await page.waitForFunction((text) => document.querySelector("[role=status]")?.textContent !== text, all);
    expect(await page.locator(".results h2").allTextContents()).toEqual(["Runs"]);
    await page.click(".facet button:has-text('ignored')");
    await page.waitForURL(/status=ignored/);
    await page.reload();
    await page.locator(".results a").first().waitFor();
    expect(await page.locator(".results .name").allTextContents()).toContain("shift-leak-seed0");
    expect(await page.locator(".facet [aria-pressed=true]").count()).toBe(2);
    await page.goBack();
    await page.goBack();
    await page.waitForFunction((text) => document.querySelector("[role=status]")?.textContent === text, all);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("loads a part of the index and no more than 300 kB", async () => {
    const { page } = await open("search/");
    let bytes = 0;
    page.on("response", async (response) => {
      if (response.url().includes("/search/index/")) bytes += (await response.body()).length;
    });
    await page.fill(".query input", "shift");
    await page.locator(".results a").first().waitFor();
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(300_000);
    await page.close();
  });

  test("axe finds nothing in either theme", async () => {
    const { page } = await open("search/?q=shift");
    await page.locator(".results a").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test("without JavaScript it says so and lists everything", async () => {
    const { page } = await open("about/", { javaScriptEnabled: false });
    await page.click("a.search-link");
    await page.waitForURL(/search\/$/);
    expect(await page.locator("noscript .failed").textContent()).toContain("needs JavaScript");
    for (const list of ["Findings", "Runs", "Documents", "Pages"]) {
      expect(await page.locator(`.everything details:has(h3:text-is("${list}")) a`).count(), list).toBeGreaterThan(0);
    }
    await page.close();
  });
});
