import { readFrontMatter } from "../markdown/front-matter.ts";
import type { Document, Section } from "../model/document.ts";
import { baseName } from "../model/tree.ts";

/** The sections of a report, in their order. */
export const REPORT_SECTIONS = ["Abstract", "Introduction", "Methods", "Results", "Discussion", "Conclusion"] as const;

/** One of the sections of a report. */
export type ReportSection = (typeof REPORT_SECTIONS)[number];

/** Tells whether a document is a report: it is called `report.md` or its front matter says `type: report`. */
export function isReport(document: Document): boolean {
  if (baseName(document.file).toLowerCase() === "report.md") return true;
  const { type } = readFrontMatter(document.text, document.file).data;
  return typeof type === "string" && type.trim().toLowerCase() === "report";
}

/**
 * Which section of a report a heading begins, whatever its case and number and in singular or plural: `3. METHODS`,
 * `IV – Results`, `Conclusions: what we know`. Null for other headings.
 */
export function reportSectionOf(title: string): ReportSection | null {
  const bare = title.trim().replace(/^(?:[\d.]+|[ivx]+(?=[.)\s:–—-]))[.)\s:–—-]*/i, "");
  const word = /^([a-z]+)\s*(?:[:–—(.-].*)?$/is.exec(bare)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  const singular = (name: string) => name.toLowerCase().replace(/s$/, "");
  return REPORT_SECTIONS.find((name) => singular(name) === singular(word)) ?? null;
}

/** The section of a report around an offset, also through headings below it; null outside of all. */
export function reportSectionAt(document: Document, offset: number): ReportSection | null {
  let found: ReportSection | null = null;
  for (const section of document.sections) {
    if (section.start <= offset && offset < section.end) found = reportSectionOf(section.title) ?? found;
  }
  return found;
}

/** Each section of a report that a document has: of several with one name the highest, then the first. */
export function reportSectionsIn(document: Document): Map<ReportSection, Section> {
  const found = new Map<ReportSection, Section>();
  for (const section of document.sections) {
    const name = reportSectionOf(section.title);
    const before = name === null ? undefined : found.get(name);
    if (name !== null && (before === undefined || section.depth < before.depth)) found.set(name, section);
  }
  return found;
}
