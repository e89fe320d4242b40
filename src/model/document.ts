/**
 * A block between our markers, in a file that is otherwise its author's. Offsets are into the file's text in UTF-16
 * units; `bodyStart` to `bodyEnd` is what we own.
 *
 * - `name`, `attributes`: of `<!-- docs:begin name key=value … hash=… -->`.
 * - `hash`: as the begin marker states it; null when it has none.
 * - `edited`: the body's hash differs from the stated one.
 */
export interface OwnedRegion {
  name: string;
  attributes: Record<string, string>;
  hash: string | null;
  edited: boolean;
  start: number;
  bodyStart: number;
  bodyEnd: number;
  end: number;
  line: number;
  body: string;
}

/** A heading with the range of its section: from the heading to the next heading of the same or a higher level. */
export interface Section {
  title: string;
  depth: number;
  line: number;
  start: number;
  end: number;
}

/** A span of the source: offsets in UTF-16 units, 1-based line and column of its start. */
export interface Span {
  start: number;
  end: number;
  line: number;
  column: number;
}

/** An inline or reference link. `text` is its plain text, `textSpan` the range between the brackets. */
export interface DocumentLink {
  span: Span;
  textSpan: Span;
  text: string;
  url: string;
  title: string | null;
  reference: string | null;
  /** For a link in a table: the texts of its column's and row's heads. */
  columnHead?: string | null;
  rowHead?: string | null;
}

/** An image. */
export interface DocumentImage {
  span: Span;
  url: string;
  alt: string;
  title: string | null;
}

/** A run of prose text outside code, links, HTML and URLs. `context` names what it stands in. */
export interface Prose {
  span: Span;
  text: string;
  context: "paragraph" | "heading" | "cell" | "list";
  /** For a cell: the texts of its column's and row's heads. */
  columnHead: string | null;
  rowHead: string | null;
}

/** A paragraph, heading or table cell: what sentences stand in. A cell has the texts of its column's and row's heads. */
export interface TextBlock {
  start: number;
  end: number;
  context: Prose["context"];
  columnHead: string | null;
  rowHead: string | null;
}

/** A Markdown file, parsed for positions only; `text` is never rebuilt from the tree. */
export interface Document {
  file: string;
  text: string;
  title: string | null;
  sections: Section[];
  regions: OwnedRegion[];
  links: DocumentLink[];
  images: DocumentImage[];
  prose: Prose[];
  /** Code within a line, such as a run's name; its text is without the back-ticks. */
  codeSpans?: { span: Span; text: string }[];
  /** In the order of the text; none holds another. */
  blocks?: TextBlock[];
}

/** The innermost section around an offset, or null before the first heading. */
export function sectionAt(document: Document, offset: number): Section | null {
  let found: Section | null = null;
  for (const section of document.sections) {
    if (section.start <= offset && offset < section.end) found = section;
  }
  return found;
}

/** The region around an offset, or null in what people wrote. */
export function regionAt(document: Document, offset: number): OwnedRegion | null {
  return document.regions.find((region) => region.bodyStart <= offset && offset < region.bodyEnd) ?? null;
}
