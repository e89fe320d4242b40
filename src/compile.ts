import { loadSnapshot } from "./disk/snapshot.ts";
import { addAccountings } from "./model/accounting.ts";
import { addCoverages } from "./model/claim.ts";
import { sortFindings } from "./model/finding.ts";
import { keepAway } from "./project/away.ts";
import type { Compiled, CompileInput } from "./project/compilation.ts";
import { contrastFindings } from "./project/contrast.ts";
import { digestAll } from "./project/digest-all.ts";
import { judgeAll } from "./project/judge-all.ts";
import { livingDocsOf } from "./project/living-docs.ts";
import { readLock } from "./project/lock-file.ts";
import { loadMemory } from "./project/memory.ts";
import { ownershipOf } from "./project/ownership.ts";
import { fillProjectDocuments } from "./project/project-documents.ts";
import { reportWish } from "./project/reports.ts";
import { applyRules } from "./project/severity.ts";
import { surveyProject } from "./project/survey.ts";
import { templatesOf } from "./project/templates.ts";

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
  const past = { config: input.config, previous: memory === null ? null : previous };
  const { tree, snapshot, changed, findings, own, catalog, identity } = await surveyProject(input.setup, past);
  const templates = await templatesOf(root);
  const livingDocs = livingDocsOf(input.config, tree);
  const how = howToMake(input);
  const previousDigests = memory?.digests ?? null;
  const rest = { key, config: input.config, reports: input.reports ?? null, tree, identity };
  const about = { ...how, catalog, templates, livingDocs, changed };
  const digests = await digestAll({ ...about, previous: previousDigests, rest });
  const { byId } = digests;
  const made = { ...how, ...catalog, digests: byId, templates };
  const filled = await fillProjectDocuments({ config: input.config, livingDocs }, made);
  const ownership = ownershipOf({ ...filled, plans: own, livingDocs, ids: byId, templates });
  const locked = readLock(root);
  const planned = [...digests.writes, ...filled.writes];
  const away = keepAway({ ...catalog, tree, lock: locked.lock, writes: planned, ownership });
  const history = [...byId.values()].flatMap((digest) => digest.history);
  const judging = { ...away, catalog, tree, changed, locked, history, previous: memory?.documents ?? null };
  const documents = await judgeAll({ ...input, named: input.named ?? [], ...judging });
  const ofRuns = [...byId.values()].flatMap((digest) => digest.findings);
  const told = away.tell(documents.findings);
  const look = contrastFindings(input.setup, input.config);
  const found = [...findings, ...digests.findings, ...filled.findings, ...told, ...ofRuns, ...look];
  // What is to be said of a file in another project is said where that is checked.
  const all = found.filter((one) => catalog.project(one.file) === null);
  const experiments = [...byId.values()].map((digest) => digest.summary);
  return {
    root,
    tree,
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
    memory: { digests: byId, documents: documents.memory },
  };
}

/** What of a wish decides how outputs are made. */
function howToMake({ setup, config, reports = null, restore = new Set(), judge, say = () => {} }: CompileInput) {
  const force = restore.size > 0 || reports !== null;
  return { key: setup.key, wantsReport: reportWish(config, reports), restore, draw: judge === "after", force, say };
}
