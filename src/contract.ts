import { z } from "zod";

/** Raised when a page's shape changes in a way that an older site could not show. */
export const SCHEMA_VERSION = 1;

/** An address in the site, relative to its root and without a leading slash: `runs/a/b/`, `files/x.log/#L42`, `` for home. */
const address = z.string().regex(/^(?![/\\])(?!.*\/\/)[^\s:]*$/);

/** HTML that needs no escaping: made by us from sanitised Markdown or a drawn figure, its links relative to the page. */
const html = z.string();

const verdictName = z.enum([
  "supported",
  "derived",
  "contradicted",
  "stale",
  "wrong-run",
  "ignored-run",
  "ambiguous",
  "unbound",
  "attested",
  "source-missing",
  "unreadable",
  "unsupported-format",
  "exempt",
]);

/** Words that link. */
const link = z.strictObject({ text: z.string(), href: address });

/**
 * A number as it is printed, with the page that shows its evidence. `title` says where that is, in words; `href` is null
 * only for a number of a file that is not there any more.
 */
const number = z.strictObject({
  text: z.string(),
  href: address.nullable(),
  title: z.string(),
  verdict: verdictName.nullable(),
});

/** Text whose numbers and names may link. A string stands for itself. */
const phrase = z.array(z.union([z.string(), link, number]));

/** A word in a coloured frame. The colour repeats what the word says. */
const badge = z.strictObject({ text: z.string(), tone: z.enum(["good", "bad", "warn", "info", "plain"]) });

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
  sort: z.union([z.number(), z.string()]).nullable(),
});

/**
 * A table; the first column is the head of its row. `columns[].note` stands below the column's name (`last`, `best`), `title`
 * explains it. Neighbouring rows of one `group` stand together; the group's address is its id. `rows[].tone` sets runs that do
 * not count apart.
 */
const table = z.strictObject({
  caption: z.string(),
  columns: z.array(
    z.strictObject({
      text: z.string(),
      note: z.string().nullable(),
      title: z.string().nullable(),
      align: z.enum(["start", "end"]),
    }),
  ),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      group: z.string().nullable(),
      tone: z.enum(["plain", "strong", "muted"]),
      cells: z.array(cell),
    }),
  ),
  note: z.string().nullable(),
});

/** How much of something has which verdict, as text and as a bar of 100 units. */
const coverage = z.strictObject({
  text: z.string(),
  bar: z.array(z.strictObject({ verdict: verdictName, text: z.string(), start: z.number(), width: z.number() })),
});

const journalTag = z.enum(["WEIRD", "HUNCH", "TODO", "RESOLVED"]);

/** An entry of a journal. `state` is that of a TODO or WEIRD. */
const journalEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  title: z.string().nullable(),
  html,
  tags: z.array(journalTag),
  state: z.enum(["open", "resolved"]).nullable(),
  experiment: link,
  source: link,
  resolves: z.array(link),
  resolvedBy: link.nullable(),
});

const findingItem = z.strictObject({
  severity: z.enum(["error", "warning", "note"]),
  code: z.string(),
  message: z.string(),
  help: z.string(),
  where: phrase,
});

/** What is said of an experiment outside its own page. `deciding`: the sentence with the numbers that decide. */
const experimentCard = z.strictObject({
  title: z.string(),
  href: address,
  question: z.string().nullable(),
  verdict: badge,
  deciding: phrase,
  selected: phrase,
  accounting: z.string(),
  latest: z.string().nullable(),
  kind: z.string(),
});

/** A term and what it is. */
const fact = z.strictObject({ label: z.string(), value: phrase });

/** Something that does not count, and who says so. */
const exclusion = z.strictObject({ subject: phrase, reason: z.string(), source: link.nullable() });

/** A drawn figure. `data`: what it shows, as a table. */
const figure = z.strictObject({
  id: z.string(),
  title: z.string(),
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
const claimCard = z.strictObject({
  id: z.string(),
  label: z.string(),
  text: z.string(),
  verdict: z.strictObject({ name: verdictName, tone: badge.shape.tone }),
  logged: z.string().nullable(),
  rule: z.string(),
  diagnosis: z.string().nullable(),
  operands: z.array(number),
  run: link.nullable(),
  place: phrase,
  excerpt: z
    .strictObject({
      file: link,
      lines: z.array(z.strictObject({ number: z.int(), text: z.string(), hit: z.boolean() })),
    })
    .nullable(),
});

const selection = z.strictObject({
  name: phrase,
  how: z.string(),
  reasons: z.array(phrase),
  sensitivity: phrase,
});

const pageHead = { address, title: z.string(), description: z.string(), trail: z.array(link) };

const homePage = z.strictObject({
  kind: z.literal("home"),
  ...pageHead,
  accounting: z.string(),
  coverage: coverage.nullable(),
  experiments: z.array(experimentCard),
  open: z.array(journalEntry),
  recent: table.nullable(),
  findings: z.array(findingItem),
});

const experimentsPage = z.strictObject({
  kind: z.literal("experiments"),
  ...pageHead,
  accounting: z.string(),
  experiments: z.array(experimentCard),
});

const runsPage = z.strictObject({ kind: z.literal("runs"), ...pageHead, accounting: z.string(), table });

const experimentPage = z.strictObject({
  kind: z.literal("experiment"),
  ...pageHead,
  verdict: badge,
  accounting: z.string(),
  hypothesis: z.strictObject({ text: z.string(), source: link }).nullable(),
  criteria: z.array(z.strictObject({ kind: z.enum(["success", "failure"]), text: z.string(), source: link })),
  reasons: z.array(phrase),
  selection: selection.nullable(),
  noSelection: z.string().nullable(),
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

const comparisonPage = z.strictObject({
  kind: z.literal("comparison"),
  ...pageHead,
  accounting: z.string(),
  experiment: link,
  table,
  constants: table.nullable(),
  runs: table.nullable(),
});

const runPage = z.strictObject({
  kind: z.literal("run"),
  ...pageHead,
  status: badge,
  because: phrase,
  ignored: exclusion.nullable(),
  facts: z.array(fact),
  notes: z.string().nullable(),
  metrics: table.nullable(),
  params: table.nullable(),
  environment: table.nullable(),
  artifacts: table.nullable(),
  dependencies: z.array(z.string()),
  files: z.array(link),
  neighbours: z.strictObject({ before: link.nullable(), after: link.nullable() }),
});

const documentsPage = z.strictObject({
  kind: z.literal("documents"),
  ...pageHead,
  coverage: coverage.nullable(),
  table,
});

const documentPage = z.strictObject({
  kind: z.literal("document"),
  ...pageHead,
  html,
  toc: z.array(z.strictObject({ text: z.string(), href: z.string(), depth: z.int() })),
  coverage,
  claims: z.array(claimCard),
  source: link,
  experiment: link.nullable(),
});

const journalPage = z.strictObject({
  kind: z.literal("journal"),
  ...pageHead,
  summary: z.string(),
  tags: z.array(z.strictObject({ tag: journalTag, text: z.string() })),
  entries: z.array(journalEntry),
});

/**
 * A text file of the project, line by line. A large one is shown as windows: `gap` says what was left out before a window.
 * `cited`: lines that something in the site points at; `ranges`: the ids (`L42-L48`) of cited ranges that begin there.
 */
const filePage = z.strictObject({
  kind: z.literal("file"),
  ...pageHead,
  path: z.string(),
  facts: z.array(fact),
  note: z.string().nullable(),
  windows: z.array(
    z.strictObject({
      gap: z.string().nullable(),
      lines: z.array(
        z.strictObject({ number: z.int(), text: z.string(), cited: z.boolean(), ranges: z.array(z.string()) }),
      ),
    }),
  ),
  end: z.string().nullable(),
});

const aboutPage = z.strictObject({ kind: z.literal("about"), ...pageHead });

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
  title: z.string(),
  description: z.string().nullable(),
  navigation: z.array(link),
});

/** An in-site link. */
export type SiteLink = z.infer<typeof link>;
/** A printed number with its evidence. */
export type SiteNumber = z.infer<typeof number>;
/** Text whose numbers and names may link. */
export type Phrase = z.infer<typeof phrase>;
/** A word in a coloured frame. */
export type Badge = z.infer<typeof badge>;
/** A cell of a table. */
export type TableCell = z.infer<typeof cell>;
/** A table. */
export type SiteTable = z.infer<typeof table>;
/** Counts of verdicts as text and bar. */
export type SiteCoverage = z.infer<typeof coverage>;
/** An entry of a journal. */
export type SiteEntry = z.infer<typeof journalEntry>;
/** A finding of the checks. */
export type SiteFinding = z.infer<typeof findingItem>;
/** What is said of an experiment outside its own page. */
export type ExperimentCard = z.infer<typeof experimentCard>;
/** A term and what it is. */
export type Fact = z.infer<typeof fact>;
/** Something that does not count, and who says so. */
export type Exclusion = z.infer<typeof exclusion>;
/** A drawn figure with its data. */
export type SiteFigure = z.infer<typeof figure>;
/** The evidence of one claim. */
export type ClaimCard = z.infer<typeof claimCard>;
/** A page. */
export type Page = z.infer<typeof pageSchema>;
/** A page of one kind: `PageOf<"run">`. */
export type PageOf<Kind extends Page["kind"]> = Extract<Page, { kind: Kind }>;
/** What every page shows around its content. */
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
