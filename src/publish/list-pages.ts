import type { Look, Page } from "../contract/index.ts";
import { addAccountings, sayAccounting } from "../model/accounting.ts";
import { addCoverages } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Progress } from "../model/progress.ts";
import { aboutPage } from "./about-page.ts";
import type { Addresses } from "./address.ts";
import type { ExperimentEntries } from "./chapter.ts";
import { compareIndexFile, comparePage } from "./compare-page.ts";
import { findingItems } from "./finding-item.ts";
import { experimentsPage, homePage } from "./home-page.ts";
import { incrementsPage } from "./increments-page.ts";
import type { DocumentEntry } from "./index-page.ts";
import { documentsPage } from "./index-page.ts";
import { newestFirst } from "./journal-page.ts";
import { recordPhrase } from "./progress-page.ts";
import { runsData } from "./runs-data.ts";
import { recentTable, runsPages } from "./runs-page.ts";
import { searchPage } from "./search-page.ts";
import type { Checked } from "./status.ts";
import { siteCoverage } from "./status.ts";
import { timelinePages } from "./timeline-page.ts";

const RECENT = 8;

/** What a site is called. `url`: where it is served, if that is known; `portable`: it is read from a disk; `look`: what is its own. */
export interface SiteName {
  title: string;
  description: string | null;
  url?: string | null;
  portable?: boolean;
  look?: Look | null;
}

/**
 * What the lists over all experiments are made of, in the order of the experiments and documents. `progress`: the series over
 * all experiments; null or undefined without any. `unreadJournals`: the paths of those that belong to no experiment.
 */
export interface ListInput extends SiteName {
  findings: readonly Finding[];
  progress?: Progress | null;
  unreadJournals?: readonly string[];
  documents: readonly DocumentEntry[];
  experiments: readonly ExperimentEntries[];
}

/** A file of the site that is no page: data that a script reads. */
export interface DataFile {
  path: string;
  text: string;
}

/** The pages that list what all experiments hold, and what scripts read of them. */
export function listPages(input: ListInput, addresses: Addresses): { pages: Page[]; files: DataFile[] } {
  const { title, description, documents, experiments } = input;
  const findings = findingItems(input.findings, addresses);
  const accounting = sayAccounting(addAccountings(experiments.map((one) => one.accounting)));
  const coverage = documents.length === 0 ? null : siteCoverage(sumOf(documents), null);
  const cards = experiments.map((one) => one.card);
  const runs = experiments.flatMap((one) => one.runs);
  const open = newestFirst(experiments.flatMap((one) => one.open));
  const records = (input.progress?.series ?? []).map((series) => recordPhrase(series, addresses));
  const increments = incrementsPage(experiments.flatMap((one) => one.increment ?? []));
  const also = [
    ...(increments === null ? [] : [{ text: "By increment", href: increments.address }]),
    ...(input.progress ? [{ text: "Progress and regressions", href: "progress/" }] : []),
  ];
  const lists = runsPages(runs, accounting);
  const recent = recentTable(runs, RECENT);
  const pages = [
    experimentsPage(cards, accounting, also),
    ...lists,
    comparePage(experiments),
    ...(documents.length > 0 ? [documentsPage(documents, coverage)] : []),
    ...timelinePages(
      experiments.flatMap((one) => one.journal),
      experiments.flatMap((one) => one.threads),
      input.unreadJournals,
    ),
    ...(increments === null ? [] : [increments]),
    aboutPage(),
    homePage({ title, description, coverage, experiments, open, runs, recent, records, findings }),
  ];
  const sections = [...pages.slice(-1), ...pages.slice(0, -1)].filter(
    (page, at, all) => all.findIndex((one) => one.kind === page.kind) === at,
  );
  const progress = input.progress ? [{ text: "Progress", href: "progress/" }] : [];
  const links = [
    ...sections.map(({ address, title }) => ({ text: address === "" ? "Home" : title, href: address })),
    ...progress,
  ];
  return {
    pages: [...pages, searchPage({ cards, documents, sections: links })],
    files: [
      compareIndexFile(experiments),
      ...lists
        .flatMap(({ data }) => data ?? [])
        .slice(0, 1)
        .map(({ href }) => runsData(href, runs)),
    ],
  };
}

function sumOf(documents: readonly DocumentEntry[]): Checked {
  const coverage = addCoverages(documents.map((one) => one.checked.coverage));
  return {
    coverage,
    generated: documents.reduce((sum, one) => sum + one.checked.generated, 0),
    unlinked: documents.reduce((sum, one) => sum + (one.checked.unlinked ?? 0), 0),
  };
}
