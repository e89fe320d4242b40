import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchChromium } from "./chromium.ts";
import type { Kinds } from "./kind.ts";
import { buildKinds } from "./kind.ts";
import { serve } from "./server.ts";
import type { Watched } from "./watched-page.ts";
import { watchedPage } from "./watched-page.ts";

/** A page of each kind, in a browser. */
export interface ServedKinds {
  /** Both examples, once they are built. */
  kinds(): Kinds;
  /** Where a kind of page is served. */
  urlOf(kind: string): string;
  /** An empty page that is watched. */
  page(options?: BrowserContextOptions): Promise<Watched>;
}

/** Builds and serves both examples before the tests of a file, with a browser to look at them; closes all of it after them. */
export function serveKinds(): ServedKinds {
  const servers = new Map<string, Awaited<ReturnType<typeof serve>>>();
  let kinds: Kinds;
  let browser: Browser;
  beforeAll(async () => {
    kinds = await buildKinds();
    for (const { out } of [kinds.digits, kinds.recommender]) servers.set(out, await serve({ folder: out }));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers.values()) await server.close();
    kinds?.remove();
  });
  return {
    kinds: () => kinds,
    page: (options) => watchedPage(browser, options),
    urlOf: (kind) => {
      const { out, address } = kinds.pages.get(kind) ?? { out: "", address: "" };
      return `${servers.get(out)?.url}${address}`;
    },
  };
}
