import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample } from "./site-example.ts";
import { openWatched } from "./watched-page.ts";

const experiment = "experiments/augment-shift/";

let digits: ExampleSite;
let recommender: ExampleSite;
let browser: Browser;
let at: Awaited<ReturnType<typeof serve>>;
let increments: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  digits = await buildExample("digits");
  recommender = await buildExample("recommender");
  browser = await launchChromium();
  at = await serve({ folder: digits.out, base: "/x/" });
  increments = await serve({ folder: recommender.out });
});

afterAll(async () => {
  await browser?.close();
  await at?.close();
  await increments?.close();
  digits?.remove();
  recommender?.remove();
});

const open = (url: string, options: BrowserContextOptions = {}) => openWatched(browser, url, options);

describe.each([true, false])("a walk with questions in mind, with script: %s", (javaScriptEnabled) => {
  test("why this model, can I trust the number, what failed: three clicks each", async () => {
    const { page, complaints } = await open(at.url, { javaScriptEnabled });
    await page.click(".finding h4 a");
    await page.waitForURL(new RegExp(`${experiment}$`));
    // All four answers are on the first screen.
    for (const label of ["Selected", "By how much", "More than noise?", "Left out"]) {
      const box = await page.locator(".answers > div", { hasText: label }).boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0), label).toBeLessThan(900);
    }
    const failed = await page.locator(".answers a", { hasText: "why" }).getAttribute("href");
    expect(failed).toMatch(/#excluded$/);
    await page.locator(".answers a", { hasText: "why" }).click();
    expect(await page.locator("#failed ~ .exclusions li").count()).toBe(4);
    expect(await page.locator("#ignored ~ .exclusions li").count()).toBe(2);
    await page.locator(".answers a.number", { hasText: "0.9706" }).click();
    await page.waitForURL(/comparison\/#of-baseline$/);
    expect(await page.locator("tbody:target tr").count()).toBe(5);
    await page.locator("tbody:target a.number", { hasText: "0.9759" }).first().click();
    await page.waitForURL(/eval\.log\/#L3$/);
    expect(await page.locator(".line:target").textContent()).toContain("0.9758551307847082");
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe.each([true, false])("a walk to a run, with script: %s", (javaScriptEnabled) => {
  test("what changed lately, what it came to, who cites it, how it is run again: three clicks each", async () => {
    const { page, complaints } = await open(at.url, { javaScriptEnabled });
    expect(await page.locator("section.recent").textContent()).toMatch(
      /The latest runs are of \d{4}-\d\d-\d\d, in 1 exp/,
    );
    // A difference is said as the criterion states it and as the page of the finding does.
    expect(await page.locator(".finding .deciding").textContent()).toMatch(/−0\.0797\s*\(\s*−7\.97 pp\s*\)/);
    expect(await page.locator("section.recent .said").textContent()).toContain("3 diverged");
    await page.click(".totals a");
    await page.locator("tbody th a", { hasText: /^baseline-seed0$/ }).click();
    for (const label of ["Result", "Against the baseline", "Set apart by", "Cited by"]) {
      const box = await page.locator(".answers > div", { hasText: label }).boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0), label).toBeLessThan(900);
    }
    await page.locator(".jump a", { hasText: "Run it again" }).click();
    expect(await page.locator("#reproduce + *").textContent()).toContain("No command was recorded");
    await page.locator(".answers a", { hasText: "README.md" }).click();
    await page.waitForURL(/#evidence-/);
    const operand = page.locator("li.evidence:target a", { hasText: "0.9759" });
    expect(await operand.getAttribute("title")).toContain("0.9758551307847082");
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test("has it been tried: the search finds a run by its param, and says that it failed", async () => {
  const { page, complaints } = await open(at.url);
  await page.keyboard.press("/");
  await page.keyboard.type("lr=1e5");
  const first = page.locator("dialog [role=option], dialog li").first();
  await first.waitFor();
  expect(await first.textContent()).toMatch(/nan-lr-seed0/);
  expect(await first.textContent()).toMatch(/diverged/);
  expect(complaints).toEqual([]);
  await page.close();
});

test("an outcome is said in a word, and every number of the page has an address that exists", async () => {
  const { page } = await open(at.url + experiment);
  const outcomes = await page.locator("#comparison ~ .table .badge").allTextContents();
  expect(outcomes).toEqual(expect.arrayContaining(["worse", "within noise", "not decidable"]));
  const hrefs = await page
    .locator("main a.number")
    .evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href));
  expect(hrefs.length).toBeGreaterThan(100);
  const pages = new Map<string, string>();
  for (const href of new Set(hrefs)) {
    const [address = "", id = ""] = href.split("#");
    const text = pages.get(address) ?? (await (await page.request.get(address)).text());
    pages.set(address, text);
    expect(text.includes(`id="${decodeURIComponent(id)}"`), href).toBe(true);
  }
  await page.close();
});

test("the tables of a comparison can be taken along", async () => {
  const { page } = await open(`${at.url}${experiment}comparison/`);
  const hrefs = await page
    .locator(".downloads a")
    .evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href));
  const texts = await Promise.all(hrefs.map(async (href) => (await page.request.get(href)).text()));
  expect(texts[0]?.split("\n")[0]).toContain("metrics.test/accuracy@last@outcome");
  expect(texts[1]?.split("\n").length).toBeGreaterThan(20);
  expect(texts[2]).toContain("\\begin{tabular}");
  expect(texts[2]).not.toContain(join(digits.root));
  await page.close();
});

const shown = (page: Page) => page.locator(".day .entry:visible").count();

describe("the journal", () => {
  test("is filtered by the address alone where no script runs", async () => {
    const { page } = await open(`${at.url}journal/`, { javaScriptEnabled: false });
    const all = await shown(page);
    await page.click(".filters a.weird");
    expect(page.url()).toMatch(/#only-weird$/);
    expect(await shown(page)).toBeLessThan(all);
    expect(await page.locator(".day .entry:visible").first().getAttribute("data-tags")).toContain("weird");
    await page.click(".filters a[href='#all']");
    expect(await shown(page)).toBe(all);
    await page.close();
  });

  test("takes several words into the address, which can be gone back to and passed on", async () => {
    const { page, complaints } = await open(`${at.url}journal/`);
    const all = await shown(page);
    await page.click(".filters a.hunch");
    const hunches = await shown(page);
    await page.click(".filters a.open");
    expect(new URL(page.url()).search).toBe("?show=hunch,open");
    const both = await shown(page);
    expect(both).toBeLessThan(hunches);
    expect(await page.locator(".filters output").textContent()).toBe(`${both} of ${all} entries`);
    const copy = await open(page.url());
    expect(await shown(copy.page)).toBe(both);
    await copy.page.close();
    await page.goBack();
    expect(await shown(page)).toBe(hunches);
    await page.goBack();
    expect(await shown(page)).toBe(all);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a fragment from before gives way to a choice", async () => {
    const { page } = await open(`${at.url}journal/#only-weird`);
    const weird = await shown(page);
    await page.click(".filters a[href='#all']");
    expect(await shown(page)).toBeGreaterThan(weird);
    await page.close();
  });

  test("has what is open first, and each resolved question with its answer", async () => {
    const { page } = await open(`${at.url}journal/`);
    expect(await page.locator("#open ~ .threads .thread").count()).toBe(2);
    await page.click("#resolved ~ details summary");
    const answer = page.locator("#resolved ~ details .resolution a").first();
    await answer.click();
    expect(await page.locator(".entry:target").getAttribute("data-tags")).toContain("resolved");
    await page.close();
  });
});

const others: [string, () => string][] = [
  ["home", () => increments.url],
  ["experiments", () => `${increments.url}experiments/`],
  ["increments", () => `${increments.url}increments/`],
  ["an experiment without a hypothesis", () => `${increments.url}experiments/0042-purchase-propensity/`],
  ["its comparison", () => `${increments.url}experiments/0042-purchase-propensity/comparison/`],
  ["progress", () => `${increments.url}progress/`],
];

test.each(others)("%s: axe finds nothing in either theme, and it fits a small phone", async (_name, url) => {
  const { page, complaints } = await open(url());
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await page.close();
});
