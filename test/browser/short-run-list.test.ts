import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { serveKinds } from "./served-kinds.ts";

const served = serveKinds();

async function open(search = "") {
  const opened = await served.page();
  await opened.page.goto(`${served.urlOf("runs")}${search}`);
  return opened;
}

const head = (page: Page) => page.getByRole("columnheader", { name: "test/accuracy" });

const rowsOf = (page: Page) =>
  page.locator("tbody tr:not([hidden])").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector("th a")?.textContent,
      value: row.querySelector("td:nth-child(2)")?.getAttribute("data-sort") ?? null,
      counts: !row.classList.contains("muted"),
    })),
  );

test("runs that do not count stand behind the others when a short list is sorted by value", async () => {
  const { page } = await open();
  for (const isDescending of [true, false]) {
    await head(page).getByRole("button").click();
    const rows = await rowsOf(page);
    const values = rows.filter((row) => row.counts && row.value !== null).map((row) => Number(row.value));
    expect(values).toEqual([...values].sort((a, b) => (isDescending ? b - a : a - b)));
    const places = rows.map((row) => (row.value === null ? 2 : Number(!row.counts)));
    expect(places).toEqual([...places].sort());
    expect(new Set(places)).toEqual(new Set([0, 1, 2]));
  }
  await page.close();
});

test("a short list keeps in its address what it is sorted by and narrowed to, and goes back step by step", async () => {
  const { page, complaints } = await open();
  const search = () => new URL(page.url()).search;
  const all = (await rowsOf(page)).length;
  await head(page).getByRole("button").click();
  await page.getByRole("searchbox", { name: "Filter" }).pressSequentially("seed0");
  await page.getByRole("button", { name: /^finished/ }).click();
  expect(search()).toBe("?filter=seed0&sort=-test/accuracy&status=finished");
  const before = await rowsOf(page);
  await page.reload();
  expect(await rowsOf(page)).toEqual(before);
  await page.goBack();
  await expect.poll(async () => (await rowsOf(page)).length).toBeGreaterThan(before.length);
  await page.goBack();
  await expect.poll(async () => (await rowsOf(page)).length).toBe(all);
  expect(search()).toBe("?sort=-test/accuracy");
  await page.goBack();
  await expect.poll(() => head(page).getAttribute("aria-sort")).toBe(null);
  expect(complaints).toEqual([]);
  await page.close();
});

test("text goes from A to Z first and is marked as ascending; numbers and times begin with the largest and the last", async () => {
  const { page } = await open();
  const column = (name: string) => page.getByRole("columnheader", { name: new RegExp(`^${name}`) });
  const keysOf = (at: number) =>
    page
      .locator("tbody tr")
      .evaluateAll(
        (rows, at) => rows.flatMap((row) => row.querySelectorAll<HTMLElement>("th, td")[at]?.dataset.sort ?? []),
        at,
      );
  for (const [name, at, first] of [
    ["Run", 0, "ascending"],
    ["Status", 2, "ascending"],
    ["Started", 4, "descending"],
  ] as const) {
    await column(name).getByRole("button").click();
    expect(await column(name).getAttribute("aria-sort")).toBe(first);
    expect(new URL(page.url()).search).toBe(`?sort=${first === "descending" ? "-" : ""}${name}`);
    const up = [...(await keysOf(at))].sort();
    expect(await keysOf(at)).toEqual(first === "ascending" ? up : up.toReversed());
    await column(name).getByRole("button").click();
    expect(await column(name).getAttribute("aria-sort")).not.toBe(first);
    expect(await keysOf(at)).toEqual(first === "ascending" ? up.toReversed() : up);
  }
  await page.close();
});

test("an address sorts the results whatever their column is called", async () => {
  const { page } = await open("?sort=-Result");
  expect(await head(page).getAttribute("aria-sort")).toBe("descending");
  await page.close();
});

test("on a small phone the reason for which a run does not count leaves the next runs in sight", async () => {
  const { page } = await open();
  await page.setViewportSize({ width: 320, height: 700 });
  const lines = await page
    .locator("tbody th > small")
    .evaluateAll((notes) =>
      notes.map((note) => note.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(note).lineHeight)),
    );
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines)).toBeLessThanOrEqual(3.01);
  await page.close();
});
