import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageSchema } from "../../src/contract/index.ts";
import { deadLinks } from "./dead-links.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample, contentsOf } from "./site-example.ts";

let site: ExampleSite;
let files: Map<string, string>;

beforeAll(async () => {
  site = await buildExample("digits");
  files = contentsOf(site.out);
});

afterAll(() => site?.remove());

const read = (path: string) => Buffer.from(files.get(path) ?? "", "latin1").toString("utf8");
const pages = () => [...files.keys()].filter((path) => path.endsWith("index.html"));
const hasTwins = (path: string) => !path.startsWith("files/");

/** Every number of a page's data that says where it was logged. */
function numbersIn(value: unknown): { text: string; href: string; title: string; verdict?: string }[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "title" in value && "href" in value && "text" in value && typeof value.title === "string";
  return [...(own ? [value as ReturnType<typeof numbersIn>[number]] : []), ...Object.values(value).flatMap(numbersIn)];
}

describe("every page", () => {
  test("stands as JSON by the published contract, and as Markdown with its title", () => {
    for (const path of pages().filter(hasTwins)) {
      const data = pageSchema.parse(JSON.parse(read(`${path}.json`)));
      expect(`${data.address}index.html`).toBe(path);
      expect(read(`${path}.md`), path).toMatch(/^# \S/);
      expect(read(path), path).toContain('rel="alternate" type="text/markdown" href="index.html.md"');
    }
  });

  test("of a run prints each logged number one way, wherever it stands on it", () => {
    const printed: string[] = [];
    for (const path of pages().filter((one) => /^runs\/[^/]+\/[^/]+\/index/.test(one))) {
      const texts = new Map<string, Set<string>>();
      for (const { text, href, title, verdict } of numbersIn(JSON.parse(read(`${path}.json`)))) {
        const literal = /logged as (\S+)/.exec(title)?.[1];
        if (literal === undefined || verdict !== "supported") continue;
        const key = `${path} ${href} ${literal}`;
        texts.set(key, (texts.get(key) ?? new Set()).add(text));
      }
      for (const [key, all] of texts) printed.push(all.size === 1 ? "once" : `${key}: ${[...all].join(", ")}`);
    }
    expect(printed.length).toBeGreaterThan(200);
    expect(new Set(printed)).toEqual(new Set(["once"]));
  });

  test("of a file names the file itself", () => {
    const log = pages().find((path) => path.endsWith("eval.log/index.html")) ?? "";
    expect(read(log)).toMatch(/rel="alternate" type="text\/plain"/);
    expect(files.has(`${log}.md`)).toBe(false);
  });

  test("says where the index for language models and the feed are", () => {
    expect(read("runs/index.html")).toContain('rel="describedby" type="text/markdown" href="../llms.txt"');
    expect(read("runs/index.html")).toContain('type="application/atom+xml" title="Findings" href="../feed.xml"');
  });

  test("has its tables as CSV", () => {
    const tables = [...files.keys()].filter((path) => /^experiments\/.*\.csv$/.test(path));
    expect(tables).toContain("experiments/augment-shift/configurations-compared.csv");
    expect(tables.length).toBeGreaterThan(3);
    expect(read("experiments/augment-shift/configurations-compared.csv")).toMatch(
      /,0\.9758551307847082,\S+eval\.log\/#L3,/,
    );
  });
});

describe("files over all pages", () => {
  test("index.json names every page once", () => {
    const { pages: listed } = JSON.parse(read("index.json")) as { pages: { address: string; kind: string }[] };
    expect(listed.map((one) => `${one.address}index.html`).sort()).toEqual(pages().sort());
    expect(listed.find((one) => one.kind === "experiment")).toMatchObject({ verdict: "rejected" });
  });

  test("claims.json has every claim with its verdict and evidence", () => {
    const { claims } = JSON.parse(read("claims.json")) as { claims: Record<string, unknown>[] };
    expect(claims).toContainEqual(
      expect.objectContaining({
        file: "experiments/augment-shift/notes.md",
        text: "0.971",
        verdict: "contradicted",
        logged: "0.9758551307847082",
        evidence: [
          {
            logged: "0.9758551307847082",
            where: expect.stringMatching(/eval\.log(:| line )3$/),
            address: expect.stringMatching(/eval\.log\/#L3$/),
          },
        ],
      }),
    );
  });

  test("links of Markdown and llms.txt lead somewhere", () => {
    expect(deadLinks(site.out)).toEqual([]);
    expect(read("llms.txt")).toContain("experiments/augment-shift/index.html.md");
  });

  test("without an address of the site there is no sitemap, with one there is", async () => {
    expect(files.has("sitemap.xml")).toBe(false);
    const config = join(site.root, "docs.config.yaml");
    const before = readFileSync(config, "utf8");
    writeFileSync(config, `${before}site:\n  url: https://example.org/x\n`);
    await site.rebuild();
    const now = contentsOf(site.out);
    expect(now.get("sitemap.xml")).toContain("<loc>https://example.org/x/runs/</loc>");
    expect(now.get("runs/index.html")).toContain('rel="canonical" href="https://example.org/x/runs/"');
    expect(now.get("index.html")).toContain('content="https://example.org/x/card.svg"');
    writeFileSync(config, before);
    await site.rebuild();
    expect([...contentsOf(site.out)]).toEqual([...files]);
  });
});

describe("building again", () => {
  test("a changed journal changes the entries of the search index and the Markdown, as a full build would", async () => {
    const file = join(site.root, "experiments/augment-shift/JOURNAL.md");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}\n## 2026-11-22 09:00\n\n[HUNCH] Quokkas would not have been shifted.\n`);
    await site.rebuild();
    const index = [...contentsOf(site.out)].filter(([path]) => path.startsWith("search/index/"));
    expect(index.some(([, body]) => body.includes('"quokkas"'))).toBe(true);
    const full = join(site.root, "../full");
    await site.rebuild(full);
    expect([...contentsOf(full)]).toEqual([...contentsOf(site.out)]);
    writeFileSync(file, text);
    await site.rebuild();
    expect([...contentsOf(site.out)]).toEqual([...files]);
  });

  test("a file over all pages that went missing is made again", async () => {
    writeFileSync(join(site.out, "index.json"), "{}");
    await site.rebuild();
    expect([...contentsOf(site.out)]).toEqual([...files]);
  });
});
