import { liveFigureOf } from "../charts/live/figure-data.ts";
import { drawFigure } from "../charts/render.ts";
import { progressOf } from "../compare/progress/progress.ts";
import type { SiteData } from "../contract/index.ts";
import { fileSize, isFile, isInside, readText } from "../disk/file.ts";
import { isText, openLines } from "../disk/lines.ts";
import type { JudgedDocument } from "../model/project.ts";
import type { Compiled } from "../project/compilation.ts";
import { judge } from "../project/judge.ts";
import type { PublishedDocument } from "../publish/document-page.ts";
import type { RecordShelf } from "../publish/record-page.ts";
import { publish } from "../publish/site-data.ts";
import { showRecords } from "../readers/index.ts";
import { holdsRecords } from "../readers/record-file.ts";

/** Larger text files are not copied, and the cited records of a larger binary file are spread over several pages. */
const LARGE = 1 << 20;

/** What the site is called. */
export interface SiteTitle {
  title: string;
  description: string | null;
}

/** Makes the site's data of a compile: documents are judged whole, with the claims in their regions, so that each can be shown. */
export function publicationOf(compiled: Compiled, named: SiteTitle): SiteData {
  const { root, catalog } = compiled;
  return publish({
    ...named,
    catalog,
    documents: compiled.documents.map((one) => publishedDocument(compiled, one)),
    findings: compiled.findings,
    progress: progressOf([...compiled.memory.digests.values()].map((digest) => digest.progress)),
    open: (file) => openLines(root, file),
    isText: (file) => isText(root, file),
    isRaw: (file) => isText(root, file) && fileSize(root, file) <= LARGE,
    records: recordShelf(root),
    isMedium: (file) => /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(file) && isInside(root, file) && isFile(root, file),
    draw: (figure, { experiment }) =>
      drawFigure({
        figure,
        compiled: catalog.get(experiment.id),
        series: (run, metrics) => catalog.series(experiment, run, metrics),
        theme: "page",
      }),
    live: (figure, { experiment }) =>
      liveFigureOf({
        figure,
        compiled: catalog.get(experiment.id),
        series: (run, metrics) => catalog.series(experiment, run, metrics),
        theme: "page",
      }),
  });
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

/** `checked`: the coverage as the command line prints it. */
function publishedDocument(compiled: Compiled, one: JudgedDocument): PublishedDocument {
  const { file } = one;
  const text = readText(compiled.root, file);
  const { judged } = judge(
    { file, text, after: null, everything: false },
    { ...compiled, planned: new Set(), redraws: true },
  );
  return { file, text, verdicts: judged.verdicts, checked: one };
}
