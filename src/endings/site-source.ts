import { liveFigureOf } from "../charts/live/figure-data.ts";
import { fileSize, isFile, isInside, readRange } from "../disk/file.ts";
import { openTexts } from "../disk/lines.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "../project/catalog.ts";
import type { SiteSource } from "../publish/desk.ts";
import { imageSize, SIZE_BYTES } from "../publish/image-size.ts";
import type { RecordShelf } from "../publish/record-page.ts";
import type { CitingDocument } from "../publish/run-citations.ts";
import { holdsRecords, showRecords } from "../readers/index.ts";
import type { Known } from "../redaction/known.ts";
import type { RedactionRules } from "../redaction/redactor.ts";
import { openDrawings } from "./drawing.ts";

/** Larger text files are not copied, and the cited records of a larger binary file are spread over several pages. */
const LARGE = 1 << 20;

/**
 * What pages are made of besides the catalog, as plain data: a thread that makes pages opens it again. `key`: everything besides
 * the tree that the result depends on. `secrets`: what each experiment gives away; those without any are not in it.
 */
export interface SourceInput {
  root: string;
  key: string;
  tree: Tree;
  published: string[];
  standIns: ReadonlyMap<string, string | null>;
  citing: CitingDocument[];
  redact: RedactionRules | null;
  known: Known;
  secrets: ReadonlyMap<string, Known>;
}

/** Opens what pages are made of. */
export function openSource(input: SourceInput, catalog: ProjectCatalog): SiteSource {
  const { root, key, tree, published, standIns, citing, redact, known, secrets } = input;
  const request = (figure: Figure, compiled: CompiledExperiment) => ({
    figure,
    compiled,
    series: (run: string, metrics: readonly string[]) => catalog.series(compiled.experiment, run, metrics),
    theme: "page" as const,
  });
  const texts = openTexts(root);
  return {
    catalog,
    experiments: [...catalog.plans.values()].map(({ place }) => place),
    published,
    standIns,
    citing,
    redact,
    known,
    secretsAt: (path) => {
      const id = catalog.owner(path);
      return id === null ? null : { id, known: secrets.get(id) ?? new Map() };
    },
    siblings: (dir) => {
      const listing = tree.listings.get(dir);
      return listing === undefined ? [] : [...listing.files, ...listing.dirs];
    },
    open: texts.open,
    isText: texts.isText,
    isRaw: (file) => (texts.size(file) ?? Number.POSITIVE_INFINITY) <= LARGE,
    records: recordShelf(root),
    isMedium: (file) => /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(file) && isInside(root, file) && isFile(root, file),
    imageSize: (file) => imageSize(readRange(root, file, { start: 0, length: SIZE_BYTES })),
    draw: openDrawings({ root, key }, request),
    live: (figure, compiled, leading) => liveFigureOf(request(figure, compiled), leading),
  };
}

/** The records of binary files, read when they are shown. */
function recordShelf(root: string): RecordShelf {
  return {
    find: (file) => {
      if (!holdsRecords(root, file)) return null;
      const bytes = fileSize(root, file);
      return { bytes, isLarge: bytes > LARGE };
    },
    show: (file, locators) => showRecords(file, locators, root),
  };
}
