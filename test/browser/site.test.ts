import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { deadLinks } from "./dead-links.ts";
import { serve } from "./server.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample, contentsOf } from "./site-example.ts";
import { openWatched } from "./watched-page.ts";

const experiment = "experiments/augment-shift/";
const run = "runs/augment-shift/2026-11-21T16-38-55-shift-seed0/";
const notes = "documents/experiments/augment-shift/notes/";
const log = "files/experiments/augment-shift/runs/2026-11-21T16-38-52-baseline-seed0/logs/train.log/";

/** One page of each kind. */
const kinds: Record<string, string> = {
  home: "",
  experiments: "experiments/",
  experiment,
  comparison: `${experiment}comparison/`,
  runs: "runs/",
  run,
  "diverged run": "runs/augment-shift/2026-11-21T16-42-12-decay-nan-seed0/",
  "ignored run": "runs/augment-shift/2026-11-21T16-40-54-baseline-leak-seed0/",
  documents: "documents/",
  document: notes,
  report: "documents/experiments/augment-shift/report/",
  journal: "journal/",
  file: log,
  about: "about/",
};

let site: ExampleSite;
let other: ExampleSite;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await buildExample("digits");
  other = await buildExample("recommender");
  browser = await launchChromium();
  server = await serve({ folder: site.out });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
  other?.remove();
});

const open = (url: string, options: BrowserContextOptions = {}) => openWatched(browser, url, options);

describe.each(["/", "/x/", "/x/y/"])("served at %s", (base) => {
  test("each kind of page loads in peace, in its own style, and leads home", async () => {
    const at = await serve({ folder: site.out, base });
    for (const [kind, path] of Object.entries(kinds)) {
      const { page, complaints } = await open(at.url + path);
      expect(await page.locator(".brand").evaluate((link: HTMLAnchorElement) => link.href), kind).toBe(at.url);
      expect(await page.locator("body").evaluate((body) => getComputedStyle(body).display), kind).toBe("flex");
      expect(complaints, kind).toEqual([]);
      await page.close();
    }
    await at.close();
  });
});

describe("every number opens its evidence", () => {
  test("a claim in a document lands on the log line, which is marked", async () => {
    const { page, complaints } = await open(server.url + notes);
    await page.click("a.claim[data-verdict=supported]");
    await page.waitForURL(/eval\.log\/#L3$/);
    const line = page.locator(".line:target");
    expect(await line.textContent()).toContain("0.9758551307847082");
    const colors = await line.evaluate((node) =>
      [node, node.previousElementSibling as Element].map((one) => getComputedStyle(one).backgroundColor),
    );
    expect(colors[0]).not.toBe(colors[1]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("the card says what text and log say, and Escape closes it", async () => {
    const { page } = await open(server.url + notes);
    await page.focus("a.claim[data-verdict=contradicted]");
    const card = page.locator("#claim-card");
    expect(await card.isVisible()).toBe(true);
    const text = await card.textContent();
    for (const part of ["0.971", "contradicted", "0.9758551307847082", "baseline-seed0"]) expect(text).toContain(part);
    expect(await card.locator(".hit").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await card.isVisible()).toBe(false);
    await page.hover("a.claim[data-verdict=supported]");
    await card.waitFor({ state: "visible" });
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test("a range of lines is marked", async () => {
    const { page } = await open(`${server.url}${log}#L150-L155`);
    expect(await page.locator(".line.marked").count()).toBe(6);
    await page.close();
  });

  test("a number of a table leads to a line that holds it", async () => {
    const { page } = await open(`${server.url}${experiment}comparison/`);
    const link = page.locator("tbody[id] tr.plain td.end a.number").first();
    const title = (await link.getAttribute("title")) ?? "";
    await link.click();
    await page.waitForURL(/#L\d+$/);
    expect(await page.locator(".line:target").textContent()).toContain(/logged as (\S+)/.exec(title)?.[1]);
    await page.close();
  });

  test("a mean leads to the runs it was computed from", async () => {
    const { page } = await open(server.url + experiment);
    await page.locator("tr.strong a.number").first().click();
    await page.waitForURL(/comparison\/#of-/);
    expect(await page.locator("tbody:target tr").count()).toBe(5);
    await page.close();
  });

  test("the card of a difference names both means, and each leads to its runs", async () => {
    const { page } = await open(`${server.url}documents/README/`);
    await page.locator("[data-claim]", { hasText: "8.0 percentage points" }).focus();
    const said = page.locator("#claim-card .sides");
    expect((await said.innerText()).replaceAll(/\s+/g, " ")).toBe(
      "Of baseline 0.9706 (n = 5) and shift 0.8909 (n = 5)",
    );
    await said.getByRole("link", { name: "0.8909" }).click();
    await page.waitForURL(/comparison\/#of-shift/);
    expect(await page.locator("tbody:target tr").count()).toBe(5);
    await page.close();
  });
});

describe("tables", () => {
  test("sort by a number, both ways and back", async () => {
    const { page } = await open(`${server.url}${experiment}comparison/`);
    const table = page.locator("table").first();
    const values = () =>
      table
        .locator("tbody tr td:nth-child(3)")
        .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.sort));
    const before = await values();
    const head = table.locator("thead th").nth(2);
    await head.locator("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    const numbers = (await values()).filter((one) => one !== undefined).map(Number);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await head.locator("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    await head.locator("button").click();
    expect(await values()).toEqual(before);
    await page.close();
  });

  test("filter by words", async () => {
    const { page } = await open(`${server.url}runs/`);
    await page.fill(".filter input", "shift-seed");
    expect(await page.locator("tbody tr:visible").count()).toBe(5);
    expect(await page.textContent(".filter-place output")).toBe("5 of 22 rows");
    await page.close();
  });

  test("are narrowed by the words of a status, which add up and go with those that were typed", async () => {
    const { page, complaints } = await open(`${server.url}runs/`);
    const word = (name: string) => page.getByRole("group", { name: "Status" }).getByRole("button", { name });
    const count = () => page.locator("tbody tr:visible").count();
    expect(await word("diverged 3").getAttribute("aria-pressed")).toBe("false");
    await word("diverged 3").click();
    expect(await count()).toBe(3);
    await word("failed 1").click();
    expect(await page.textContent(".filter-place output")).toBe("4 of 22 rows");
    await page.fill(".filter input", "lr=1e5");
    expect(await page.locator("tbody tr:visible th a").allTextContents()).toEqual(["nan-lr-seed0"]);
    await page.fill(".filter input", "");
    await word("diverged 3").click();
    await word("failed 1").click();
    expect(await count()).toBe(22);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test("the theme button changes the theme, and the next page keeps it", async () => {
  const { page } = await open(server.url, { colorScheme: "light" });
  const color = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await color();
  await page.click(".tool");
  await page.click(".tool");
  const dark = await color();
  expect(dark).not.toBe(light);
  await page.goto(`${server.url}about/`);
  expect(await color()).toBe(dark);
  await page.close();
});

describe("without JavaScript", () => {
  test("numbers, tables, charts and marks are there", async () => {
    const { page } = await open(server.url + experiment, { javaScriptEnabled: false });
    expect(await page.locator("table tbody tr").count()).toBeGreaterThan(10);
    expect(await page.locator("figure.chart svg").count()).toBeGreaterThan(2);
    await page.goto(server.url + notes);
    await page.click("a.claim[data-verdict=supported]");
    expect(await page.locator(".line:target").count()).toBe(1);
    await page.goto(`${server.url}${notes}#evidence`);
    expect(await page.locator("li.evidence .hit").first().isVisible()).toBe(true);
    await page.close();
  });

  test("the journal filters by tag", async () => {
    const { page } = await open(`${server.url}journal/`, { javaScriptEnabled: false });
    const all = await page.locator(".entry:visible").count();
    await page.click(".filters a.weird");
    const weird = await page.locator(".entry:visible").count();
    expect(weird).toBeLessThan(all);
    expect(weird).toBe(await page.locator(".entry:visible .tag.weird").count());
    await page.close();
  });
});

test.each(["digits", "recommender"] as const)("%s: no dead link, anchor or asset", (name) => {
  expect(deadLinks(name === "digits" ? site.out : other.out)).toEqual([]);
});

test("what is untrusted does not get out of its text", async () => {
  const { page, complaints } = await open(server.url + notes);
  const hrefs = await page.locator("article a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(hrefs.filter((href) => /passwd|javascript/.test(href ?? ""))).toEqual([]);
  expect(await page.locator("article script, article [onerror]").count()).toBe(0);
  expect(await page.locator("article img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
    0,
  );
  expect(complaints).toEqual([]);
  await page.close();
});

describe("building again", () => {
  test("nothing changed: nothing is written", async () => {
    expect(await site.rebuild()).toMatchObject({ written: 0, removed: 0 });
  });

  test("into another folder: the same bytes", async () => {
    const twin = join(dirname(site.out), "twin");
    await site.rebuild(twin);
    expect([...contentsOf(twin)]).toEqual([...contentsOf(site.out)]);
  });

  test("one log line changed: few files are written, and the result is that of a full build", async () => {
    const file = join(site.root, "experiments/augment-shift/runs/2026-11-21T16-39-46-shift-long-seed0/logs/eval.log");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}2026-11-21 16:45:00 | INFO | looked at again\n`);
    const { written, files } = await site.rebuild();
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(files / 4);
    const twin = join(dirname(site.out), "twin-after");
    await site.rebuild(twin);
    expect([...contentsOf(twin)]).toEqual([...contentsOf(site.out)]);
    writeFileSync(file, text);
    await site.rebuild();
  });

  test("after changes of a metric, a journal, a document, a drawing and the output itself: as if nothing had been there", async () => {
    const folder = join(site.root, "experiments/augment-shift");
    const plot = readdirSync(join(folder, "plots")).find((name) => name.endsWith(".svg")) ?? "";
    const line = (loss: string) => `2026-11-21 16:45:00 | INFO | metric {"step":9000,"split":"train","loss":${loss}}\n`;
    const changes: [string, string][] = [
      ["runs/2026-11-21T16-38-52-baseline-seed0/logs/train.log", line("0.51")],
      ["JOURNAL.md", "\nOne more line.\n"],
      ["notes.md", "\nOne more line.\n"],
      [`plots/${plot}`, "<!-- edited -->"],
      ["runs/2026-11-21T16-38-52-baseline-seed0/logs/train.log", line("0.52")],
    ];
    const before = changes.map(([path]) => readFileSync(join(folder, path), "utf8"));
    for (const [path, text] of changes) {
      appendFileSync(join(folder, path), text);
      await site.rebuild();
    }
    appendFileSync(join(site.out, "index.html"), "<!-- edited -->");
    rmSync(join(site.out, "runs/index.html"));
    await site.rebuild();
    rmSync(join(site.root, ".docs"), { recursive: true });
    const whole = join(dirname(site.out), "whole");
    await site.rebuild(whole);
    expect([...contentsOf(site.out)]).toEqual([...contentsOf(whole)]);
    for (const [at, [path]] of [...changes.entries()].reverse()) writeFileSync(join(folder, path), before[at] ?? "");
    await site.rebuild();
  }, 60_000);

  test("over what another version built: the same bytes, what it made and nobody makes now is gone, the rest stays", async () => {
    const older = join(dirname(site.out), "older");
    await site.rebuild(older);
    const expected = contentsOf(older);
    const { about, pages, files } = JSON.parse(readFileSync(join(older, ".docs-site.json"), "utf8"));
    const names = [
      ...Object.keys(pages).map((address) => `${address}index.html`),
      ...Object.keys(files),
      "old/gone.js",
    ];
    const listed = Object.fromEntries(names.map((name) => [name, { bytes: 1 }]));
    mkdirSync(join(older, "old"));
    writeFileSync(join(older, "old/gone.js"), "1");
    writeFileSync(join(older, "old/own.txt"), "mine");
    writeFileSync(join(older, "about/index.html"), "<p>of old</p>");
    writeFileSync(join(older, ".docs-site.json"), JSON.stringify({ about, stamp: "", pages: {}, files: listed }));
    expect(await site.rebuild(older)).toMatchObject({ removed: 1 });
    expect([...contentsOf(older)].filter(([path]) => path !== "old/own.txt")).toEqual([...expected]);
    expect(readFileSync(join(older, "old/own.txt"), "utf8")).toBe("mine");
    writeFileSync(join(older, ".docs-site.json"), "{");
    await expect(site.rebuild(older)).rejects.toThrow(/is damaged/);
  });

  test("a folder with something else in it is left alone", async () => {
    await expect(site.rebuild(site.root)).rejects.toThrow(/not empty/);
  });
});
