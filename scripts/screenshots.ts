// `node scripts/screenshots.ts`: makes the pictures of the README from the digits example.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { launchChromium } from "../test/browser/chromium.ts";
import { serve } from "./serve.mjs";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "labdocs-screenshots-"));
cpSync(join(root, "examples", "digits"), folder, { recursive: true });
execFileSync(process.execPath, [join(root, "src", "cli.ts"), "build", "--quiet"], { cwd: folder, stdio: "inherit" });
const server = await serve({ folder: join(folder, "docs-site"), base: "digits" });
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1200, height: 720 }, deviceScaleFactor: 1.5 });
await page.goto(new URL("documents/README/", `${server.url.replace(/\/$/, "")}/`).href);
await page.locator("[data-claim]").nth(7).hover();
await page.waitForTimeout(600);
await page.screenshot({ path: join(root, "media", "claim.png") });
await page.setViewportSize({ width: 1200, height: 860 });
await page.goto(new URL("experiments/augment-shift/", `${server.url.replace(/\/$/, "")}/`).href);
await page.waitForTimeout(600);
await page.screenshot({ path: join(root, "media", "finding.png") });
await browser.close();
rmSync(folder, { recursive: true });
process.exit(0);
