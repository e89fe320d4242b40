import type { Lock } from "../claims/lock.ts";
import { parseAddress } from "../claims/text/address.ts";
import { exists } from "../disk/file.ts";
import { gitRemoved } from "../disk/git.ts";
import { findRegions } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import { isAway, keptFindings } from "./kept.ts";
import { textOf } from "./outputs.ts";
import type { Ownership } from "./ownership.ts";

/** What is known of a project whose logs are perhaps not all in this checkout. */
export interface AwayInput {
  root: string;
  tree: Tree;
  lock: Lock;
  writes: readonly PlannedWrite[];
  ownership: Ownership;
  /** The experiment whose folder holds a path, or null. */
  owner(path: string): string | null;
  /** The project below this one that a path belongs to, or null: what lies there is not ours to keep. */
  project(path: string): string | null;
}

/** The writes that can be made from what is here, whose regions are ours, and what there is to say of the others. */
export interface AwayRegions {
  writes: PlannedWrite[];
  ownership: Ownership;
  /** Findings of documents, with what is away, and without what nobody can tell: whether a figure of it is current. */
  tell(findings: readonly Finding[]): Finding[];
}

/**
 * Keeps generated regions whose logs are not in this checkout: they are as the lock knows them, and cannot be made again here.
 * Without that, a checkout without logs would call every report wrong, and a sync in it would empty them. Logs that git had
 * and that somebody removed or renamed are not away but gone.
 */
export function keepAway(input: AwayInput): AwayRegions {
  const { root, lock, ownership } = input;
  const own = (lock.regions ?? []).filter((one) => input.project(one.file) === null);
  const locked = Map.groupBy(own, (one) => one.file);
  const planned = new Map(input.writes.map((write) => [write.path, write]));
  const away = new Map<string, OwnedRegion[]>();
  const isGone = askGit(root);
  for (const [file, entries] of locked) {
    const write = planned.get(file);
    // What an experiment that is here fills, and would not change, is as it should be: it is not even read.
    if (write === undefined && input.owner(file) !== null) continue;
    const text = write === undefined ? textOf(root, file) : write.before;
    if (text === null) continue;
    const { regions } = findRegions(text, file);
    const owned = write === undefined ? ownership(file, regions) : new Set<OwnedRegion>();
    const isKept = (region: OwnedRegion) =>
      !owned.has(region) && entries.some((entry) => entry.region === labelOf(region) && entry.hash === region.hash);
    const found = regions.filter((region) => !region.edited && isKept(region));
    const missing = found.length === 0 ? [] : regions.flatMap((region) => awayFiles(root, { file, region }));
    if (missing.some((path) => !isGone(path, missing))) away.set(file, found);
  }
  const writes = away.size === 0 ? [...input.writes] : input.writes.flatMap((write) => kept(write, away));
  const findings = [...away]
    .map(([file, regions]) => awayFinding(file, regions))
    .concat(keptFindings(root, input.tree));
  const tell = (all: readonly Finding[]) => [
    ...findings,
    ...all.filter((one) => one.code !== "figure/out-of-date" || !away.has(one.file)),
  ];
  return { writes, ownership: away.size === 0 ? ownership : withAway(ownership, away), tell };
}

/** A region as the lock knows it. */
export function lockedRegions(file: string, regions: readonly OwnedRegion[]): NonNullable<Lock["regions"]> {
  return regions.flatMap((region) =>
    region.hash === null || region.body === "" ? [] : [{ file, region: labelOf(region), hash: region.hash }],
  );
}

/** `experiments increment=0042` */
function labelOf({ name, attributes }: OwnedRegion): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  return [name, ...pairs.sort(compareText)].join(" ");
}

/** The planned write with the regions put back as they were; none when nothing else changes. */
function kept(write: PlannedWrite, away: ReadonlyMap<string, OwnedRegion[]>): PlannedWrite[] {
  const regions = away.get(write.path);
  const { before } = write;
  if (regions === undefined || before === null) return [write];
  const wanted = findRegions(write.after, write.path).regions;
  const edits = wanted.flatMap((one) => {
    const old = regions.find((region) => labelOf(region) === labelOf(one));
    return old === undefined ? [] : [{ start: one.start, end: one.end, text: before.slice(old.start, old.end) }];
  });
  const after = splice(write.after, edits);
  return after === before ? [] : [{ ...write, after }];
}

function withAway(ownership: Ownership, away: ReadonlyMap<string, OwnedRegion[]>): Ownership {
  return (file, regions) => {
    const known = away.get(file) ?? [];
    const isAway = (one: OwnedRegion) =>
      !one.edited && known.some((other) => labelOf(other) === labelOf(one) && other.hash === one.hash);
    return new Set([...ownership(file, regions), ...regions.filter(isAway)]);
  };
}

/** Does a region link to a log that is not here, or only as a Git LFS pointer? `isStrange`: which paths are looked at. */
export function linksAway(
  root: string,
  { file, region: { body } }: { file: string; region: OwnedRegion },
  isStrange: (path: string) => boolean = () => true,
): boolean {
  return awayFiles(root, { file, region: { body } }, isStrange).length > 0;
}

function awayFiles(
  root: string,
  { file, region: { body } }: { file: string; region: Pick<OwnedRegion, "body"> },
  isStrange: (path: string) => boolean = () => true,
): string[] {
  const addresses = [...body.matchAll(/\](?:\(|:[ \t]*)<?([^)\s>"]+#L\d[^)\s>"]*)/g)].map(([, url = ""]) => url);
  const files = new Set(addresses.map((url) => parseAddress(file, url)?.file ?? null));
  return [...files].filter((path) => path !== null && isStrange(path) && isAway(root, path)) as string[];
}

/** Tells whether a file that is away was removed. Git is asked of all that are missing at once. */
function askGit(root: string): (path: string, others: readonly string[]) => boolean {
  const known = new Map<string, boolean>();
  return (path, others) => {
    if (!known.has(path)) {
      const asked = [...new Set([path, ...others])].filter((one) => !known.has(one));
      const removed = gitRemoved(
        root,
        asked.filter((one) => !exists(root, one)),
      );
      for (const one of asked) known.set(one, removed.has(one));
    }
    return known.get(path) ?? false;
  };
}

function awayFinding(file: string, regions: readonly OwnedRegion[]): Finding {
  const [first, ...others] = regions;
  const which = others.length === 0 ? `the region \`${first?.name}\` rests` : `${regions.length} regions rest`;
  const message = `${which} on logs that are not in this checkout; the lock agrees`;
  return finding({ code: "claim/attested", file, line: first?.line ?? null, column: 1, message });
}
