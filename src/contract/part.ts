// The shapes that pages are made of.
import { z } from "zod";
import type { VerdictName } from "../model/claim.ts";

/** An address in the site, relative to its root and without a leading slash: `runs/a/b/`, `files/x.log/#L42`, `` for home. */
export const address = z.string().regex(/^(?![/\\])(?!.*\/\/)[^\s:]*$/);

/** HTML that needs no escaping: made by us from sanitised Markdown or a drawn figure, its links relative to the page. */
export const html = z.string();

const VERDICTS =
  "supported derived contradicted stale wrong-run ignored-run ambiguous unbound attested source-missing unreadable unsupported-format exempt";
export const verdictName = z.enum(VERDICTS.split(" ") as VerdictName[]);

export const text = z.string();
export const maybe = z.string().nullable();

/** Words that link. */
export const link = z.strictObject({ text, href: address });

/** A document that cites a place: its link leads to the claim there, whose `verdict` it says; null where it leads to none. */
export const citing = z.strictObject({ text, href: address, verdict: verdictName.nullable() });

/** The documents that cite a place, as many as are named; `more`: how many are not. */
export const citedBy = z.strictObject({ links: z.array(citing), more: maybe });

/**
 * A number as it is printed, with the page that shows its evidence. `title` says where that is, in words; `href` is null
 * only for a number of a file that is not there any more.
 */
export const number = z.strictObject({ text, href: address.nullable(), title: text, verdict: verdictName.nullable() });

/** Text whose numbers and names may link. A string stands for itself. */
export const phrase = z.array(z.union([text, link, number]));

/** A word in a coloured frame. The colour repeats what the word says. */
export const badge = z.strictObject({ text, tone: z.enum(["good", "bad", "warn", "info", "plain"]) });

/**
 * A cell of a table.
 *
 * - `sort`: what the column is sorted by: a number at full precision, or text; null sorts last.
 * - `drawing`: a small curve, drawn by us; the numbers beside it say the same.
 * - `below`: the second line, in smaller type (deltas, spread); `tone` says whether that is better or worse,
 *   or that the cell is the same as the baseline's.
 */
export const cell = z.strictObject({
  main: phrase,
  badges: z.array(badge),
  below: phrase,
  tone: z.enum(["better", "worse", "same"]).nullable(),
  drawing: html.optional(),
  sort: z.union([z.number(), text]).nullable(),
});

/**
 * A table; the first column is the head of its row. `columns[].note` stands below the column's name (`last`, `best`), `title`
 * explains it. Neighbouring rows of one `group` stand together; the group's address is its id. `rows[].tone` sets runs that do
 * not count apart.
 */
export const rowTone = z.enum(["plain", "strong", "muted"]);
export const table = z.strictObject({
  caption: text,
  columns: z.array(z.strictObject({ text, note: maybe, title: maybe, align: z.enum(["start", "end"]) })),
  rows: z.array(z.strictObject({ id: text, group: maybe, tone: rowTone, cells: z.array(cell) })),
  note: maybe,
});

/**
 * How much of something has which verdict, as text and as a bar of 100 units. `unlinked`: numbers without an evidence link of their
 * own, which were not checked, each kind with the command that checks it.
 */
export const coverage = z.strictObject({
  text,
  bar: z.array(z.strictObject({ verdict: verdictName, text, start: z.number(), width: z.number() })),
  unlinked: z.array(z.strictObject({ text, command: text })),
});

export const journalTag = z.enum(["WEIRD", "HUNCH", "TODO", "RESOLVED"]);

/** An entry of a journal. `state` is that of a TODO or WEIRD. */
export const journalEntry = z.strictObject({
  id: text,
  at: text,
  title: maybe,
  html,
  tags: z.array(journalTag),
  state: z.enum(["open", "resolved"]).nullable(),
  experiment: link,
  source: link,
  resolves: z.array(link),
  resolvedBy: link.nullable(),
});

export const severity = z.enum(["error", "warning", "note"]);
export const findingItem = z.strictObject({ severity, code: text, message: text, help: text, where: phrase });

/**
 * What is said of an experiment outside its own page. `state`: where it is listed; `deciding`: the clause with the number that
 * decides; `outcome`: whether that is more than noise; `latest`: when its latest run began.
 */
export const findingState = z.enum(["open", "confirmed", "rejected", "not decidable", "no hypothesis"]);
export const experimentCard = z.strictObject({
  title: text,
  href: address,
  state: findingState,
  question: maybe,
  verdict: badge,
  deciding: phrase,
  outcome: badge.nullable(),
  selected: phrase,
  accounting: text,
  latest: maybe,
  kind: text,
});

/** One of the first things to know: what is asked, the answer in a few words, and what it rests on. */
export const answer = z.strictObject({ label: text, badge: badge.nullable(), main: phrase, below: phrase });

/** A part of a finding: what it is about, tables, what follows from them, and what has to be known to read them. */
export const passage = z.strictObject({
  lead: z.array(phrase),
  tables: z.array(table),
  points: z.array(phrase),
  notes: z.array(phrase),
});

/** A term and what it is. */
export const fact = z.strictObject({ label: text, value: phrase });

/** Something that does not count, and who says so. */
export const exclusion = z.strictObject({ subject: phrase, reason: text, source: link.nullable() });

/**
 * A drawn figure.
 *
 * - `data`: what it shows, as a table.
 * - `sources`: where its points were logged, the first of them; `otherSources`: the others, where they are many, and how many in words.
 * - `legend`: what is told apart; `color` and `dash` are those of its lines in the drawing (`--chart-1`, `6 3`).
 * - `live`: what a script needs to bring it to life, and the address of the file that holds it: empty as long as the page holds it.
 */
export const figure = z.strictObject({
  id: text,
  title: text,
  svg: html,
  caption: phrase,
  sources: z.array(link),
  otherSources: z.strictObject({ text, links: z.array(link) }).optional(),
  data: table,
  legend: z.array(z.strictObject({ text, note: text, color: text, dash: text })).optional(),
  live: z
    .strictObject({ kind: z.enum(["curves", "plain"]), address, data: z.unknown() })
    .nullable()
    .optional(),
});

/**
 * The evidence of one claim in a document: what the card shows when the claim is pointed at, and what stands in the list
 * of evidence below the document.
 *
 * - `id`: of the claim; the marked text has it in `data-claim`. `label`: its ordinal in the document.
 * - `text`: as the document says it; `logged`: as the file says it; `computed`: what logged values give, where it is of several.
 * - `sides`: of a difference, the two values that it is of, with their rows or runs; `n`: over how many runs each is.
 * - `operands`: those values, rounded alike, each with the run that logged it, the text as it was `logged`, and `where`.
 * - `rule`: in a sentence, how the two were compared. `bound`: how words without a link led there; `options`: what else it could be.
 * - `commit`: that the run was made at.
 * - `excerpt`: the cited lines and those around them; `hit` marks the cited ones.
 */
export const excerptLine = z.strictObject({ number: z.int(), text, hit: z.boolean() });
export const claimCard = z.strictObject({
  id: text,
  label: text,
  text,
  verdict: z.strictObject({ name: verdictName, tone: badge.shape.tone }),
  logged: maybe,
  computed: maybe,
  rule: text,
  bound: maybe,
  diagnosis: maybe,
  sides: z.array(z.strictObject({ name: text, number, n: z.int() })).optional(),
  operands: z.array(z.strictObject({ run: maybe, number, logged: text, where: text })),
  options: z.array(number),
  run: link.nullable(),
  commit: maybe,
  place: phrase,
  excerpt: z.strictObject({ file: link, lines: z.array(excerptLine) }).nullable(),
});

/** `before`: what to look at first, where the recommendation is about another row. */
export const selection = z.strictObject({ name: phrase, how: text, reasons: z.array(phrase), before: z.array(phrase) });

/** A kind of page: what all pages have, and what only this one has. */
export function page<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) {
  const head = { address, title: text, description: text, trail: z.array(link) };
  return z.strictObject({ kind: z.literal(kind), ...head, ...shape });
}
