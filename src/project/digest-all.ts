import type { Config } from "../config.ts";
import { runInThread, threads } from "../disk/worker.ts";
import type { ExperimentPlan } from "../experiments/group.ts";
import { compareText } from "../model/finding.ts";
import { outputPaths } from "../model/output.ts";
import type { Listing, Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { foldersOf, ownerOf } from "./catalog.ts";
import type { DigestContext, Digests } from "./digest.ts";
import { digestSome } from "./digest.ts";
import type { Digest } from "./digest-shape.ts";
import type { LivingDoc } from "./living-docs.ts";
import { covers, sectionKey } from "./living-docs.ts";
import { LOCK_FILE } from "./lock-file.ts";
import type { NestedProjects } from "./nested.ts";
import type { ReportRequest } from "./reports.ts";

/** A second thread costs some 100 ms to start: it pays from this many sources on. */
const WORTH_A_THREAD = 400;

/** From this many sources on a compile may take longer than a moment. */
const WORTH_SAYING = 200;

/**
 * What digesting all experiments needs. `previous`: the digests of the last compile; `force`: use none of them; `say`: called
 * with a line when there is much to do.
 */
export interface DigestAllInput extends DigestContext {
  catalog: ProjectCatalog;
  previous: ReadonlyMap<string, Digest> | null;
  changed: ReadonlySet<string> | null;
  force: boolean;
  say(line: string): void;
  rest: Pick<DigestJob, "key" | "config" | "reports"> & { tree: Tree; identity(path: string): string | null };
}

/** The work of the second thread: plain data only, which is copied to it. */
export interface DigestJob {
  root: string;
  key: string;
  config: Config;
  reports: ReportRequest;
  plans: ExperimentPlan[];
  listings: Listing[];
  closed: Tree["closed"];
  nested: NestedProjects;
  changed: ReadonlySet<string> | null;
  identities: ReadonlyMap<string, string | null>;
  restore: ReadonlySet<string>;
  livingDocs: readonly LivingDoc[];
  draw: boolean;
}

/**
 * Digests every experiment; those that did not change since `previous` are taken from it. When many have to be compiled, a
 * second thread takes every other one: experiments do not depend on one another.
 */
export async function digestAll(input: DigestAllInput): Promise<Digests> {
  const current = new Map<string, Digest>();
  const due: ExperimentPlan[] = [];
  for (const [id, plan] of input.catalog.plans) {
    const known = input.previous?.get(id);
    if (known !== undefined && isCurrent(input, plan, known)) current.set(id, known);
    else due.push(plan);
  }
  const sources = due.reduce((sum, plan) => sum + plan.sources.length, 0);
  if (sources >= WORTH_SAYING) input.say(`compiling ${sources} runs of ${due.length} experiments …`);
  const isShared = due.length > 1 && sources >= WORTH_A_THREAD && threads() > 1;
  const theirs = isShared ? due.filter((_, index) => index % 2 === 1) : [];
  const ours = isShared ? due.filter((_, index) => index % 2 === 0) : due;
  const other = isShared ? [runInThread<Digests>(workerModule(), jobFor(input, theirs))] : [];
  const ids = ours.map((plan) => plan.place.id);
  return merge(input.catalog.ids, current, await Promise.all([digestSome(input, ids), ...other]));
}

function merge(ids: readonly string[], current: ReadonlyMap<string, Digest>, parts: readonly Digests[]): Digests {
  const all = new Map([...current, ...parts.flatMap((part) => [...part.byId])]);
  const byId = new Map<string, Digest>();
  for (const id of ids) {
    const digest = all.get(id);
    if (digest !== undefined) byId.set(id, digest);
  }
  const writes = parts.flatMap((part) => part.writes).sort((a, b) => compareText(a.path, b.path));
  return { byId, writes, findings: parts.flatMap((part) => part.findings) };
}

function jobFor(input: DigestAllInput, plans: ExperimentPlan[]): DigestJob {
  const { tree, identity, ...rest } = input.rest;
  const files = plans.flatMap((plan) => plan.sources.flatMap((source) => source.files));
  const byDir = foldersOf(plans);
  return {
    ...rest,
    root: input.catalog.root,
    plans,
    listings: [...tree.listings.values()].filter((listing) => ownerOf(byDir, listing.dir) !== null),
    closed: tree.closed,
    nested: input.catalog.nested,
    changed: input.changed,
    identities: new Map(files.map((file) => [file, identity(file)])),
    restore: input.restore,
    livingDocs: input.livingDocs,
    draw: input.draw,
  };
}

/** Beside this file in the sources; beside every chunk in the bundle. */
function workerModule(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./digest-thread.ts" : "./digest-thread.js", import.meta.url);
}

function isCurrent(input: DigestAllInput, plan: ExperimentPlan, known: Digest): boolean {
  if (input.force || input.catalog.touched.has(plan.place.id) || known.pending.length > 0) return false;
  if (input.livingDocs.some((doc) => covers(doc, known.summary) && !(sectionKey(doc) in known.sections))) return false;
  const paths = outputPaths(plan.place);
  for (const path of input.changed ?? []) {
    // Another lock may remember another history.
    if (path === LOCK_FILE && known.asksHistory) return false;
    if (path.startsWith("templates/") || path === paths.comparison || path === paths.report) return false;
    if (path === paths.plots || path.startsWith(`${paths.plots}/`)) return false;
  }
  return true;
}
