import type { Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";

const TIMES = 9;

/** Milliseconds until the rows stand where they should: each time the table was sorted, each time it was narrowed by words. */
export interface TableTimes {
  rows: number;
  sorts: number[];
  filters: number[];
}

/**
 * How long the table of all runs of a built site takes in a browser, as a sentence: medians and the longest. Null where there is no
 * browser.
 */
export async function timeRunTable(site: string): Promise<string | null> {
  const browser = await launchChromium().catch(() => null);
  if (browser === null) return null;
  const server = await serve({ folder: site });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}runs/`);
    const { rows, sorts, filters } = await timesOfTable(page);
    return `The table of ${rows} runs in Chromium: sorted in ${spread(sorts)}, filtered in ${spread(filters)}.`;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Sorts the table of an open page by each of its columns, and narrows it by words as they are typed. */
export async function timesOfTable(page: Page): Promise<TableTimes> {
  await page.waitForSelector("table.all-runs tbody th a");
  return page.evaluate((times) => {
    const frame = document.querySelector<HTMLElement>(".all-runs-frame");
    const timed = (act: () => void) => {
      const started = performance.now();
      act();
      // Asking for a height lays the page out.
      if (frame?.offsetHeight === 0) throw new Error("the table is not seen");
      return performance.now() - started;
    };
    const buttons = [...document.querySelectorAll<HTMLElement>("table.all-runs thead button")];
    const input = document.querySelector<HTMLInputElement>(".run-tools input[type=search]");
    const type = (text: string) => {
      if (input === null) throw new Error("there is no filter");
      input.value = text;
      input.dispatchEvent(new Event("input"));
    };
    const sorts = buttons.flatMap((button) => [1, 2, 3].map(() => timed(() => button.click())));
    const texts = ["a", "arm", "arm2", "arm2 e", "arm2 exp-01", ""];
    const filters = Array.from({ length: times }, () => texts.map((text) => timed(() => type(text)))).flat();
    const rows = Number(document.querySelector("table.all-runs")?.getAttribute("aria-rowcount")) - 1;
    return { rows, sorts, filters };
  }, TIMES);
}

/** The middle one of some times. */
export function middleTime(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(times: readonly number[]): string {
  return `${middleTime(times).toFixed(0)} ms (at most ${Math.max(...times).toFixed(0)} ms)`;
}
