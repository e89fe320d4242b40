import { expect, test } from "vitest";
import type { SiteEntry } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { timelinePages } from "../../../src/publish/timeline-page.ts";

function entry(index: number, more: Partial<SiteEntry> = {}): SiteEntry {
  const day = String(1 + (index % 28)).padStart(2, "0");
  const month = String(1 + Math.floor(index / 28)).padStart(2, "0");
  return {
    id: `entry-e-L${index}`,
    at: `2026-${month}-${day} 10:00`,
    title: null,
    html: `<p>${index}</p>`,
    tags: [],
    state: null,
    experiment: { text: "e", href: "experiments/e/" },
    source: { text: "JOURNAL.md", href: "files/e/" },
    resolves: [],
    resolvedBy: null,
    ...more,
  };
}

test("a link to an entry leads to the page that it stands on", () => {
  const old = entry(0, {
    tags: ["TODO"],
    state: "resolved",
    resolvedBy: { text: "later", href: "journal/#entry-e-L300" },
  });
  const late = entry(300, { tags: ["RESOLVED"], resolves: [{ text: "earlier", href: "journal/#entry-e-L0" }] });
  const entries = [old, ...Array.from({ length: 299 }, (_, index) => entry(index + 1)), late];
  const pages = timelinePages(entries, [old]);
  for (const page of pages) expect(pageSchema.parse(page)).toEqual(page);
  const placeOf = new Map(
    pages.flatMap((page) => page.days.flatMap((day) => day.entries.map((one) => [one.id, page.address]))),
  );
  expect(placeOf.size).toBe(301);
  const links = pages.flatMap((page) => [
    ...page.days.flatMap((day) =>
      day.entries.flatMap((one) => [...one.resolves, ...(one.resolvedBy ? [one.resolvedBy] : [])]),
    ),
    ...page.resolved.flatMap((thread) => [thread.entry, ...(thread.answer ? [thread.answer] : [])]),
  ]);
  expect(links).toHaveLength(4);
  for (const { href } of links) {
    const [page = "", id = ""] = href.split("#");
    expect(placeOf.get(id)).toBe(page);
  }
});

test("threads are open until something resolves them, and filters count what the page shows", () => {
  const open = entry(1, { tags: ["TODO"], state: "open" });
  const [page] = timelinePages([open, entry(2), entry(3, { tags: ["HUNCH"] })], [open]);
  expect(page?.open.map((thread) => thread.answer)).toEqual([null]);
  expect(page?.resolved).toEqual([]);
  expect(page?.filters.map(({ word, count }) => [word, count])).toEqual([
    ["open", "1"],
    ["todo", "1"],
    ["hunch", "1"],
  ]);
});

test("journals that belong to no experiment are named on the first page alone", () => {
  const many = Array.from({ length: 200 }, (_, index) => entry(index));
  const pages = timelinePages(many, [], ["notes/JOURNAL.md"]);
  expect(pages.map(({ unread }) => unread)).toEqual([["notes/JOURNAL.md"], []]);
  for (const page of pages) expect(pageSchema.parse(page)).toEqual(page);
});
