import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import type { CurveProject } from "./curve-project.ts";
import { buildCurves, LONG } from "./curve-project.ts";
import { serve } from "./server.ts";
import { contentsOf } from "./site-example.ts";
import { watchedPage } from "./watched-page.ts";

const CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

let project: CurveProject;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  project = buildCurves();
  browser = await launchChromium();
  server = await serve({ folder: project.out, base: "/x/y", csp: CSP });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  project?.remove();
});

interface Shift {
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

declare global {
  interface Window {
    /** Elements that moved by themselves. */
    moved: string[];
  }
}

type Options = BrowserContextOptions & { before?: (page: Page) => Promise<unknown> };

/** Opens a page that is watched, also for what moves; `asked` are the addresses of all that it asks for. */
async function open(path: string, { before, ...options }: Options = {}) {
  const { page, complaints } = await watchedPage(browser, { viewport: { width: 1280, height: 1000 }, ...options });
  const asked: string[] = [];
  page.on("request", (request) => void asked.push(request.url()));
  await page.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & Shift)[]) {
        if (entry.hadRecentInput) continue;
        const nodes = entry.sources.flatMap(({ node }) => (node instanceof Element ? [node] : []));
        const ours = nodes.filter((node) => node.closest(".charts, .chart-tools, section:has(.charts)") !== null);
        window.moved.push(...ours.map((node) => node.outerHTML.slice(0, 200)));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await before?.(page);
  await page.goto(new URL(path, server.url).href);
  return { page, complaints, asked };
}

async function alive(page: Page): Promise<void> {
  await page.locator("figure.chart").first().scrollIntoViewIfNeeded();
  await page.waitForSelector("figure.chart .live svg.cursor");
}

/** Points at a share of the first figure's plot. */
async function pointTo(page: Page, x: number, y = 0.5): Promise<void> {
  const at = await placeOf(page, x, y);
  await page.mouse.move(at.x, at.y);
}

async function placeOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const plot = await page.locator("figure.chart .live .cursor .plot").first().boundingBox();
  if (plot === null) throw new Error("no plot");
  return { x: plot.x + x * plot.width, y: plot.y + y * plot.height };
}

const lines = (page: Page) => page.locator("figure.chart").first().locator(".live .mark-line path").count();
const query = (page: Page) => new URL(page.url()).search;

describe("before and without life", () => {
  test("without JavaScript the drawing, its legend and its numbers are there, and no empty tools", async () => {
    const { page } = await open(project.experiment, { javaScriptEnabled: false });
    const figure = page.locator("figure.chart").first();
    expect(await figure.locator(".drawing > svg[role=img] title").count()).toBe(1);
    expect(await figure.locator(".legend li").allTextContents()).toHaveLength(3);
    await figure.locator("summary").click();
    expect(await figure.locator("tbody tr").count()).toBe(5);
    expect(await page.locator(".chart-tools").isVisible()).toBe(false);
    await page.close();
  });

  test("a page of a run is small before its charts come alive, and the script for them is loaded once", async () => {
    const { page, asked } = await open(project.run, { viewport: { width: 1280, height: 300 } });
    await page.waitForLoadState("networkidle");
    const first = asked.map((url) => url.slice(server.url.length)).filter((path) => !/charts|figures/.test(path));
    const bytes = first.map((path) =>
      gzipSync(readFileSync(join(project.out, path.endsWith("/") ? `${path}index.html` : path))),
    );
    expect(bytes.reduce((sum, one) => sum + one.length, 0)).toBeLessThan(60_000);
    await alive(page);
    await page.waitForFunction(() => document.querySelectorAll("figure.chart .live").length === 2);
    expect(asked.filter((url) => url.endsWith("/charts.js"))).toHaveLength(1);
    expect(asked.filter((url) => url.includes("/figures/"))).toHaveLength(1);
    expect(gzipSync(readFileSync(join(project.out, "assets/charts.js"))).length).toBeLessThan(165_000);
    await page.close();
  });

  test("when the script cannot be had the drawing stays, and nothing is said", async () => {
    const { page, complaints } = await open(project.experiment, {
      before: (one) => one.route("**/assets/charts.js", (route) => route.fulfill({ body: "" })),
    });
    await page.locator("figure.chart").first().scrollIntoViewIfNeeded();
    await page.waitForTimeout(800);
    expect(await page.locator("figure.chart .drawing > svg").first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("coming alive", () => {
  test.each(["light", "dark"] as const)(
    "%s: as high as before, in the page's colours, with nothing to complain of",
    async (colorScheme) => {
      const { page, complaints } = await open(project.experiment, { colorScheme });
      const still = page.locator("figure.chart .drawing > svg").first();
      const before = await still.evaluate((svg) => svg.getBoundingClientRect().height);
      await alive(page);
      await page.waitForTimeout(500);
      const box = page.locator("figure.chart .live").first();
      expect(await box.evaluate((one) => one.getBoundingClientRect().height)).toBe(before);
      expect(await page.evaluate(() => window.moved)).toEqual([]);
      const stroke = page.locator("figure.chart .live .mark-line path").last();
      expect(await stroke.getAttribute("stroke")).toMatch(/^var\(--chart-\d/);
      const expected = { light: "rgb(0, 114, 178)", dark: "rgb(86, 180, 233)" }[colorScheme];
      const colors = page.locator("figure.chart").first().locator(".live .mark-line path");
      expect(await colors.evaluateAll((all) => all.map((one) => getComputedStyle(one).stroke))).toContain(expected);
      expect(await axeFindings(page, "main")).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test("from a disk, without a server", async () => {
    const file = pathToFileURL(join(project.out, project.experiment, "index.html")).href;
    const { page, complaints } = await open(file);
    await alive(page);
    await page.locator(".chart-tools input[type=checkbox]").first().check();
    await page.getByText("val/loss (logarithmic)").first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a figure without curves takes no script until it is touched", async () => {
    const { page, asked } = await open(project.experiment);
    const plain = page.locator("figure[data-kind=plain]").first();
    const file = await plain.getAttribute("data-live");
    await plain.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    expect(asked.some((url) => url.endsWith(file?.slice(6) ?? "?"))).toBe(false);
    await plain.locator("summary").click();
    await plain.getByRole("button", { name: "Vega-Lite" }).waitFor();
    await page.close();
  });
});

describe("reading", () => {
  test("the tip ranks lines by how near they are, and all figures show the place", async () => {
    const { page, complaints } = await open(project.experiment);
    await alive(page);
    await page.waitForFunction(() => document.querySelectorAll(".live .cursor").length > 1);
    await pointTo(page, 0.005, 0.05);
    const tip = page.locator(".chart-tip:visible");
    const labels = await tip.locator(".label").allTextContents();
    expect(labels.sort()).toEqual(["broken", "long", "seeds"]);
    expect(await tip.locator(".number").first().textContent()).toMatch(/^\d\.\d{3,4}$/);
    expect(await tip.textContent()).toMatch(/± 0\.\d+/);
    expect(await page.locator(".cursor.pointing").count()).toBe(2);
    await pointTo(page, 0.9, 0.5);
    expect(await tip.locator(".label").allTextContents()).toEqual(["long"]);
    await page.mouse.move(5, 5);
    expect(await tip.count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a value that is not finite is read as what it is, and marked where the line stops", async () => {
    const { page } = await open(`${project.experiment}?zoom=190_260`);
    const loss = page.locator("#figure-learning-curves-val-loss");
    await loss.scrollIntoViewIfNeeded();
    await loss.locator(".live .cursor").waitFor();
    await loss.locator(".drawing").focus();
    await page.keyboard.press("End");
    const said = loss.locator("[role=status]");
    expect(await said.textContent()).toMatch(/^step 260: broken \d/);
    for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowLeft");
    expect(await said.textContent()).toMatch(/^step 220: broken NaN; long \d/);
    expect(await loss.locator(".live .mark-symbol path").count()).toBeGreaterThan(0);
    const plot = await loss.locator(".live .cursor .plot").boundingBox();
    const marks = await loss
      .locator(".live .mark-symbol path")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y + one.getBoundingClientRect().height / 2));
    expect(marks.some((y) => Math.abs(y - (plot?.y ?? 0)) < 3)).toBe(true);
    expect(await loss.locator(".live").textContent()).toContain("NaN at 210");
    const paths = await loss.locator("svg path").evaluateAll((all) => all.map((one) => one.getAttribute("d") ?? ""));
    expect(paths.filter((d) => /NaN|Infinity|undefined/.test(d))).toEqual([]);
    await page.close();
  });

  test("the keyboard reads point by point, zooms and lets go", async () => {
    const { page } = await open(project.experiment);
    await alive(page);
    await page.locator("figure.chart .drawing").first().focus();
    await page.keyboard.press("Home");
    const said = page.locator("figure.chart [role=status]").first();
    expect(await said.textContent()).toMatch(/^step 10: broken .*; long .*; seeds .*mean of 3 runs/);
    await page.keyboard.press("ArrowRight");
    expect(await said.textContent()).toMatch(/^step 20:/);
    await page.keyboard.press("+");
    await expect.poll(() => query(page)).toMatch(/^\?zoom=\d+_\d+/);
    await page.keyboard.press("0");
    await expect.poll(() => query(page)).toBe("");
    await page.keyboard.press("Escape");
    expect(await page.locator(".chart-tip:visible").count()).toBe(0);
    await page.close();
  });
});

describe("pointing at a drawing that stands still", () => {
  const bars = (page: Page) => page.locator("figure[data-kind=plain]").first();

  test("a row says its value as printed, a run its own, and a click opens the line in the log", async () => {
    const { page, complaints } = await open(project.experiment);
    await bars(page).scrollIntoViewIfNeeded();
    await bars(page).hover();
    await bars(page).locator(".spots").waitFor();
    const box = await bars(page).locator(".spots").boundingBox();
    if (box === null) throw new Error("no spots");
    const row = await bars(page).locator("svg text", { hasText: "long" }).first().boundingBox();
    await page.mouse.move(row?.x ?? 0, (row?.y ?? 0) + 4);
    const tip = bars(page).locator(".chart-tip");
    expect(await tip.locator(".head").textContent()).toContain("long");
    const value = await tip.locator(".number").first().textContent();
    expect(await bars(page).locator("tbody").textContent()).toContain(value);
    expect(await tip.textContent()).toContain("its line in the log");
    await page.mouse.click(row?.x ?? 0, (row?.y ?? 0) + 4);
    await page.waitForURL(/\/files\/.*train\.log\/#L\d+$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("the keyboard goes from one to the next, says each, and opens it", async () => {
    const { page, complaints } = await open(project.experiment);
    await bars(page).locator(".drawing").focus();
    await bars(page).locator(".spots").waitFor();
    await page.keyboard.press("End");
    const said = bars(page).locator("[role=status]");
    expect(await said.textContent()).toMatch(/^seeds: seeds-seed\d: val\/accuracy 0\.\d+$/);
    await page.keyboard.press("Home");
    const first = await said.textContent();
    await page.keyboard.press("ArrowDown");
    expect(await said.textContent()).not.toBe(first);
    await page.keyboard.press("Escape");
    expect(await page.locator(".chart-tip:visible").count()).toBe(0);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/files\/.*seed\d.*train\.log\/#L\d+$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a finger reads first and opens with the second tap; axe finds nothing", async () => {
    const { page } = await open(project.experiment, { viewport: { width: 390, height: 800 }, hasTouch: true });
    await bars(page).locator(".drawing").focus();
    await bars(page).locator(".spots").waitFor();
    await bars(page).scrollIntoViewIfNeeded();
    const box = await bars(page).locator(".spots").boundingBox();
    const at = { x: (box?.x ?? 0) + 30, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    await page.touchscreen.tap(at.x, at.y);
    expect(await page.locator(".chart-tip:visible").count()).toBe(1);
    expect(await axeFindings(page, "main")).toEqual([]);
    const before = page.url();
    await page.touchscreen.tap(at.x, at.y);
    await expect.poll(() => page.url()).not.toBe(before);
    await page.close();
  });
});

describe("on any screen", () => {
  test.each([320, 390, 2560])(
    "at %d px letters of living curves keep their size and nothing has to be scrolled",
    async (width) => {
      const { page } = await open(project.experiment, { viewport: { width, height: 900 } });
      await alive(page);
      const figure = page.locator("figure.chart").first();
      const { inner, outer, scale } = await figure.evaluate((one) => {
        const drawing = one.querySelector(".drawing") as HTMLElement;
        const svg = one.querySelector(".marks-host svg") as SVGSVGElement;
        return {
          inner: drawing.scrollWidth,
          outer: drawing.clientWidth,
          scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
        };
      });
      expect(inner).toBeLessThanOrEqual(Math.max(outer, 260));
      expect(scale).toBeCloseTo(1, 1);
      await page.close();
    },
  );
});

describe("the tools", () => {
  test("smoothing leaves the line as logged behind the smooth one, and all figures follow", async () => {
    const { page } = await open(project.experiment);
    await alive(page);
    const before = await lines(page);
    await page.getByRole("slider", { name: "Smooth" }).focus();
    await page.keyboard.press("End");
    await expect.poll(() => query(page)).toBe("?smooth=0.99");
    await expect.poll(() => lines(page)).toBeGreaterThan(before);
    await pointTo(page, 0.5);
    expect(await page.locator(".chart-tip:visible").textContent()).toContain("smoothed");
    await page.close();
  });

  test("an address says how curves are shown; what is as by default is not in it", async () => {
    const { page } = await open(`${project.experiment}?y=log&x=wall&spread=range&runs=a`);
    await alive(page);
    await page.getByText("clock time (UTC)", { exact: true }).first().waitFor();
    expect(await page.getByLabel("Log y").isChecked()).toBe(true);
    expect(await page.getByRole("combobox", { name: "Over" }).inputValue()).toBe("wall");
    expect(await page.locator(".chart-note").first().textContent()).toContain("each run stands for itself");
    await page.getByRole("combobox", { name: "Over" }).selectOption("step");
    await expect.poll(() => page.locator("figure.chart").first().locator(".live .mark-area path").count()).toBe(1);
    await page.getByLabel("Log y").uncheck();
    await page.getByRole("combobox", { name: "Around a mean" }).selectOption("runs");
    await expect.poll(() => query(page)).toBe("?runs=a&y=linear");
    await pointTo(page, 0.2);
    await page.close();
  });

  test("a drag zooms, in every figure, and a double click shows all", async () => {
    const { page } = await open(project.experiment);
    await alive(page);
    const [from, to] = [await placeOf(page, 0.2, 0.5), await placeOf(page, 0.4, 0.5)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => query(page)).toMatch(/^\?zoom=6\d{3}(\.\d+)?_1[12]\d{3}/);
    expect(await page.locator(".chart-note").first().textContent()).toMatch(/^Shown: step 6\d{3} to 1[12]\d{3}/);
    await page.mouse.dblclick(from.x, from.y);
    await expect.poll(() => query(page)).toBe("");
    await page.close();
  });

  test("a row is switched off and on by its entry in the legend, by keyboard too", async () => {
    const { page } = await open(project.experiment);
    await alive(page);
    const key = page.locator("figure.chart").first().getByRole("button", { name: "long" });
    const before = await lines(page);
    await key.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => lines(page)).toBe(before - 1);
    expect(await key.getAttribute("aria-pressed")).toBe("false");
    expect(query(page)).toBe("?hide=long");
    await page.keyboard.press("Space");
    await expect.poll(() => lines(page)).toBe(before);
    await page.close();
  });

  test("on a small screen they are large enough for fingers, and nothing moves when they come", async () => {
    const { page, complaints } = await open(project.experiment, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    });
    await alive(page);
    await page.waitForTimeout(300);
    const controls = page.locator(".chart-tools label:visible, .chart-tools summary, .legend button");
    const heights = await controls.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => window.moved)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("what is drawn and taken away", () => {
  test("it is said how many points of how many are drawn", async () => {
    const { page } = await open(project.experiment);
    const caption = await page.locator("figure.chart figcaption").first().textContent();
    expect(caption).toContain(`Showing 800 of up to ${LONG.toLocaleString("en-US")} points of each run`);
    await page.close();
  });

  test("the drawing, the numbers and the specification can be downloaded", async () => {
    const { page, complaints } = await open(project.experiment);
    await alive(page);
    const figure = page.locator("figure.chart").first();
    await figure.locator("summary").click();
    const take = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name }).click(),
      ]);
      return { file: download.suggestedFilename(), text: readFileSync((await download.path()) ?? "", "utf8") };
    };
    const svg = await take("SVG");
    expect(svg.file).toMatch(/^learning-curves-.*\.svg$/);
    expect(svg.text).not.toMatch(/var\(|currentColor|style=/);
    const csv = await take("CSV");
    expect(csv.text.split("\r\n")[0]).toMatch(
      /^row,run,step,time since the first point \(hours\),time,val\/\w+,standard deviation/,
    );
    expect(csv.text).toMatch(/^long,long-seed0,10,0,2026-02-03T10:00:00\.000Z,/m);
    const spec = await take("Vega-Lite");
    expect(JSON.parse(spec.text).$schema).toContain("vega-lite");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("two builds give the same bytes", () => {
    const twin = join(project.root, "twin");
    project.build(twin);
    const figures = (folder: string) =>
      [...contentsOf(folder)].filter(([path]) => /^(?:figures|experiments\/curves\/index\.html$)/.test(path));
    expect(figures(twin)).toEqual(figures(project.out));
    expect(figures(twin).length).toBeGreaterThan(8);
  });
});

test("a group that is compared has its mean where all points are there, and else says where that is", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const note = page.locator("section:has(> #curves) figcaption").first();
  await page.goto(`${server.url}compare/?runs=curves&group=arm`);
  await note.scrollIntoViewIfNeeded();
  expect(await note.textContent()).toContain("Thick: mean of the runs of a line");
  expect(await note.textContent()).not.toContain("No mean");
  await page.goto(`${server.url}compare/?runs=curves&group=lr`);
  await note.scrollIntoViewIfNeeded();
  expect(await note.textContent()).toMatch(/No mean is drawn of .*it needs all points/);
  expect(await note.textContent()).not.toContain("Thick");
  expect(await page.locator("section:has(> #curves) .live .mark-area path").count()).toBe(0);
  await note.getByRole("link", { name: "curves" }).click();
  await page.waitForURL(`${server.url}${project.experiment}`);
  await page.close();
});

test("a group of long runs that repeat one another has a mean, and says of what", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const note = page.locator("section:has(> #curves) figcaption").first();
  await page.goto(`${server.url}compare/?runs=repeats&group=arm`);
  await note.scrollIntoViewIfNeeded();
  expect(await note.textContent()).toContain(
    "mean and spread are of each run's means over about 20 neighbouring points",
  );
  expect(await note.textContent()).not.toContain("No mean");
  const figure = page.locator("section:has(> #curves) figure").first();
  await figure.locator(".live svg").first().waitFor();
  // One thick line, and the two runs behind it.
  await expect.poll(() => figure.locator(".live .mark-line path").count()).toBe(3);
  await page.close();
});
