import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { KINDS } from "./kind.ts";
import { serveKinds } from "./served-kinds.ts";

const served = serveKinds();

/** Every shift of the layout that no one's hand has caused, from the first paint on: how much, and what moved. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        const moved = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : node?.nodeName,
        );
        if (!hadRecentInput) shifts.push(`${value.toFixed(4)}: ${moved.join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      return (window as unknown as { shifts: string[] }).shifts;
    });
}

test.each(["run", "diverged run", "experiment", "home", "runs"] as const)(
  "%s: what comes before charts are alive is less than 60 kB, compressed either way",
  async (kind) => {
    const { page, complaints } = await served.page();
    const bodies: Promise<Buffer>[] = [];
    // Images below the fold load when they are scrolled to.
    page.on("response", (response) => response.request().resourceType() !== "image" && bodies.push(response.body()));
    await page.goto(served.urlOf(kind), { waitUntil: "networkidle" });
    const all = await Promise.all(bodies);
    const sum = (compress: (body: Buffer) => Buffer) => all.reduce((bytes, body) => bytes + compress(body).length, 0);
    expect(all.length).toBeGreaterThan(3);
    expect(sum((body) => gzipSync(body))).toBeLessThan(60_000);
    expect(sum((body) => brotliCompressSync(body))).toBeLessThan(60_000);
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test.each(KINDS)("%s: nothing moves while it loads and is scrolled through, on a phone and on a desk", async (kind) => {
  for (const width of [390, 1280]) {
    const { page } = await served.page({ viewport: { width, height: 900 } });
    const shifts = await watchShifts(page);
    await page.goto(served.urlOf(kind), { waitUntil: "load" });
    for (const part of [0, 0.25, 0.5, 1]) {
      await page.evaluate((at) => scrollTo(0, at * document.documentElement.scrollHeight), part);
      expect(await shifts(), `${width} pixels`).toEqual([]);
    }
    await page.close();
  }
});

test.each(["home", "experiment", "run", "document"] as const)(
  "%s: is painted before its scripts have come",
  async (kind) => {
    const { page } = await served.page();
    // The theme alone may hold the page up, so that it does not change its colours before one's eyes.
    await page.route(/\/assets\/(?!theme\.js).*\.js$/, () => undefined);
    await page.goto(served.urlOf(kind), { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    expect(await page.locator("h1").isVisible()).toBe(true);
    expect(await page.locator(".tools button").count()).toBe(0);
    await page.close();
  },
);
