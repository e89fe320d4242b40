import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axeFindingsUnfolded } from "./axe.ts";
import { KINDS } from "./kind.ts";
import { pagesOf, tooWide } from "./page-walk.ts";
import { serveKinds } from "./served-kinds.ts";

/** A small phone to a screen of 4K. */
const WIDTHS = [320, 390, 768, 1024, 1280, 1920, 3840];

const served = serveKinds();

async function open(kind: string) {
  const opened = await served.page();
  await opened.page.goto(served.urlOf(kind));
  return opened;
}

test("every kind of page of both examples is looked at", () => {
  const kinds = served.kinds();
  const found = [kinds.digits, kinds.recommender].flatMap(({ out }) => pagesOf(out).map(({ kind }) => kind));
  expect(new Set(found)).toEqual(new Set(KINDS.slice(0, 15)));
  expect([...kinds.pages.keys()].sort()).toEqual([...KINDS].sort());
});

describe.each(KINDS)("%s", (kind) => {
  test("fits every width, and axe finds nothing in either theme on a phone and on a desk", async () => {
    const { page, complaints } = await open(kind);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await tooWide(page), `${width} pixels`).toEqual({ by: 0, blamed: [] });
    }
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindingsUnfolded(page), `${width} pixels, ${colorScheme}`).toEqual([]);
      }
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("is gone through with Tab: all that can be used is reached in order, and seen to be", async () => {
    const { page } = await open(kind);
    const wanted = await usable(page);
    const reached = await tabThrough(page, wanted);
    expect(reached.unseen).toEqual([]);
    expect(reached.missed).toEqual([]);
    await page.close();
  });
});

test.each([true, false])("a drawing wider than a phone says so, with scripts: %s", async (javaScriptEnabled) => {
  const kinds = ["experiment", "progress", "run"].flatMap((kind) => [320, 390].map((width) => [kind, width] as const));
  for (const [kind, width] of kinds) {
    const { page } = await served.page({ viewport: { width, height: 800 }, javaScriptEnabled });
    await page.goto(served.urlOf(kind));
    const figures = await page.locator("figure.chart").all();
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      await figure.scrollIntoViewIfNeeded();
      const isAlive = javaScriptEnabled && (await figure.getAttribute("data-kind")) === "curves";
      if (isAlive) await figure.locator(".live").waitFor();
      const beyond = await figure.locator("> .drawing").evaluate((one) => one.scrollWidth - one.clientWidth);
      expect(await figure.locator("> .sideways").isVisible(), `${kind}: ${beyond} pixels`).toBe(beyond > 0);
    }
    await page.close();
  }
});

test.each([
  ["experiment", 320, "decides"],
  ["comparison", 320, "decides"],
  ["experiment", 390, "Δ"],
  ["comparison", 390, "Δ"],
])("a phone shows a name and the whole number side by side: %s at %i px, %s", async (kind, width, what) => {
  const { page } = await served.page({ viewport: { width, height: 800 } });
  await page.goto(served.urlOf(kind));
  const beyond = await page.evaluate(
    (what) =>
      [...document.querySelectorAll<HTMLElement>(".table:has(thead small)")].flatMap((frame) => {
        const heads = [...frame.querySelectorAll<HTMLElement>("thead th")];
        const at = heads.findIndex((head) => head.textContent.includes(what));
        const right = frame.getBoundingClientRect().left + frame.clientLeft + frame.clientWidth;
        const numbers = [...frame.querySelectorAll(`tbody td:nth-child(${at + 1}) .number`)];
        return at < 0 ? [] : numbers.map((number) => Math.max(0, number.getBoundingClientRect().right - right));
      }),
    what,
  );
  expect(beyond.length).toBeGreaterThan(4);
  expect(new Set(beyond)).toEqual(new Set([0]));
  await page.close();
});

test("a small phone shows the best value beside the many names that share it", async () => {
  const { page } = await served.page({ viewport: { width: 320, height: 800 } });
  await page.goto(served.urlOf("comparison"));
  const beyond = await page.getByRole("table", { name: "Best in each metric" }).evaluate((table) => {
    const [names, value] = [...table.querySelectorAll<HTMLElement>("tbody tr:first-child td")];
    const link = names?.querySelector("a");
    for (let more = 0; more < 4; more += 1) names?.append(", ", link?.cloneNode(true) ?? "");
    names?.classList.replace("brief", "long");
    names?.classList.add("long");
    const frame = table.parentElement?.getBoundingClientRect().right ?? 0;
    return (value?.querySelector(".number")?.getBoundingClientRect().right ?? 999) - frame;
  });
  expect(beyond).toBeLessThan(0);
  await page.close();
});

/** Numbers what can have the focus and is shown; returns how many there are. A long page is cut, so that the walk has an end. */
function usable(page: Page): Promise<number> {
  return page.evaluate(() => {
    const most = 80;
    const parts = [...document.querySelectorAll("main :is(tr, .line, .entry, figure)")];
    for (const extra of parts.slice(most / 2)) extra.remove();
    const all = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary, [tabindex='0']")];
    const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled"));
    for (const extra of shown.slice(most)) extra.remove();
    const left = shown.slice(0, most).filter((one) => one.isConnected);
    for (const [index, one] of left.entries()) one.dataset.order = String(index);
    return left.length;
  });
}

/** Presses Tab until all was visited, and says what was not, and what did not look different when it had the focus. */
async function tabThrough(page: Page, count: number): Promise<{ missed: string[]; unseen: string[] }> {
  await page.evaluate(() => {
    const state = { visited: new Set<string>(), unseen: [] as string[] };
    Object.assign(window, { focusState: state });
    document.addEventListener("focusin", ({ target }) => {
      if (!(target instanceof HTMLElement) || target.dataset.order === undefined) return;
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      if (outlineStyle === "none" || outlineWidth === "0px") state.unseen.push(target.outerHTML.slice(0, 100));
      state.visited.add(target.dataset.order);
    });
  });
  // A frame that scrolls is a stop of its own.
  for (let round = 0; round < 3; round += 1) {
    for (let pressed = 0; pressed < count / 2 + 10; pressed += 1) await page.keyboard.press("Tab");
  }
  return page.evaluate(() => {
    const { focusState } = window as unknown as { focusState: { visited: Set<string>; unseen: string[] } };
    const all = [...document.querySelectorAll<HTMLElement>("[data-order]")];
    const missed = all.filter(({ dataset }) => !focusState.visited.has(dataset.order ?? ""));
    return { missed: missed.map((one) => one.outerHTML.slice(0, 100)), unseen: focusState.unseen };
  });
}
