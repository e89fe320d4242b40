import { describe, expect, test } from "vitest";
import type { PageOf, Site, SiteTable } from "../../../src/contract/index.ts";
import { atomFeed, sitemap } from "../../../src/publish/feed.ts";
import { llmsText } from "../../../src/publish/llms-text.ts";
import type { PageItem } from "../../../src/publish/page-record.ts";
import { portablePage } from "../../../src/publish/portable.ts";
import { tableCsv } from "../../../src/publish/table-csv.ts";
import { twinsOf } from "../../../src/publish/twin.ts";

const site: Site = {
  schemaVersion: 1,
  title: "Digits",
  description: null,
  url: null,
  portable: false,
  navigation: [],
};
const cell = (main: SiteTable["rows"][number]["cells"][number]["main"], sort: string | number | null) => ({
  main,
  sort,
  badges: [],
  below: [],
  tone: null,
});
const table: SiteTable = {
  caption: "All | runs",
  columns: [
    { text: "Run", note: null, title: null, align: "start" },
    { text: "Accuracy", note: "last", title: null, align: "end" },
  ],
  rows: [
    {
      id: "",
      group: null,
      tone: "plain",
      cells: [
        cell(["=cmd()"], "=cmd()"),
        cell([{ text: "0.98", href: "files/a.log/#L3", title: "", verdict: "supported" }], 0.97585),
      ],
    },
    { id: "", group: null, tone: "plain", cells: [cell(["-1.5"], -1.5), cell(["—"], null)] },
  ],
  note: null,
};
const page: PageOf<"documents"> = {
  kind: "documents",
  address: "documents/",
  title: "Documents",
  description: "What was written.",
  trail: [{ text: "Home", href: "" }],
  coverage: null,
  table,
};

describe("a table as CSV", () => {
  test("has full precision, the evidence, and no formula", () => {
    expect(tableCsv(table, "../")).toBe(
      "Run,Accuracy (last),Accuracy (last): evidence\r\n'=cmd(),0.97585,../files/a.log/#L3\r\n-1.5,,\r\n",
    );
  });
});

describe("the twins of a page", () => {
  const twins = new Map(twinsOf(page).map(({ name, text }) => [name, text(site)]));

  test("JSON is its data", () => {
    expect(JSON.parse(twins.get("index.html.json") ?? "")).toEqual(page);
  });

  test("Markdown says what it says, with links to evidence and to the Markdown of other pages", () => {
    const text = twins.get("index.html.md") ?? "";
    expect(text).toContain("# Documents\n\nWhat was written.\n\n[Home](../index.html.md)");
    expect(text).toContain("| Run | Accuracy (last) |\n| --- | ---: |");
    expect(text).toContain("[0.98](../files/a.log/#L3)");
  });

  test("CSV is named by its caption", () => {
    expect([...twins.keys()]).toEqual(["index.html.json", "index.html.md", "all-runs.csv"]);
  });

  test("a file's twin is the file", () => {
    const file = { kind: "file", address: "files/a.log/" } as PageOf<"file">;
    expect(twinsOf(file)).toEqual([]);
  });
});

describe("files over all pages", () => {
  const item: PageItem = {
    kind: "experiment",
    title: "Shift <b>",
    address: "experiments/shift/",
    description: "Does it help?",
    question: "Does it help?",
    verdict: "confirmed",
    deciding: "0.98 & more",
    latest: "2026-11-21 16:38:52",
  };

  test("the feed has stable ids and times of the data", () => {
    const feed = atomFeed(site, [item]);
    const [, id] = /<entry>\s*<id>(urn:uuid:[0-9a-f-]{36})<\/id>/.exec(feed) ?? [];
    expect(id).toBeDefined();
    expect(atomFeed(site, [{ ...item, verdict: "rejected", latest: "2027-01-01" }])).toContain(id);
    expect(feed).toContain("<updated>2026-11-21T16:38:52Z</updated>");
    expect(feed).toContain("Shift &lt;b&gt;: confirmed");
    expect(atomFeed(site, [{ ...item, latest: null }])).not.toContain("<entry>");
    expect(atomFeed({ ...site, url: "https://e.org/x/" }, [item])).toContain(
      'href="https://e.org/x/experiments/shift/"',
    );
  });

  test("the sitemap has whole addresses", () => {
    expect(sitemap("https://e.org/x/", [item])).toContain("<loc>https://e.org/x/experiments/shift/</loc>");
  });

  test("llms.txt begins with title and summary, and links to Markdown", () => {
    const text = llmsText(site, [item]);
    expect(text).toMatch(/^# Digits\n\n> \S/);
    expect(text).toContain(
      "- [Shift &lt;b>](experiments/shift/index.html.md): confirmed · Does it help? · 0.98 & more",
    );
  });
});

test("links of a portable page name files; text and what leads elsewhere stay", () => {
  const html = '<a href="../runs/a/">href="x/"</a><a href="./">h</a><a href="../../">u</a><a href="a.css"></a>';
  expect(portablePage(html)).toBe(
    '<a href="../runs/a/index.html">href="x/"</a><a href="./index.html">h</a><a href="../../index.html">u</a><a href="a.css"></a>',
  );
  expect(portablePage('<a href="x/#L3">')).toBe('<a href="x/index.html#L3">');
  expect(portablePage('<a href="x/?runs=a">')).toBe('<a href="x/index.html?runs=a">');
  expect(portablePage('<a href="https://e.org/">')).toBe('<a href="https://e.org/">');
  expect(portablePage('<a href="#top">')).toBe('<a href="#top">');
});
