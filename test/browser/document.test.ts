import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { serve } from "./server.ts";
import { openWatched } from "./watched-page.ts";

const HERE = import.meta.dirname;
const REPORT = "documents/experiments/augment-shift/report/";
const BINARY = "documents/docs/binary/";
const PLOT = "runs/2026-11-21T16-38-52-baseline-seed0/plots/val-accuracy.svg";

const WRITTEN = `
### Read by hand

Test accuracy of \`baseline-seed0\` is 0.976, and that of \`shift-seed0\` is 0.999. The \`baseline\` is better than \`shift\` on test/accuracy.

> [!WARNING]
> One split only.

- [x] seeds 0 to 4
- [ ] a second split[^split]

<p align="center"><img src="${PLOT}" alt="By hand" width="320"></p>

<img src="https://example.org/badge.svg" alt="badge">

<details><summary>More</summary>

Folded away.

</details>

[^split]: Split by \`split_seed\`.

`;

const TITLE = "mlflow/sqlite-v3/mlflow.db#1/baseline/loss";

let root: string;
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

/** An example whose report somebody went on writing, beside a database that a document cites. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "labdocs-document-"));
  cpSync(join(HERE, "../../examples/digits/experiments"), join(root, "experiments"), { recursive: true });
  cpSync(join(HERE, "../fixtures/trackers/mlflow/sqlite-v3"), join(root, "mlflow/sqlite-v3"), { recursive: true });
  const report = join(root, "experiments/augment-shift/report.md");
  writeFileSync(report, readFileSync(report, "utf8").replace("## Discussion\n", `${WRITTEN}## Discussion\n`));
  mkdirSync(join(root, "docs"));
  writeFileSync(
    join(root, "docs/binary.md"),
    `# Binary\n\nIts loss is [0.125](../mlflow/sqlite-v3/mlflow.db "${TITLE}").\n`,
  );
  writeFileSync(
    join(root, "docs/wrong.md"),
    `# Wrong\n\nIts loss is [0.25](../mlflow/sqlite-v3/mlflow.db "${TITLE}").\n`,
  );
  writeFileSync(join(root, "docs.config.yaml"), "title: Documents\n");
  try {
    execFileSync(process.execPath, [join(HERE, "../../src/cli.ts"), "build"], { cwd: root, stdio: "pipe" });
  } catch {
    // The wrong number is an error of the check; the site is made all the same.
  }
  browser = await launchChromium();
  server = await serve({ folder: join(root, "docs-site") });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

function open(path: string, options: BrowserContextOptions = {}) {
  return openWatched(browser, new URL(path, `${server.url.replace(/\/$/, "")}/`).href, options);
}

const wrong = (page: Page) => page.locator("a.claim[data-verdict=contradicted]").first();

describe("claims without a link", () => {
  test("a number that its words bind is marked, and leads to its line without a script", async () => {
    const { page, complaints } = await open(REPORT, { javaScriptEnabled: false });
    const number = page.locator("a.claim[data-verdict=supported]", { hasText: /^0\.976$/ });
    expect(await number.getAttribute("title")).toMatch(/^supported: .*eval\.log#L3$/);
    const note = page.locator(`#evidence-${await number.getAttribute("data-claim")}`);
    expect(await note.textContent()).toContain("test/accuracy of baseline-seed0");
    await number.click();
    expect(page.url()).toMatch(/baseline-seed0\/logs\/eval\.log\/#L3$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("the line says who cites it, and leads back to the sentence, without a script and on paper", async () => {
    const { page, complaints } = await open(REPORT, { javaScriptEnabled: false });
    const number = page.locator("a.claim[data-verdict=supported]", { hasText: /^0\.976$/ });
    await number.click();
    const line = page.url();
    const said = page.locator(".line:target + .cited-by");
    expect(await said.textContent()).toMatch(/cited by\s.*\(supported\)/);
    const back = said.locator(`a[href*="${REPORT}#claim-"]`);
    await page.emulateMedia({ media: "print" });
    expect(await said.isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen" });
    await back.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#claim-/);
    expect(await page.locator("a.claim:target").evaluate((link) => (link as HTMLAnchorElement).href)).toBe(line);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a row of a database says who cites it and what was found, and leads back, without a script", async () => {
    const { page, complaints } = await open(BINARY, { javaScriptEnabled: false });
    await page.locator("a.claim").click();
    const row = page.url();
    const said = page.locator(".record:has(:target) + .cited-by");
    expect(await said.innerText()).toMatch(/^cited by Wrong \(contradicted\), Binary \(supported\)/);
    await said.getByRole("link", { name: "Wrong" }).click();
    expect(await page.locator("a.claim:target").evaluate((link) => (link as HTMLAnchorElement).href)).toBe(row);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a comparison in words is marked as a whole", async () => {
    const { page } = await open(REPORT);
    const words = page.locator("a.claim[data-verdict=supported]", { hasText: "better than" });
    await words.focus();
    expect(await page.locator("#claim-card").textContent()).toContain("bear these words out");
    await page.close();
  });
});

describe("the card", () => {
  test("Tab goes into it and on, Escape closes it and gives the focus back", async () => {
    const { page, complaints } = await open(REPORT);
    await wrong(page).focus();
    const card = page.locator("#claim-card");
    expect(await card.locator(".hit").textContent()).toContain("0.9014");
    await page.keyboard.press("Tab");
    expect(await card.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    expect(await card.isVisible()).toBe(false);
    expect(await wrong(page).evaluate((one) => one === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("the first tap shows it, each time", async () => {
    const { page } = await open(REPORT, { hasTouch: true, viewport: { width: 390, height: 800 } });
    const card = page.locator("#claim-card");
    for (const _ of [1, 2]) {
      await wrong(page).tap();
      expect(await card.isVisible()).toBe(true);
      expect(page.url()).toContain(REPORT);
      await page.locator("h1").tap();
      expect(await card.isVisible()).toBe(false);
    }
    await page.close();
  });

  test("a value in a database has its row as excerpt, and its link opens the row", async () => {
    const { page } = await open(BINARY);
    expect(await page.locator(".evidence .hit").textContent()).toContain("0.125");
    await page.click(".evidence figcaption a");
    const anchor = new URL(page.url()).hash.slice(1);
    expect(anchor).toMatch(/^metrics-/);
    expect(await page.locator(`[id="${anchor}"]`).count()).toBe(1);
    await page.close();
  });
});

describe("a document", () => {
  test("shows alerts, tasks, footnotes and safe images, and asks for nothing from elsewhere", async () => {
    const { page, complaints } = await open(REPORT);
    expect(await page.locator(".alert-warning .alert-title").textContent()).toBe("Warning");
    expect(await page.locator(".task-list-item input").count()).toBe(2);
    expect(await page.locator(".footnotes li").count()).toBe(1);
    expect(
      await page.locator("img[alt='By hand']").evaluate((one: HTMLImageElement) => one.naturalWidth),
    ).toBeGreaterThan(0);
    expect(await page.locator("a[href='https://example.org/badge.svg']").textContent()).toBe("badge");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("says how to cite it, with the hash of its text", async () => {
    const { page } = await open(REPORT);
    const bibtex = (await page.locator(".cite pre").textContent()) ?? "";
    expect(bibtex).toMatch(/^@misc\{[\w-]+,\n[\s\S]*year {9}= \{2026\},[\s\S]*sha256 [0-9a-f]{16}/);
    expect(await page.locator(".cite button").count()).toBe(1);
    await page.close();
  });

  test("has its contents folded on a small screen and beside the text on a large one", async () => {
    const { page } = await open(REPORT, { viewport: { width: 390, height: 800 } });
    expect(await page.locator("nav.toc").isVisible()).toBe(false);
    await page.click("details.toc summary");
    await page.click("details.toc a[href='#read-by-hand']");
    expect(page.url()).toMatch(/#read-by-hand$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await page.locator("nav.toc").isVisible()).toBe(true);
    await page.close();
  });

  test("on paper claims carry the number of their note, what is folded is open, addresses are written out", async () => {
    const { page } = await open(REPORT);
    await page.emulateMedia({ media: "print" });
    const behind = (of: string) =>
      page
        .locator(of)
        .first()
        .evaluate((one) => getComputedStyle(one, "::after").content);
    expect(await behind("a.claim[data-verdict=contradicted]")).toContain("✕");
    expect(await behind("a[href='https://example.org/badge.svg']")).toContain("https://example.org/badge.svg");
    expect(await page.getByText("Folded away.").evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThan(
      0,
    );
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    await page.close();
  });

  test.each(["light", "dark"] as const)("axe finds nothing in %s, with a card open", async (colorScheme) => {
    const { page } = await open(REPORT, { colorScheme });
    await wrong(page).focus();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });
});
