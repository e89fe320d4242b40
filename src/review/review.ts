import { compile } from "../compile.ts";
import type { Config } from "../config.ts";
import { gitTracked } from "../disk/git.ts";
import type { Holder } from "../disk/mutex.ts";
import { addAccountings } from "../model/accounting.ts";
import { coverageOf } from "../model/claim.ts";
import type { Review, Revision } from "../model/review.ts";
import type { Compiled } from "../project/compilation.ts";
import type { Setup } from "../project/setup.ts";
import { compileAt, keepState, keptState, stateAt } from "./base.ts";
import type { HiddenRun } from "./carried.ts";
import { carriedState, hiddenRuns, releasedRuns } from "./carried.ts";
import { claimChanges } from "./claim-changes.ts";
import { stateOf } from "./compiled-state.ts";
import { conclude } from "./conclusion.ts";
import { openContents } from "./contents.ts";
import { experimentChanges } from "./experiment-changes.ts";
import type { FileChanges } from "./file-changes.ts";
import { fileChanges } from "./file-changes.ts";
import { newFindings } from "./finding-changes.ts";
import { openFormerRuns } from "./former-runs.ts";
import { formerOf, moveState, movesOf, pathsOf } from "./moves.ts";
import { newlyOutdated } from "./outdated.ts";
import { withFalseProse } from "./prose.ts";
import type { Commit, RevisionInput, Revisions } from "./revision.ts";
import { findRevisions } from "./revision.ts";
import { runChanges } from "./run-changes.ts";
import { sparklineOf } from "./sparkline.ts";
import type { ReviewState } from "./state.ts";
import { tamperingSince } from "./tampering.ts";
import { withHistory } from "./tampering-history.ts";
import { touchedExperiments } from "./touched.ts";

/** What to review, and where progress is said. */
export interface ReviewInput extends RevisionInput {
  setup: Setup;
  config: Config;
  holder: Holder;
  say(line: string): void;
}

/**
 * Sets two states of a project against each other. Writes nothing but its cache below `.docs`: the working tree, git's index and
 * the documents stay as they are.
 */
export async function review(input: ReviewInput): Promise<Review> {
  const { setup } = input;
  const revisions = findRevisions(setup.root, input);
  const { base, head, prefix } = revisions;
  const changes = fileChanges(setup.root, base.commit, head?.commit ?? null);
  const after = await headOf(input, revisions);
  const kept = hasTree(base) ? await baseOf(input, { at: base, prefix, changes, head: after }) : EMPTY;
  const before = moveState(
    kept,
    movesOf(changes, () => pathsOf(kept)),
  );
  const state = stateOf(after.compiled, {
    state: before,
    isChanged: (file) => changes.byHead.has(file),
    touched: touchedOf(input, { compiled: after.compiled, changes, before }),
  });
  const found = put(input, { revisions, changes, before, after: state, compiled: after.compiled });
  const { tree } = found.head;
  // What is reviewed now is what the next change is compared with.
  if (after.isWorkingTree && tree !== null && isTracked(after.compiled))
    keepState(setup, tree, () => stateOf(after.compiled, null));
  return found;
}

const EMPTY: ReviewState = {
  experiments: [],
  documents: [],
  accounting: addAccountings([]),
  coverage: coverageOf([]),
  findings: [],
  outdated: [],
};

function hasTree(commit: Commit): commit is Commit & { tree: string } {
  return commit.tree !== null;
}

/** The base as it was kept; a working tree that is the base, file by file, need not be laid out again to be kept. */
async function baseOf(
  { setup, holder, say }: ReviewInput,
  { at, prefix, changes, head }: { at: Commit & { tree: string }; prefix: string; changes: FileChanges; head: Head },
): Promise<ReviewState> {
  const isSame = head.isWorkingTree && changes.all.length + changes.submodules.length === 0;
  if (isSame && isTracked(head.compiled)) return keptState(setup, at.tree, () => stateOf(head.compiled, null));
  return stateAt({ setup, at, prefix, slot: "base", holder, say });
}

/** Whether git has every document, and every file that runs are read from. */
function isTracked({ root, catalog, documents }: Compiled): boolean {
  const runs = [...catalog.plans.values()].flatMap(({ sources }) => sources.flatMap(({ files }) => files));
  const files = new Set([...runs, ...documents.map(({ file }) => file)]);
  return gitTracked(root, [...files])?.tracked.size === files.size;
}

interface Head {
  compiled: Compiled;
  isWorkingTree: boolean;
}

/** The head: the working tree as it lies there, or a commit that is laid out. */
async function headOf(input: ReviewInput, { head, prefix }: Revisions): Promise<Head> {
  const { setup, config, holder, say } = input;
  if (head !== null && hasTree(head)) {
    const { compiled } = await compileAt({ setup, at: head, prefix, slot: "head", holder, say });
    return { compiled, isWorkingTree: false };
  }
  const compiled = await compile({ setup, config, judge: "before", authored: true, say });
  return { compiled, isWorkingTree: true };
}

interface Both {
  revisions: Revisions;
  changes: FileChanges;
  before: ReviewState;
  after: ReviewState;
  compiled: Compiled;
}

/** With another configuration every comparison may be another one. */
function touchedOf(
  { setup }: ReviewInput,
  { compiled, changes, before }: { compiled: Compiled; changes: FileChanges; before: ReviewState },
): Set<string> {
  const isConfig = setup.file !== null && (changes.byHead.has(setup.file) || changes.byBase.has(setup.file));
  return isConfig ? new Set(compiled.catalog.ids) : touchedExperiments(compiled.catalog, changes, before);
}

function put(input: ReviewInput, both: Both): Review {
  const { revisions, changes, before, compiled } = both;
  const { root } = input.setup;
  const hidden = hiddenRuns(before, both.after, changes);
  const after = carriedState(both.after, { base: before, hidden, changes });
  const former = formerOf(changes, after);
  const contents = openContents(changes, { root: compiled.root, repository: root });
  const sparkline = (experiment: string, run: string) => sparklineOf(compiled.catalog, experiment, run);
  const states = { base: before, head: after, former };
  const released = releasedRuns(before, both.after, changes);
  const gone = new Set(hidden.map((one) => one.run));
  const runs = runChanges({
    ...states,
    changes,
    contents,
    recorded: openFormerRuns(compiled.catalog, { former: contents.former, root: compiled.root }),
    hidden: gone,
    released: new Set(released.map(({ run }) => run)),
    sparkline,
  });
  const prose = { compiled, head: after, changes, repository: root };
  const claims = withFalseProse(claimChanges(before, after, contents), prose);
  const found = {
    schemaVersion: 1 as const,
    base: revisionOf(revisions.base),
    head: headRevision(revisions, changes, root),
    claims,
    tampered: withHistory(tamperingSince(before, contents), { root, revisions, head: after, former }),
    runs,
    accounting: { base: before.accounting, head: after.accounting },
    experiments: experimentChanges({ ...states, hidden: new Set(hidden.map((one) => one.experiment)) }),
    outOfDate: newlyOutdated(before.outdated, after.outdated, runs),
    findings: newFindings({ base: before.findings, head: after.findings }, claims.broken),
    notes: [...revisions.notes, ...(before.notes ?? []), ...notesOf(both, { hidden, released })],
  };
  return { ...found, ...conclude(found, { base: before, head: after }, input.config.review) };
}

function revisionOf({ ref, commit, tree }: Commit): Revision {
  return { ref, commit, tree };
}

function headRevision({ head, on, base }: Revisions, changes: FileChanges, root: string): Review["head"] {
  if (head !== null) return { ...revisionOf(head), dirty: false };
  const isDirty =
    on === null || (on.commit === base.commit ? changes : fileChanges(root, on.commit, null)).all.length > 0;
  return { ref: null, commit: on?.commit ?? null, tree: isDirty ? null : (on?.tree ?? null), dirty: isDirty };
}

function notesOf(
  { revisions, changes, before, after }: Both,
  { hidden, released }: { hidden: readonly HiddenRun[]; released: readonly HiddenRun[] },
): string[] {
  const notes: string[] = [];
  if (revisions.base.tree === null) notes.push("The base does not have this project, so everything in it is new.");
  if (hidden.length > 0) {
    const many = hidden.length === 1 ? "1 run that is here is" : `${hidden.length} runs that are here are`;
    notes.push(
      `${many} not in git (${hidden[0]?.dir}${hidden.length > 1 ? ", …" : ""}), so nobody can say what changed in them; claims on them were compared by the lock.`,
    );
  }
  if (released.length > 0) {
    const many = released.length === 1 ? "1 run is" : `${released.length} runs are`;
    notes.push(
      `${many} not in git any more and only here (${released[0]?.dir}${released.length > 1 ? ", …" : ""}): whoever checks this out does not have ${released.length === 1 ? "it" : "them"}.`,
    );
  }
  if (before.accounting.found + after.accounting.found === 0 && after.coverage.attested > 0) {
    notes.push("No run is in this checkout, so runs could not be compared; claims were compared by the lock.");
  }
  if (changes.submodules.length > 0) notes.push(`Submodules were not looked into: ${changes.submodules.join(", ")}.`);
  return notes;
}
