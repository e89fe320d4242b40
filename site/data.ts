// The data comes validated from the compiler: only types of the contract are used here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page, Site } from "../src/contract/index.ts";

/** What every page shows around its content. */
export function readSite(): Site {
  return read("site.json") as Site;
}

/** The pages to render: the address of each and the file with its data. */
export function listPages(): { address: string; file: string }[] {
  return read("pages.json") as { address: string; file: string }[];
}

/** The data of one page. */
export function readPage(file: string): Page {
  return read(join("..", file)) as Page;
}

/** The prefix that leads from a page to the site's root: `./` for home, `../` for each segment of its address. */
export function rootOf(address: string): string {
  return "../".repeat(address.split("/").length - 1) || "./";
}

function read(name: string): unknown {
  const folder: unknown = Reflect.get(globalThis, Symbol.for("labdocs.site"));
  if (typeof folder !== "string") throw new Error("the site is built by labdocs, not by Astro alone");
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}
