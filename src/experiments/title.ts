import { readText } from "../disk/file.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import type { ExperimentPlace } from "../readers/reader.ts";
import { readFrontMatter } from "./front-matter.ts";
import { headingOf, scanLines } from "./line.ts";

/** `Feature: `, `Increment 0042: `, `0042 - ` before the title itself. */
const HEADING_PREFIX =
  /^(?:(?:increment|feature|spec(?:ification)?)(?:\s+\d{4}[A-Z]?(?:-[\w-]+)?)?\s*[:–—]|\d{4}[A-Z]?\s*[:–—-])\s+/i;

/**
 * What an experiment is called: for a SpecWeave increment the title in metadata.json, else of spec.md's front matter or
 * first heading; else the heading of its journal; else its name.
 */
export function titleOf(
  place: ExperimentPlace,
  journalTitle: string | null,
  from: { root: string; tree: Tree },
): string {
  const increment = place.increment === null ? null : incrementTitle(place.dir, from);
  const journal = journalTitle?.replace(/^(?:experiment )?journal\b\s*[:–—-]?\s*/i, "").trim();
  return increment ?? (journal === undefined || journal === "" ? place.name : capitalised(journal));
}

/** What followed `Journal: ` becomes a title of its own. A first word that is no plain word, as `k-means`, stays as it is. */
function capitalised(title: string): string {
  return /^[a-z]{3,}\s/.test(title) ? title.charAt(0).toUpperCase() + title.slice(1) : title;
}

function incrementTitle(dir: string, from: { root: string; tree: Tree }): string | null {
  return titleInMetadata(readListed(dir, "metadata.json", from)) ?? titleInSpec(readListed(dir, "spec.md", from));
}

function titleInMetadata(text: string | null): string | null {
  if (text === null) return null;
  try {
    const data: unknown = JSON.parse(text);
    const title = typeof data === "object" && data !== null && "title" in data ? data.title : null;
    return typeof title === "string" && title.trim() !== "" ? title.trim() : null;
  } catch {
    return null;
  }
}

function titleInSpec(text: string | null): string | null {
  if (text === null) return null;
  const { fields, body } = readFrontMatter(scanLines(text), "spec.md");
  const stated = fields.find((field) => field.label.toLowerCase() === "title")?.value ?? "";
  const heading = body.map(headingOf).find((one) => one?.depth === 1)?.text ?? "";
  const title = stated === "" ? heading.replace(HEADING_PREFIX, "").trim() : stated;
  return title === "" ? null : title;
}

/** A file's text when the folder has it, or null; a broken file is no reason to stop. */
function readListed(dir: string, name: string, from: { root: string; tree: Tree }): string | null {
  if (!from.tree.listings.get(dir)?.files.includes(name)) return null;
  try {
    return readText(from.root, joinPath(dir, name));
  } catch {
    return null;
  }
}
