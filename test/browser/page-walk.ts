import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page, and everything it did that it must not do. */
export interface Watched {
  page: Page;
  complaints: string[];
}

/** Opens an empty page that is watched: what it prints, fails at, asks of another origin, and what its policy forbids. */
export async function watchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const complaints: string[] = [];
  const complain = (what: string) => void complaints.push(`${page.url()}: ${what.slice(0, 300)}`);
  let origin = "";
  page.on("console", (message) => complain(`console: ${message.text()}`));
  page.on("pageerror", (error) => complain(`error: ${error.message}`));
  page.on("dialog", (dialog) => void dialog.dismiss().then(() => complain("dialog")));
  page.on("requestfailed", (request) => {
    // What is still on its way when the next page is opened did not fail.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complain(`failed: ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && complain(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) origin ||= url.origin;
    if (url.origin !== origin && url.protocol !== "data:") complain(`elsewhere: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective));
  });
  return { page, complaints };
}

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
