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
    if (url.origin !== origin && !/^(?:data|blob):$/.test(url.protocol)) complain(`elsewhere: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective));
  });
  return { page, complaints };
}

/** Opens an address in a page that is watched from the start. */
export async function openWatched(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const watched = await watchedPage(browser, options);
  await watched.page.goto(url);
  return watched;
}
