import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { middleTime } from "./run-table-speed.ts";
import { serve } from "./server.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample } from "./site-example.ts";
import { openWatched } from "./watched-page.ts";

const csp = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'";
const baseline = "augment-shift/2026-11-21T16-38-52-baseline-seed0";
const shift = "augment-shift/2026-11-21T16-38-55-shift-seed0";
const both = `?runs=${baseline},${shift.split("/")[1]}`;
const rows = "?runs=augment-shift/of-baseline,of-shift";

let site: ExampleSite;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await buildExample("digits");
  browser = await launchChromium();
  server = await serve({ folder: site.out, csp });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

/** Opens an address of the site in a page that is watched and may use the clipboard. */
function open(path: string, options: BrowserContextOptions = {}) {
  return openWatched(browser, server.url + path, { permissions: ["clipboard-read", "clipboard-write"], ...options });
}

async function compare(query: string, options: Parameters<Browser["newPage"]>[0] = {}) {
  const opened = await open(`compare/${query}`, options);
  await opened.page.locator("#results").waitFor();
  return opened;
}

async function curvesAlive(page: Page): Promise<void> {
  await page.locator("#curves").scrollIntoViewIfNeeded();
  await page.waitForSelector("section:has(> #curves) .live svg.cursor");
}

const names = (page: Page) => page.locator("section:has(> #results) tbody th > a:first-of-type").allTextContents();
const line = (page: Page, name: string) =>
  page.locator("section:has(> #results) tbody tr").filter({ has: page.getByRole("link", { name, exact: true }) });

describe("the address says what is compared", () => {
  test("runs, their difference to the base, and where each number comes from", async () => {
    const { page, complaints } = await compare(both);
    expect(await names(page)).toEqual(["baseline-seed0", "shift-seed0"]);
    const cell = line(page, "shift-seed0").locator("td").first();
    expect(await cell.locator("> a.number").textContent()).toBe("0.9014");
    expect(await cell.locator("small summary").textContent()).toContain("−0.0744 · −7.6 %");
    await cell.locator("small summary").click();
    const operands = cell.locator("small .how a");
    expect(await operands.allTextContents()).toEqual(["0.9014", "0.9759"]);
    for (const href of await operands.evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href))) {
      const there = new URL(href);
      const file = join(site.out, decodeURI(there.pathname), "index.html");
      expect(readFileSync(file, "utf8")).toContain(`id="${there.hash.slice(1)}"`);
    }
    expect(await page.locator("section:has(> #outcomes)").textContent()).toContain("One run a side: no test");
    expect(complaints).toEqual([]);
  });

  test("short ids, whole configurations, whole experiments, and what is unknown", async () => {
    const { page } = await compare("?runs=baseline-seed0,nothing,augment-shift/shift-seed1");
    expect(await names(page)).toEqual(["baseline-seed0", "shift-seed1"]);
    expect(await page.locator("[role=alert]").allTextContents()).toEqual(["No run is called nothing."]);
    const whole = await compare("?runs=augment-shift");
    expect((await names(whole.page)).length).toBe(16);
    const configurations = await compare(rows);
    expect((await names(configurations.page)).length).toBe(10);
  });

  test("every change is a step that the back button takes back", async () => {
    const { page, complaints } = await compare(both);
    await line(page, "shift-seed0").getByRole("button", { name: "Base" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&base=${shift}`);
    await page.getByLabel("Only what differs").uncheck();
    await expect.poll(() => page.url()).toContain("diff=0");
    await page.goBack();
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe(both);
    await expect.poll(() => page.locator("tr.strong th a").first().textContent()).toBe("baseline-seed0");
    expect(complaints).toEqual([]);
  });

  test("what is as it would be anyway is not in it", async () => {
    const { page } = await compare(`${both}&diff=1&base=`);
    await curvesAlive(page);
    await page.getByLabel("Only what differs").uncheck();
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&diff=0`);
    await page.getByLabel("Only what differs").check();
    await expect.poll(() => new URL(page.url()).search).toBe(both);
  });

  test("the focus stays on what was pressed", async () => {
    const { page } = await compare(both);
    await page.getByRole("button", { name: "test/loss" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("sort=-test/loss");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("test/loss");
    expect(await names(page)).toEqual(["shift-seed0", "baseline-seed0"]);
  });
});

describe("runs are found", () => {
  test("by words, with the keyboard alone", async () => {
    const { page, complaints } = await open("compare/");
    await page.getByRole("combobox", { name: "Add a run" }).focus();
    await page.keyboard.type("seed0 shift-wide");
    await page.getByRole("option").first().waitFor();
    expect(await page.locator(".picker output").textContent()).toBe("1 of 22 runs");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#results").waitFor();
    expect(await names(page)).toEqual(["shift-wide-seed0"]);
    expect(complaints).toEqual([]);
  });

  test("by ticking them in a table", async () => {
    const { page, complaints } = await open("experiments/augment-shift/comparison/");
    await page.getByLabel("Compare baseline-seed0", { exact: true }).check();
    await page.getByLabel("Compare shift-seed0", { exact: true }).check();
    await page.getByRole("link", { name: "Compare them" }).click();
    await page.locator("#results").waitFor();
    expect(await names(page)).toEqual(["baseline-seed0", "shift-seed0"]);
    expect(new URL(page.url()).search).toBe(both);
    expect(complaints).toEqual([]);
  });

  test("whole configurations too, wherever they stand on the page", async () => {
    const { page, complaints } = await open("experiments/augment-shift/");
    await page.getByLabel("Compare baseline", { exact: true }).first().check();
    const others = page.getByLabel("Compare shift", { exact: true });
    await others.last().check();
    for (const one of await others.all()) expect(await one.isChecked()).toBe(true);
    await page.getByRole("link", { name: "Compare them" }).click();
    await page.locator("#results").waitFor();
    expect(new URL(page.url()).search).toBe(rows);
    expect(await page.locator("section:has(> #outcomes)").textContent()).toContain("95 % interval");
    expect(complaints).toEqual([]);
  });

  test("and nothing moves when boxes and links are put there", async () => {
    const { page } = await open("experiments/augment-shift/comparison/");
    const moved = await page.evaluate(() => {
      const put = [...document.querySelectorAll(".choose-run, .to-compare")];
      const places = () =>
        [...document.querySelectorAll("main h1, main h2, main tbody a")].map((one) =>
          one.getBoundingClientRect().toJSON(),
        );
      const after = JSON.stringify(places());
      for (const one of put) one.remove();
      return { put: put.length, isSame: JSON.stringify(places()) === after };
    });
    expect(moved.put).toBeGreaterThan(16);
    expect(moved.isSame).toBe(true);
  });

  test("from the pages of a run and of an experiment", async () => {
    const { page } = await open(`runs/${shift}/`);
    await page.getByRole("link", { name: "Compare this run" }).click();
    await page.locator("#results").waitFor();
    expect(await names(page)).toEqual(["shift-seed0"]);
    await page.goto(`${server.url}experiments/augment-shift/`);
    await page.getByRole("link", { name: "Compare its runs freely" }).click();
    await page.locator("#results").waitFor();
    expect((await names(page)).length).toBe(16);
  });

  test("and their data is loaded only then", async () => {
    const requests: string[] = [];
    const page = await browser.newPage();
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${server.url}compare/`);
    await page.getByRole("combobox").waitFor();
    expect(requests.filter((path) => /^\/compare\/./.test(path))).toEqual([]);
    await page.goto(`${server.url}compare/${both}`);
    await page.locator("#results").waitFor();
    expect(requests.filter((path) => /^\/compare\/.*js$/.test(path))).toEqual([
      "/compare/data/augment-shift.js",
      "/compare/curves/augment-shift/0.js",
    ]);
    await page.close();
  });
});

describe("what differs", () => {
  test("is all that is shown of params, until everything is asked for", async () => {
    const { page } = await compare(both);
    const params = page.locator("section:has(> #params)");
    expect(await params.locator("tbody th").allTextContents()).toEqual(["augment"]);
    const same = params.locator("summary").last();
    expect(await same.textContent()).toMatch(/^Same in all \(\d+\)$/);
    await page.getByLabel("Only what differs").uncheck();
    await expect.poll(() => params.locator("tbody th").count()).toBeGreaterThan(5);
    expect(await page.locator("#environment").count()).toBe(1);
  });

  test("between configurations: the build's own numbers and what a test says", async () => {
    const { page } = await compare(`${rows}&group=configuration`);
    const cell = line(page, "shift").locator("td").nth(1);
    expect(await cell.locator(".computed").count()).toBe(0);
    expect(await cell.textContent()).toMatch(/^0\.8909 ± 0\.0135/);
    expect(await cell.locator("small").textContent()).toContain("−7.97 pp");
    expect(await page.locator("section:has(> #outcomes) .badge").allTextContents()).toEqual(["worse"]);
    await cell.locator("a").first().click();
    await page.waitForURL(/comparison\/#of-shift$/);
  });

  test("between groups by a param: means that say of what they were computed here", async () => {
    const { page } = await compare("?runs=augment-shift/of-baseline,shift-seed0,shift-seed1&group=augment");
    const cell = line(page, "augment shift")
      .or(page.locator("section:has(> #results) tbody tr").nth(1))
      .locator("td")
      .nth(1);
    await cell.locator("summary").first().click();
    expect(await cell.locator(".how").first().textContent()).toBe("mean of 2 runs: 0.9014 and 0.8813");
    const value = await cell.locator("summary").first().textContent();
    expect(value).toContain("0.8913");
    expect(value).toContain("computed here");
  });
});

describe("drawings", () => {
  test("curves of all runs lie over one another, each with its name, and are there as a table", async () => {
    const { page } = await compare(both);
    const figure = page.locator("section:has(> #curves) figure").first();
    expect(await figure.locator(".legend a").allTextContents()).toEqual(["baseline-seed0", "shift-seed0"]);
    await curvesAlive(page);
    expect(await figure.locator(".live .mark-line path").count()).toBe(2);
    await figure.locator("summary").click();
    expect(await figure.locator("tbody tr").count()).toBe(2);
  });

  test("they live as those of experiments do: smoothed, read together, zoomed; the address has it, and others' changes keep it", async () => {
    const { page, complaints } = await compare(both);
    await curvesAlive(page);
    await page.waitForFunction(() => document.querySelectorAll(".live .cursor").length === 2);
    await page.getByRole("slider", { name: "Smooth" }).fill("0.6");
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&smooth=0.6`);
    const plot = await page.locator(".live .cursor .plot").first().boundingBox();
    if (plot === null) throw new Error("no plot");
    await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height / 2);
    expect(await page.locator(".chart-tip:visible .label").allTextContents()).toHaveLength(2);
    expect(await page.locator(".chart-tip:visible").textContent()).toContain("smoothed");
    expect(await page.locator(".cursor.pointing").count()).toBe(2);
    await page.getByRole("button", { name: "Show shift-seed0" }).first().click();
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&smooth=0.6&hide=shift-seed0`);
    const stage = await page.locator(".live").first().elementHandle();
    await page.getByRole("button", { name: "test/loss" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&sort=-test/loss&smooth=0.6&hide=shift-seed0`);
    expect(await stage?.evaluate((one) => one.isConnected)).toBe(true);
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe(`${both}&smooth=0.6&hide=shift-seed0`);
    expect(complaints).toEqual([]);
  });

  test("of whole groups the mean with its spread, and of each line one colour whatever else is chosen", async () => {
    const { page } = await compare(`${rows}&group=configuration&spread=deviation`);
    await curvesAlive(page);
    const figure = page.locator("section:has(> #curves) figure").first();
    await expect.poll(() => figure.locator(".live .mark-area path").count()).toBe(2);
    const color = () =>
      figure.locator(".legend li", { hasText: "shift" }).locator("[class^=line]").getAttribute("class");
    const before = await color();
    await page.goto(`${page.url()}&where=test/accuracy:~0.95`);
    await page.locator("#curves").waitFor();
    expect(await names(page)).toEqual(["shift"]);
    expect(await color()).toBe(before);
  });

  test("a range on an axis, by keyboard, leaves only what passes, in tables and drawings", async () => {
    const { page, complaints } = await compare(rows);
    await page.getByText("Ranges by numbers").click();
    await page.getByRole("group", { name: "test/accuracy", exact: true }).getByLabel("from").fill("0.96");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("where=test/accuracy:0.96~");
    await expect.poll(async () => (await names(page)).every((name) => name.startsWith("baseline"))).toBe(true);
    const left = (await names(page)).length;
    expect(left).toBeLessThan(10);
    expect(await page.locator("path.thread:not(.out)").count()).toBe(left);
    expect(await page.locator("section:has(> #scatter) circle").count()).toBe(left);
    await page.getByRole("button", { name: "Clear ranges" }).first().click();
    await expect.poll(async () => (await names(page)).length).toBe(10);
    expect(complaints).toEqual([]);
  });

  const upright = (page: Page, name: string) => page.locator(`[data-key="upright ${name}"]`);
  /** Drags along an axis between shares of its length, from the top. */
  const drag = async (page: Page, name: string, [from, to]: [number, number]) => {
    const axis = upright(page, name).locator(".axis");
    await axis.scrollIntoViewIfNeeded();
    const box = await axis.boundingBox();
    if (box === null) throw new Error("no axis");
    await page.mouse.move(box.x, box.y + from * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x, box.y + to * box.height, { steps: 4 });
  };

  test("a range is dragged along an axis: threads follow at once, the rest when it is let go, and Back takes it back", async () => {
    const { page, complaints } = await compare(rows);
    await drag(page, "test/accuracy", [0, 0.4]);
    const during = await page.locator("path.thread.out").count();
    expect(during).toBeGreaterThan(0);
    expect(new URL(page.url()).search).toBe(rows);
    await page.mouse.up();
    await expect.poll(() => page.url()).toMatch(/where=test\/accuracy:0\.9\d+~$/);
    expect((await names(page)).length).toBe(10 - during);
    await drag(page, "test/accuracy", [0.2, 0.45]);
    await page.mouse.up();
    await expect.poll(() => page.url()).toMatch(/where=test\/accuracy:[\d.]+~[\d.]+$/);
    await page.goBack();
    await page.goBack();
    await expect.poll(async () => (await names(page)).length).toBe(10);
    expect(complaints).toEqual([]);
  });

  test("several texts of a param are brushed or clicked, and taken away by their chip", async () => {
    const { page } = await compare("?runs=augment-shift");
    await upright(page, "augment").locator(".area").scrollIntoViewIfNeeded();
    const box = await upright(page, "augment").locator(".axis").boundingBox();
    await page.mouse.click(box?.x ?? 0, (box?.y ?? 0) + 10);
    await expect.poll(() => page.url()).toContain("where=augment:=shift");
    expect(await page.locator(".range-chip").first().textContent()).toContain("augment shift");
    await page.getByRole("button", { name: "× augment shift" }).first().click();
    await expect.poll(() => new URL(page.url()).search).toBe("?runs=augment-shift");
    const many = await compare("?runs=augment-shift&where=augment:=shift=none");
    expect((await names(many.page)).length).toBe(16);
  });

  test("the keyboard goes from axis to axis, narrows, widens and clears", async () => {
    const { page } = await compare("?runs=augment-shift");
    const axis = upright(page, "test/accuracy");
    await axis.focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowUp");
    expect(await axis.getAttribute("aria-label")).toMatch(/^test\/accuracy: from 0\.\d+\./);
    await expect.poll(() => page.url()).toMatch(/where=test\/accuracy:0\.\d+~$/);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-key")))
      .toBe("upright test/accuracy");
    await page.keyboard.press("Delete");
    await expect.poll(() => new URL(page.url()).search).toBe("?runs=augment-shift");
    await page.keyboard.press("ArrowLeft");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toBe("upright augment");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => page.url()).toContain("where=augment:=none");
  });

  test("a finger draws a range, and a thread that is pointed at says what it is", async () => {
    const touched = await compare(rows, { viewport: { width: 390, height: 800 }, hasTouch: true });
    const area = upright(touched.page, "augment").locator(".area");
    await area.scrollIntoViewIfNeeded();
    expect(await area.evaluate((one) => getComputedStyle(one).touchAction)).toBe("none");
    const box = await upright(touched.page, "augment").locator(".axis").boundingBox();
    await touched.page.touchscreen.tap(box?.x ?? 0, (box?.y ?? 0) + 10);
    await expect.poll(() => touched.page.url()).toContain("where=augment:=shift");
    const { page } = await compare(rows);
    const all = await page.locator(".threads").boundingBox();
    const place = await page
      .locator("path.thread")
      .first()
      .evaluate((one) => {
        const [, x, y, x2, y2] = /^M(\S+) (\S+?)L(\S+) (\S+?)L/.exec(one.getAttribute("d") ?? "") ?? [];
        return { x: (Number(x) + Number(x2)) / 2, y: (Number(y) + Number(y2)) / 2 };
      });
    await page.locator(".threads").scrollIntoViewIfNeeded();
    const now = (await page.locator(".threads").boundingBox()) ?? all;
    await page.mouse.move((now?.x ?? 0) + place.x, (now?.y ?? 0) + place.y);
    await page.locator(".threads-frame .chart-tip").waitFor();
    expect(await page.locator(".threads-frame .chart-tip").textContent()).toMatch(
      /-seed\d.*augment.*test\/accuracy0\.\d{4}/,
    );
  });

  test("a metric against a param, and the runs that none beats in two metrics", async () => {
    const { page } = await compare("?runs=augment-shift");
    await page.getByLabel("Across").first().selectOption("hidden");
    await expect.poll(() => page.url()).toContain("scatter=hidden,test/accuracy");
    expect(await page.locator("section:has(> #scatter) circle").count()).toBe(16);
    const front = page.locator("section:has(> #pareto)");
    expect(await front.locator("circle.front").count()).toBe(await front.locator("tbody tr").count());
    expect(await front.locator("figcaption").textContent()).toContain("no test");
    await front.locator(".drawing").focus();
    await front.locator(".spots").waitFor();
    await page.keyboard.press("Home");
    expect(await front.locator("[role=status]").textContent()).toMatch(
      /^baseline-wide-seed0: test\/loss 0\.\d+; test\/accuracy 0\.\d{4}$/,
    );
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/runs\/augment-shift\/[^/]+\/$/);
  });
});

describe("what is taken away keeps its evidence", () => {
  test("as Markdown", async () => {
    const { page } = await compare(both);
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/\| \[shift-seed0\]\(http[^)]+\/runs\/augment-shift\/[^)]+\) \|/);
    expect(text).toMatch(/\[0\.9014\]\(http[^)]+eval\.log\/#L3\)/);
    expect(text).toMatch(/−0\.0744, −7\.6 %, computed from \[1\]\(http[^)]+#L3\) \[2\]\(http[^)]+#L3\)/);
    expect(text).toContain(page.url());
  });

  test("as CSV, with full values", async () => {
    const { page } = await compare(both);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("comparison.csv");
    const text = readFileSync(await download.path(), "utf8");
    const [head = "", first = ""] = text.split("\r\n");
    expect(head).toMatch(/^id,name,runs,page,test\/accuracy,test\/accuracy evidence/);
    expect(first).toContain("0.9758551307847082");
    expect(first).toContain("#L3");
  });
});

describe("everywhere", () => {
  test.each(["light", "dark"] as const)("axe finds nothing (%s), and it fits a small phone", async (colorScheme) => {
    const { page } = await compare(rows, { colorScheme });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Add a run" }).focus();
    await page.getByRole("listbox").getByRole("option").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.reload();
    await page.locator("#results").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test("without a script the page says so and leads to each experiment's comparison", async () => {
    const { page } = await open("compare/", { javaScriptEnabled: false });
    expect(await page.locator("noscript").textContent()).toContain("needs JavaScript");
    await page.locator("#introduction a").first().click();
    await page.waitForURL(/experiments\/augment-shift\/comparison\/$/);
  });

  test("from a disk", async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${pathToFileURL(site.out).href}/compare/index.html${both}`);
    await page.locator("#results").waitFor();
    await curvesAlive(page);
    await page.getByLabel("Log y").check();
    await page.getByText("val/loss (logarithmic)").waitFor();
    const href = await page
      .locator("td a.number")
      .first()
      .evaluate((one: HTMLAnchorElement) => one.href);
    expect(existsSync(new URL(href.split("#")[0] ?? ""))).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("with 10,000 runs the page is light, and a search takes less than 100 ms", async () => {
    const file = join(site.out, "compare/runs.js");
    const before = readFileSync(file, "utf8");
    const index = Array.from({ length: 500 }, (_, at) => ({
      slug: `exp-${at}`,
      title: `Learning rates of arm ${at}`,
      runs: Array.from(
        { length: 20 },
        (_, run) => `2026-01-05T00-${String(run).padStart(2, "0")}-00-e${at}arm${run}-seed${run % 5}`,
      ),
      names: Array.from({ length: 20 }, () => ""),
    }));
    writeFileSync(file, `labdocsCompare("index",${JSON.stringify(index)});\n`);
    const page = await browser.newPage();
    let bytes = 0;
    page.on("response", async (response) => {
      bytes += (await response.body()).length;
    });
    await page.goto(`${server.url}compare/`, { waitUntil: "networkidle" });
    expect(bytes).toBeLessThan(300_000);
    await page.getByRole("combobox", { name: "Add a run" }).focus();
    await page.getByRole("option").first().waitFor();
    const times = await page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>("#compare-search");
      const status = document.querySelector(".picker output");
      const took: number[] = [];
      for (const words of ["e4", "e49", "e499 seed3", "arm12 seed2", "nothing", ""]) {
        const start = performance.now();
        if (input !== null) input.value = words;
        input?.dispatchEvent(new Event("input"));
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (!status?.textContent?.includes("of 10000 runs")) throw new Error(`no answer to ${words}`);
        took.push(performance.now() - start);
      }
      return took;
    });
    expect(middleTime(times)).toBeLessThan(100);
    writeFileSync(file, before);
    await page.close();
  });

  test("an experiment whose data is gone says so, and the others are shown", async () => {
    const data = join(site.out, "compare/curves/augment-shift/0.js");
    mkdirSync(join(site.out, "away"), { recursive: true });
    renameSync(data, join(site.out, "away/0.js"));
    writeFileSync(data, "");
    const page = await browser.newPage();
    await page.goto(`${server.url}compare/${both}`);
    await page.locator("#results").waitFor();
    expect(await page.locator("[role=alert]").textContent()).toContain("could not be loaded");
    expect(await names(page)).toEqual(["baseline-seed0", "shift-seed0"]);
    renameSync(join(site.out, "away/0.js"), data);
    await page.close();
  });
});
