import { readDrawing } from "../charts/metadata.ts";
import { parseLock } from "../claims/lock.ts";
import { isFolder } from "../disk/file.ts";
import { packageVersion } from "../disk/package.ts";
import { looksConflicted } from "../markdown/conflict.ts";
import { healRegions } from "../markdown/heal.ts";
import { findRegions } from "../markdown/region.ts";
import type { OwnedRegion } from "../model/document.ts";
import { outputPaths } from "../model/output.ts";
import type { PlannedWrite } from "../model/project.ts";
import type { OutOfDate } from "../model/review.ts";
import type { Compiled } from "./compilation.ts";
import { argument, deadLinks } from "./dead-link.ts";
import { LOCK_FILE } from "./lock-file.ts";
import { textOf } from "./outputs.ts";
import type { OutdatedRegion } from "./refresh.ts";
import { outdatedRegions } from "./refresh.ts";
import { regionCauses, sourceCauses } from "./region-causes.ts";

/** What is asked of a compile. */
type Plan = Pick<Compiled, "root" | "writes" | "findings" | "catalog">;

/** Why the outputs of an experiment changed, by its id, where its comparison tells. */
type Whys = ReadonlyMap<string, string>;

const SYNC = "docs sync";

const LONGEST = 80;

const MERGED = "a merge left both sides in it";

/**
 * The files that `docs sync` would change, in the order of the planned writes, one entry for each region: since which run or line, and
 * the command that mends it. Regions that were edited by hand, which sync leaves alone, and dead links follow. Why an experiment's outputs
 * differ is found out once, from its comparison where that differs, so that all of them say the same. Nothing is written.
 */
export function outOfDate(compiled: Plan): OutOfDate[] {
  const whys = new Map<string, string>();
  for (const { path, before, after } of compiled.writes) {
    const id = compiled.catalog.owner(path);
    if (id === null || before === null || !isComparison(compiled, id, path)) continue;
    const [region] = outdatedRegions(before, after, path);
    const causes = region === undefined ? [] : causesIn(compiled, path, region);
    if (causes.length > 0) whys.set(id, said(causes));
  }
  const entries = compiled.writes.flatMap((write) => entriesOf(compiled, write, whys));
  return [...entries, ...editedRegions(compiled), ...deadLinks(compiled.findings)];
}

function isComparison({ catalog }: Plan, id: string, path: string): boolean {
  const plan = catalog.plans.get(id);
  return plan !== undefined && outputPaths(plan.place).comparison === path;
}

function entriesOf(compiled: Plan, write: PlannedWrite, whys: Whys): OutOfDate[] {
  const { path, before, after } = write;
  const whole = (why: string) => [{ file: path, line: null, region: null, why, command: SYNC }];
  if (before === null) return whole("it is not there yet");
  if (path === LOCK_FILE) return whole(lockCause(before, after));
  if (path.endsWith(".svg")) return whole(figureCause(compiled, { path, before, after }, whys));
  if (looksConflicted(before)) {
    const { mended, left } = healRegions(before);
    const line = mended[0] ?? left[0] ?? null;
    return [{ file: path, line, region: null, why: MERGED, command: SYNC }];
  }
  const entries = outdatedRegions(before, after, path).map((one): OutOfDate => {
    const why = whyOf(compiled, { ...one, path }, whys);
    return { file: path, line: one.line, region: one.region.name, why, command: SYNC };
  });
  const added = findRegions(after, path).regions.length - findRegions(before, path).regions.length;
  if (added > 0)
    entries.push(...whole(added === 1 ? "a region is not there yet" : `${added} regions are not there yet`));
  return entries.length > 0
    ? entries
    : whole("regions that were edited, or resolved line by line in a merge, are made again");
}

function whyOf(compiled: Plan, one: OutdatedRegion & { path: string }, whys: Whys): string {
  const { path } = one;
  const known = whys.get(experimentOf(one.region) ?? compiled.catalog.owner(path) ?? "");
  if (known !== undefined) return known;
  const causes = causesIn(compiled, path, one);
  if (causes.length > 0) return said(causes);
  return numbersIn(one.found) === numbersIn(one.expected) ? wordingCause(compiled.root) : countCause(one);
}

/** The experiment that a region of a living document is about. */
function experimentOf({ attributes: { increment, experiment } }: OwnedRegion): string | null {
  return increment === undefined ? (experiment ?? null) : `increment:${increment}`;
}

function causesIn({ catalog }: Plan, file: string, { region, next }: OutdatedRegion): string[] {
  return regionCauses({ file, before: region.body, after: next.body }, catalog);
}

/** The two weightiest causes. */
function said(causes: readonly string[]): string {
  return causes.slice(0, 2).join("; ");
}

/** Numbers that no link is on, such as how many runs there are. */
function countCause({ found, expected }: OutdatedRegion): string {
  const short = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`);
  return `its runs changed: it says “${short(found.trim())}” and should say “${short(expected.trim())}”`;
}

function numbersIn(text: string): string {
  return (text.match(/\d+/g) ?? []).join(" ");
}

/** Nothing that it rests on changed, so that only what fills it can have. */
function wordingCause(root: string): string {
  const own = isFolder(root, "templates") ? "a template in templates/, another configuration" : "another configuration";
  return `no run and no number of it changed: ${own} or another version of labdocs (this is ${packageVersion()}) words it so`;
}

function figureCause(compiled: Plan, write: { path: string; before: string; after: string }, whys: Whys): string {
  const drawn = readDrawing(write.after);
  if (looksConflicted(write.before)) return MERGED;
  const was = readDrawing(write.before);
  if (was === null || drawn === null) return "what stands in it was not drawn by labdocs";
  const experiment = compiled.catalog.at(drawn.sources[0]?.file ?? write.path)?.experiment;
  const known = experiment === undefined ? undefined : whys.get(experiment.id);
  if (known !== undefined) return known;
  const shown = new Set(drawn.sources.map((one) => one.run));
  const runs = (experiment?.runs ?? []).filter((run) => shown.has(run.id));
  const causes = sourceCauses([...new Set(was.sources.map((one) => one.run))], runs);
  if (causes.length > 0) return said(causes);
  if (was.edited) return "somebody edited the drawing";
  return `its runs logged other values, or another version of labdocs (this is ${packageVersion()}) draws it so`;
}

function lockCause(before: string, after: string): string {
  if (looksConflicted(before)) return MERGED;
  const { lock: was, findings } = parseLock(before, LOCK_FILE);
  if (findings.length > 0) return "a merge left entries in it that cannot be read or disagree";
  const claims = (text: typeof was) =>
    new Map(text.claims.map((one) => [`${one.file}\0${one.id}`, JSON.stringify(one)]));
  const [old, now] = [claims(was), claims(parseLock(after, LOCK_FILE).lock)];
  const added = [...now.keys()].filter((key) => !old.has(key));
  const gone = [...old.keys()].filter((key) => !now.has(key));
  const changed = [...now].filter(([key, text]) => old.has(key) && old.get(key) !== text).map(([key]) => key);
  const parts = [sayClaims(added, "not locked yet"), sayClaims(changed, "locked otherwise"), sayClaims(gone, "gone")];
  const all = parts.filter((part) => part !== null);
  return all.length > 0 ? all.join("; ") : "it remembers the regions that change";
}

function sayClaims(keys: readonly string[], what: string): string | null {
  if (keys.length === 0) return null;
  const files = [...new Set(keys.map((key) => key.split("\0", 1)[0] ?? ""))];
  const where = files.length === 1 ? files[0] : `${files[0]} and ${files.length - 1} more`;
  return keys.length === 1 ? `a claim of ${where} is ${what}` : `${keys.length} claims of ${where} are ${what}`;
}

/** Regions that sync does not overwrite, since they were edited by hand: what is found says where. */
function editedRegions({ root, findings }: Plan): OutOfDate[] {
  return findings.flatMap(({ code, file, line }) => {
    if (code !== "region/edited") return [];
    const regions = findRegions(textOf(root, file) ?? "", file).regions;
    const region = regions.findLast((one) => line !== null && one.line <= line);
    const why = "it was edited by hand, so it is not overwritten: move the words outside its markers first";
    return [{ file, line, region: region?.name ?? null, why, command: `${SYNC} --restore ${argument(file)}` }];
  });
}
