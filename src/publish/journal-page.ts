import type { SiteEntry, SiteLink } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { Journal, JournalEntry, JournalTag } from "../model/journal.ts";
import { stateOf } from "../model/journal.ts";
import type { Prose } from "./prose.ts";
import { slugOf } from "./slug.ts";
import { markTags } from "./tag-mark.ts";
import type { View } from "./view.ts";
import { sourceLink } from "./view.ts";

/** The tags of entries, in the order in which they are listed. */
export const TAGS: readonly JournalTag[] = ["TODO", "WEIRD", "HUNCH", "RESOLVED"];

const JOURNAL = "journal/";

/** For which page entries are made, which ones, and how much of their text. */
export interface EntryChoice {
  address: string;
  prose: Prose;
  keep(entry: JournalEntry): boolean;
  part(text: string): string;
}

/** An experiment's journal entries for a page; links between entries stay on the page where they can. */
export function entriesOf(view: View, { address, prose, keep, part }: EntryChoice): SiteEntry[] {
  const { compiled, addresses } = view;
  const { journal, title } = compiled.experiment;
  if (journal === null) return [];
  const experiment = { text: title, href: addresses.experiment(compiled) };
  const page = { address, ids: new Set(journal.entries.filter(keep).map((entry) => entry.id)), journal };
  return journal.entries.filter(keep).map((entry): SiteEntry => {
    const source = sourceLink({ file: entry.file, line: entry.line }, view) ?? {
      text: entry.file,
      href: experiment.href,
    };
    return {
      id: entryId(entry.id, view),
      at: entry.at,
      title: entry.title === "" ? null : entry.title,
      html: markTags(prose.fragment({ text: part(entry.text), file: entry.file, address })),
      tags: entry.tags,
      state: stateOf(entry),
      experiment,
      source,
      resolves: entry.resolves.flatMap((id) => entryLink(id, page, view) ?? []),
      resolvedBy: entry.resolvedBy === null ? null : entryLink(entry.resolvedBy, page, view),
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

/** Entries by their time, newest first; those of one time stay as they were written. */
export function newestFirst(entries: readonly SiteEntry[]): SiteEntry[] {
  return [...entries].sort((a, b) => compareText(b.at, a.at));
}

/** An entry on the page itself where it stands there, else on the first page of the journal. */
function entryLink(
  id: string,
  { address, ids, journal }: { address: string; ids: ReadonlySet<string>; journal: Journal },
  view: View,
): SiteLink | null {
  const entry = journal.entries.find((one) => one.id === id);
  const page = ids.has(id) ? address : JOURNAL;
  return entry === undefined ? null : { text: entry.at, href: `${page}#${entryId(id, view)}` };
}

function entryId(id: string, view: View): string {
  return `entry-${view.addresses.experiment(view.compiled).split("/")[1]}-${slugOf(id.slice(id.lastIndexOf("#L") + 1))}`;
}

function partWith(text: string, tags: readonly JournalTag[]): string {
  const paragraphs = text.split(/\n[ \t]*\n/);
  const tagged = paragraphs.filter((one) => tags.some((tag) => one.includes(`[${tag}]`)));
  return tagged.length === 0 ? text : tagged.join("\n\n");
}
