import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindingsUnfolded } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { deadLinks } from "./dead-links.ts";
import { largestOfKind, pagesOf, tooWide } from "./page-walk.ts";
import { serve } from "./server.ts";
import type { TrackerSite } from "./tracker-project.ts";
import { buildTrackers } from "./tracker-project.ts";
import { watchedPage } from "./watched-page.ts";

let site: TrackerSite;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  site = await buildTrackers();
  browser = await launchChromium();
  server = await serve({ folder: site.out, base: "/x/" });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

const unfold = (page: Page, open: boolean) =>
  page.locator("main details").evaluateAll((all, open) => {
    for (const one of all) one.toggleAttribute("open", open);
  }, open);
const read = (address: string) => readFileSync(join(site.out, address, "index.html"), "utf8");

test("runs of every tracker have a page, and no link, anchor or asset is dead", () => {
  const names = "clearml dvclive guild huggingface hydra keras lightning mlflow neptune optuna sacred tensorboard";
  const trackers = `${names} trackio ultralytics wandb`.split(" ");
  const runs = pagesOf(site.out).filter(({ kind }) => kind === "run");
  const facts = runs.map(({ address }) => /<dt>Tracker<\/dt>\s*<dd>([\s\S]*?)<\/dd>/.exec(read(address))?.[1] ?? "");
  const missing = trackers.filter((name) => !facts.some((fact) => fact.includes(name)));
  expect(missing).toEqual([]);
  expect(deadLinks(site.out)).toEqual([]);
});

test("pages of every kind and of every tracker are walked in peace, and none is wider than its window", async () => {
  const { page, complaints } = await watchedPage(browser, { viewport: { width: 1280, height: 900 } });
  const all = pagesOf(site.out).filter(({ kind }) => kind !== "file");
  const largest = new Set(largestOfKind(site.out).values());
  // What one run of a tracker shows the next one shows too; of few there are less than three.
  const chosen = all.filter(({ address }, at) => at % 8 === 0 || largest.has(address) || address.includes("extreme"));
  expect(new Set(chosen.map(({ kind }) => kind))).toEqual(new Set(all.map(({ kind }) => kind)));
  for (const { address } of chosen) {
    await page.goto(server.url + address, { waitUntil: "load" });
    expect(await tooWide(page), address).toEqual({ by: 0, blamed: [] });
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test("the largest page of each kind fits a small phone and a sheet of paper", async () => {
  const { page, complaints } = await watchedPage(browser);
  for (const [kind, address] of largestOfKind(site.out)) {
    await page.goto(server.url + address);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await tooWide(page), `${kind} ${address}`).toEqual({ by: 0, blamed: [] });
    await unfold(page, true);
    expect(await tooWide(page), `${kind} ${address}, unfolded`).toEqual({ by: 0, blamed: [] });
    await unfold(page, false);
    // Tables with very many columns stand on sheets that are turned.
    await page.setViewportSize({ width: 980, height: 700 });
    await page.emulateMedia({ media: "print" });
    expect(await tooWide(page), `${kind} ${address}, printed`).toEqual({ by: 0, blamed: [] });
    await page.emulateMedia({ media: "screen" });
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test("axe finds nothing on any kind of page", async () => {
  const smallest = new Map<string, string>();
  const middle = Map.groupBy(pagesOf(site.out), ({ kind }) => kind);
  for (const [kind, pages] of middle) {
    const sorted = pages.map(({ address }) => address).sort((a, b) => read(a).length - read(b).length);
    smallest.set(kind, sorted[Math.floor(sorted.length / 2)] ?? "");
  }
  for (const [kind, address] of smallest) {
    const { page } = await watchedPage(browser);
    await page.goto(server.url + address);
    expect(await axeFindingsUnfolded(page), `${kind} ${address}`).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindingsUnfolded(page), `${kind} ${address}, dark`).toEqual([]);
    await page.close();
  }
});

describe("a number opens its evidence", () => {
  const NUMBER = /<a class="number" href="([^"#]*\/files\/[^"#]*\/)#([^"]+)" title="logged as ([^" ]+) ·/g;

  /** The first number of a run that rests on each kind of file, by how the file's name ends. */
  function numbers(): Map<string, { page: string; href: string; literal: string }> {
    const found = new Map<string, { page: string; href: string; literal: string }>();
    for (const { kind, address } of pagesOf(site.out)) {
      if (kind !== "run") continue;
      for (const [, path = "", id = "", literal = ""] of read(address).matchAll(NUMBER)) {
        const name = path.split("/").at(-2) ?? "";
        const ending = /tfevents|\.[a-z]+$/.exec(name)?.[0] ?? "without an ending";
        if (!found.has(ending)) found.set(ending, { page: address, href: `${path}#${id}`, literal });
      }
    }
    return found;
  }

  test("in files of every kind, text and binary", async () => {
    const kinds = numbers();
    expect([...kinds.keys()]).toEqual(expect.arrayContaining([".db", ".wandb", "tfevents", ".csv", ".log", ".json"]));
    const { page, complaints } = await watchedPage(browser);
    for (const [ending, { page: address, href, literal }] of kinds) {
      await page.goto(server.url + address);
      await page
        .locator(`a.number[href="${href}"]`)
        .first()
        .evaluate((link: HTMLAnchorElement) => link.click());
      await page.waitForURL((url) => url.pathname.includes("/files/") && url.hash !== "");
      const target = page.locator(":target").last();
      expect(await target.textContent(), `${ending}: ${href}`).toContain(literal.replace(/…$/, ""));
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test("numbers that are hard to draw make no noise: figures come alive, runs are laid side by side", async () => {
  const { page, complaints } = await watchedPage(browser);
  await page.goto(`${server.url}experiments/extreme/`);
  const ids = await page.locator("figure[data-live]").evaluateAll((figures) => figures.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) {
    const drawing = page.locator(`[id="${id}"] .drawing`).first();
    await drawing.scrollIntoViewIfNeeded();
    await drawing.hover();
  }
  await page.locator("figure .replaced").first().waitFor({ state: "attached" });
  await page.goto(`${server.url}compare/?runs=extreme`);
  await page.locator("main table tbody tr").first().waitFor();
  await page.locator("main svg").first().waitFor({ state: "attached" });
  for (const drawing of await page.locator("svg path[d]").all()) {
    expect(await drawing.getAttribute("d")).not.toMatch(/NaN|Infinity|undefined/);
  }
  expect(complaints).toEqual([]);
  await page.close();
});
