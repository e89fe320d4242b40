import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileSite } from "../../../site/compile.mjs";
import { addAttribute, render } from "../../../site/markup.ts";
import type { Page, Site } from "../../../src/contract/index.ts";
import { publish } from "../../../src/publish/site-data.ts";
import { digitsExample } from "../report/digits-example.ts";
import { recommenderExample } from "../report/recommender-example.ts";

interface Renderer {
  renderPage(page: Page, site: Site): Promise<string>;
  renderMissing(site: Site): Promise<string>;
}

const folder = mkdtempSync(join(tmpdir(), "labdocs-markup-"));
let site: Site;
let pages: Page[];

/** The site's components, with ours or with Astro's own runtime, which a project with components of its own gets. */
async function rendererOf(name: string, overrides: string | null): Promise<Renderer> {
  const out = join(folder, name);
  await compileSite({ out, overrides });
  return (await import(pathToFileURL(join(out, "renderer.mjs")).href)) as Renderer;
}

beforeAll(async () => {
  const all = [digitsExample(), recommenderExample()];
  const at = (path: string) => all.find(({ experiment }) => `${path}/`.startsWith(`${experiment.dir}/`)) ?? null;
  const get = (id: string) => all.find(({ experiment }) => experiment.id === id) ?? digitsExample();
  const ids = all.map(({ experiment }) => experiment.id);
  const data = publish({
    title: "Project",
    description: null,
    catalog: { root: "/", ids, at, get, all: () => all, series: () => [] },
    documents: [],
    findings: [],
    open: () => ({ total: 2, bytes: 9, read: () => ["<b> & 'c'", "d"] }),
    isText: () => true,
    isMedium: () => false,
    draw: async () => "<svg><path d='M0 0'/></svg>",
  });
  site = data.site;
  pages = [];
  for await (const page of data.pages) pages.push(page);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same page with characters everywhere that mean something in HTML. */
function withSigns(page: Page): Page {
  const said = new Set(["text", "title", "label", "caption", "description", "note", "because"]);
  const text = JSON.stringify(page, (key, value) =>
    said.has(key) && typeof value === "string" ? `${value}<&"'>` : value,
  );
  return JSON.parse(text) as Page;
}

test("our markup is the one that Astro's own renderer makes of the same components, byte for byte", async () => {
  const none = join(folder, "none");
  mkdirSync(none);
  const [ours, theirs] = [await rendererOf("ours", null), await rendererOf("theirs", none)];
  const kinds = new Set(pages.map((page) => page.kind));
  expect(kinds.size).toBeGreaterThan(8);
  for (const page of [...pages, ...pages.map(withSigns)]) {
    expect(await ours.renderPage(page, site), page.address).toBe(await theirs.renderPage(page, site));
  }
  expect(await ours.renderMissing(site)).toBe(await theirs.renderMissing(site));
}, 60_000);

test("text is escaped where it stands, and a component that waits is refused", () => {
  expect(render`<p${addAttribute('a"&', "title")}>${"<b>"}${null}${0}${[1, "&"]}</p>`.html).toBe(
    '<p title="a&quot;&amp;">&lt;b&gt;01&amp;</p>',
  );
  expect(addAttribute(false, "open").html + addAttribute(true, "open").html).toBe(" open");
  expect(() => render`${Promise.resolve(1)}`).toThrow("waits");
});
