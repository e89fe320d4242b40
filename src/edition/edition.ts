import type { Page } from "../contract/index.ts";
import { pack, unpack } from "../disk/cache.ts";
import { hashText } from "../disk/hash.ts";
import type { Citations, ExperimentEntries, ExperimentRequest } from "../publish/chapter.ts";
import { citationsOf, documentChapter } from "../publish/chapter.ts";
import type { Desk } from "../publish/desk.ts";
import type { PublishedDocument } from "../publish/document-page.ts";
import type { DocumentEntry } from "../publish/index-page.ts";
import type { IncrementPlace } from "../publish/lineage.ts";
import { lineageOf } from "../publish/lineage.ts";
import type { ListInput } from "../publish/list-pages.ts";
import { listPages } from "../publish/list-pages.ts";
import type { Tie } from "../publish/tie.ts";
import { pageData, twinsOf } from "../publish/twin.ts";
import { redactPage } from "../redaction/page.ts";
import type { Crew } from "./crew.ts";
import { fileGroups, selfContained } from "./file-group.ts";
import type { Edition, Gathering } from "./gathering.ts";
import { blankEdition, currentOf, take, takeBatch, takePlaces } from "./gathering.ts";
import type { LastOutput } from "./last-output.ts";
import type { Kept, SiteMemory } from "./site-memory.ts";
import type { Done } from "./workshop.ts";

/** How many pages that are made already go to the press at once. */
const BUNDLE = 10;

/** A document with a page. `owner`: the id of its experiment. `load`: judges it; `depends`: paths that its verdicts rest on. */
export interface DocumentPlan {
  file: string;
  owner: string | null;
  key: string;
  load(): { document: PublishedDocument; depends: string[] };
}

/**
 * What a site is made of, before any page is made.
 *
 * - `experiments`: each with a key of all that it is made from; null when that cannot be told, so that it is made again.
 * - `increments`: the experiments of increments, so that each can name those beside its own. `ties`: which speak of which.
 * - `signature`: of what a path means to a page of another experiment; null where that cannot be told; `identity`: of a file's
 *   content. Both are the same as long as nothing changed.
 * - `owner`: the id of the experiment that a path belongs to; `isOwn`: whether the key of an experiment covers a path. `places`: the
 *   same while `owner` gives the same.
 */
export interface EditionInput {
  desk: Desk;
  documents: readonly DocumentPlan[];
  experiments: readonly { id: string; key: string | null }[];
  lists: Omit<ListInput, "documents" | "experiments">;
  increments: readonly IncrementPlace[];
  ties: readonly Tie[];
  signature(path: string): string | null;
  identity(path: string): string;
  places: string;
  owner(path: string): string | null;
  isOwn(id: string, path: string): boolean;
}

/**
 * What pages are made with: who works, and what the last build left: in its memory, and in the output folder (null when nothing there
 * can be used again).
 */
export interface EditionTools {
  crew: Crew;
  past: SiteMemory;
  before: LastOutput | null;
}

/** What is made together. `name`: among all such; `known`: what the last build kept of it; `key`: of all that it is made from. */
interface Part<Entries> {
  name: string;
  known: Kept<Entries> | undefined;
  key: string | null;
}

/** `citations`: of all pages but those of experiments. */
interface Maker extends EditionTools, Gathering {
  input: EditionInput;
  citations: Citations[];
}

/**
 * Makes the pages of a site: documents, experiments, lists, and last the files that something points at. What the last build made
 * from the same is not made again. Given the same project the result is the same whoever works and in whatever order.
 */
export async function makeEdition(input: EditionInput, tools: EditionTools): Promise<Edition> {
  const edition = blankEdition();
  const maker: Maker = { ...tools, input, edition, citations: [] };
  const documents = await makeDocuments(maker);
  const [progress, experiments] = await Promise.all([makeProgress(maker), makeExperiments(maker, documents)]);
  edition.memory.progress = progress;
  if (progress !== null) maker.citations.push(unpack(progress.citations));
  const lists = makeLists(maker, [...documents.values()], experiments);
  // Threads make the files while the lists are looked through here.
  await Promise.all([makeFiles(maker), print(maker, lists)]);
  return edition;
}

async function makeDocuments(maker: Maker): Promise<Map<string, DocumentEntry>> {
  const { input, past, edition } = maker;
  const entries = new Map<string, DocumentEntry>();
  for (const plan of input.documents) {
    const known = past.documents.get(plan.file);
    const part = { name: `document ${plan.file}`, known, key: plan.key };
    const kept = reuse(part, maker) ?? (await makeDocument(maker, plan, part));
    maker.citations.push(unpack(kept.citations));
    edition.memory.documents.set(plan.file, kept);
    entries.set(plan.file, kept.entries);
  }
  return entries;
}

async function makeExperiments(
  maker: Maker,
  documents: ReadonlyMap<string, DocumentEntry>,
): Promise<ExperimentEntries[]> {
  const { input, past, crew, edition } = maker;
  const requests = requestsOf(maker, documents);
  const made = input.experiments.map(async ({ id, key: own }, at) => {
    const request = requests[at] ?? { id, documents: [] };
    const key = own === null ? null : hashText(`${own}\n${JSON.stringify(request)}`);
    const part = { name: `experiment ${id}`, known: past.experiments.get(id), key };
    const kept = reuse(part, maker);
    if (kept !== null) return kept;
    const done = await crew.work({ kind: "experiment", request, current: currentOf(part, maker) });
    const { entries, citations } = done;
    if (entries === null || citations === null) throw new Error(`nothing was made of ${id}`);
    const asked = pathsIn(citations).filter((path) => !input.isOwn(id, path));
    return keep(maker, part, { done, entries, citations, asked });
  });
  const all = await Promise.all(made);
  input.experiments.forEach(({ id }, at) => {
    const kept = all[at];
    if (kept !== undefined) edition.memory.experiments.set(id, kept);
  });
  return all.map((one) => one.entries);
}

/** What each experiment's pages say that is not in it. */
function requestsOf({ input, citations }: Maker, documents: ReadonlyMap<string, DocumentEntry>): ExperimentRequest[] {
  const { desk, increments, ties, lists } = input;
  const { addresses } = desk;
  const among = { progress: lists.progress ?? null, increments, ties };
  const byOwner = Map.groupBy(input.documents, (plan) => plan.owner);
  addresses.takeNotes();
  const requests = input.experiments.map(({ id }) => {
    const own = (byOwner.get(id) ?? []).flatMap(({ file }) => documents.get(file) ?? []);
    const links = own.map(({ title, href }) => ({ text: title, href }));
    return { id, documents: links, lineage: lineageOf(id, among, addresses) };
  });
  citations.push(citationsOf(addresses.takeNotes(), null, desk));
  return requests;
}

/** The page of the series over all experiments; null where there is none. */
async function makeProgress(maker: Maker): Promise<Kept<null> | null> {
  const { input, past, crew } = maker;
  const { progress } = input.lists;
  if (!progress) return null;
  const key = hashText(JSON.stringify(progress));
  const part = { name: "progress", known: past.progress ?? undefined, key };
  const kept = reuse(part, maker);
  if (kept !== null) return kept;
  const done = await crew.work({ kind: "progress", progress, current: currentOf(part, maker) });
  const { citations } = done;
  if (citations === null) throw new Error("nothing was made of the progress");
  return keep(maker, part, { done, entries: null, citations, asked: pathsIn(citations) });
}

/** The lists over all experiments, not printed yet. */
function makeLists(maker: Maker, documents: DocumentEntry[], experiments: ExperimentEntries[]): Page[] {
  const { input, edition } = maker;
  const { addresses } = input.desk;
  addresses.takeNotes();
  const lists = listPages({ ...input.lists, documents, experiments }, addresses);
  maker.citations.push(citationsOf(addresses.takeNotes(), null, input.desk));
  edition.data.push(...lists.files);
  const { redact, known } = input.desk.source;
  edition.rules = hashText(JSON.stringify([redact === undefined ? "always" : redact, [...(known ?? [])]]));
  return lists.pages;
}

async function makeFiles(maker: Maker): Promise<void> {
  const { input, past, crew, edition } = maker;
  const { experiments } = edition.memory;
  const contained = selfContained(experiments, past, input);
  edition.memory.contained = contained;
  const carryOn = (id: string, key: string) => {
    const known = past.files.get(id);
    if (known?.key !== key || !takeBatch(`files ${id}`, known.printed, maker)) return false;
    edition.memory.files.set(id, known);
    return true;
  };
  const groups = fileGroups({ citations: maker.citations, experiments, contained, input, carryOn });
  const made = groups.map(async ({ id, key, files }) => {
    const part = { name: `files ${id}`, known: past.files.get(id) };
    if (part.known?.key === key && takeBatch(part.name, part.known.printed, maker)) return part.known;
    const done = await crew.work({ kind: "files", files, current: currentOf(part, maker) });
    return { key, printed: take(maker, done, part.name) };
  });
  const all = await Promise.all(made);
  groups.forEach(({ id }, at) => {
    const kept = all[at];
    if (kept !== undefined) edition.memory.files.set(id, kept);
  });
}

/** Judges a document and makes its page in this thread; it is printed by whoever is free. */
async function makeDocument(maker: Maker, plan: DocumentPlan, part: Part<DocumentEntry>): Promise<Kept<DocumentEntry>> {
  const { document, depends } = plan.load();
  const { pages, entries, citations } = await documentChapter(document, maker.input.desk);
  const current = currentOf(part, maker);
  const done = await maker.crew.work({ kind: "pages", pages, media: citations.media, current });
  return keep(maker, part, { done, entries, citations, asked: [...depends, ...pathsIn(citations)] });
}

/** What is kept, if it is made from the same as then and the output has its pages; its pages are taken. */
function reuse<E>({ name, known, key }: Part<E>, maker: Maker): Kept<E> | null {
  if (known === undefined || key === null || known.key !== key) return null;
  if (!known.outside.every(([path, signature]) => signature !== "" && maker.input.signature(path) === signature))
    return null;
  return takeBatch(name, known.printed, maker) ? known : null;
}

/** What was made together. `asked`: the paths that it asked about and that `key` does not cover. */
interface Made<Entries> {
  done: Done;
  entries: Entries;
  citations: Citations;
  asked: readonly string[];
}

/** Takes what was printed, and what the next build has to know of it. */
function keep<E>(maker: Maker, { name, key }: Part<E>, { done, entries, citations, asked }: Made<E>): Kept<E> {
  const printed = take(maker, done, name);
  return { key: key ?? "", printed, outside: signed(new Set(asked), maker), entries, citations: pack(citations) };
}

function signed(paths: ReadonlySet<string>, { input }: Maker): [string, string][] {
  return [...paths].map((path) => [path, input.signature(path) ?? ""]);
}

/** Prints pages that are made, without what is to be kept back, except those that the output has. */
async function print(maker: Maker, pages: readonly Page[]): Promise<void> {
  const { before, edition, input } = maker;
  const redactor = input.desk.redactorOf(null);
  // What came out as it is when the same was kept back comes out so again, and need not be looked through.
  const isSame = before?.rules === edition.rules;
  const due: Page[] = [];
  for (const page of pages) {
    if (isSame && takePlaces(placesOf(page), maker)) continue;
    const clean = redactPage(page, redactor);
    if (isSame && clean === page) due.push(page);
    else if (!takePlaces(placesOf(clean), maker)) due.push(clean);
  }
  const bundles = Array.from({ length: Math.ceil(due.length / BUNDLE) }, (_, at) =>
    due.slice(at * BUNDLE, (at + 1) * BUNDLE),
  );
  const work = bundles.map((bundle) =>
    maker.crew.work({ kind: "pages", pages: bundle, media: new Map(), current: new Map() }),
  );
  for (const done of await Promise.all(work)) take(maker, done, null);
}

function pathsIn({ looked, files, media }: Citations): string[] {
  return [...looked, ...files.keys(), ...media.values()];
}

/** A page and what stands beside it, with the hash of its data. */
function placesOf(page: Page): [place: string, hash: string][] {
  const data = pageData(page);
  const twins = twinsOf(page, data).map(({ name }): [string, string] => [`${page.address}${name}`, data.hash]);
  return [[page.address, data.hash], ...twins];
}
