import { describe, expect, test } from "vitest";
import type { Page, PageOf } from "../../../src/contract/index.ts";
import { pageSchema, siteSchema } from "../../../src/contract/index.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { PublishInput } from "../../../src/publish/site-data.ts";
import { publish } from "../../../src/publish/site-data.ts";
import { digitsExample } from "../report/digits-example.ts";
import { recommenderExample } from "../report/recommender-example.ts";

function inputOf(all: CompiledExperiment[], more: Partial<PublishInput> = {}): PublishInput {
  const at = (path: string) => all.find(({ experiment }) => `${path}/`.startsWith(`${experiment.dir}/`)) ?? null;
  const get = (id: string) => all.find(({ experiment }) => experiment.id === id) as CompiledExperiment;
  const ids = all.map(({ experiment }) => experiment.id);
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`);
  const open = () => ({ total: 60, bytes: 600, read: (from: number, to: number) => lines.slice(from - 1, to) });
  return {
    title: "Project",
    description: null,
    catalog: { root: "/", ids, at, get, all: () => all, series: () => [] },
    documents: [],
    findings: [],
    open,
    isText: (file) => !file.endsWith(".npz"),
    isMedium: (file) => file.endsWith(".png"),
    draw: async () => "<svg></svg>",
    ...more,
  };
}

async function pagesOf(input: PublishInput): Promise<Map<string, Page>> {
  const data = publish(input);
  siteSchema.parse(data.site);
  const pages = new Map<string, Page>();
  for await (const page of data.pages) {
    expect(pages.has(page.address)).toBe(false);
    pages.set(page.address, pageSchema.parse(page));
  }
  return pages;
}

/** Every address that a page links to as data (not inside its HTML). */
function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === "toc") return [];
    return key === "href" && typeof one === "string" ? [one] : addressesIn(one);
  });
}

describe("publishing", () => {
  test("every page fits the contract, and every address leads to a page", async () => {
    const pages = await pagesOf(inputOf([digitsExample(), recommenderExample()]));
    const kinds = new Set([...pages.values()].map((page) => page.kind));
    expect([...kinds].sort()).toEqual([
      "about",
      "compare",
      "comparison",
      "experiment",
      "experiments",
      "file",
      "home",
      "increments",
      "journal",
      "run",
      "runs",
      "search",
    ]);
    const isMade = (href: string) => /\/comparison\/\w+\.(csv|tex)$/.test(href);
    const hrefs = [...pages.values()].flatMap(addressesIn).filter((href) => !isMade(href));
    const dead = hrefs.filter((href) => !pages.has(href.split("#")[0] ?? ""));
    expect(dead).toEqual([]);
  });

  test("every cited line is on the page of its file", async () => {
    const pages = await pagesOf(inputOf([digitsExample()]));
    const lines = [...pages.values()].flatMap(addressesIn).filter((href) => /#L\d/.test(href));
    expect(lines.length).toBeGreaterThan(20);
    const missing = lines.filter((href) => {
      const [address = "", fragment = ""] = href.split("#");
      const page = pages.get(address) as PageOf<"file">;
      return !page.windows.some((window) => window.lines.some((line) => `L${line.number}` === fragment && line.cited));
    });
    expect(missing).toEqual([]);
  });

  test("is the same twice", async () => {
    const twice = [await pagesOf(inputOf([digitsExample()])), await pagesOf(inputOf([digitsExample()]))];
    expect(JSON.stringify([...(twice[0] ?? [])])).toBe(JSON.stringify([...(twice[1] ?? [])]));
  });

  test("a mean leads to the runs it was computed from, a logged number to its line", async () => {
    const pages = await pagesOf(inputOf([digitsExample()]));
    const page = pages.get("experiments/augment-shift/") as PageOf<"experiment">;
    const table = page.comparison;
    const column = table?.columns.findIndex((one) => one.text === "test/accuracy") ?? -1;
    const mean = table?.rows.find((row) => row.tone === "strong")?.cells[column]?.main[0];
    expect(mean).toMatchObject({ verdict: "derived", href: expect.stringMatching(/comparison\/#of-/) });
    const delta = table?.rows.find((row) => row.cells[0]?.sort === "shift")?.cells[column + 1]?.main[0];
    const sides = /^shift 0\.\d+ \(n = \d\), baseline 0\.\d+ \(n = \d\) · diff\(mean/;
    expect(delta).toMatchObject({ verdict: "derived", title: expect.stringMatching(sides) });
    const comparison = pages.get("experiments/augment-shift/comparison/") as PageOf<"comparison">;
    const logged = comparison.runs?.rows[0]?.cells[2]?.main[0];
    expect(logged).toMatchObject({ verdict: "supported", href: expect.stringMatching(/train\.log\/#L\d+$/) });
  });

  test("an empty project has its pages too", async () => {
    const pages = await pagesOf(inputOf([]));
    const addresses = ["", "about/", "compare/", "experiments/", "journal/", "runs/", "search/"];
    expect([...pages.keys()].sort()).toEqual(addresses);
    expect(pages.get("")).toMatchObject({ accounting: "no runs found", coverage: null });
  });

  test("a document's links lead into the site, and what it must not reach stays text", async () => {
    const dir = "experiments/augment-shift";
    const run = digitsExample().experiment.runs[0];
    const text = [
      `[line](${run?.files[0]?.slice(dir.length + 1)}#L4) [beyond](${run?.files[0]?.slice(dir.length + 1)}#L400)`,
      `[run](${run?.dir.slice(dir.length + 1)}/) [experiment](.) [out](../../../secret) [model](runs/x.npz) [away](https://a.example/)`,
      "![image](plot.png) ![drawing](evil.svg)",
    ].join("\n\n");
    const documents = [{ file: `${dir}/notes.md`, text, verdicts: [] }];
    const input = inputOf([digitsExample()], { documents });
    const pages = await pagesOf(input);
    const page = pages.get("documents/experiments/augment-shift/notes/") as PageOf<"document">;
    const hrefs = [...page.html.matchAll(/(?:href|src)="([^"]*)"/g)].map((one) => one[1]);
    const log = expect.stringMatching(/^\.\.\/\.\.\/\.\.\/\.\.\/files\/.*train\.log\/#L4$/);
    const whole = expect.stringMatching(/train\.log\/$/);
    const root = "../../../../";
    expect(hrefs).toEqual([
      log,
      whole,
      expect.stringMatching(/^(\.\.\/){4}runs\/augment-shift\/[^/]+\/$/),
      `${root}experiments/augment-shift/`,
      "https://a.example/",
      `${root}media/experiments/augment-shift/plot.png`,
    ]);
  });
});
