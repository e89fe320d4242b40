import { createHash } from "node:crypto";
import type { Site } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { PageItem } from "./page-record.ts";

const MOST = 100;
const NO_TIME = "1970-01-01T00:00:00Z";

/**
 * An Atom feed of what was found, the latest first. Times are those of the latest run; an experiment whose runs tell no time is
 * not in it. An entry's id depends on the project's title and the experiment's address alone, so a new verdict is the same entry.
 */
export function atomFeed(site: Site, items: readonly PageItem[]): string {
  const found = items
    .filter((one) => one.kind === "experiment" && one.verdict !== undefined)
    .flatMap((one) => {
      const updated = atomTime(one.latest ?? null);
      return updated === null ? [] : [{ ...one, updated }];
    })
    .sort((a, b) => compareText(b.updated, a.updated) || compareText(a.address, b.address))
    .slice(0, MOST);
  const base = site.url ?? "";
  const entries = found.map((one) => {
    const summary = [one.question ?? "", one.deciding ?? ""].filter(Boolean).join(" ");
    return [
      "  <entry>",
      `    <id>${idOf(site.title, one.address)}</id>`,
      `    <title>${xml(`${one.title}: ${one.verdict}`)}</title>`,
      `    <updated>${one.updated}</updated>`,
      `    <link rel="alternate" type="text/html" href="${xml(base + (one.address + fileName(site)))}"/>`,
      `    <summary>${xml(summary)}</summary>`,
      "  </entry>",
    ].join("\n");
  });
  const head = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom">`,
    `  <id>${idOf(site.title, "")}</id>`,
    `  <title>${xml(`${site.title}: findings`)}</title>`,
    `  <updated>${found[0]?.updated ?? NO_TIME}</updated>`,
    `  <author><name>${xml(site.title)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(`${base}feed.xml`)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(base || "./")}"/>`,
  ];
  return `${[...head, ...entries, "</feed>"].join("\n")}\n`;
}

/** All pages for search engines, which want whole addresses. */
export function sitemap(url: string, items: readonly PageItem[]): string {
  const places = items.map((one) => `  <url><loc>${xml(encodeURI(url + one.address))}</loc></url>`);
  const head = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
  ];
  return `${[...head, ...places, "</urlset>"].join("\n")}\n`;
}

/** Text for the content or a quoted attribute of XML; characters that XML cannot hold are left out. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A recorded time as Atom wants it. Where no zone was recorded it is taken as UTC. */
function atomTime(recorded: string | null): string | null {
  const [, day, time, fraction = "", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:\d{2})?/.exec(recorded ?? "") ?? [];
  return day === undefined ? null : `${day}T${time ?? "00:00:00"}${fraction}${zone}`;
}

/** A UUID of version 8, made of the names. */
function idOf(title: string, address: string): string {
  const hex = createHash("sha256").update(`${title}\n${address}`).digest("hex");
  const variant = (8 + (Number.parseInt(hex[16] ?? "0", 16) % 4)).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}

function fileName({ portable }: Site): string {
  return portable ? "index.html" : "";
}
