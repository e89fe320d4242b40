import type { Page, Site, SiteData, SiteLink } from "../contract/index.ts";
import { SCHEMA_VERSION } from "../contract/index.ts";
import { mentionsOf } from "../experiments/mention.ts";
import { showHidden } from "../markdown/escape.ts";
import { redactPage } from "../redaction/page.ts";
import type { ExperimentEntries, FileCitation } from "./chapter.ts";
import { citationsOf, documentChapter, experimentChapter, filePages, progressChapter } from "./chapter.ts";
import type { SiteSource } from "./desk.ts";
import { openDesk } from "./desk.ts";
import type { PublishedDocument } from "./document-page.ts";
import { citingOf } from "./document-page.ts";
import type { DocumentEntry } from "./index-page.ts";
import type { IncrementPlace } from "./lineage.ts";
import { lineageOf } from "./lineage.ts";
import type { ListInput, SiteName } from "./list-pages.ts";
import { listPages } from "./list-pages.ts";
import { joinRanges, joinRecords } from "./notebook.ts";
import type { Tie } from "./tie.ts";
import { tiesOf } from "./tie.ts";

/** What is published, whole. Nothing is read from disk here. */
export interface PublishInput extends Omit<SiteSource, "published">, Omit<ListInput, "documents" | "experiments"> {
  documents: readonly PublishedDocument[];
}

/**
 * Makes the data of the site, page by page: documents, then each experiment with its runs, then the lists, and last the files
 * that something points at. Given the same project it gives the same pages in the same order.
 */
export function publish(input: PublishInput): SiteData {
  const media = new Map<string, string>();
  const pages = pagesOf(input, media);
  return {
    site: siteOf(input, { documents: input.documents.length > 0, progress: input.progress != null }),
    pages,
    media: () => mediaOf(media),
  };
}

/** Which sections a site has besides those that every site has. */
export interface Sections {
  documents: boolean;
  progress: boolean;
}

/** What every page shows around its content. */
export function siteOf({ title, description, url = null, portable = false, look }: SiteName, has: Sections): Site {
  const site: Site = {
    schemaVersion: SCHEMA_VERSION,
    title: showHidden(title),
    description: description && showHidden(description),
    url,
    portable,
    navigation: navigationOf(has),
  };
  return look ? { ...site, look } : site;
}

/** Files that are copied, in the order of their addresses. */
function mediaOf(media: ReadonlyMap<string, string>): { address: string; file: string }[] {
  return [...media].map(([address, file]) => ({ address, file })).sort((a, b) => (a.address < b.address ? -1 : 1));
}

async function* pagesOf(input: PublishInput, media: Map<string, string>): AsyncGenerator<Page> {
  const desk = openDesk({
    ...input,
    published: input.documents.map((one) => one.file),
    citing: input.documents.map(citingOf),
  });
  const citations = new Map<string, FileCitation[]>();
  const documents: DocumentEntry[] = [];
  const experiments: ExperimentEntries[] = [];
  const take = <T extends { pages: Page[]; citations: ReturnType<typeof citationsOf> }>(made: T): T => {
    for (const [path, one] of made.citations.files) citations.set(path, [...(citations.get(path) ?? []), one]);
    for (const [address, file] of made.citations.media) media.set(address, file);
    return made;
  };
  for (const document of input.documents) {
    const { pages, entries } = take(await documentChapter(document, desk));
    documents.push(entries);
    yield* pages;
  }
  const among = { progress: input.progress ?? null, increments: incrementsOf(input), ties: tiesIn(input) };
  for (const id of input.catalog.ids) {
    const href = desk.addresses.experiment(input.catalog.get(id));
    const own = documents.filter((one) => one.experiment === href).map((one) => ({ text: one.title, href: one.href }));
    const lineage = lineageOf(id, among, desk.addresses);
    const chapter = await experimentChapter({ id, documents: own, lineage }, desk);
    yield* chapter.pages;
    experiments.push(take({ pages: [], ...chapter.finish() }).entries);
  }
  const all = { ...input, documents, experiments };
  const made = listPages(all, desk.addresses).pages.map((page) => redactPage(page, desk.redactorOf(null)));
  yield* take({ pages: made, citations: citationsOf(desk.addresses.takeNotes(), null, desk) }).pages;
  if (input.progress) yield* take(await progressChapter(input.progress, desk)).pages;
  for (const [path, all] of citations) {
    const cited = joinRanges(all.flatMap((one) => one.cited));
    const records = joinRecords(all.flatMap((one) => one.records));
    yield* filePages({ path, cited, records, owners: null }, desk);
    for (const [copy, file] of desk.addresses.takeNotes().media) media.set(copy, file);
  }
}

/** The experiments of increments, so that each can name those beside its own. */
function incrementsOf({ catalog }: PublishInput): IncrementPlace[] {
  return catalog.ids.flatMap((id) => {
    const { name, title, increment } = catalog.get(id).experiment;
    return increment === null ? [] : [{ id, name, title, increment }];
  });
}

function tiesIn({ catalog, documents }: PublishInput): Tie[] {
  const experiments = catalog.ids.map((id) => catalog.get(id).experiment);
  return tiesOf({
    experiments,
    mentions: new Map(experiments.map((one) => [one.id, mentionsOf(one)])),
    citing: documents.map(citingOf),
    owner: (path) => catalog.at(path)?.experiment.id ?? null,
  });
}

function navigationOf(has: Sections): SiteLink[] {
  return [
    { text: "Experiments", href: "experiments/" },
    { text: "Runs", href: "runs/" },
    { text: "Compare", href: "compare/" },
    ...(has.progress ? [{ text: "Progress", href: "progress/" }] : []),
    ...(has.documents ? [{ text: "Documents", href: "documents/" }] : []),
    { text: "Journal", href: "journal/" },
    { text: "About the numbers", href: "about/" },
  ];
}
