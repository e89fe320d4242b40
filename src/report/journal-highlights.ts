import { escapeText } from "../markdown/escape.ts";
import type { JournalEntry, JournalTag } from "../model/journal.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { quotesOf } from "./journal-quote.ts";
import type { LinkWriter } from "./link-writer.ts";

/** A tagged remark of the journal: its tag, Markdown of its time (linked) and text, and what resolved it. */
export interface Highlight {
  tag: JournalTag;
  at: string;
  text: string;
  resolved: { at: string; text: string } | null;
}

/** The remarks of one tag in the journal's order, each with what resolved it. */
export function highlightsOf(compiled: CompiledExperiment, tag: JournalTag, links: LinkWriter): Highlight[] {
  const entries = compiled.experiment.journal?.entries ?? [];
  return entries
    .filter((entry) => entry.tags.includes(tag))
    .flatMap((entry) =>
      quotesOf(entry, tag).map((text) => ({
        tag,
        at: placed(entry, links),
        text,
        resolved: resolutionOf(entry, entries, links),
      })),
    );
}

function resolutionOf(entry: JournalEntry, entries: JournalEntry[], links: LinkWriter): Highlight["resolved"] {
  const by = entries.find((one) => one.id === entry.resolvedBy);
  if (by === undefined) return null;
  const quotes = quotesOf(by, "RESOLVED");
  // An entry may resolve several: the remark that names this entry's time is the one that is meant.
  const text = quotes.find((one) => one.includes(escapeText(entry.at))) ?? quotes[0] ?? "";
  return { at: placed(by, links), text: text.replace(`${escapeText(entry.at)}: `, "") };
}

function placed(entry: JournalEntry, links: LinkWriter): string {
  return links.place(escapeText(entry.at), entry.file, entry.line);
}
