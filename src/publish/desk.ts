import { figureFile } from "../charts/figure.ts";
import type { Leading } from "../charts/live/figure-data.ts";
import type { LiveFigure } from "../charts/live/live-figure.ts";
import { FILE_THEMES } from "../charts/theme.ts";
import type { SiteLink } from "../contract/index.ts";
import type { FileLines } from "../disk/lines.ts";
import { meanRows } from "../markdown/derivation.ts";
import { headingIds } from "../markdown/heading-id.ts";
import type { Catalog, CompiledExperiment, Figure } from "../model/project.ts";
import type { Known } from "../redaction/known.ts";
import { knownSecrets } from "../redaction/known.ts";
import { openReading } from "../redaction/reading.ts";
import type { RedactionRules, Redactor } from "../redaction/redactor.ts";
import { ALWAYS, openRedactor } from "../redaction/redactor.ts";
import type { Addresses, NamedExperiment } from "./address.ts";
import { openAddresses } from "./address.ts";
import type { DocumentContext } from "./document-page.ts";
import { quietDrawing } from "./figures.ts";
import type { ImageSize } from "./image-size.ts";
import type { Prose } from "./prose.ts";
import { folderPages, openProse } from "./prose.ts";
import type { RecordShelf } from "./record-page.ts";
import { openRegionEvidence } from "./region-evidence.ts";
import type { CitingDocument, RunCitations } from "./run-citations.ts";
import { openCitations } from "./run-citations.ts";

const KEPT_FILES = 16;

/**
 * What pages are made of.
 *
 * - `experiments`: all of them, in their order; when it is not given they are asked of the catalog.
 * - `published`: the documents with a page. `standIns`: those without, each with the id of the experiment whose comparison page says
 *   the same, or null where the list of experiments does.
 * - `siblings`: the names in a folder of the project.
 * - `open`: a text file by its lines; null when it is missing, binary or outside the project. `isText`: whether it would.
 * - `isMedium`: whether an image of a document may be copied into the site. `imageSize`: how large it is; null where that is not known.
 * - `draw`: a figure as SVG that takes the page's colours. `live`: its points, for a browser that brings it to life.
 * - `records`: what binary files hold, a record or row at a time. `isRaw`: whether a text file may be copied as it is.
 * - `redact`: what is kept back besides what always is; null publishes everything as it is. `known`: what the params and
 *   environment of all experiments give away; `secretsAt`: what those of the experiment that a path belongs to do, without
 *   loading it, with the experiment's id, or null for a path of none.
 * - `citing`: the documents with their claims, so that a run can say who cites it.
 */
export interface SiteSource {
  catalog: Catalog;
  experiments?: readonly NamedExperiment["experiment"][];
  published: readonly string[];
  standIns?: ReadonlyMap<string, string | null>;
  siblings?(dir: string): readonly string[];
  open(file: string): FileLines | null;
  isText(file: string): boolean;
  isMedium(file: string): boolean;
  imageSize?(file: string): ImageSize | null;
  draw(figure: Figure, compiled: CompiledExperiment): Promise<string>;
  live?(figure: Figure, compiled: CompiledExperiment, leading: Leading): LiveFigure | null;
  records?: RecordShelf;
  isRaw?(file: string): boolean;
  redact?: RedactionRules | null;
  known?: Known;
  secretsAt?(path: string): { id: string; known: Known } | null;
  citing?: readonly CitingDocument[];
}

/** Where pages are made: what they are made of, and their addresses. */
export interface Desk {
  source: SiteSource;
  addresses: Addresses;
  prose: Prose;
  context: DocumentContext;
  citedBy: RunCitations;
  /** Keeps back what is not to be published of an experiment, or of what belongs to none. */
  redactorOf(compiled: CompiledExperiment | null): Redactor;
  /** The same for what belongs to whatever a path belongs to. */
  redactorAt(path: string): Redactor;
  /** A text file without what is not to be published, where it is at hand or something was left out; null when it may be copied. */
  cleanCopy(file: string): string | null;
}

/** Opens a desk. Desks of the same project give the same pages. */
export function openDesk(given: SiteSource): Desk {
  const { catalog, isMedium } = given;
  const { redactorOf, redactorAt } = redactors(given);
  const reading = openReading(given.open, redactorAt);
  const source = { ...given, open: rememberLast(reading.open), draw: rememberDrawings(given.draw) };
  const experiments = given.experiments ?? catalog.ids.map((id) => catalog.get(id).experiment);
  const addresses = openAddresses({
    experiments,
    documents: given.published,
    standIns: standInPages(given, experiments),
    ...(given.siblings && { siblings: given.siblings }),
    isShown: given.isText,
    records: (path) => given.records?.find(path) ?? null,
  });
  const folders = folderPages(addresses);
  const folder = (path: string): string | null => {
    const owner = folders.of(path) === null ? catalog.at(path) : null;
    if (owner !== null) folders.add(owner);
    return folders.of(path);
  };
  const standIn = (path: string, fragment: string) => standInAddress(path, fragment, { catalog, addresses });
  const evidenceOf = openRegionEvidence(catalog);
  const prose = openProse({
    addresses,
    folder,
    standIn,
    open: source.open,
    isMedium,
    ...(given.imageSize && { imageSize: given.imageSize }),
    evidenceOf: (path, title) => (given.records?.find(path) ? evidenceOf(path, title) : null),
  });
  const experimentOf = (file: string): SiteLink | null => {
    const owner = catalog.at(file);
    return owner === null ? null : { text: owner.experiment.title, href: addresses.experiment(owner) };
  };
  const drawing = async (path: string): Promise<string | null> => {
    const owner = catalog.at(path);
    const isIt = (one: Figure, { experiment }: CompiledExperiment) =>
      FILE_THEMES.some((theme) => figureFile(experiment, one, theme) === path);
    const figure = owner?.figures.find((one) => isIt(one, owner));
    return owner && figure ? source.draw(figure, owner) : null;
  };
  const record: DocumentContext["record"] = (file, locator) => given.records?.show(file, [locator])[0] ?? null;
  const context = { catalog, addresses, open: source.open, record, prose, drawing, experimentOf };
  const citedBy = openCitations(given.citing ?? [], (path) => addresses.document(path));
  return { source, addresses, prose, context, citedBy, redactorOf, redactorAt, cleanCopy: reading.copy };
}

/** The pages that stand in for documents without one. */
function standInPages(
  { standIns = new Map() }: SiteSource,
  experiments: readonly NamedExperiment["experiment"][],
): Map<string, string> {
  const { comparison } = openAddresses({ experiments, documents: [], isShown: () => false });
  const named = new Map(experiments.map((experiment) => [experiment.id, { experiment }]));
  return new Map(
    [...standIns].map(([file, id]) => {
      const experiment = id === null ? undefined : named.get(id);
      return [file, experiment === undefined ? "experiments/" : comparison(experiment)];
    }),
  );
}

/** A heading of comparison.md over the runs of a row leads to these runs on the page that stands in for it. */
function standInAddress(
  path: string,
  fragment: string,
  { catalog, addresses }: { catalog: Catalog; addresses: Addresses },
): string | null {
  const page = addresses.standIn(path);
  if (page === null || !fragment.startsWith("#runs-of-")) return page;
  const compiled = catalog.at(path);
  const rows = compiled === null ? [] : meanRows(compiled);
  const at = headingIds(rows.map((row) => `Runs of ${row.name}`)).indexOf(fragment.slice(1));
  const row = rows[at];
  return row === undefined ? page : `${page}#${addresses.group(row.id)}`;
}

/** What an experiment's params and environment give away is kept back in all that belongs to it. */
function redactors(source: SiteSource): Pick<Desk, "redactorOf" | "redactorAt"> {
  const { redact = ALWAYS, known: all = new Map(), catalog } = source;
  const plain = openRedactor(redact);
  const wide = plain.knowing(all);
  const kept = new Map<string, Redactor>();
  const knowing = (id: string, knownOf: () => Known): Redactor => {
    const redactor = kept.get(id) ?? plain.knowing(knownOf());
    kept.delete(id);
    kept.set(id, redactor);
    if (kept.size > KEPT_FILES) kept.delete(kept.keys().next().value ?? "");
    return redactor;
  };
  const redactorOf = (compiled: CompiledExperiment | null) =>
    compiled === null ? wide : knowing(compiled.experiment.id, () => knownSecrets(compiled.experiment.runs));
  const redactorAt = (path: string) => {
    if (source.secretsAt === undefined) return redactorOf(catalog.at(path));
    const owner = source.secretsAt(path);
    return owner === null ? wide : knowing(owner.id, () => owner.known);
  };
  return { redactorOf, redactorAt };
}

/** Keeps the files opened last: the claims of a document mostly point at a few files. */
function rememberLast(open: SiteSource["open"]): SiteSource["open"] {
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
function rememberDrawings(draw: SiteSource["draw"]): SiteSource["draw"] {
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
