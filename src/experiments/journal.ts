import type { Finding } from "../model/finding.ts";
import type { Journal, JournalEntry } from "../model/journal.ts";
import type { EntryDraft } from "./entry.ts";
import { findEntries } from "./entry.ts";
import { readLabelled } from "./field.ts";
import { readFrontMatter } from "./front-matter.ts";
import { readHypothesis } from "./hypothesis.ts";
import type { IgnoreEntry } from "./ignored-runs.ts";
import { readIgnoreLines } from "./ignored-runs.ts";
import { headingOf, scanLines, sectionOf } from "./line.ts";
import { readMargin } from "./margin.ts";
import { readObjectives } from "./objectives.ts";
import { isReductionField, readReductions } from "./reduction.ts";
import { linkResolved } from "./resolution.ts";

/** A parsed JOURNAL.md, what its `## Ignored runs` section lists, and its first heading. */
export interface ParsedJournal {
  journal: Journal;
  title: string | null;
  ignores: IgnoreEntry[];
  findings: Finding[];
}

/**
 * Parses a JOURNAL.md by scanning its lines; any text gives a journal, never a throw. Dated entries with their tags,
 * what each `[RESOLVED]` resolves, the hypothesis from the front matter or a `Hypothesis` section, and ignored runs.
 */
export function parseJournal(text: string, file: string): ParsedJournal {
  const front = readFrontMatter(scanLines(text), file);
  const { body } = front;
  const ignored = sectionOf(body, /^ignored runs?\b/i);
  const fields = front.fields.filter((field) => !isReductionField(field));
  const stated = readHypothesis({ fields, body, file });
  const reduced = readReductions([...front.fields, ...readLabelled(stated.lines)], file);
  const apart = new Set([...(ignored?.lines ?? []), ...stated.lines]);
  const margin = readMargin(front.fields, file);
  const linked = findEntries(body.filter((line) => !apart.has(line))).map((draft) => ({
    entry: entryOf(draft, file),
    draft,
  }));
  const list = readIgnoreLines(ignored?.lines ?? [], file);
  const findings = [
    ...front.findings,
    ...stated.findings,
    ...reduced.findings,
    ...margin.findings,
    ...linkResolved(linked, file),
    ...list.findings,
  ];
  const entries = linked.map(({ entry }) => entry);
  const objectives = readObjectives(front.fields);
  const heading = body.map(headingOf).find((one) => one !== null && one.text !== "");
  return {
    journal: {
      file,
      ...(reduced.reductions.length > 0 && { reductions: reduced.reductions }),
      ...(objectives && { objectives }),
      ...(margin.margin && { margin: margin.margin }),
      entries,
      hypothesis: stated.hypothesis,
    },
    title: heading?.text ?? null,
    ignores: list.entries,
    findings,
  };
}

function entryOf({ lines, line, at, title, tags }: EntryDraft, file: string): JournalEntry {
  const text = lines
    .map((one) => one.text)
    .join("\n")
    .trim();
  return { id: `${file}#L${line}`, file, line, at, title, text, tags, resolves: [], resolvedBy: null };
}
