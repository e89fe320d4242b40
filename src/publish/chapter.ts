import type { ExperimentCard, Page, SiteEntry, SiteFigure, SiteLink } from "../contract/index.ts";
import type { Accounting } from "../model/accounting.ts";
import { isOpen, isThread } from "../model/journal.ts";
import type { Progress } from "../model/progress.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { redactPage } from "../redaction/page.ts";
import type { KeptCurves } from "./compare-curves.ts";
import { keepCurves } from "./compare-curves.ts";
import { compareFiles } from "./compare-page.ts";
import { comparisonFiles } from "./comparison-files.ts";
import { comparisonPage } from "./comparison-page.ts";
import type { Desk } from "./desk.ts";
import type { PublishedDocument } from "./document-page.ts";
import { documentPage, hasCard } from "./document-page.ts";
import { experimentCard, experimentPage } from "./experiment-page.ts";
import { leadingOf, siteFigure } from "./figures.ts";
import { filePage, ownersOf, runOf } from "./file-page.ts";
import { findingItems } from "./finding-item.ts";
import type { IncrementEntry } from "./increments-page.ts";
import { incrementEntry } from "./increments-page.ts";
import type { DocumentEntry } from "./index-page.ts";
import { entriesOf, openOnly, openPart, taggedPart } from "./journal-page.ts";
import { signedBy } from "./line-citation.ts";
import type { Lineage } from "./lineage.ts";
import type { MadeFile } from "./live-file.ts";
import type { CitedRange, Notes } from "./notebook.ts";
import { progressPage } from "./progress-page.ts";
import { recordPages } from "./record-page.ts";
import type { CitedRecord } from "./record-place.ts";
import { openCurves } from "./run-curves.ts";
import type { RunEntry } from "./run-entry.ts";
import { runEntry } from "./run-entry.ts";
import { runIndex } from "./run-index.ts";
import { runPage } from "./run-page.ts";
import { isStill } from "./still-image.ts";
import type { View } from "./view.ts";
import { viewOf } from "./view.ts";

/** Pages that are made together, and what the rest of the site needs of them: plain data that can be kept. `files`: for scripts. */
export interface Chapter<Entries> {
  pages: Page[];
  files?: MadeFile[];
  entries: Entries;
  citations: Citations;
}

/**
 * What pages refer to outside of themselves.
 *
 * - `files`: the files that they show or cite, with the cited lines, records or rows and, where it was at hand, whose file it is.
 * - `looked`: paths that they asked about and that have no page as a file.
 * - `media`: files of the project that are copied, by their address.
 */
export interface Citations {
  files: Map<string, FileCitation>;
  looked: string[];
  media: Map<string, string>;
}

/**
 * What is cited of a file. `run`: which of the experiment's runs it is of, −1 when it is of none or several; null when it is not of
 * the experiment that cites it.
 */
export interface FileCitation {
  cited: CitedRange[];
  records: CitedRecord[];
  run: number | null;
}

/** What the lists over all experiments say of one. */
export interface ExperimentEntries {
  accounting: Accounting;
  card: ExperimentCard;
  runs: RunEntry[];
  journal: SiteEntry[];
  threads: SiteEntry[];
  open: SiteEntry[];
  increment: IncrementEntry | null;
}

/** What an experiment's pages say that is not in it. `documents`: those that belong to it; `lineage`: what came before and after. */
export interface ExperimentRequest {
  id: string;
  documents: SiteLink[];
  lineage?: Lineage;
}

/** An experiment's pages, each made when it is asked for; and, once all were, what the rest of the site needs of them. */
export interface ExperimentChapter {
  pages: Iterable<Page>;
  finish(): Omit<Chapter<ExperimentEntries>, "pages">;
}

/** The pages of an experiment: its own, its comparison and one for each run. All of them at once would be most of the memory. */
export async function experimentChapter(request: ExperimentRequest, desk: Desk): Promise<ExperimentChapter> {
  const { addresses } = desk;
  addresses.takeNotes();
  const compiled = desk.source.catalog.get(request.id);
  const view = viewOf(compiled, addresses);
  const redactor = desk.redactorOf(compiled);
  const series: KeptCurves["read"] = (run, metrics) => desk.source.catalog.series(compiled.experiment, run, metrics);
  const curves = keepCurves(compiled.experiment.runs, series);
  const figures = await figuresOf(view, desk);
  function* pages(): Generator<Page> {
    yield redactPage(ownPage({ view, figures, request }, desk), redactor);
    yield redactPage(comparisonPage(view), redactor);
    for (const page of runPages(view, desk, curves.read)) yield redactPage(page, redactor);
  }
  const finish = () => {
    const entries = entriesIn(view, desk);
    const files = [...compareFiles(view, redactor, curves), ...comparisonFiles(view, redactor)];
    const citations = citationsOf(addresses.takeNotes(), compiled, desk);
    return { ...redacted({ pages: [], entries, citations }, compiled, desk), files };
  };
  return { pages: pages(), finish };
}

function ownPage(of: { view: View; figures: SiteFigure[]; request: ExperimentRequest }, desk: Desk): Page {
  const { view, figures, request } = of;
  const { addresses, prose } = desk;
  const address = addresses.experiment(view.compiled);
  return experimentPage(view, {
    figures,
    journal: entriesOf(view, { address, prose, keep: (entry) => entry.tags.length > 0, part: taggedPart }),
    findings: findingItems(view.compiled.experiment.findings, addresses),
    documents: documentsOf(view, desk, request.documents),
    ...(request.lineage && { lineage: request.lineage }),
  });
}

function entriesIn(view: View, { prose }: Desk): ExperimentEntries {
  const { comparison, experiment } = view.compiled;
  return {
    accounting: comparison.accounting,
    card: experimentCard(view),
    runs: experiment.runs.map((run) => runEntry(run, view)),
    journal: entriesOf(view, { address: "journal/", prose, keep: () => true, part: (text) => text }),
    threads: entriesOf(view, { address: "journal/", prose, keep: isThread, part: openPart }).map(openOnly),
    open: entriesOf(view, { address: "", prose, keep: isOpen, part: openPart }).map(openOnly),
    increment: incrementEntry(view),
  };
}

/** The documents that cite runs of an experiment, and those of its own that cite none. */
function documentsOf(view: View, { citedBy }: Desk, own: readonly SiteLink[]): SiteLink[] {
  const citing = citedBy(view.compiled.experiment.runs, runIndex(view.compiled).shared);
  return [...citing, ...own.filter(({ href }) => !citing.some((one) => one.href.split("#")[0] === href))];
}

/** The page of a document. */
export async function documentChapter(document: PublishedDocument, desk: Desk): Promise<Chapter<DocumentEntry>> {
  desk.addresses.takeNotes();
  const { page, checked } = await documentPage(document, desk.context);
  const { title, address } = page;
  const experiment = page.experiment?.href ?? null;
  const entries = { title, file: document.file, href: address, checked, experiment };
  const citations = citationsOf(desk.addresses.takeNotes(), null, desk);
  const chapter = redacted({ pages: [page], entries, citations }, desk.source.catalog.at(document.file), desk);
  const [clean = page] = chapter.pages;
  return { ...chapter, citations: signedBy({ page: clean, verdicts: document.verdicts, hasMark: hasCard }, citations) };
}

/** The page of the series over all experiments. */
export async function progressChapter(progress: Progress, desk: Desk): Promise<Chapter<null>> {
  desk.addresses.takeNotes();
  const page = await progressPage(progress, desk.addresses);
  const citations = citationsOf(desk.addresses.takeNotes(), null, desk);
  return redacted({ pages: [page], entries: null, citations }, null, desk);
}

/** A chapter without what is not to be published. All that is made of pages and entries later is without it, too. */
export function redacted<T>(chapter: Chapter<T>, owner: CompiledExperiment | null, desk: Desk): Chapter<T> {
  const redactor = desk.redactorOf(owner);
  const pages = chapter.pages.map((page) => redactPage(page, redactor));
  const media = new Map([...chapter.citations.media].map(([address, file]) => [redactor.address(address), file]));
  const entries = chapter.entries === null ? chapter.entries : redactPage(chapter.entries as object, redactor);
  return { pages, entries: entries as T, citations: { ...chapter.citations, media } };
}

/** What the pages made since the last chapter refer to. `compiled`: the experiment that they are of. */
export function citationsOf(notes: Notes, compiled: CompiledExperiment | null, desk: Desk): Citations {
  const files = [...notes.files].map(([path, cited]): [string, FileCitation] => {
    const isOwn = compiled !== null && isBelow(path, compiled) && desk.source.catalog.at(path) === compiled;
    const records = notes.records.get(path) ?? [];
    return [path, { cited, records, run: isOwn ? runOf(path, compiled) : null }];
  });
  return { files: new Map(files), looked: [...notes.looked], media: notes.media };
}

/** What the page of a file is made with. `owners`: the links above it; null when its experiment has to be asked. */
export interface FileRequest {
  path: string;
  cited: CitedRange[];
  records: CitedRecord[];
  owners: SiteLink[] | null;
}

/** The links above the page of an experiment's file. */
export function fileOwners({ card, runs }: ExperimentEntries, run: number): SiteLink[] {
  const own = runs[run];
  const links = [
    { text: "Experiments", href: "experiments/" },
    { text: card.title, href: card.href },
  ];
  return own === undefined ? links : [...links, { text: own.name, href: own.href }];
}

/** The pages of a file that something points at; none of a file that is gone since. */
export function filePages({ path, cited, records, owners }: FileRequest, desk: Desk): Page[] {
  const { addresses, source } = desk;
  const text = source.open(path);
  const address = addresses.file(path);
  if (address === null) return [];
  const links = owners ?? ownersOf(path, { addresses, owner: source.catalog.at(path) });
  const redactor = desk.redactorAt(path);
  if (text === null) {
    const pages = source.records ? recordPages(source.records, { path, address, cited: records, owners: links }) : [];
    return pages.map((page) => redactPage(page, redactor));
  }
  const raw = source.isRaw?.(path) ? addresses.raw(path) : null;
  // Its lines were read without what is kept back.
  const page = filePage(text, { path, address, cited, owners: links, raw });
  return [{ ...redactPage({ ...page, windows: [] }, redactor), windows: page.windows }];
}

function* runPages(view: View, { source, citedBy }: Desk, series: KeptCurves["read"]): Generator<Page> {
  const { experiment } = view.compiled;
  const { shared } = runIndex(view.compiled);
  const parts = {
    curves: openCurves(series),
    isMedium: (file: string) => source.isMedium(file) && isStill(file, source),
    citedBy: (run: Run) => citedBy(run, shared),
  };
  for (const run of experiment.runs) yield runPage(run, view, parts);
}

function isBelow(path: string, { experiment }: CompiledExperiment): boolean {
  return experiment.dir === "" || path.startsWith(`${experiment.dir}/`);
}

async function figuresOf(view: View, { source }: Desk): Promise<SiteFigure[]> {
  const figures: SiteFigure[] = [];
  for (const figure of view.compiled.figures) {
    const svg = await source.draw(figure, view.compiled);
    const live = source.live?.(figure, view.compiled, leadingOf(figure, view)) ?? null;
    figures.push(siteFigure(figure, { svg, live }, view));
  }
  return figures;
}
