import { compile } from "../compile.ts";
import type { Config } from "../config.ts";
import { hashText } from "../disk/hash.ts";
import { repositoryKind } from "../disk/history.ts";
import type { Holder } from "../disk/mutex.ts";
import { acquire } from "../disk/mutex.ts";
import { releaseStamp } from "../disk/package.ts";
import { saveSnapshot } from "../disk/snapshot.ts";
import { copyTree } from "../disk/tree-copy.ts";
import { UsageError } from "../errors.ts";
import type { Compiled } from "../project/compilation.ts";
import { saveMemory } from "../project/memory.ts";
import type { Setup } from "../project/setup.ts";
import { loadConfig, setupAt } from "../project/setup.ts";
import { stateOf } from "./compiled-state.ts";
import type { Commit } from "./revision.ts";
import type { ReviewState } from "./state.ts";
import { STATE_FORMAT } from "./state.ts";
import { hasState, loadState, saveState } from "./state-file.ts";

/**
 * Which commit of the project to lay out and compile. `slot`: `base` or `head`; `notes`: where it is said that its configuration cannot
 * be read, so that it is compiled without one. Without `notes` that is an error.
 */
export interface CommitInput {
  setup: Setup;
  at: Commit & { tree: string };
  prefix: string;
  slot: string;
  holder: Holder;
  notes?: string[] | undefined;
  say(line: string): void;
}

/** The state of the project at a commit: as it was kept, or compiled now and kept for the next review. */
export async function stateAt(input: CommitInput): Promise<ReviewState> {
  return keptState(input.setup, input.at.tree, async () => {
    const notes: string[] = [];
    const { compiled } = await compileAt({ ...input, notes });
    return { ...stateOf(compiled, null), ...(notes.length > 0 ? { notes } : {}) };
  });
}

/** The state of a tree as it was kept; else it is made, and kept. */
export async function keptState(
  setup: Setup,
  tree: string,
  make: () => ReviewState | Promise<ReviewState>,
): Promise<ReviewState> {
  const key = stateKey(setup, tree);
  const kept = loadState(setup.root, key);
  if (kept !== null) return kept;
  const state = await make();
  saveState(setup.root, key, state);
  return state;
}

/** Keeps the state of a tree, which is the base of what comes next; it is made where that is not done. */
export function keepState(setup: Setup, tree: string, make: () => ReviewState): void {
  const key = stateKey(setup, tree);
  if (!hasState(setup.root, key)) saveState(setup.root, key, make());
}

/** The name of a state: the tree, and all else that the result depends on. */
function stateKey(setup: Setup, tree: string): string {
  return hashText([STATE_FORMAT, tree, releaseStamp(), setup.file, repositoryKind(setup.root)].join("\n"));
}

/** Lays the project of a commit out beside the project's own cache and compiles it there. */
export async function compileAt(input: CommitInput): Promise<{ compiled: Compiled; setup: Setup }> {
  const release = acquire(input.setup.root, input.holder);
  try {
    return await compileCopy(input);
  } finally {
    release();
  }
}

async function compileCopy(input: CommitInput): Promise<{ compiled: Compiled; setup: Setup }> {
  const { commit, tree } = input.at;
  const root = copyTree(input.setup.root, { slot: input.slot, commit, tree, prefix: input.prefix });
  const setup = setupAt(root, input.setup.file);
  const config = await configAt(input, setup);
  const compiled = await compile({ setup, config, judge: "before", authored: true, say: input.say });
  saveMemory(setup, compiled.memory, new Set());
  saveSnapshot(root, compiled.snapshot);
  return { compiled, setup };
}

/** The configuration that a commit has; the base's may be what the change mends. */
async function configAt({ notes, at }: CommitInput, setup: Setup): Promise<Config> {
  try {
    return await loadConfig(setup);
  } catch (error) {
    if (notes === undefined || !(error instanceof UsageError)) throw error;
    notes.push(`The configuration of \`${at.ref}\` cannot be read, so that state was compared as it is without one.`);
    return loadConfig({ ...setup, file: null });
  }
}
