import type { FileLines } from "../disk/lines.ts";
import type { RewriteUrl } from "../markdown/address.ts";
import { isRemote } from "../markdown/address.ts";
import { unescapeUrl } from "../markdown/escape.ts";
import { renderHtml } from "../markdown/html.ts";
import type { Mark } from "../markdown/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { resolvePath } from "../model/tree.ts";
import type { Addresses } from "./address.ts";
import type { ImageSize } from "./image-size.ts";
import { sizeAttributes } from "./image-size.ts";
import { rootOf } from "./page-link.ts";
import type { RegionEvidence } from "./region-evidence.ts";
import { splitSources } from "./source-list.ts";
import { isPhoto, isStill } from "./still-image.ts";

// No address of the project can be this: every address that an author writes is replaced before the text is searched for it.
const DRAWING = "labdocs-drawing-";
const DRAWN = /<img src="labdocs-drawing-(\d+)"[^>]*>/g;
const IMAGE_TAG = /<img src="([^"]*)"((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g;
const SOURCES = /\nSource: ((?:<a [^>]*>(?:(?!<\/a>).)*<\/a>(?:, )?)+)<\/p>/g;
const IMAGE = /\.(png|jpe?g|gif|webp|avif|svg)$/i;

/** Markdown of a project file that is to stand on the page with an address. `text` may be a part of the file. */
export interface Passage {
  text: string;
  file: string;
  address: string;
  /** Attributes for the link at an offset of the text. */
  decorate?: (offset: number) => Record<string, string> | null;
  /** Parts of the text that are marked besides its links. */
  marks?: readonly Mark[];
  /** Figures by the project path of their files: they are drawn into the text, in the colours of the page. */
  drawings?: ReadonlyMap<string, string>;
  /** The text with other letters in some places, as it was parsed already. */
  like?: string;
}

/** Turns Markdown of the project into HTML of the site. */
export interface Prose {
  fragment(passage: Passage): string;
}

/** What addresses in Markdown are resolved with. */
export interface ProseContext {
  addresses: Addresses;
  /** The experiment or run whose folder a path is, as an address; null for another path. */
  folder(path: string): string | null;
  /** The address that says what a document without a page says; null for every other file. */
  standIn(path: string, fragment: string): string | null;
  open(file: string): FileLines | null;
  /** What a generated number in a binary file rests on. */
  evidenceOf?: RegionEvidence;
  /** Whether a file of the project may be copied into the site as an image. */
  isMedium(path: string): boolean;
  /** How large an image is; null where that is not known. */
  imageSize?(path: string): ImageSize | null;
}

/** Opens a renderer whose links lead to the pages of the site; a link to what the site does not show loses its address. */
export function openProse(context: ProseContext): Prose {
  function fragment(passage: Passage): string {
    const { text, file, address, decorate, marks, like, drawings = new Map() } = passage;
    const drawn: string[] = [];
    const sizes = new Map<string, ImageSize>();
    const rewriteUrl: RewriteUrl = (url, use, title) => {
      const path = use === "image" ? projectPath(url, file) : null;
      const svg = path === null ? undefined : drawings.get(path);
      if (svg === undefined || drawn.includes(svg)) {
        const target = rewritten({ url, title }, { use, file, address }, context);
        const size = path === null || target === null ? null : (context.imageSize?.(path) ?? null);
        if (target !== null && size !== null) sizes.set(target, size);
        return target;
      }
      return `${DRAWING}${drawn.push(svg) - 1}`;
    };
    const given = { ...(decorate && { decorateLink: decorate }), ...(marks && { marks }), ...(like && { like }) };
    const html = renderHtml(text, { rewriteUrl, ...given });
    return foldSources(sized(html, sizes)).replace(
      DRAWN,
      (_, index) => `<span class="drawing">${drawn[Number(index)]}</span>`,
    );
  }
  return { fragment };
}

/** The paragraph below a figure names every log that it was drawn from: the first few stand, the others are folded. */
function foldSources(html: string): string {
  return html.replace(SOURCES, (whole, links: string) => {
    const { first, others } = splitSources(links.split(/(?<=<\/a>), /));
    if (others.length === 0) return whole;
    const rest = `<details class="sources"><summary>and ${others.length} more sources</summary><p>${others.join(", ")}</p></details>`;
    return `\nSource: ${first.join(", ")}</p>\n${rest}`;
  });
}

/** Images with the room that they will take, so that nothing moves when they come. */
function sized(html: string, sizes: ReadonlyMap<string, ImageSize>): string {
  if (sizes.size === 0) return html;
  return html.replace(IMAGE_TAG, (whole, src: string, rest: string) => {
    const size = sizes.get(src);
    return size === undefined ? whole : `<img src="${src}"${rest}${sizeAttributes(size, rest)}>`;
  });
}

/** Finds the page of an experiment's or a run's folder. */
export function folderPages(addresses: Addresses): {
  add(compiled: CompiledExperiment): void;
  of(path: string): string | null;
} {
  const pages = new Map<string, string>();
  function add(compiled: CompiledExperiment): void {
    // A file that holds many runs is the page of none of them.
    for (const [dir, [run, ...others]] of Map.groupBy(compiled.experiment.runs, ({ dir }) => dir))
      if (run !== undefined && others.length === 0) pages.set(dir, addresses.run(compiled, run.id));
    pages.set(compiled.experiment.dir, addresses.experiment(compiled));
  }
  return { add, of: (path) => pages.get(path) ?? null };
}

function rewritten(
  { url, title }: { url: string; title: string | null },
  from: { use: "link" | "image"; file: string; address: string },
  context: ProseContext,
): string | null {
  if (url.startsWith("#") || isRemote(url) || /^mailto:/i.test(url)) return url;
  const path = projectPath(url, from.file);
  if (path === null) return null;
  const target =
    from.use === "image"
      ? imageAddress(path, context)
      : linkAddress({ path, title, fragment: fragmentIn(url) }, context);
  return target === null ? null : `${rootOf(from.address)}${target}`;
}

/** The path that a relative address in a file means; null when it is none or leaves the project. */
function projectPath(url: string, file: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return null;
  const given = unescapeUrl(url);
  return given === null || given === "" ? null : resolvePath(file, given);
}

function imageAddress(path: string, context: ProseContext): string | null {
  return IMAGE.test(path) && context.isMedium(path) && isStill(path, context) ? context.addresses.medium(path) : null;
}

function linkAddress(
  { path, title, fragment }: { path: string; title: string | null; fragment: string },
  context: ProseContext,
): string | null {
  const { addresses } = context;
  const lines = /^#L(\d+)(?:-L(\d+))?$/.exec(fragment);
  if (lines !== null)
    return lineAddress(path, { line: Number(lines[1]), endLine: Number(lines[2] ?? lines[1]) }, context);
  const document = addresses.document(path);
  if (document !== null) return `${document}${fragment}`;
  const standIn = context.standIn(path, fragment);
  if (standIn !== null) return standIn;
  const folder = context.folder(path);
  if (folder !== null) return folder;
  const record = title === null || fragment !== "" ? null : (context.evidenceOf?.(path, title) ?? null);
  if (record !== null) return addresses.evidence(record);
  return isPhoto(path) ? imageAddress(path, context) : addresses.file(path);
}

/** The address of cited lines; of the file alone when it has fewer lines than that. */
function lineAddress(path: string, range: { line: number; endLine: number }, context: ProseContext): string | null {
  const { addresses, open } = context;
  const total = addresses.file(path) === null ? 0 : (open(path)?.total ?? 0);
  const fits = range.line >= 1 && range.endLine >= range.line && range.endLine <= total;
  return fits ? addresses.lines(path, range) : addresses.file(path);
}

function fragmentIn(url: string): string {
  const at = url.indexOf("#");
  return at < 0 ? "" : url.slice(at);
}
