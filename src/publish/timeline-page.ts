import type { PageOf, SiteEntry, SiteLink } from "../contract/index.ts";
import { newestFirst, TAGS } from "./journal-page.ts";
import { sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";

/** How many entries a page of the timeline holds. */
const ENTRIES_ON_A_PAGE = 150;
const MOST_RESOLVED = 100;
const MOST_UNREAD = 20;

type Thread = PageOf<"journal">["open"][number];

/**
 * The journals of all experiments as one timeline, newest first: what is open and what was resolved at its head, then every
 * entry. `threads`: the parts of entries that wait or waited for something, made for the same page. `unread`: the paths of journals
 * that belong to no experiment.
 */
export function timelinePages(
  entries: readonly SiteEntry[],
  threads: readonly SiteEntry[],
  unread: readonly string[] = [],
): PageOf<"journal">[] {
  const sorted = newestFirst(entries);
  const count = Math.max(1, Math.ceil(sorted.length / ENTRIES_ON_A_PAGE));
  const pages = Array.from({ length: count }, (_, at) => {
    return sorted.slice(at * ENTRIES_ON_A_PAGE, (at + 1) * ENTRIES_ON_A_PAGE);
  });
  const places = new Map(pages.flatMap((some, at) => some.map((entry) => [entry.id, addressOf(at)] as const)));
  const moved = ({ text, href }: SiteLink): SiteLink => {
    const id = href.slice(href.indexOf("#") + 1);
    return { text, href: `${places.get(id) ?? addressOf(0)}#${id}` };
  };
  const all = newestFirst(threads).map((entry) => threadOf(entry, moved));
  const open = all.filter((thread) => thread.answer === null);
  const resolved = all.filter((thread) => thread.answer !== null);
  const hidden = resolved.length - MOST_RESOLVED;
  return pages.map((own, at) => ({
    kind: "journal",
    address: addressOf(at),
    title: at === 0 ? "Journal" : `Journal, page ${at + 1} of ${count}`,
    description: "What was noted while the experiments ran.",
    trail: at === 0 ? trailOf() : trailOf({ text: "Journal", href: addressOf(0) }),
    summary: `${entries.length === 1 ? "1 entry" : `${entries.length} entries`}, ${open.length} open`,
    filters: filtersOf(own),
    open: at === 0 ? open : [],
    resolved: at === 0 ? resolved.slice(0, MOST_RESOLVED) : [],
    more: at === 0 && hidden > 0 ? [[`${sayCount(hidden, "older thread")} resolved; the entries say which.`]] : [],
    unread: at === 0 ? unread.slice(0, MOST_UNREAD) : [],
    days: daysOf(own.map((entry) => linked(entry, moved))),
    neighbours: {
      newer: at === 0 ? null : { text: "Newer entries", href: addressOf(at - 1) },
      older: at === count - 1 ? null : { text: "Older entries", href: addressOf(at + 1) },
      place: count === 1 ? null : `Page ${at + 1} of ${count}`,
    },
  }));
}

/** All pages are as deep as the first one: what entries link to is relative to it. */
function addressOf(at: number): string {
  return at === 0 ? "journal/" : `journal-${at + 1}/`;
}

function threadOf(entry: SiteEntry, moved: (link: SiteLink) => SiteLink): Thread {
  const { tags, at, experiment, html, id, resolvedBy } = entry;
  const place = moved({ text: at, href: `#${id}` });
  return { tags, at, experiment, html, entry: place, answer: resolvedBy && moved(resolvedBy) };
}

function linked(entry: SiteEntry, moved: (link: SiteLink) => SiteLink): SiteEntry {
  return { ...entry, resolves: entry.resolves.map(moved), resolvedBy: entry.resolvedBy && moved(entry.resolvedBy) };
}

/** The words that entries can be filtered by, with how many of the page have each. */
function filtersOf(entries: readonly SiteEntry[]): PageOf<"journal">["filters"] {
  const filter = (word: string, text: string, keep: (entry: SiteEntry) => boolean) => {
    const count = entries.filter(keep).length;
    return count === 0 ? [] : [{ word, text, count: String(count) }];
  };
  return [
    ...filter("open", "open threads", (entry) => entry.state === "open"),
    ...filter("settled", "resolved threads", (entry) => entry.state === "resolved"),
    ...TAGS.flatMap((tag) => filter(tag.toLowerCase(), tag, (entry) => entry.tags.includes(tag))),
  ];
}

function daysOf(entries: readonly SiteEntry[]): PageOf<"journal">["days"] {
  return [...Map.groupBy(entries, (entry) => entry.at.slice(0, 10))].map(([day, some]) => ({ day, entries: some }));
}
