import { z } from "zod";
import { look } from "./look.ts";
import { aboutPage } from "./page/about.ts";
import type * as compare from "./page/compare.ts";
import { comparePage } from "./page/compare.ts";
import { comparisonPage } from "./page/comparison.ts";
import { documentPage } from "./page/document.ts";
import { documentsPage } from "./page/documents.ts";
import { experimentPage } from "./page/experiment.ts";
import { experimentsPage } from "./page/experiments.ts";
import { filePage } from "./page/file.ts";
import { homePage } from "./page/home.ts";
import { incrementsPage } from "./page/increments.ts";
import { journalPage } from "./page/journal.ts";
import { progressPage } from "./page/progress.ts";
import { recordPage } from "./page/record.ts";
import { runPage } from "./page/run.ts";
import { runsPage } from "./page/runs.ts";
import { searchPage } from "./page/search.ts";
import type * as part from "./part.ts";
import { link, maybe, text } from "./part.ts";

/** Raised when a page's shape changes in a way that an older site could not show. */
export const SCHEMA_VERSION = 1;

/** Every page of the site: one JSON object each, so that a page can be made, stored and rendered without the others. */
export const pageSchema = z.discriminatedUnion("kind", [
  homePage,
  experimentsPage,
  experimentPage,
  comparePage,
  comparisonPage,
  runsPage,
  runPage,
  documentsPage,
  documentPage,
  journalPage,
  incrementsPage,
  progressPage,
  filePage,
  recordPage,
  searchPage,
  aboutPage,
]);

/**
 * What every page shows around its content. A change here changes every page. `url`: where the site is served, with a slash at its
 * end, if that was said; `portable`: it is read from a disk, so that links name files.
 */
export const siteSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  title: text,
  description: maybe,
  url: maybe,
  portable: z.boolean(),
  navigation: z.array(link),
  look: look.optional(),
});

// The same as types; each is explained at its schema.
export type SiteLink = z.infer<typeof part.link>;
export type SiteCiting = z.infer<typeof part.citing>;
export type CitedBy = z.infer<typeof part.citedBy>;
export type SiteNumber = z.infer<typeof part.number>;
export type Phrase = z.infer<typeof part.phrase>;
export type Badge = z.infer<typeof part.badge>;
export type TableCell = z.infer<typeof part.cell>;
export type SiteTable = z.infer<typeof part.table>;
export type SiteCoverage = z.infer<typeof part.coverage>;
export type SiteEntry = z.infer<typeof part.journalEntry>;
export type SiteFinding = z.infer<typeof part.findingItem>;
export type ExperimentCard = z.infer<typeof part.experimentCard>;
export type FindingState = z.infer<typeof part.findingState>;
export type Answer = z.infer<typeof part.answer>;
export type Passage = z.infer<typeof part.passage>;
export type Fact = z.infer<typeof part.fact>;
export type Exclusion = z.infer<typeof part.exclusion>;
export type SiteFigure = z.infer<typeof part.figure>;
export type CompareData = z.infer<typeof compare.compareData>;
export type CompareCurves = z.infer<typeof compare.compareCurves>;
export type CompareIndex = z.infer<typeof compare.compareIndex>;
export type ClaimCard = z.infer<typeof part.claimCard>;
export type Page = z.infer<typeof pageSchema>;
export type PageOf<Kind extends Page["kind"]> = Extract<Page, { kind: Kind }>;
export type Site = z.infer<typeof siteSchema>;
export type Look = z.infer<typeof look>;

export type { RunsData } from "./runs-data.ts";

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
