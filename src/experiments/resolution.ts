import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { JournalEntry } from "../model/journal.ts";
import type { EntryDraft } from "./entry.ts";
import { TAG } from "./entry.ts";

interface Linked {
  entry: JournalEntry;
  draft: EntryDraft;
}

/** A `[RESOLVED]` with the words after it, up to the next tag or blank line. */
interface Mention {
  by: Linked;
  text: string;
  offset: number;
  line: number;
}

/**
 * Links each `[RESOLVED]` to the entry it names: by timestamp, by a run's name, by quoted words, or by "above" and
 * "previous" to the latest open one. Sets `resolves` and `resolvedBy`; what names nothing is a finding.
 */
export function linkResolved(all: readonly Linked[], file: string): Finding[] {
  const findings: Finding[] = [];
  for (const mention of all.flatMap(mentionsOf)) {
    const named = namedBy(mention, all);
    if (named.length === 0) {
      const message = "this [RESOLVED] names no entry with a [WEIRD] or [TODO]";
      findings.push(finding({ code: "journal/resolves-nothing", file, line: mention.line, message }));
    }
    for (const { entry } of named) {
      if (!mention.by.entry.resolves.includes(entry.id)) mention.by.entry.resolves.push(entry.id);
      entry.resolvedBy ??= mention.by.entry.id;
    }
  }
  return findings;
}

function mentionsOf(by: Linked): Mention[] {
  const { content, masked } = by.draft;
  const tags = [...masked.matchAll(TAG)];
  return tags.flatMap((tag, index) => {
    if ((tag[1] ?? "").toUpperCase() !== "RESOLVED") return [];
    const from = tag.index + tag[0].length;
    const until = tags[index + 1]?.index ?? content.length;
    const text = content.slice(from, until).split(/\n\s*\n/, 1)[0] ?? "";
    const line = by.draft.line + (content.slice(0, tag.index).match(/\n/g)?.length ?? 0);
    return [{ by, text, offset: tag.index, line }];
  });
}

function namedBy(mention: Mention, all: readonly Linked[]): Linked[] {
  const byTime = namedByTime(mention, all);
  if (byTime.length > 0) return byTime;
  const open = all.filter((one) => isUnresolved(one) && isBefore(one, mention)).sort(latestFirst);
  for (const word of namesIn(mention.text)) {
    const found = open.find((one) => one.draft.content.toLowerCase().includes(word));
    if (found !== undefined) return [found];
  }
  const latest = open.find((one) => one.entry.tags.some((tag) => tag !== "HUNCH"));
  return /\b(above|previous|earlier|before)\b/i.test(mention.text) && latest !== undefined ? [latest] : [];
}

function namedByTime(mention: Mention, all: readonly Linked[]): Linked[] {
  const stamps = [...mention.text.matchAll(/\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?/g)].map((m) => m[0]);
  const clock = /^\s*(?:the |entry |of |at )*(\d{2}:\d{2}(?::\d{2})?)\b/.exec(mention.text)?.[1];
  if (stamps.length === 0 && clock !== undefined) stamps.push(`${mention.by.entry.at.slice(0, 10)} ${clock}`);
  return stamps.flatMap((stamp) => {
    const at = normalTime(stamp);
    const fits = all.filter((one) => normalTime(one.entry.at).startsWith(at) || at.startsWith(minuteOf(one)));
    const others = fits.filter((one) => one !== mention.by);
    const open = others.filter(isUnresolved);
    if (open.length > 0) return stamp.length > 10 ? open : [open.sort(latestFirst)[0] as Linked];
    return others.length > 0 ? others.slice(0, 1) : fits.filter((one) => isUnresolved(one) && stamp.length > 10);
  });
}

/** Words that could name a run or quote an entry, in lower case: in back-ticks, in quotes, or with a hyphen and digit. */
function namesIn(text: string): string[] {
  const marked = [...text.matchAll(/`([^`\n]{2,200})`|"([^"\n]{3,200})"|“([^”\n]{3,200})”/g)];
  const quoted = marked.map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const bare = [...text.matchAll(/[\w./]*\w-[\w./-]*\w/g)].map((match) => match[0]).filter((word) => /\d/.test(word));
  return [...quoted, ...bare].map((word) => word.trim().toLowerCase()).filter((word) => word.length > 1);
}

function isUnresolved(one: Linked): boolean {
  return one.entry.resolvedBy === null && one.entry.tags.some((tag) => tag !== "RESOLVED");
}

/** Earlier by its timestamp; at the same time, earlier in the file. An entry may resolve what stands above in itself. */
function isBefore(one: Linked, mention: Mention): boolean {
  if (one === mention.by) {
    const open = [...one.draft.masked.matchAll(TAG)].filter((tag) => (tag[1] ?? "").toUpperCase() !== "RESOLVED");
    return open.length > 0 && open.every((tag) => tag.index < mention.offset);
  }
  const [a, b] = [normalTime(one.entry.at), normalTime(mention.by.entry.at)];
  return a === b ? one.entry.line < mention.by.entry.line : a < b;
}

function latestFirst(a: Linked, b: Linked): number {
  const [left, right] = [normalTime(a.entry.at), normalTime(b.entry.at)];
  return left === right ? b.entry.line - a.entry.line : left < right ? 1 : -1;
}

function normalTime(at: string): string {
  return at.replace("T", " ").slice(0, 19);
}

/** An entry's time to the minute, so that a reference with seconds finds it; a bare date is never a prefix. */
function minuteOf(one: Linked): string {
  const at = normalTime(one.entry.at);
  return at.length < 16 ? "\u0000" : at;
}
