import { figureFile } from "../charts/figure.ts";
import type { ExperimentCard, Page, Site, SiteData, SiteEntry, SiteFigure, SiteLink } from "../contract/index.ts";
import { SCHEMA_VERSION } from "../contract/index.ts";
import type { FileLines } from "../disk/lines.ts";
import type { Accounting } from "../model/accounting.ts";
import { addAccountings, sayAccounting } from "../model/accounting.ts";
import { addCoverages } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import { isOpen } from "../model/journal.ts";
import type { Progress } from "../model/progress.ts";
import type { Catalog, CompiledExperiment, Figure } from "../model/project.ts";
import type { Addresses } from "./address.ts";
import { openAddresses } from "./address.ts";
import type { DocumentContext, PublishedDocument } from "./document-page.ts";
import { checkedOf, documentPage } from "./document-page.ts";
import { comparisonPage, experimentCard, experimentPage } from "./experiment-page.ts";
import { quietDrawing, siteFigure } from "./figures.ts";
import { filePage } from "./file-page.ts";
import { findingItems } from "./finding-item.ts";
import type { DocumentEntry, RunEntry } from "./index-page.ts";
import { aboutPage, documentsPage, experimentsPage, homePage, runEntry, runsPage } from "./index-page.ts";
import { entriesOf, journalPage, newestFirst, openOnly, openPart, taggedPart } from "./journal-page.ts";
import { progressPage } from "./progress-page.ts";
import type { Prose } from "./prose.ts";
import { folderPages, openProse } from "./prose.ts";
import { runPage } from "./run-page.ts";
import type { Checked } from "./status.ts";
import { siteCoverage } from "./status.ts";
import type { View } from "./view.ts";
import { viewOf } from "./view.ts";

const KEPT_FILES = 16;
const THEMES = ["light", "dark"] as const;

/**
 * What is published. Nothing is read from disk here:
 *
 * - `open`: a text file by its lines; null when it is missing, binary or outside the project. `isText`: whether it would.
 * - `isMedium`: whether an image of a document may be copied into the site.
 * - `progress`: the series over all experiments, null without any.
 * - `draw`: a figure as SVG that takes the page's colours.
 */
export interface PublishInput {
  title: string;
  description: string | null;
  catalog: Catalog;
  documents: readonly PublishedDocument[];
  findings: readonly Finding[];
  progress?: Progress | null;
  open(file: string): FileLines | null;
  isText(file: string): boolean;
  isMedium(file: string): boolean;
  draw(figure: Figure, compiled: CompiledExperiment): Promise<string>;
}

/** What the lists over all experiments are made of. */
interface Collected {
  accountings: Accounting[];
  cards: ExperimentCard[];
  runs: RunEntry[];
  journal: SiteEntry[];
  open: SiteEntry[];
  documents: DocumentEntry[];
}

interface Desk {
  input: PublishInput;
  addresses: Addresses;
  prose: Prose;
  context: DocumentContext;
  collected: Collected;
}

/**
 * Makes the data of the site, page by page: documents, then each experiment with its runs, then the lists, and last the files
 * that something points at. Given the same project it gives the same pages in the same order.
 */
export function publish(input: PublishInput): SiteData {
  const files = input.documents.map((one) => one.file);
  const addresses = openAddresses({ documents: files, isShown: input.isText });
  const site: Site = {
    schemaVersion: SCHEMA_VERSION,
    title: input.title,
    description: input.description,
    navigation: navigationOf(input),
  };
  return { site, pages: pagesOf(input, addresses), media: () => addresses.media() };
}

async function* pagesOf(input: PublishInput, addresses: Addresses): AsyncGenerator<Page> {
  const desk = deskOf(input, addresses);
  const { collected } = desk;
  const findings = findingItems(input.findings, addresses);
  const documents = Map.groupBy(input.documents, (one) => input.catalog.at(one.file)?.experiment.id ?? null);
  for (const document of documents.get(null) ?? []) yield publishDocument(document, desk);
  for (const id of input.catalog.ids) {
    for (const document of documents.get(id) ?? []) yield publishDocument(document, desk);
    yield* experimentPages(input.catalog.get(id), desk);
  }
  const accounting = sayAccounting(addAccountings(collected.accountings));
  const coverage = collected.documents.length === 0 ? null : siteCoverage(sumOf(collected.documents));
  const { cards, runs, journal } = collected;
  yield experimentsPage(cards, accounting);
  yield runsPage(runs, accounting);
  if (input.progress) yield await progressPage(input.progress, addresses);
  if (collected.documents.length > 0) yield documentsPage(collected.documents, coverage);
  yield journalPage(journal);
  yield aboutPage();
  const { title, description } = input;
  const open = newestFirst(collected.open);
  yield homePage({ title, description, accounting, coverage, experiments: cards, open, runs, findings });
  for (const path of addresses.takeFiles(null)) {
    const text = input.open(path);
    if (text !== null) yield filePage(path, text, { addresses, owner: input.catalog.at(path) });
  }
}

function deskOf(input: PublishInput, addresses: Addresses): Desk {
  const folders = folderPages(addresses);
  const folder = (path: string): string | null => {
    const owner = folders.of(path) === null ? input.catalog.at(path) : null;
    if (owner !== null) folders.add(owner);
    return folders.of(path);
  };
  const { catalog, isMedium } = input;
  const open = rememberLast(input.open);
  const draw = rememberDrawings(input.draw);
  const prose = openProse({ addresses, folder, open, isMedium });
  const experimentOf = (file: string): SiteLink | null => {
    const owner = catalog.at(file);
    return owner === null ? null : { text: owner.experiment.title, href: addresses.experiment(owner) };
  };
  const collected = { accountings: [], cards: [], runs: [], journal: [], open: [], documents: [] };
  const drawing = async (path: string): Promise<string | null> => {
    const owner = catalog.at(path);
    const figure = owner?.figures.find((one) =>
      THEMES.some((theme) => figureFile(owner.experiment, one, theme) === path),
    );
    return owner && figure ? draw(figure, owner) : null;
  };
  const context = { catalog, addresses, open, prose, drawing, experimentOf };
  return { input: { ...input, open, draw }, addresses, prose, context, collected };
}

async function publishDocument(document: PublishedDocument, desk: Desk): Promise<Page> {
  const page = await documentPage(document, desk.context);
  const { title, address } = page;
  const experiment = page.experiment?.href ?? null;
  desk.collected.documents.push({
    title,
    file: document.file,
    href: address,
    checked: checkedOf(document),
    experiment,
  });
  return page;
}

function sumOf(documents: readonly DocumentEntry[]): Checked {
  const coverage = addCoverages(documents.map((one) => one.checked.coverage));
  return { coverage, generated: documents.reduce((sum, one) => sum + one.checked.generated, 0) };
}

async function* experimentPages(compiled: CompiledExperiment, desk: Desk): AsyncGenerator<Page> {
  const { addresses, prose, collected } = desk;
  const view = viewOf(compiled, addresses);
  const { runs, findings } = compiled.experiment;
  const address = addresses.experiment(compiled);
  const tagged = entriesOf(view, { address, prose, keep: (entry) => entry.tags.length > 0, part: taggedPart });
  const documents = collected.documents.filter((one) => one.experiment === address);
  yield experimentPage(view, {
    figures: await figuresOf(view, desk.input),
    journal: tagged,
    findings: findingItems(findings, addresses),
    documents: documents.map((one) => ({ text: one.title, href: one.href })),
  });
  yield comparisonPage(view);
  for (const run of runs) yield runPage(run, view);
  collected.accountings.push(compiled.comparison.accounting);
  collected.cards.push(experimentCard(view));
  collected.runs.push(...runs.map((run) => runEntry(run, view)));
  collected.journal.push(...entriesOf(view, { address: "journal/", prose, keep: () => true, part: (text) => text }));
  collected.open.push(...entriesOf(view, { address: "", prose, keep: isOpen, part: openPart }).map(openOnly));
}

async function figuresOf(view: View, input: PublishInput): Promise<SiteFigure[]> {
  const figures: SiteFigure[] = [];
  for (const figure of view.compiled.figures) {
    figures.push(siteFigure(figure, await input.draw(figure, view.compiled), view));
  }
  return figures;
}

/** Keeps the files opened last: the claims of a document mostly point at a few files. */
function rememberLast(open: PublishInput["open"]): PublishInput["open"] {
  const kept = new Map<string, FileLines | null>();
  return (file) => {
    const known = kept.get(file);
    const text = known === undefined ? open(file) : known;
    kept.delete(file);
    kept.set(file, text);
    if (kept.size > KEPT_FILES) kept.delete(kept.keys().next().value ?? "");
    return text;
  };
}

/** Keeps the drawings of the experiment at hand: its report and its page show the same. */
function rememberDrawings(draw: PublishInput["draw"]): PublishInput["draw"] {
  let owner = "";
  const kept = new Map<string, Promise<string>>();
  return (figure, compiled) => {
    if (owner !== compiled.experiment.id) kept.clear();
    owner = compiled.experiment.id;
    const drawn = kept.get(figure.id) ?? draw(figure, compiled).then(quietDrawing);
    kept.set(figure.id, drawn);
    return drawn;
  };
}

function navigationOf(input: PublishInput): SiteLink[] {
  return [
    { text: "Experiments", href: "experiments/" },
    { text: "Runs", href: "runs/" },
    ...(input.progress ? [{ text: "Progress", href: "progress/" }] : []),
    ...(input.documents.length > 0 ? [{ text: "Documents", href: "documents/" }] : []),
    { text: "Journal", href: "journal/" },
    { text: "About the numbers", href: "about/" },
  ];
}
