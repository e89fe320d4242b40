import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildProject } from "../../src/endings/site.ts";
import { findProject, loadConfig } from "../../src/project/setup.ts";
import { launchChromium } from "./chromium.ts";
import { largestOfKind } from "./page-walk.ts";
import { contentsOf } from "./site-example.ts";
import { watchedPage } from "./watched-page.ts";

const top = join(import.meta.dirname, "../..");
const guide = readFileSync(join(top, "docs/hosting.md"), "utf8");

const CONFIG = `title: Purchase models
site:
  title: What sells
  logo: logo.svg
  colors:
    accent: { light: "#0b6e4f", dark: "#6ee7b7" }
  navigation:
    - { text: Wiki, href: "https://wiki.example/x?a=1&b=2" }
    - { text: How, href: about/ }
  footer: Made by <b>us</b>.
  components: site
`;

const FOOTER = `---
import type { Site } from "../../src/contract/index.ts";

interface Props {
  site: Site;
  root: string;
}

const { site, root } = Astro.props;
---

<footer class="foot"><p id="ours">{site.title}: {site.look?.footer} <a href={root}>Home</a></p></footer>
`;

let folder: string;
let out: string;
let browser: Browser;
let server: Awaited<ReturnType<typeof serveAsDescribed>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "labdocs-hosting-"));
  const root = join(folder, "recommender");
  cpSync(join(top, "examples/recommender"), root, { recursive: true });
  const files = {
    "docs.config.yaml": CONFIG,
    "logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 24"><circle cx="12" cy="12" r="10"/></svg>`,
    "site/components/Footer.astro": FOOTER,
    "site/styles/custom.css": "h1 { font-style: italic; }\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  out = join(folder, "site");
  const setup = findProject(root, null);
  const holder = { pid: process.pid, isAlive: () => false };
  await buildProject({ setup, config: await loadConfig(setup), write: true, holder, out });
  browser = await launchChromium();
  server = await serveAsDescribed(out, headersIn(guide));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the guide tells nginx to send, which is what its table says. */
function headersIn(text: string): [name: string, value: string][] {
  return [...text.matchAll(/add_header (\S+) "([^"]+)" always;/g)].map(([, name = "", value = ""]) => [name, value]);
}

function typesIn(text: string): Map<string, string> {
  const [, block = ""] = /types \{([^}]*)\}/.exec(text) ?? [];
  return new Map(
    [...block.matchAll(/(\S+\/\S+) ([^;]+);/g)].flatMap(([, type = "", names = ""]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name): [string, string] => [`.${name}`, type]),
    ),
  );
}

/** What a host answers a path below the site with: a file, a file with status 404, or a redirect. */
type Host = (path: string) => { file: string } | { missing: string } | { location: string };

/** nginx and GitLab Pages: `x/` is `x/index.html`, a folder without its slash is told of it. */
const folders =
  (files: ReadonlyMap<string, string>): Host =>
  (path) => {
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    if (files.has(file)) return { file };
    return files.has(`${file}/index.html`) ? { location: `${path.split("/").at(-1)}/` } : { missing: "404.html" };
  };

/** A bucket, which knows names of files alone, behind the function of the guide. */
function bucket(files: ReadonlyMap<string, string>): Host {
  const [, code = ""] = /```js\n(function handler[\s\S]*?)```/.exec(guide) ?? [];
  type Answer = { uri?: string; statusCode?: number; headers?: { location: { value: string } } };
  const handler = new Function(`${code}; return handler;`)() as (event: { request: { uri: string } }) => Answer;
  return (path) => {
    const { uri = "", headers } = handler({ request: { uri: `/${path}` } });
    if (headers !== undefined) return { location: headers.location.value };
    return files.has(uri.slice(1)) ? { file: uri.slice(1) } : { missing: "404.html" };
  };
}

/** A server that answers as a host does, and sends the headers that it is told to and the types that the guide names. */
async function serveAsDescribed(site: string, headers: [string, string][], host = folders) {
  const files = contentsOf(site);
  const answerOf = host(files);
  const types = typesIn(guide);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname).slice("/team/x/".length);
    for (const [name, value] of headers) response.setHeader(name, value);
    const answer = answerOf(path);
    if ("location" in answer) {
      response.writeHead(301, { location: answer.location }).end();
      return;
    }
    const file = "file" in answer ? answer.file : answer.missing;
    const type = types.get(extname(file)) ?? "application/octet-stream";
    response.writeHead("file" in answer ? 200 : 404, { "content-type": `${type}; charset=utf-8` });
    response.end(Buffer.from(files.get(file) ?? "", "latin1"));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/team/x/`, close: () => server.close() };
}

test("the guide's table and its configuration of nginx name the same headers", () => {
  const headers = headersIn(guide);
  expect(headers.map(([name]) => name)).toEqual([
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cache-Control",
  ]);
  for (const [name, value] of headers) expect(guide).toContain(`| \`${name}\` | \`${value}\` |`);
});

test("with these headers and types, below a path, pages, twins and downloads work in peace", async () => {
  const { page, complaints } = await watchedPage(browser);
  const addresses = [...contentsOf(out).keys()]
    .filter((file) => file.endsWith("index.html"))
    .map((file) => file.slice(0, -10));
  for (const address of addresses) {
    await page.goto(server.url + address);
    expect(await page.locator("body").evaluate((body) => getComputedStyle(body).display), address).toBe("flex");
  }
  await page.goto(`${server.url}about`);
  expect(page.url()).toBe(`${server.url}about/`);
  expect(complaints).toEqual([]);
  const types = typesIn(guide);
  for (const file of contentsOf(out).keys())
    if (!file.startsWith(".")) expect([...types.keys()], file).toContain(extname(file));
  await page.close();
});

describe.each([
  { name: "GitLab Pages, which sends no headers", host: folders, headers: [] as [string, string][] },
  { name: "a website endpoint of S3, which sends no headers", host: folders, headers: [] },
  { name: "S3 behind CloudFront", host: bucket, headers: headersIn(guide) },
])("on $name", ({ host, headers }) => {
  test("one page of each kind works in peace, a folder finds its page, and what is missing says so", async () => {
    const at = await serveAsDescribed(out, headers, host);
    const { page, complaints } = await watchedPage(browser);
    for (const [kind, address] of largestOfKind(out)) {
      await page.goto(at.url + address);
      expect(await page.locator("body").evaluate((body) => getComputedStyle(body).display), kind).toBe("flex");
    }
    await page.goto(`${at.url}about`);
    expect(page.url()).toBe(`${at.url}about/`);
    await page.keyboard.press("/");
    await page.locator("dialog input").fill("accuracy");
    await page.locator("dialog .results a").first().waitFor();
    expect(complaints).toEqual([]);
    expect((await page.goto(`${at.url}experiments/none/`))?.status()).toBe(404);
    expect(await page.locator("h1").isVisible()).toBe(true);
    await page.close();
    at.close();
  });
});

test("no link needs a redirect: each names a file or ends with its slash, those that scripts make too", async () => {
  const { page, complaints } = await watchedPage(browser);
  const found = new Set<string>();
  const take = async () => {
    const hrefs = await page.locator("a[href]").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    for (const href of hrefs) if (href.startsWith(server.url)) found.add(new URL(href).pathname);
  };
  for (const address of largestOfKind(out).values()) {
    await page.goto(server.url + address);
    await take();
  }
  await page.goto(`${server.url}search/?q=accuracy`);
  await page.locator(".results a").first().waitFor();
  await take();
  await page.goto(`${server.url}experiments/0042-purchase-propensity/`);
  await page.getByRole("link", { name: "Compare its runs freely" }).click();
  await page.locator("#results").waitFor();
  await take();
  await page.goto(`${server.url}runs/`);
  await take();
  const files = contentsOf(out);
  const isExact = (path: string) => path.endsWith("/") || files.has(decodeURIComponent(path).slice("/team/x/".length));
  expect(found.size).toBeGreaterThan(30);
  expect([...found].filter((path) => !isExact(path))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test("no other site shows it in a frame", async () => {
  const other = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(`<iframe src="${server.url}"></iframe>`);
  });
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
  const [, frame] = page.frames();
  expect(await frame?.locator(".brand").count()).toBe(0);
  await page.close();
  other.close();
});

describe("a team's own look", () => {
  test("logo, title, links, footer and colours are on every page, and what is text stays text", async () => {
    const page = await browser.newPage({ colorScheme: "light" });
    await page.goto(`${server.url}runs/`);
    expect(await page.locator(".brand").innerText()).toBe("What sells");
    expect(
      await page.locator(".brand img.logo").evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
    const wiki = page.getByRole("link", { name: "Wiki" });
    expect(await wiki.getAttribute("href")).toBe("https://wiki.example/x?a=1&b=2");
    await page.getByRole("link", { name: "How", exact: true }).click();
    expect(page.url()).toBe(`${server.url}about/`);
    expect(await page.locator("#ours").innerText()).toContain("What sells: Made by <b>us</b>.");
    const accent = () =>
      page
        .locator("main a")
        .first()
        .evaluate((link) => getComputedStyle(link).color);
    expect(await accent()).toBe("rgb(11, 110, 79)");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await accent()).toBe("rgb(110, 231, 183)");
    await page.close();
  });

  test("a component and a style sheet of the project replace the site's", async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    expect(await page.locator("footer.foot p").count()).toBe(1);
    expect(await page.locator("h1").evaluate((head) => getComputedStyle(head).fontStyle)).toBe("italic");
    await page.locator("#ours a").click();
    expect(page.url()).toBe(server.url);
    await page.close();
  });

  test("a component that cannot be compiled ends the build and says where", async () => {
    const root = join(folder, "recommender");
    writeFileSync(join(root, "site/components/Footer.astro"), "---\nconst = 1;\n---\n<footer></footer>\n");
    const setup = findProject(root, null);
    const holder = { pid: process.pid, isAlive: () => false };
    const build = buildProject({ setup, config: await loadConfig(setup), write: false, holder, out });
    await expect(build).rejects.toThrow(/Footer\.astro/);
  });
});
