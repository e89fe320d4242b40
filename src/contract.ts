import { z } from "zod";
import type { VerdictName } from "./model/claim.ts";

/** Raised when a page's shape changes in a way that an older site could not show. */
export const SCHEMA_VERSION = 1;

/** An address in the site, relative to its root and without a leading slash: `runs/a/b/`, `files/x.log/#L42`, `` for home. */
const address = z.string().regex(/^(?![/\\])(?!.*\/\/)[^\s:]*$/);

/** HTML that needs no escaping: made by us from sanitised Markdown or a drawn figure, its links relative to the page. */
const html = z.string();

const VERDICTS =
  "supported derived contradicted stale wrong-run ignored-run ambiguous unbound attested source-missing unreadable unsupported-format exempt";
const verdictName = z.enum(VERDICTS.split(" ") as VerdictName[]);

const text = z.string();
const maybe = z.string().nullable();

/** Words that link. */
const link = z.strictObject({ text, href: address });

/**
 * A number as it is printed, with the page that shows its evidence. `title` says where that is, in words; `href` is null
 * only for a number of a file that is not there any more.
 */
const number = z.strictObject({ text, href: address.nullable(), title: text, verdict: verdictName.nullable() });

/** Text whose numbers and names may link. A string stands for itself. */
const phrase = z.array(z.union([text, link, number]));

/** A word in a coloured frame. The colour repeats what the word says. */
const badge = z.strictObject({ text, tone: z.enum(["good", "bad", "warn", "info", "plain"]) });

/**
 * A cell of a table.
 *
 * - `sort`: what the column is sorted by: a number at full precision, or text; null sorts last.
 * - `below`: the second line, in smaller type (deltas, spread); `tone` says whether that is better or worse,
 *   or that the cell is the same as the baseline's.
 */
const cell = z.strictObject({
  main: phrase,
  badges: z.array(badge),
  below: phrase,
  tone: z.enum(["better", "worse", "same"]).nullable(),
  sort: z.union([z.number(), text]).nullable(),
});

/**
 * A table; the first column is the head of its row. `columns[].note` stands below the column's name (`last`, `best`), `title`
 * explains it. Neighbouring rows of one `group` stand together; the group's address is its id. `rows[].tone` sets runs that do
 * not count apart.
 */
const rowTone = z.enum(["plain", "strong", "muted"]);
const table = z.strictObject({
  caption: text,
  columns: z.array(z.strictObject({ text, note: maybe, title: maybe, align: z.enum(["start", "end"]) })),
  rows: z.array(z.strictObject({ id: text, group: maybe, tone: rowTone, cells: z.array(cell) })),
  note: maybe,
});

/** How much of something has which verdict, as text and as a bar of 100 units. */
const coverage = z.strictObject({
  text,
  bar: z.array(z.strictObject({ verdict: verdictName, text, start: z.number(), width: z.number() })),
});

const journalTag = z.enum(["WEIRD", "HUNCH", "TODO", "RESOLVED"]);

/** An entry of a journal. `state` is that of a TODO or WEIRD. */
const journalEntry = z.strictObject({
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

const severity = z.enum(["error", "warning", "note"]);
const findingItem = z.strictObject({ severity, code: text, message: text, help: text, where: phrase });

/** What is said of an experiment outside its own page. `deciding`: the sentence with the numbers that decide. */
const experimentCard = z.strictObject({
  title: text,
  href: address,
  question: maybe,
  verdict: badge,
  deciding: phrase,
  selected: phrase,
  accounting: text,
  latest: maybe,
  kind: text,
});

/** A term and what it is. */
const fact = z.strictObject({ label: text, value: phrase });

/** Something that does not count, and who says so. */
const exclusion = z.strictObject({ subject: phrase, reason: text, source: link.nullable() });

/** A drawn figure. `data`: what it shows, as a table. */
const figure = z.strictObject({
  id: text,
  title: text,
  svg: html,
  caption: phrase,
  sources: z.array(link),
  data: table,
});

/**
 * The evidence of one claim in a document: what the card shows when the claim is pointed at, and what stands in the list
 * of evidence below the document.
 *
 * - `id`: of the claim; the marked text has it in `data-claim`. `label`: its ordinal in the document.
 * - `text`: as the document says it; `logged`: as the file says it.
 * - `rule`: in a sentence, how the two were compared.
 * - `excerpt`: the cited lines and those around them; `hit` marks the cited ones.
 */
const excerptLine = z.strictObject({ number: z.int(), text, hit: z.boolean() });
const claimCard = z.strictObject({
  id: text,
  label: text,
  text,
  verdict: z.strictObject({ name: verdictName, tone: badge.shape.tone }),
  logged: maybe,
  rule: text,
  diagnosis: maybe,
  operands: z.array(number),
  run: link.nullable(),
  place: phrase,
  excerpt: z.strictObject({ file: link, lines: z.array(excerptLine) }).nullable(),
});

const selection = z.strictObject({ name: phrase, how: text, reasons: z.array(phrase), sensitivity: phrase });

/** A kind of page: what all pages have, and what only this one has. */
function page<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) {
  const head = { address, title: text, description: text, trail: z.array(link) };
  return z.strictObject({ kind: z.literal(kind), ...head, ...shape });
}

const homePage = page("home", {
  accounting: text,
  coverage: coverage.nullable(),
  experiments: z.array(experimentCard),
  open: z.array(journalEntry),
  recent: table.nullable(),
  findings: z.array(findingItem),
});

const experimentsPage = page("experiments", { accounting: text, experiments: z.array(experimentCard) });

const runsPage = page("runs", { accounting: text, table });

const experimentPage = page("experiment", {
  verdict: badge,
  accounting: text,
  hypothesis: z.strictObject({ text, source: link }).nullable(),
  criteria: z.array(z.strictObject({ kind: z.enum(["success", "failure"]), text, source: link })),
  reasons: z.array(phrase),
  selection: selection.nullable(),
  noSelection: maybe,
  comparison: table.nullable(),
  best: table.nullable(),
  figures: z.array(figure),
  journal: z.array(journalEntry),
  ignored: z.array(exclusion),
  failed: z.array(exclusion),
  unreadable: z.array(exclusion),
  facts: z.array(fact),
  documents: z.array(link),
  files: z.array(link),
  more: z.array(link),
  findings: z.array(findingItem),
});

const comparisonPage = page("comparison", {
  accounting: text,
  experiment: link,
  table,
  constants: table.nullable(),
  runs: table.nullable(),
});

const runPage = page("run", {
  status: badge,
  because: phrase,
  ignored: exclusion.nullable(),
  facts: z.array(fact),
  notes: maybe,
  metrics: table.nullable(),
  params: table.nullable(),
  environment: table.nullable(),
  artifacts: table.nullable(),
  dependencies: z.array(text),
  files: z.array(link),
  neighbours: z.strictObject({ before: link.nullable(), after: link.nullable() }),
});

const documentsPage = page("documents", { coverage: coverage.nullable(), table });

const documentPage = page("document", {
  html,
  toc: z.array(z.strictObject({ text, href: text, depth: z.int() })),
  coverage,
  claims: z.array(claimCard),
  source: link,
  experiment: link.nullable(),
});

const journalPage = page("journal", {
  summary: text,
  tags: z.array(z.strictObject({ tag: journalTag, text })),
  entries: z.array(journalEntry),
});

/**
 * A text file of the project, line by line. A large one is shown as windows: `gap` says what was left out before a window.
 * `cited`: lines that something in the site points at; `ranges`: the ids (`L42-L48`) of cited ranges that begin there.
 */
const fileLine = z.strictObject({ number: z.int(), text, cited: z.boolean(), ranges: z.array(text) });
const filePage = page("file", {
  path: text,
  facts: z.array(fact),
  note: maybe,
  windows: z.array(z.strictObject({ gap: maybe, lines: z.array(fileLine) })),
  end: maybe,
});

const aboutPage = page("about", {});

/** Every page of the site: one JSON object each, so that a page can be made, stored and rendered without the others. */
export const pageSchema = z.discriminatedUnion("kind", [
  homePage,
  experimentsPage,
  experimentPage,
  comparisonPage,
  runsPage,
  runPage,
  documentsPage,
  documentPage,
  journalPage,
  filePage,
  aboutPage,
]);

/** What every page shows around its content. A change here changes every page. */
export const siteSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  title: text,
  description: maybe,
  navigation: z.array(link),
});

// The same as types; each is explained at its schema above.
export type SiteLink = z.infer<typeof link>;
export type SiteNumber = z.infer<typeof number>;
export type Phrase = z.infer<typeof phrase>;
export type Badge = z.infer<typeof badge>;
export type TableCell = z.infer<typeof cell>;
export type SiteTable = z.infer<typeof table>;
export type SiteCoverage = z.infer<typeof coverage>;
export type SiteEntry = z.infer<typeof journalEntry>;
export type SiteFinding = z.infer<typeof findingItem>;
export type ExperimentCard = z.infer<typeof experimentCard>;
export type Fact = z.infer<typeof fact>;
export type Exclusion = z.infer<typeof exclusion>;
export type SiteFigure = z.infer<typeof figure>;
export type ClaimCard = z.infer<typeof claimCard>;
export type Page = z.infer<typeof pageSchema>;
export type PageOf<Kind extends Page["kind"]> = Extract<Page, { kind: Kind }>;
export type Site = z.infer<typeof siteSchema>;

/** A file of the project that is copied into the site as it is: an image of a document. */
export interface Medium {
  address: string;
  file: string;
}

/**
 * All that the site may know. Pages come one by one, so that no more than one experiment is in memory; `media()` is complete
 * once they are through.
 */
export interface SiteData {
  site: Site;
  pages: AsyncIterable<Page> | Iterable<Page>;
  media(): Medium[];
}
