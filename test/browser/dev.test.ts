import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";

const CLI = join(import.meta.dirname, "../../src/cli.ts");
const RUN = "experiments/a/runs/2026-11-21T16-38-01-one";
const CONFIG = "title: Watched\n";

let root: string;
let browser: Browser;
let page: Page;
let url: string;
let said = "";
let child: ReturnType<typeof spawn>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "labdocs-dev-"));
  write("docs.config.yaml", CONFIG);
  write(`${RUN}/logs/train.log`, logLine(1, 0.5) + logLine(2, 0.6));
  write(`${RUN}/params.json`, `{"lr": 0.1}\n`);
  write("README.md", "# First\n");
  child = spawn(process.execPath, [CLI, "dev", "--port", "0"], { cwd: root });
  child.stdout?.on("data", (text) => (said += text));
  child.stderr?.on("data", (text) => (said += text));
  await until(() => /serving (http:\S+);/.test(said));
  url = /serving (http:\S+);/.exec(said)?.[1] ?? "";
  browser = await launchChromium();
  page = await browser.newPage();
});

afterAll(async () => {
  await browser?.close();
  child?.kill("SIGINT");
  await new Promise((done) => child?.once("exit", done));
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function logLine(step: number, accuracy: number): string {
  return `2026-11-21 16:38:0${step} | INFO | metric ${JSON.stringify({ step, split: "val", accuracy })}\n`;
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((done) => setTimeout(done, 20));
}

test("a run, a document and a template that change are shown without a click, under the site's policy", async () => {
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${url}runs/a/2026-11-21T16-38-01-one/`);
  await page.getByText("0.6").first().waitFor();
  appendFileSync(join(root, `${RUN}/logs/train.log`), logLine(3, 0.7125));
  await page.getByText("0.7125").first().waitFor();
  await page.goto(`${url}documents/README/`);
  write("README.md", "# Second\n");
  await page.getByRole("heading", { name: "Second" }).waitFor();
  await page.goto(`${url}experiments/a/`);
  write("templates/regions/comparison.hbs", "{{experiment.tittle}}\n");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("template/missing-field");
  rmSync(join(root, "templates"), { recursive: true });
  await page.getByRole("alert").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
}, 60_000);

test("what goes wrong is shown in the page, also in one that is opened later, until it is mended", async () => {
  await page.goto(url);
  write("docs.config.yaml", `${CONFIG}nonsense: <b>1</b>\n`);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.innerText()).toContain("unknown key `nonsense`");
  await page.goto(`${url}runs/`);
  await alert.waitFor();
  await page.getByRole("button", { name: "Hide" }).click();
  expect(await alert.count()).toBe(0);
  write("docs.config.yaml", CONFIG);
  await until(() => said.trimEnd().endsWith("claims") || / files written;[^\n]*\n$/.test(said));
  await page.goto(`${url}runs/`);
  expect(await alert.count()).toBe(0);
  expect(said).toContain("error: docs.config.yaml: unknown key `nonsense`");
}, 60_000);

test("the files themselves have no script for this, and no other name is answered", async () => {
  expect(readFileSync(join(root, "docs-site/index.html"), "utf8")).not.toContain("__docs");
  const status = await new Promise<number | undefined>((done) => {
    const { port } = new URL(url);
    request({ host: "127.0.0.1", port, path: "/", headers: { host: "evil.example" } }, (response) => {
      response.resume();
      done(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});
