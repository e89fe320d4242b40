// Makes HTML of one page's data at a time where a project has components of its own, which may do all that Astro's can: its
// renderer without its router.
import { renderToString } from "astro/runtime/server/index.js";
import type { Page, Site } from "../src/contract/index.ts";
import Missing from "./Missing.astro";
import PageView from "./Page.astro";
import { rootOf } from "./root.ts";

type Component = Parameters<typeof renderToString>[1];
type Result = Parameters<typeof renderToString>[0];

const DOCTYPE = "<!DOCTYPE html>";

/** The HTML of a page. */
export async function renderPage(page: Page, site: Site): Promise<string> {
  return render(PageView, { page, site, root: rootOf(page.address) });
}

/** The HTML of the page that a server shows where there is none. It may stand under any address, so it links to nothing. */
export async function renderMissing(site: Site): Promise<string> {
  return render(Missing, { site });
}

async function render(component: unknown, props: Record<string, unknown>): Promise<string> {
  const html = await renderToString(newResult(), component as Component, props, {}, false, undefined);
  if (typeof html !== "string") throw new Error("Astro answered with a response instead of a page");
  return html.startsWith("<!") ? html : DOCTYPE + html;
}

/**
 * What Astro's renderer keeps of one page: the fields of SSRResult (astro/dist/types/public/internal.d.ts, 7.3) that components
 * without islands, middleware and routes touch. Astro's own container makes the same, with a request and a router around it.
 */
function newResult(): Result {
  const result = {
    cancelled: false,
    base: "/",
    pathname: "/",
    params: {},
    compressHTML: true,
    partial: false,
    renderers: [],
    clientDirectives: new Map(),
    componentMetadata: new Map(),
    scripts: new Set(),
    styles: new Set(),
    links: new Set(),
    inlinedScripts: new Map(),
    createAstro: (props: unknown) => ({ props, self: null }),
    resolve: (specifier: string) => Promise.resolve(specifier),
    response: { status: 200, statusText: "OK", headers: NO_HEADERS },
    _metadata: {
      hasHydrationScript: false,
      hasRenderedHead: false,
      headInTree: false,
      hasRenderedServerIslandRuntime: false,
      rendererSpecificHydrationScripts: new Set(),
      renderedScripts: new Set(),
      hasDirectives: new Set(),
      propagators: new Set(),
      extraHead: [],
      extraStyleHashes: [],
      extraScriptHashes: [],
      templateDepth: 0,
    },
  };
  return result as unknown as Result;
}

const NO_HEADERS = new Headers();
