import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { KINDS } from "./kind.ts";
import { tooWide } from "./page-walk.ts";
import { serveKinds } from "./served-kinds.ts";

/** What is left of a sheet between its margins, in pixels. */
const SHEETS = { A4: 680, Letter: 702 } as const;

const served = serveKinds();

/** Opens a page for somebody who likes it dark, as it would be printed on a sheet. */
async function printed(kind: string, width: number): Promise<Page> {
  const { page } = await served.page({ viewport: { width, height: 900 }, colorScheme: "dark" });
  await page.addInitScript(() => localStorage.setItem("theme", "dark"));
  await page.goto(served.urlOf(kind));
  await page.emulateMedia({ media: "print" });
  return page;
}

describe.each(KINDS)("%s", (kind) => {
  test("on paper: nothing cut, nothing to click, nothing dark, nothing folded", async () => {
    const page = await printed(kind, SHEETS.A4);
    expect(await tooWide(page)).toEqual({ by: 0, blamed: [] });
    const found = await page.evaluate(() => {
      const shown = (selector: string) =>
        [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility({ contentVisibilityAuto: true }));
      const scrolled = shown(".table, .drawing, .file-text, pre, .excerpt").filter(
        (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible",
      );
      const outside = shown("main *").filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
      const folded = shown("main details > :not(summary)").filter((one) => one.getBoundingClientRect().height === 0);
      return {
        ground: getComputedStyle(document.body).backgroundColor,
        clickable: shown("nav:not(.trail), button:not(th button), select, .tool, .filter").map((one) => one.className),
        scrolled: scrolled.map((one) => one.className),
        outside: outside.map((one) => one.outerHTML.slice(0, 100)),
        folded: folded.filter((one) => one.textContent.trim() !== "").map((one) => one.outerHTML.slice(0, 100)),
        brand: shown(".brand").length,
      };
    });
    const [red = 0] = (found.ground.match(/\d+/g) ?? []).map(Number);
    expect(red, found.ground).toBeGreaterThan(240);
    expect(found).toMatchObject({ clickable: [], scrolled: [], outside: [], folded: [], brand: 1 });
    await page.setViewportSize({ width: SHEETS.Letter, height: 900 });
    expect(await tooWide(page)).toEqual({ by: 0, blamed: [] });
    await page.close();
  });
});

test("a long list of sources is folded behind its first few, without a script too, and whole on paper", async () => {
  for (const [kind, own] of [
    ["experiment", "figure .sources"],
    ["document", ".prose .sources"],
  ] as const) {
    const { page } = await served.page({ javaScriptEnabled: false });
    await page.goto(served.urlOf(kind));
    const folded = page
      .locator(`${own} details, details${own.replace(/^.* /, "")}`)
      .filter({ hasText: /and \d+ more/ })
      .first();
    const links = folded.locator("a");
    const count = Number(/\d+/.exec((await folded.locator("summary").textContent()) ?? "")?.[0]);
    expect(await links.count()).toBe(count);
    expect(await links.last().isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await links.last().isVisible()).toBe(true);
    await page.close();
  }
});

test.each(["A4", "Letter"] as const)(
  "a document on %s has its sheets, and its evidence as numbered notes",
  async (format) => {
    const page = await printed("document", SHEETS[format]);
    const claims = await page.locator("a.claim[data-note]").count();
    expect(claims).toBeGreaterThan(0);
    for (const note of await page.locator("li.evidence").all()) {
      expect(await note.isVisible()).toBe(true);
      expect(await note.textContent()).toMatch(/logged|line|From/);
    }
    expect(await page.locator("li.evidence").count()).toBeGreaterThanOrEqual(1);
    const pdf = (await page.pdf({ format })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(2);
    expect(sheets).toBeLessThan(15);
    const [, right = "", top = ""] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    const [width, height] = format === "A4" ? [595, 842] : [612, 792];
    expect(Math.abs(Number(right) - width) + Math.abs(Number(top) - height)).toBeLessThan(3);
    await page.close();
  },
);
