import { compile } from "../compile.ts";
import type { Config } from "../config.ts";
import { skippedFolders } from "../config.ts";
import type { Holder } from "../disk/mutex.ts";
import { acquire } from "../disk/mutex.ts";
import type { Snapshot } from "../disk/snapshot.ts";
import { distrust, restamp, saveSnapshot } from "../disk/snapshot.ts";
import { walk } from "../disk/walk.ts";
import { sortFindings } from "../model/finding.ts";
import { parentOf } from "../model/tree.ts";
import type { Compiled } from "../project/compilation.ts";
import { rememberOutcome } from "../project/last.ts";
import { saveMemory } from "../project/memory.ts";
import type { ReportRequest } from "../project/reports.ts";
import type { Setup } from "../project/setup.ts";
import { applyRules } from "../project/severity.ts";
import { writePlanned } from "../project/write-planned.ts";

/** How to synchronize. `write`: false compiles and plans only. */
export interface SyncInput {
  setup: Setup;
  config: Config;
  write: boolean;
  restore?: ReadonlySet<string>;
  reports?: ReportRequest;
  holder: Holder;
  say?: ((line: string) => void) | undefined;
}

/**
 * Compiles the project and writes what is out of date, one file after the other, each atomically, while holding the project's
 * mutex. Remembers the outcome, so that the next call with nothing changed costs a stat a file; unless something could not be
 * written, which is among the findings and is tried again by the next call.
 */
export async function synchronize(input: SyncInput): Promise<Compiled> {
  const { setup, config } = input;
  const { restore, reports, say } = input;
  const wanted = { setup, config, judge: "after", restore, reports, say } as const;
  if (!input.write) return compile(wanted);
  const release = acquire(setup.root, input.holder);
  try {
    const compiled = await compile(wanted);
    const { done, findings } = writePlanned(setup.root, compiled.writes);
    if (findings.length === 0) {
      remember(setup, config, compiled);
      return compiled;
    }
    const all = [...compiled.findings, ...applyRules(findings, config.rules)];
    return { ...compiled, writes: done, findings: sortFindings(all) };
  } finally {
    release();
  }
}

function remember(setup: Setup, config: Config, compiled: Compiled): void {
  const written = compiled.writes.map((write) => write.path);
  const { snapshot } = compiled;
  saveMemory(setup, compiled.memory, new Set(written));
  saveSnapshot(setup.root, restamp(setup.root, snapshot, written) ? snapshot : walkAgain(setup, config, compiled));
  const { experiments, accounting, coverage, generated, findings } = compiled;
  rememberOutcome(setup, "sync", { experiments, accounting, coverage, generated, findings });
}

/** The tree with the files we made. What someone else changed since the compile began is read again next time. */
function walkAgain(setup: Setup, config: Config, compiled: Compiled): Snapshot {
  const written = compiled.writes.map((write) => write.path);
  const ours = new Set([...written, ...written.flatMap(foldersOf)]);
  const skip = skippedFolders(config);
  const again = walk(setup.root, { key: setup.key, skip, previous: compiled.snapshot, ours });
  distrust(again.snapshot, new Set([...(again.changed ?? [])].filter((path) => !ours.has(path))));
  return again.snapshot;
}

function foldersOf(path: string): string[] {
  const parent = parentOf(path);
  return parent === "" ? [""] : [parent, ...foldersOf(parent)];
}
