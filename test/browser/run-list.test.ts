import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeProject } from "../../bench/project.ts";
import { buildProject } from "../../src/endings/site.ts";
import { findProject, loadConfig } from "../../src/project/setup.ts";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { tenThousandRuns } from "./many-runs.ts";
import { serve } from "./server.ts";
import { watchedPage } from "./watched-page.ts";

const RUNS = 420;

let folder: string;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "labdocs-runs-"));
  const root = makeProject(folder, { runs: RUNS, lines: 4, runsPerExperiment: 20 });
  const ignored = "- `2026-01-05T00-03-00-arm0-seed3`: the data was shuffled wrongly\n";
  writeFileSync(join(root, "experiments/exp-001/IGNORED_RUNS.md"), ignored);
  const setup = findProject(root, null);
  const holder = { pid: process.pid, isAlive: () => false };
  const out = join(folder, "site");
  await buildProject({ setup, config: await loadConfig(setup), write: true, holder, out });
  server = await serve({ folder: out });
  browser = await launchChromium();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (options: BrowserContextOptions = {}) => watchedPage(browser, options);

async function openTable(options: Parameters<Browser["newPage"]>[0] = {}) {
  const opened = await open(options);
  await opened.page.goto(`${server.url}runs/`);
  await opened.page.waitForSelector("table.all-runs tbody th a");
  return opened;
}

/** What the table shows: the places of its rows, what it says of itself, and where the focus is. */
function stateOf(page: Page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLTableRowElement>("table.all-runs tr[data-place]")];
    const texts = (index: number) => rows.map((row) => row.cells[index]?.firstChild?.textContent ?? "");
    return {
      places: rows.map((row) => Number(row.dataset.place)),
      experiments: texts(4),
      results: texts(1),
      rowCount: document.querySelector("table.all-runs")?.getAttribute("aria-rowcount"),
      said: document.querySelector(".run-count")?.textContent,
      focus: document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") ?? null,
    };
  });
}

const head = (page: Page, name: string) => page.getByRole("columnheader", { name: new RegExp(`^${name}`) });
const words = (page: Page) => page.getByRole("searchbox", { name: "Filter" });
/** Whether nothing lies over the heads of the table. */
const isOnTop = (page: Page) =>
  page.locator("table.all-runs thead th").evaluateAll((heads) =>
    heads.every((head) => {
      const { left, top, height } = head.getBoundingClientRect();
      return head.contains(document.elementFromPoint(left + 4, top + height / 2));
    }),
  );
const experiment = (page: Page) => page.locator('select[data-key="experiment"]');

describe("the list of hundreds of runs", () => {
  test("stands on pages that need no script", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    const found = new Set<string | null>();
    await page.goto(`${server.url}runs/`);
    for (let more = true; more; ) {
      for (const link of await page.locator("tbody th a").all()) found.add(await link.getAttribute("href"));
      more = (await page.locator('a[rel="next"]').count()) > 0;
      if (more) await page.locator('a[rel="next"]').first().click();
    }
    expect(page.url()).toBe(`${server.url}runs/3/`);
    expect(new Set([...found].map((href) => href?.replace(/^(\.\.\/)+/, ""))).size).toBe(RUNS);
    await page.close();
  });

  test("becomes one table with the rows in sight alone", async () => {
    const { page, complaints } = await openTable();
    const { places, rowCount, said } = await stateOf(page);
    expect(rowCount).toBe(String(RUNS + 1));
    expect(said).toBe(`${RUNS} runs`);
    expect(places.length).toBeLessThan(60);
    expect(places).toEqual(places.map((_, index) => index));
    await page.locator(".all-runs-frame").evaluate((frame) => frame.scrollTo(0, 9000));
    await expect.poll(async () => (await stateOf(page)).places[0]).toBeGreaterThan(100);
    const scrolled = (await stateOf(page)).places;
    expect(scrolled).toEqual(scrolled.map((_, index) => (scrolled[0] ?? 0) + index));
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("is sorted by its heads, and goes back to its order", async () => {
    const { page } = await openTable();
    const before = await stateOf(page);
    await head(page, "Result").getByRole("button").click();
    const down = (await stateOf(page)).results.map(Number);
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(await head(page, "Result").getAttribute("aria-sort")).toBe("descending");
    await head(page, "Result").getByRole("button").click();
    const up = (await stateOf(page)).results.map(Number);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up[0]).toBeLessThan(down[0] ?? 0);
    await head(page, "Result").getByRole("button").click();
    expect(await stateOf(page)).toEqual({ ...before, focus: "1" });
    await page.close();
  });

  test("has text from A to Z first, and reads an address as a short list does", async () => {
    const { page } = await openTable();
    await head(page, "Experiment").getByRole("button").click();
    expect(await head(page, "Experiment").getAttribute("aria-sort")).toBe("ascending");
    expect((await stateOf(page)).experiments[0]).toBe("exp-000");
    await page.goto(`${server.url}runs/?sort=-Experiment`);
    await expect.poll(async () => (await stateOf(page)).experiments[0]).toBe("exp-020");
    expect(await head(page, "Experiment").getAttribute("aria-sort")).toBe("descending");
    await page.goto(`${server.url}runs/?sort=-test/accuracy`);
    await expect.poll(() => head(page, "Result").getAttribute("aria-sort")).toBe("descending");
    await page.close();
  });

  test("is narrowed by words and choices, and says how many are hidden", async () => {
    const { page } = await openTable();
    await words(page).fill("arm2 exp-01");
    expect((await stateOf(page)).said).toBe("50 of 420 runs, 370 hidden");
    const options = await experiment(page).locator("option").allTextContents();
    expect(options.filter((text) => text.endsWith("(5)"))).toHaveLength(10);
    await experiment(page).selectOption({ label: "exp-013 (5)" });
    const { rowCount, experiments } = await stateOf(page);
    expect(rowCount).toBe("6");
    expect(new Set(experiments)).toEqual(new Set(["exp-013"]));
    await words(page).fill("shuffled");
    expect((await stateOf(page)).said).toBe("0 of 420 runs, 420 hidden");
    await experiment(page).selectOption("-1");
    expect((await stateOf(page)).experiments).toEqual(["exp-001"]);
    await page.getByLabel("Hide 1 that do not count").check();
    expect((await stateOf(page)).places).toEqual([]);
    await page.close();
  });

  test("keeps in its address what it is sorted by and narrowed to, and goes back step by step", async () => {
    const { page, complaints } = await openTable();
    const search = () => new URL(page.url()).search;
    await head(page, "Result").getByRole("button").click();
    await words(page).pressSequentially("arm2 exp-01");
    await experiment(page).selectOption({ label: "exp-013 (5)" });
    expect(search()).toBe("?filter=arm2+exp-01&sort=-Result&experiment=exp-013");
    const before = await stateOf(page);
    await page.reload();
    await expect.poll(() => stateOf(page)).toEqual({ ...before, focus: null });
    expect(await words(page).inputValue()).toBe("arm2 exp-01");
    await page.goBack();
    await expect.poll(async () => (await stateOf(page)).said).toBe("50 of 420 runs, 370 hidden");
    expect(await experiment(page).inputValue()).toBe("-1");
    await page.goBack();
    await expect.poll(async () => (await stateOf(page)).said).toBe("420 runs");
    expect([search(), await words(page).inputValue()]).toEqual(["?sort=-Result", ""]);
    await page.goBack();
    await expect.poll(() => head(page, "Result").getAttribute("aria-sort")).toBe(null);
    await page.goForward();
    await expect.poll(() => head(page, "Result").getAttribute("aria-sort")).toBe("descending");
    await page.goto(`${server.url}runs/?sort=-nothing&experiment=gone&uncounted=hidden`);
    await expect.poll(async () => (await stateOf(page)).said).toBe("419 of 420 runs, 1 hidden");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("has those that do not count behind the others when it is sorted by value, and its heads in sight", async () => {
    const { page } = await openTable();
    for (const direction of ["descending", "ascending"]) {
      await head(page, "Result").getByRole("button").click();
      expect(await head(page, "Result").getAttribute("aria-sort")).toBe(direction);
      await page.locator(".all-runs-frame").evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
      const last = page.locator("table.all-runs tr[data-place]").last();
      await expect.poll(() => last.getAttribute("data-place")).toBe(String(RUNS - 1));
      expect(await last.getAttribute("class")).toBe("muted");
      expect(await isOnTop(page)).toBe(true);
      await page.locator(".all-runs-frame").evaluate((frame) => frame.scrollTo(0, 0));
    }
    await page.close();
  });

  test("is gone through with the keyboard", async () => {
    const { page } = await openTable();
    await page.locator("table.all-runs tbody th a").first().focus();
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return (await stateOf(page)).focus;
    };
    expect(await press("ArrowDown")).toBe("3");
    expect(Number(await press("PageDown"))).toBeGreaterThan(8);
    expect(await press("End")).toBe(String(RUNS + 1));
    expect(await press("ArrowUp")).toBe(String(RUNS));
    expect(await press("Home")).toBe("2");
    await page.keyboard.press("Enter");
    await page.waitForURL(/runs\/exp-\d+\/.+\/$/);
    await page.close();
  });

  test("says when it could not be loaded, and stays as it was", async () => {
    const { page } = await open();
    await page.route("**/runs/runs.js", (route) => route.abort());
    await page.goto(`${server.url}runs/`);
    await page.getByRole("status").filter({ hasText: "could not be loaded" }).waitFor();
    expect(await page.locator("tbody th a").count()).toBe(200);
    await page.close();
  });

  test.each(["light", "dark"] as const)("has nothing that axe finds, %s", async (colorScheme) => {
    const { page } = await openTable({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });
});

describe("the list of ten thousand runs", () => {
  const { text, runs } = tenThousandRuns();

  async function openMany(options: BrowserContextOptions = {}, body = text) {
    const opened = await open(options);
    await opened.page.route("**/runs/runs.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
    await opened.page.goto(`${server.url}runs/`);
    await opened.page.waitForSelector("table.all-runs tbody th a");
    return opened;
  }

  const firstNames = (page: Page, count: number) =>
    page
      .locator("table.all-runs tr[data-place] th a")
      .evaluateAll((links, most) => links.slice(0, most).map((link) => link.textContent), count);
  const rowsInPage = (page: Page) => page.locator("table.all-runs tbody tr").count();

  test("sorts by value with what has none last, and keeps few rows in the page", async () => {
    const { page, complaints } = await openMany();
    expect((await stateOf(page)).said).toBe("10000 runs");
    const valued = runs.filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    await head(page, "Result").getByRole("button").click();
    expect(await firstNames(page, 10)).toEqual(valued.slice(0, 10).map(({ name }) => name));
    await head(page, "Result").getByRole("button").click();
    expect(await firstNames(page, 10)).toEqual(
      valued
        .slice(-10)
        .reverse()
        .map(({ name }) => name),
    );
    expect(await rowsInPage(page)).toBeLessThan(80);
    await page.locator("table.all-runs tbody th a").first().focus();
    await page.keyboard.press("End");
    await expect.poll(async () => (await stateOf(page)).places.at(-1)).toBe(9999);
    expect((await stateOf(page)).results.at(-1)).toBe("—");
    expect(await rowsInPage(page)).toBeLessThan(80);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("narrows to what is meant, in the order that was chosen, and back", async () => {
    const { page, complaints } = await openMany();
    await head(page, "Result").getByRole("button").click();
    await words(page).fill("arm3 seed2");
    const meant = runs.filter(({ name }) => name.includes("arm3") && name.includes("seed2"));
    expect((await stateOf(page)).said).toBe(`${meant.length} of 10000 runs, ${10_000 - meant.length} hidden`);
    const best = meant.filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    expect(await firstNames(page, 5)).toEqual(best.slice(0, 5).map(({ name }) => name));
    await words(page).fill("");
    await experiment(page).selectOption({ label: "exp-077 (50)" });
    expect((await stateOf(page)).said).toBe("50 of 10000 runs, 9950 hidden");
    expect(new Set((await stateOf(page)).experiments)).toEqual(new Set(["exp-077"]));
    await experiment(page).selectOption("-1");
    expect((await stateOf(page)).rowCount).toBe("10001");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([320, 390])(
    "has a run's name and its number side by side at %i px, however long the name",
    async (width) => {
      const long = text.replaceAll("arm", "pretrained-backbone-arm");
      const { page, complaints } = await openMany({ viewport: { width, height: 700 } }, long);
      const seen = await page.evaluate(() => {
        const frame = document.querySelector(".all-runs-frame");
        const right = (frame?.getBoundingClientRect().left ?? 0) + (frame?.clientWidth ?? 0);
        const rows = [...document.querySelectorAll<HTMLElement>("table.all-runs tr[data-place]")];
        return rows.map((row) => {
          const [name, number] = ["th a", "td a.number"].map((one) => row.querySelector(one)?.getBoundingClientRect());
          const isNamed = (name?.width ?? 0) > 80 && (name?.bottom ?? 0) <= row.getBoundingClientRect().bottom;
          return { isNamed, isIn: (number?.right ?? 0) <= right, height: row.getBoundingClientRect().height };
        });
      });
      expect(seen.length).toBeGreaterThan(10);
      expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify({ isNamed: true, isIn: true, height: 52 })]),
      );
      await page.locator(".all-runs-frame").evaluate((frame) => frame.scrollTo(0, 52 * 5000));
      await expect.poll(async () => (await stateOf(page)).places[0]).toBeGreaterThan(4950);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test("prints what was narrowed to, and of all as much as anyone reads", async () => {
    const { page } = await openMany();
    const print = (name: string) => page.evaluate((event) => void dispatchEvent(new Event(event)), name);
    await words(page).fill("exp-077");
    await print("beforeprint");
    expect((await stateOf(page)).places).toHaveLength(50);
    await print("afterprint");
    await words(page).fill("");
    await print("beforeprint");
    expect((await stateOf(page)).places).toHaveLength(1000);
    expect(await page.locator(".all-runs-frame").getAttribute("data-cut")).toBe("The first 1000 of 10000 are printed.");
    await print("afterprint");
    expect(await rowsInPage(page)).toBeLessThan(80);
    await page.close();
  });
});
