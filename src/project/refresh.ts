import { healRegions } from "../markdown/heal.ts";
import { findRegions, regionEdit, regionIdentity, wrapRegion } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Ownership } from "./ownership.ts";

/** What a region should hold: its name, the attributes that identify it, and its body as Markdown. */
export interface Fill {
  name: string;
  attributes: Record<string, string>;
  body: string;
}

type RegionHead = Pick<OwnedRegion, "name" | "attributes">;

/**
 * How to refresh. `restore`: overwrite bodies that were edited by hand. `append`: add regions that are not there. `merged`: regions that a
 * merge left in conflict, where the text was healed before.
 */
export interface RefreshOptions {
  restore: boolean;
  append: boolean;
  merged?: ReadonlySet<string>;
}

/**
 * Brings the owned regions of a text up to date and leaves every other byte alone. A region that was edited by hand is left
 * as it is and reported; when the markers themselves are broken nothing is touched. A region in which a merge left both sides is
 * made again.
 */
export function refresh(
  source: { file: string; text: string },
  fills: readonly Fill[],
  options: RefreshOptions,
): { text: string; findings: Finding[] } {
  const { file } = source;
  const healed = healRegions(source.text);
  const { regions, findings } = findRegions(healed.text, file);
  if (findings.length > 0) return { text: source.text, findings };
  const isMerged = (region: OwnedRegion) =>
    [healed.merged, options.merged].some((all) => all?.has(regionIdentity(region)));
  const edited: Finding[] = [];
  const filled = new Map<OwnedRegion, Fill>();
  const missing: Fill[] = [];
  const byName = Map.groupBy(regions, (region) => region.name);
  for (const fill of fills) {
    const region = regionFor(fill, byName.get(fill.name) ?? []);
    if (region === undefined) missing.push(fill);
    else if (region.edited && !options.restore && !isMerged(region) && !sameBody(region.body, fill.body)) {
      edited.push(editedFinding(file, region, fill.body));
    } else filled.set(region, fill);
  }
  const edits = [...filled].flatMap(([region, fill]) => regionEdit(healed.text, region, fill.body));
  const text = splice(healed.text, edits);
  const add = (to: string, fill: Fill) => insert({ file, text: to }, fill, fills);
  return { text: options.append ? missing.reduce(add, text) : text, findings: edited };
}

/**
 * The regions of `text` that already are what they become in `after`, of those that a compile fills: their numbers need no
 * further check.
 */
export function currentRegions(
  document: { file: string; text: string; after: string },
  ownership: Ownership,
): OwnedRegion[] {
  const { file, text, after } = document;
  const { regions } = findRegions(text, file);
  const owned = ownership(file, regions);
  const unedited = regions.filter((region) => !region.edited && owned.has(region));
  if (text === after) return unedited;
  const wanted = findRegions(after, file).regions;
  return unedited.filter((region) => wanted.some((one) => isFor(one, region) && sameBody(one.body, region.body)));
}

/** A region whose body has to change, what it becomes, and the first line that differs. */
export interface OutdatedRegion {
  region: OwnedRegion;
  next: OwnedRegion;
  line: number;
  found: string;
  expected: string;
}

/** The regions of a text whose bodies are others in `after`; none that were edited by hand. */
export function outdatedRegions(text: string, after: string, file: string): OutdatedRegion[] {
  if (text === after) return [];
  const wanted = findRegions(after, file).regions;
  return findRegions(text, file).regions.flatMap((region) => {
    const next = regionFor(region, wanted);
    if (region.edited || next === undefined || sameBody(next.body, region.body)) return [];
    return [{ region, next, ...firstDifference(region, next.body) }];
  });
}

/** One finding for each region whose body has to change, at the first line that differs. */
export function outdatedFindings(text: string, after: string, file: string): Finding[] {
  return outdatedRegions(text, after, file).map(({ region, line, found, expected }) =>
    finding({
      code: "region/out-of-date",
      file,
      line,
      column: 1,
      message: `the region \`${region.name}\` is out of date`,
      expected,
      found,
    }),
  );
}

/** The region with the name and just the attributes that are wanted, else one that has others too. */
function regionFor(wanted: RegionHead, regions: readonly OwnedRegion[]): OwnedRegion | undefined {
  return regions.find((one) => isFor(one, wanted) && isFor(wanted, one)) ?? regions.find((one) => isFor(one, wanted));
}

function isFor(region: RegionHead, wanted: RegionHead): boolean {
  return (
    region.name === wanted.name &&
    Object.entries(wanted.attributes).every(([key, value]) => region.attributes[key] === value)
  );
}

/**
 * Puts a new region between its neighbours, so that a document does not depend on what was added first; at the end where
 * its author has put words between them.
 */
function insert({ file, text }: { file: string; text: string }, fill: Fill, fills: readonly Fill[]): string {
  const { regions } = findRegions(text, file);
  const at = fills.indexOf(fill);
  const regionOf = (one: Fill) => regions.find((region) => isFor(region, one));
  const before = fills.slice(0, at).findLast((one) => regionOf(one) !== undefined);
  const after = fills.slice(at + 1).find((one) => regionOf(one) !== undefined);
  const [left, right] = [before && regionOf(before), after && regionOf(after)];
  if (right === undefined || !followsOn(text.slice(left?.end ?? 0, right.start), left)) return append(text, fill);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const region = wrapRegion(fill.name, fill.attributes, fill.body).replace(/\r?\n/g, newline);
  return splice(text, [{ start: right.start, end: right.start, text: region + newline + newline }]);
}

/** Whether nothing that belongs to a region stands directly before it: its neighbour, or what a document begins with. */
function followsOn(gap: string, left: OwnedRegion | undefined): boolean {
  if (left !== undefined) return gap.trim() === "";
  const last = gap.trimEnd().split("\n").at(-1)?.trim() ?? "";
  return last === "" || /^# |^<!-- docs:end\b/.test(last);
}

function append(text: string, fill: Fill): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const gap =
    text === "" || text.endsWith(newline + newline) ? "" : text.endsWith(newline) ? newline : newline + newline;
  const region = wrapRegion(fill.name, fill.attributes, fill.body).replace(/\r?\n/g, newline);
  return `${text}${gap}${region}${region.endsWith(newline) ? "" : newline}`;
}

function sameBody(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(body: string): string {
  return body.replace(/\r\n/g, "\n").replace(/^\n+|\n+$/g, "");
}

function firstDifference(region: OwnedRegion, body: string): { line: number; found: string; expected: string } {
  const found = normal(region.body).split("\n");
  const expected = normal(body).split("\n");
  const at = found.findIndex((line, index) => line !== expected[index]);
  const index = at < 0 ? found.length - 1 : at;
  const blank = /^(\r?\n)*/.exec(region.body)?.[0].split("\n").length ?? 1;
  return {
    line: region.line + blank + index,
    found: found[index] ?? "",
    expected: expected[index] ?? "(no such line)",
  };
}

function editedFinding(file: string, region: OwnedRegion, body: string): Finding {
  const difference = firstDifference(region, body);
  return finding({
    code: "region/edited",
    file,
    line: difference.line,
    column: 1,
    message: `the region \`${region.name}\` was edited by hand, so it is not overwritten`,
    expected: difference.expected,
    found: difference.found,
    help: `Move your words outside the markers, then run \`docs sync --restore ${file}\`.`,
  });
}
