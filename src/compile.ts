import { skippedFolders } from "./config.ts";
import { identities, loadSnapshot } from "./disk/snapshot.ts";
import { walk } from "./disk/walk.ts";
import { planExperiments } from "./experiments/group.ts";
import { addAccountings } from "./model/accounting.ts";
import { addCoverages } from "./model/claim.ts";
import { sortFindings } from "./model/finding.ts";
import { keepAway } from "./project/away.ts";
import { openCatalog } from "./project/catalog.ts";
import type { Compiled, CompileInput } from "./project/compilation.ts";
import { digestAll } from "./project/digest-all.ts";
import { judgeAll } from "./project/judge-all.ts";
import { fillLivingDocs, livingDocsOf } from "./project/living-docs.ts";
import { readLock } from "./project/lock-file.ts";
import { loadMemory } from "./project/memory.ts";
import { ownershipOf } from "./project/ownership.ts";
import { fillProgress, progressDocsOf } from "./project/progress.ts";
import { reportWish } from "./project/reports.ts";
import { applyRules } from "./project/severity.ts";
import { templatesOf } from "./project/templates.ts";
import { detectSources } from "./readers/index.ts";

/**
 * The pipeline:
 *
 * ```
 * run folders ─ walk ─ detect ─ plan ─▶ catalog (read, group, compare: one experiment at a time, cached)
 *                                          │
 *                     comparison.md, report.md, figures, living documents ─▶ planned writes
 *                                          │
 *                     documents ─ judge claims, check truths ─▶ findings, coverage, lock
 * ```
 *
 * Only the cache of what was read is written; the endings write `writes`, print `findings`, publish, and keep `memory`.
 */
export async function compile(input: CompileInput): Promise<Compiled> {
  const { root, key } = input.setup;
  const previous = loadSnapshot(root, key);
  const memory = previous === null ? null : loadMemory(root, key);
  const past = { key, skip: skippedFolders(input.config), previous: memory === null ? null : previous };
  const { tree, snapshot, changed, findings } = walk(root, past);
  const plans = planExperiments(detectSources(tree), tree);
  const identity = identities(snapshot);
  const catalog = openCatalog({ root, key, tree, plans, changed, settings: input.config, identity });
  const templates = await templatesOf(root);
  const livingDocs = livingDocsOf(input.config, tree);
  const digests = await digestAll({
    catalog,
    templates,
    wantsReport: reportWish(input.config, input.reports),
    restore: input.restore,
    draw: input.judge === "after",
    livingDocs,
    changed,
    previous: memory?.digests ?? null,
    force: input.restore.size > 0 || input.reports !== null,
    say: input.say ?? (() => {}),
    rest: { key, config: input.config, reports: input.reports, tree, identity },
  });
  const living = fillLivingDocs(root, livingDocs, { digests: digests.byId, restore: input.restore });
  const progress = await fillProgress(progressDocsOf(input.config, livingDocs), {
    root,
    digests: digests.byId,
    templates,
    restore: input.restore,
    draw: input.judge === "after",
    planned: living.writes,
    owner: catalog.owner,
  });
  const fillsProgress = progress.fills;
  const filled = ownershipOf({ plans, livingDocs, ids: digests.byId, templates, fillsProgress });
  const locked = readLock(root);
  const planned = [...digests.writes, ...progress.writes];
  const away = keepAway({ ...catalog, tree, lock: locked.lock, writes: planned, ownership: filled });
  const history = [...digests.byId.values()].flatMap((digest) => digest.history);
  const judging = { ...away, catalog, tree, changed, locked, history, previous: memory?.documents ?? null };
  const documents = await judgeAll({ ...input, ...judging });
  const own = [...digests.byId.values()].flatMap((digest) => digest.findings);
  const all = [
    ...findings,
    ...digests.findings,
    ...living.findings,
    ...progress.findings,
    ...away.tell(documents.findings),
    ...own,
  ];
  const experiments = [...digests.byId.values()].map((digest) => digest.summary);
  return {
    root,
    experiments,
    accounting: addAccountings(experiments.map((one) => one.accounting)),
    documents: documents.judged,
    coverage: addCoverages(documents.judged.map((one) => one.coverage)),
    generated: documents.judged.reduce((sum, one) => sum + one.generated, 0),
    findings: sortFindings(applyRules(all, input.config.rules)),
    writes: [...away.writes, ...documents.writes],
    catalog,
    lock: documents.lock,
    snapshot,
    ownership: away.ownership,
    memory: { digests: digests.byId, documents: documents.memory },
  };
}
