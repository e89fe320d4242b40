import type { PageOf, SiteEntry, SiteLink } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { Journal, JournalEntry, JournalTag } from "../model/journal.ts";
import { stateOf } from "../model/journal.ts";
import type { Prose } from "./prose.ts";
import { slugOf } from "./slug.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";
import { sourceLink } from "./view.ts";

const TAGS: JournalTag[] = ["TODO", "WEIRD", "HUNCH", "RESOLVED"];

/** For which page entries are made, which ones, and how much of their text. */
export interface EntryChoice {
  address: string;
  prose: Prose;
  keep(entry: JournalEntry): boolean;
  part(text: string): string;
}

/** An experiment's journal entries for a page; links between entries lead to the journal page, where all of them stand. */
export function entriesOf(view: View, { address, prose, keep, part }: EntryChoice): SiteEntry[] {
  const { compiled, addresses } = view;
  const { journal, title } = compiled.experiment;
  if (journal === null) return [];
  const experiment = { text: title, href: addresses.experiment(compiled) };
  return journal.entries.filter(keep).map((entry): SiteEntry => {
    const source = sourceLink({ file: entry.file, line: entry.line }, view) ?? {
      text: entry.file,
      href: experiment.href,
    };
    return {
      id: entryId(entry.id, view),
      at: entry.at,
      title: entry.title === "" ? null : entry.title,
      html: prose.fragment({ text: part(entry.text), file: entry.file, address }),
      tags: entry.tags,
      state: stateOf(entry),
      experiment,
      source,
      resolves: entry.resolves.flatMap((id) => entryLink(id, journal, view) ?? []),
      resolvedBy: entry.resolvedBy === null ? null : entryLink(entry.resolvedBy, journal, view),
    };
  });
}

/** The paragraphs of an entry that carry a tag; all of them when none does. */
export function taggedPart(text: string): string {
  return partWith(text, TAGS);
}

/** The paragraphs of an entry that are open or odd. */
export function openPart(text: string): string {
  return partWith(text, ["TODO", "WEIRD"]);
}

/** An open entry with its open part alone: that another paragraph resolves an older entry would contradict "open". */
export function openOnly(entry: SiteEntry): SiteEntry {
  return { ...entry, tags: entry.tags.filter((tag) => tag === "TODO" || tag === "WEIRD"), resolves: [] };
}

/** The journal of all experiments, newest first. */
export function journalPage(entries: readonly SiteEntry[]): PageOf<"journal"> {
  const tags = TAGS.map((tag) => ({ tag, count: entries.filter((entry) => entry.tags.includes(tag)).length }));
  const open = entries.filter((entry) => entry.state === "open").length;
  return {
    kind: "journal",
    address: "journal/",
    title: "Journal",
    description: "What was noted while the experiments ran.",
    trail: trailOf(),
    summary: `${entries.length === 1 ? "1 entry" : `${entries.length} entries`}, ${open} open`,
    tags: tags.filter((one) => one.count > 0).map(({ tag, count }) => ({ tag, text: String(count) })),
    entries: newestFirst(entries),
  };
}

/** Entries by their time, newest first; those of one time stay as they were written. */
export function newestFirst(entries: readonly SiteEntry[]): SiteEntry[] {
  return [...entries].sort((a, b) => compareText(b.at, a.at));
}

function entryLink(id: string, journal: Journal, view: View): SiteLink | null {
  const entry = journal.entries.find((one) => one.id === id);
  return entry === undefined ? null : { text: entry.at, href: `journal/#${entryId(id, view)}` };
}

function entryId(id: string, view: View): string {
  return `entry-${view.addresses.experiment(view.compiled).split("/")[1]}-${slugOf(id.slice(id.lastIndexOf("#L") + 1))}`;
}

function partWith(text: string, tags: readonly JournalTag[]): string {
  const paragraphs = text.split(/\n[ \t]*\n/);
  const tagged = paragraphs.filter((one) => tags.some((tag) => one.includes(`[${tag}]`)));
  return tagged.length === 0 ? text : tagged.join("\n\n");
}
