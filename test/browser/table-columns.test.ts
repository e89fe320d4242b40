import { expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { serveKinds } from "./served-kinds.ts";

const served = serveKinds();

test("columns of a wide table can be left out and taken back, by keyboard too", async () => {
  const { page, complaints } = await served.page();
  await page.goto(served.urlOf("comparison"));
  const place = page.locator(".filter-place:has(+ .table caption:text-is('Every run'))");
  const button = place.getByRole("button", { name: /^Columns/ });
  const table = place.locator("+ .table");
  const heads = () => table.locator("thead th:visible .name").allTextContents();
  const before = await heads();
  expect(before.length).toBeGreaterThanOrEqual(7);
  await button.focus();
  await page.keyboard.press("Enter");
  const list = page.locator(".column-choice:popover-open");
  await expect.poll(() => list.isVisible()).toBe(true);
  expect(await page.locator(".column-choice:visible").count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  const [, second = ""] = before;
  await list.getByRole("checkbox", { name: second, exact: true }).press("Space");
  expect(await heads()).toEqual(before.filter((name) => name !== second));
  const widths = await table
    .locator("tbody tr:not([hidden])")
    .evaluateAll((rows) => rows.map((row) => row.querySelectorAll("th:not([hidden]), td:not([hidden])").length));
  expect(new Set(widths)).toEqual(new Set([before.length - 1]));
  expect(await button.textContent()).toBe("Columns 1 left out");
  await list.getByRole("checkbox", { name: second, exact: true }).press("Space");
  await page.keyboard.press("Escape");
  expect(await list.count()).toBe(0);
  expect(await heads()).toEqual(before);
  expect(complaints).toEqual([]);
  await page.close();
});
