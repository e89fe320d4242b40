import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost } from "../../bench/measure.ts";
import { measure } from "../../bench/measure.ts";
import { makeProject } from "../../bench/project.ts";
import { axeFindingsUnfolded } from "../browser/axe.ts";
import { launchChromium } from "../browser/chromium.ts";
import { deadLinks } from "../browser/dead-links.ts";
import { pagesOf, tooWide } from "../browser/page-walk.ts";
import { middleTime, timesOfTable } from "../browser/run-table-speed.ts";
import { serve } from "../browser/server.ts";
import { watchedPage } from "../browser/watched-page.ts";

// A project of ten thousand runs, built as its team would build it and looked at in a browser. It runs alone, after the other tests.

const SIZE = { runs: 10_000, lines: 30, runsPerExperiment: 20 };
const top = join(import.meta.dirname, "../..");
const cli = join(top, "dist", "cli.js");
const csp = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'";
const first = "exp-000/2026-01-05T00-00-00-arm0-seed0";
const last = "exp-499/2026-01-05T00-19-00-arm3-seed4";
const MOST_MB = 1024;
/** So many pages of each kind have their links followed. */
const OF_A_KIND = 40;

let folder: string;
let root: string;
let out: string;
let cost: Cost;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "labdocs-large-"));
  execFileSync(process.execPath, [join(top, "scripts", "bundle.mjs")]);
  root = makeProject(folder, SIZE);
  out = join(folder, "site");
  cost = measure(cli, ["build", "-C", root, "--out", out]);
  browser = await launchChromium();
  server = await serve({ folder: out, base: "/x/y/", csp });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(path: string, options: Parameters<typeof watchedPage>[1] = {}) {
  const opened = await watchedPage(browser, options);
  await opened.page.goto(server.url + path);
  return opened;
}

describe("the build", () => {
  test("has a page for every run, and took less than a gigabyte", () => {
    const runs = pagesOf(out).filter(({ kind }) => kind === "run");
    expect(new Set(runs.map(({ address }) => address)).size).toBe(SIZE.runs);
    expect(cost.mb).toBeGreaterThan(0);
    expect(cost.mb).toBeLessThan(MOST_MB);
  });

  test("writes nothing when nothing changed", () => {
    const said = execFileSync(process.execPath, [cli, "build", "-C", root, "--out", out], { encoding: "utf8" });
    expect(said).toContain(" files in ");
    expect(said).toMatch(/, 0 written, 0 removed/);
  });

  test("has no dead link, anchor or asset, in a sample of each kind of page", () => {
    const kinds = Map.groupBy(pagesOf(out), ({ kind }) => kind);
    const sample = [...kinds.values()].flatMap((pages) => {
      const step = Math.max(1, Math.floor(pages.length / OF_A_KIND));
      return pages.filter((_, at) => at % step === 0).map(({ address }) => `${address}index.html`);
    });
    expect(sample.length).toBeGreaterThan(100);
    expect(deadLinks(out, sample)).toEqual([]);
  });
});

describe("the table of all runs", () => {
  test("is sorted and narrowed within 100 ms, and keeps few rows in the page", async () => {
    const { page, complaints } = await open("runs/");
    const { rows, sorts, filters } = await timesOfTable(page);
    expect(rows).toBe(SIZE.runs);
    expect(middleTime(sorts)).toBeLessThan(100);
    expect(middleTime(filters)).toBeLessThan(100);
    await page.getByRole("searchbox", { name: "Filter" }).fill("arm2 exp-013");
    expect(await page.locator(".run-count").textContent()).toBe("5 of 10000 runs, 9995 hidden");
    expect(await page.locator("table.all-runs tbody tr").count()).toBeLessThan(80);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("without JavaScript has the last run on its last page", async () => {
    const { page } = await open("runs/50/", { javaScriptEnabled: false });
    expect(await page.locator("tbody th a").count()).toBe(200);
    expect(await page.locator('a[rel="next"]').count()).toBe(0);
    await page.close();
  });
});

describe("the search", () => {
  test.each([
    ["arm2 exp-013", "arm2-seed0"],
    ["has lr=0.001 with seed=3 been tried?", "arm2-seed3"],
  ])("answers %s, and loads a little of its index", async (query, run) => {
    const { page, complaints } = await open("about/");
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (one) => one.url().includes("/search/index/") && bodies.push(one.body()));
    await page.keyboard.press("/");
    await page.locator("dialog.search input").fill(query);
    const names = page.locator("dialog .results section:has(h2:text-is('Runs')) .name");
    await names.first().waitFor();
    expect(await names.allTextContents()).toContain(run);
    const loaded = (await Promise.all(bodies)).reduce((bytes, body) => bytes + gzipSync(body).length, 0);
    expect(loaded).toBeLessThan(300_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("is narrowed to one of five hundred experiments", async () => {
    const { page, complaints } = await open("search/?q=arm1&experiment=exp-321");
    await page.locator(".results a").first().waitFor();
    const runs = page.locator(".results section:has(h2:text-is('Runs')) .name");
    expect((await runs.allTextContents()).sort()).toEqual([0, 1, 2, 3, 4].map((seed) => `arm1-seed${seed}`));
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("its pages", () => {
  test.each([`runs/${last}/`, "experiments/exp-499/", "experiments/", ""])(
    "%s is light, fits and works",
    async (path) => {
      const { page, complaints } = await watchedPage(browser);
      const bodies: Promise<Buffer>[] = [];
      page.on("response", (one) => one.request().resourceType() !== "image" && bodies.push(one.body()));
      await page.goto(server.url + path, { waitUntil: "networkidle" });
      const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      expect(bytes).toBeLessThan(60_000);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await tooWide(page), `${width} pixels`).toEqual({ by: 0, blamed: [] });
      }
      expect(await axeFindingsUnfolded(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test("a run's value opens the line that it was read from", async () => {
    const { page, complaints } = await open(`runs/${last}/`);
    const number = page.locator("main a.number[href*='files/']").first();
    const text = (await number.textContent()) ?? "";
    await number.click();
    await page.waitForURL(/\/files\/.*#L\d+$/);
    const line = await page.locator(".line:target code").textContent();
    expect(Number.parseFloat((/[\d.]{4,}/.exec(line ?? "") ?? [""])[0])).toBeCloseTo(Number(text), 3);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("two runs of experiments that are far apart are compared", async () => {
    const { page, complaints } = await open(`compare/?runs=${first},${last}`);
    const rows = page.locator("section:has(> #results) tbody th > a:first-of-type");
    await rows.nth(1).waitFor();
    expect(await rows.allTextContents()).toEqual(["exp-000/arm0-seed0", "exp-499/arm3-seed4"]);
    const cells = page.locator("section:has(> #results) tbody td > a.number");
    const hrefs = await cells.evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href));
    expect(hrefs.some((href) => href.includes("exp-000")) && hrefs.some((href) => href.includes("exp-499"))).toBe(true);
    for (const href of hrefs) {
      const { pathname, hash } = new URL(href);
      const file = join(out, decodeURI(pathname).slice("/x/y/".length), "index.html");
      expect(readFileSync(file, "utf8")).toContain(`id="${hash.slice(1)}"`);
    }
    await page.locator("#curves").scrollIntoViewIfNeeded();
    await page.waitForSelector("section:has(> #curves) .live svg.cursor");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
