import packaged from "@sparticuz/chromium";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

/**
 * Starts a headless Chromium: the one CHROME_PATH names, else the one that comes as an npm package. Its own list of
 * arguments is left out: `--single-process` crashes at the second page, `--disable-web-security` hides what we test.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH || (await packaged.executablePath());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--font-render-hinting=none"] });
}
