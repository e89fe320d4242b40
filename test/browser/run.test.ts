import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";
import { openWatched } from "./watched-page.ts";

const HERE = import.meta.dirname;
const RUN = "runs/augment-shift/2026-11-21T16-38-55-shift-seed0/";
const LOG = "files/experiments/augment-shift/runs/2026-11-21T16-38-52-baseline-seed0/logs/train.log/";
const HOSTILE = "files/experiments/augment-shift/runs/2026-11-21T16-38-52-baseline-seed0/logs/eval.log/";

let root: string;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let records: string[];

/** An example beside runs of trackers that keep binary files, and a log with all that a terminal or a browser might act on. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "labdocs-run-"));
  cpSync(join(HERE, "../../examples/digits/experiments"), join(root, "experiments"), { recursive: true });
  for (const tracker of ["tensorboard/torch", "mlflow/sqlite-v3", "wandb/new"]) {
    cpSync(join(HERE, "../fixtures/trackers", tracker), join(root, tracker), { recursive: true });
  }
  const runs = join(root, "experiments/augment-shift/runs");
  const log = join(runs, readdirSync(runs).find((name) => name.endsWith("-baseline-seed0")) ?? "", "logs/eval.log");
  appendFileSync(log, `\u001b[31mred\u001b[0m \u202etxet <script>alert(1)</script>\n${"y".repeat(1 << 20)}\n`);
  writeFileSync(join(root, "docs.config.yaml"), "title: Runs\n");
  execFileSync(process.execPath, [join(HERE, "../../src/cli.ts"), "build"], { cwd: root, stdio: "pipe" });
  const out = join(root, "docs-site");
  const files = readdirSync(join(out, "files"), { recursive: true, encoding: "utf8" }).map((path) =>
    path.replaceAll("\\", "/"),
  );
  const pages = files.filter((path) => path.endsWith("/index.html")).map((path) => `files/${path.slice(0, -10)}`);
  const ofKind = (kind: RegExp) => pages.find((path) => kind.test(path)) ?? "";
  records = [ofKind(/tfevents/), ofKind(/mlflow\.db/), ofKind(/\.wandb/)];
  browser = await launchChromium();
  server = await serve({ folder: out });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const open = (path: string, options: BrowserContextOptions = {}) => openWatched(browser, server.url + path, options);

describe("the page of a run", () => {
  test("transfers less than 60 kB compressed with style and script", async () => {
    const { page, complaints } = await open("about/");
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      // Images below the fold load when they are scrolled to.
      if (response.request().resourceType() === "image") return;
      bodies.push(response.body());
    });
    await page.goto(server.url + RUN);
    await page.waitForLoadState("networkidle");
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(60_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("begins with what differs from the baseline; the rest is folded, and opens", async () => {
    const { page } = await open(RUN);
    const first = page.locator("main section").first();
    expect(await first.locator("h2").textContent()).toMatch(/differs from the baseline/);
    expect(await first.locator("table").first().locator("tbody tr").count()).toBe(1);
    const rest = first.locator("details table");
    expect(await rest.isVisible()).toBe(false);
    await first.locator("summary").click();
    expect(await rest.isVisible()).toBe(true);
    await page.close();
  });

  test("has its curves and numbers without a script, each number with an address", async () => {
    const { page } = await open(RUN, { javaScriptEnabled: false });
    expect(await page.locator("svg.spark").count()).toBeGreaterThan(1);
    expect(await page.locator(".run-curves svg").count()).toBeGreaterThan(1);
    expect(await page.locator("span.number").count()).toBe(0);
    expect(await page.locator("a.number").count()).toBeGreaterThan(20);
    await page.close();
  });

  test("a point of a curve opens the line that it was logged on", async () => {
    const { page } = await open(RUN);
    await page.locator(".run-curves details summary").first().click();
    const link = page.locator(".run-curves details table a.number").nth(3);
    const literal = /logged as (\S+)/.exec((await link.getAttribute("title")) ?? "")?.[1] ?? "?";
    await link.click();
    await page.waitForURL(/#L\d+$/);
    expect(await page.locator(".line:target").textContent()).toContain(literal);
    await page.close();
  });
});

test("axe finds nothing on pages of runs, files and records in either theme, and they fit a small phone", async () => {
  for (const path of [RUN, LOG, HOSTILE, ...records]) {
    const { page, complaints } = await open(path);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await axeFindings(page), path).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindings(page), path).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    expect(complaints, path).toEqual([]);
    await page.close();
  }
}, 120_000);

describe("binary files", () => {
  test("a number read from one opens its record, where the line of the value alone is marked", async () => {
    for (const kind of ["tfevents", "mlflow.db", ".wandb"]) {
      const runs = readdirSync(join(root, "docs-site/runs"), { recursive: true, encoding: "utf8" });
      const cites = new RegExp(`${kind.replaceAll(".", "\\.")}[^"]*#`);
      const path = runs
        .filter((one) => one.endsWith("index.html"))
        .find((one) =>
          cites.test(readFileSync(join(root, "docs-site/runs", one), "utf8").split('id="metrics"')[1] ?? ""),
        );
      const { page } = await open(`runs/${(path ?? "").replaceAll("\\", "/").slice(0, -10)}`);
      const link = page.locator(`section[aria-labelledby=metrics] a.number[href*="${kind}"]`);
      const title = (await link.first().getAttribute("title")) ?? "";
      await link.first().click();
      await page.waitForURL(/#(R\d+|metrics-\d+)=[0-9a-f]{6}$/);
      const record = page.locator(".record:has(:target)");
      expect(await record.locator("mark:target").textContent()).toContain(/logged as (\S+)/.exec(title)?.[1]);
      const marked = await record
        .locator("mark")
        .evaluateAll((marks) =>
          marks.filter((one) => getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)").map(({ id }) => id),
        );
      expect(marked).toEqual([new URL(page.url()).hash.slice(1)]);
      await page.close();
    }
  });
});

describe("a text file", () => {
  test("what a terminal or a browser might act on is shown, and a line of a megabyte is cut and says so", async () => {
    const { page, complaints } = await open(HOSTILE);
    const text = (await page.locator(".file-text").textContent()) ?? "";
    expect(text).toContain("␛[31mred␛[0m \\u{202E}txet <script>alert(1)</script>");
    expect(text).toContain("(1048576 characters)");
    expect(text.length).toBeLessThan(10_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("is downloaded as it is, and a larger one says where it lies", async () => {
    const { page } = await open(LOG);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[download]")]);
    expect(download.suggestedFilename()).toMatch(/^train\.log/);
    const runs = "experiments/augment-shift/runs";
    const original = readFileSync(join(root, runs, "2026-11-21T16-38-52-baseline-seed0/logs/train.log"), "utf8");
    expect(readFileSync(await download.path(), "utf8")).toBe(original);
    await page.goto(server.url + HOSTILE);
    expect(await page.locator("a[download]").count()).toBe(0);
    expect(await page.locator(".title").textContent()).toContain("eval.log");
    await page.close();
  });

  test("a range is chosen with Shift, marked, and its address is kept", async () => {
    const { page } = await open(LOG);
    await page.click("#L42 a");
    await page.locator("#L48 a").click({ modifiers: ["Shift"] });
    await page.locator("#L48.marked").waitFor();
    expect(page.url()).toMatch(/#L42-L48$/);
    expect(await page.locator(".line.marked").count()).toBe(7);
    await page.goto(`${server.url}${LOG}#L120-L122`);
    await page.reload();
    expect(await page.locator(".line.marked").count()).toBe(3);
    expect(await page.locator("#L120").isVisible()).toBe(true);
    await page.close();
  });

  test("wraps, and says whether it does", async () => {
    const { page } = await open(LOG, { viewport: { width: 390, height: 800 } });
    const width = () => page.locator(".file-text").evaluate((text) => text.scrollWidth - text.clientWidth);
    expect(await width()).toBeGreaterThan(0);
    const button = page.getByRole("button", { name: "Wrap lines" });
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    expect(await width()).toBeLessThanOrEqual(0);
    await page.close();
  });
});
