import type { Lock } from "../claims/lock.ts";
import type { Config } from "../config.ts";
import type { Snapshot } from "../disk/snapshot.ts";
import type { Compilation } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import type { Memory } from "./memory.ts";
import type { Ownership } from "./ownership.ts";
import type { ReportRequest } from "./reports.ts";
import type { Setup } from "./setup.ts";

/**
 * What to compile.
 *
 * - `judge`: the documents as they lie there (`before`), or as they will be once the writes are done (`after`).
 * - `restore`: files whose regions are overwritten although someone edited them.
 * - `reports`: experiments that get a report.md besides those that the configuration names.
 * - `authored`: only what people wrote is judged: generated regions are known to follow the logs, or to be out of date.
 * - `named`: documents that were asked for by name: every number in them is a claim.
 * - `say`: called with a line when something takes long.
 */
export interface CompileInput {
  setup: Setup;
  config: Config;
  judge: "before" | "after";
  restore?: ReadonlySet<string>;
  reports?: ReportRequest;
  named?: readonly string[];
  authored?: boolean;
  say?: ((line: string) => void) | undefined;
}

/** A compilation and what the endings need to go on: the tree, the catalog, the judged documents and the tree's snapshot. */
export interface Compiled extends Compilation {
  tree: Tree;
  catalog: ProjectCatalog;
  lock: Lock;
  snapshot: Snapshot;
  memory: Memory;
  ownership: Ownership;
}
