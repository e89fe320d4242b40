import type { RewriteUrl } from "../markdown/address.ts";
import { isRemote } from "../markdown/address.ts";
import { unescapeUrl } from "../markdown/escape.ts";
import { renderHtml } from "../markdown/html.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { resolvePath } from "../model/tree.ts";
import type { Addresses } from "./address.ts";
import { rootOf } from "./address.ts";
import type { FileText } from "./file-page.ts";

const RASTER = /\.(png|jpe?g|gif|webp|avif|svg)$/i;

/** Markdown of a project file that is to stand on the page with an address. `text` may be a part of the file. */
export interface Passage {
  text: string;
  file: string;
  address: string;
  /** Attributes for the link at an offset of the text. */
  decorate?: (offset: number) => Record<string, string> | null;
  idPrefix?: string;
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
  open(file: string): FileText | null;
  /** Whether a file of the project may be copied into the site as an image. */
  isMedium(path: string): boolean;
}

/** Opens a renderer whose links lead to the pages of the site; a link to what the site does not show loses its address. */
export function openProse(context: ProseContext): Prose {
  function fragment({ text, file, address, decorate, idPrefix }: Passage): string {
    const rewriteUrl: RewriteUrl = (url, use) => rewritten(url, { use, file, address }, context);
    const options = { rewriteUrl, ...(decorate && { decorateLink: decorate }), ...(idPrefix && { idPrefix }) };
    return renderHtml(text, options);
  }
  return { fragment };
}

/** Finds the page of an experiment's or a run's folder. */
export function folderPages(addresses: Addresses): {
  add(compiled: CompiledExperiment): void;
  of(path: string): string | null;
} {
  const pages = new Map<string, string>();
  function add(compiled: CompiledExperiment): void {
    for (const run of compiled.experiment.runs) pages.set(run.dir, addresses.run(compiled, run.id));
    pages.set(compiled.experiment.dir, addresses.experiment(compiled));
  }
  return { add, of: (path) => pages.get(path) ?? null };
}

function rewritten(
  url: string,
  from: { use: "link" | "image"; file: string; address: string },
  context: ProseContext,
): string | null {
  if (url.startsWith("#") || isRemote(url) || /^mailto:/i.test(url)) return url;
  const given = unescapeUrl(url);
  const path = given === null ? null : resolvePath(from.file, given);
  if (path === null || given === "") return null;
  const target = from.use === "image" ? imageAddress(path, context) : linkAddress(path, fragmentIn(url), context);
  return target === null ? null : `${rootOf(from.address)}${target}`;
}

function imageAddress(path: string, { addresses, isMedium }: ProseContext): string | null {
  return RASTER.test(path) && isMedium(path) ? addresses.medium(path) : null;
}

function linkAddress(path: string, fragment: string, context: ProseContext): string | null {
  const { addresses } = context;
  const lines = /^#L(\d+)(?:-L(\d+))?$/.exec(fragment);
  if (lines !== null)
    return lineAddress(path, { line: Number(lines[1]), endLine: Number(lines[2] ?? lines[1]) }, context);
  const document = addresses.document(path);
  if (document !== null) return `${document}${fragment}`;
  const folder = context.folder(path);
  if (folder !== null) return folder;
  return RASTER.test(path) && context.isMedium(path) ? addresses.medium(path) : addresses.file(path);
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
