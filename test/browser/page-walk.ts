import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** By how many pixels a page is wider than its window, and the elements that are to blame. */
export function tooWide(page: Page): Promise<{ by: number; blamed: string[] }> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const by = document.documentElement.scrollWidth - room;
    const isHidden = (node: Element | null): boolean =>
      node !== null && (getComputedStyle(node).overflowX !== "visible" || isHidden(node.parentElement));
    const wide = [...document.querySelectorAll("body *")].filter(
      (node) => node.getBoundingClientRect().right > room + 1 && !isHidden(node.parentElement),
    );
    const blamed = wide.slice(0, 5).map((node) => node.outerHTML.slice(0, 100));
    return { by: Math.max(0, by), blamed: by > 0 ? blamed : [] };
  });
}

/** Every page of a built site with its kind, as its own index lists them. */
export function pagesOf(out: string): { kind: string; address: string }[] {
  return (JSON.parse(readFileSync(join(out, "index.json"), "utf8")) as { pages: ReturnType<typeof pagesOf> }).pages;
}

/** The largest page of each kind of a built site: what does not fit, does not fit there. */
export function largestOfKind(out: string): Map<string, string> {
  const largest = new Map<string, [address: string, size: number]>();
  for (const { kind, address } of pagesOf(out)) {
    const size = readFileSync(join(out, address, "index.html")).length;
    if (size > (largest.get(kind)?.[1] ?? -1)) largest.set(kind, [address, size]);
  }
  return new Map([...largest].map(([kind, [address]]) => [kind, address]));
}
