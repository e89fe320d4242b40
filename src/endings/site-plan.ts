import { progressOf } from "../compare/progress/progress.ts";
import type { Look } from "../contract/index.ts";
import { fileStamp, readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import { identities } from "../disk/snapshot.ts";
import type { DocumentPlan, EditionInput } from "../edition/edition.ts";
import type { ExperimentPlan } from "../experiments/group.ts";
import type { Evidence } from "../model/evidence.ts";
import { homeOf, isOutput } from "../model/output.ts";
import type { Progress } from "../model/progress.ts";
import type { JudgedDocument } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";
import type { Compiled } from "../project/compilation.ts";
import type { DocumentResult } from "../project/document.ts";
import { judge } from "../project/judge.ts";
import { notesIn } from "../project/traces.ts";
import { openDesk } from "../publish/desk.ts";
import { citingOf } from "../publish/document-page.ts";
import type { CitingDocument } from "../publish/run-citations.ts";
import { tiesOf } from "../publish/tie.ts";
import type { RedactionRules } from "../redaction/redactor.ts";
import { ALWAYS } from "../redaction/redactor.ts";
import type { SourceInput } from "./site-source.ts";
import { openSource } from "./site-source.ts";
import { standInsOf } from "./stand-in.ts";

/** Of a document with more generated numbers than this only what people wrote is judged again: the others are right, being current. */
const MOST_JUDGED = 400;

/** What the site is called, and what is its own. `redact`: what is kept back besides what always is; null for nothing. */
export interface SiteTitle {
  title: string;
  description: string | null;
  look?: Look | null;
  redact?: RedactionRules | null;
}

/** The site of a compile before any page is made, and what a thread needs to make pages of it. */
export function planSite(
  compiled: Compiled,
  { named, key }: { named: SiteTitle; key: string },
): { edition: EditionInput; source: SourceInput } {
  const { catalog } = compiled;
  const { redact = ALWAYS, ...name } = named;
  const { source, documents } = sourceInput(compiled, { key, redact });
  const { citing, known } = source;
  // What belongs to no experiment leaves out what any of them gives away.
  const wide = hashText(JSON.stringify([key, ...known]));
  const keys = openKeys(compiled, { key, citing });
  const owns = new Map<string, ReadonlySet<string>>();
  const desk = openDesk(openSource(source, catalog));
  const edition: EditionInput = {
    desk,
    documents: documents.map((one) => documentPlan(compiled, one, catalog.owner(one.file) === null ? wide : key)),
    experiments: catalog.ids.map((id) => ({ id, key: keys.experiment(id) })),
    lists: {
      ...name,
      findings: compiled.findings,
      progress: progressIn(compiled),
      unreadJournals: unreadJournals(compiled),
    },
    increments: compiled.experiments.flatMap(({ id, name, title, increment }) =>
      increment === null ? [] : [{ id, name, title, increment }],
    ),
    ties: tiesOf({ experiments: compiled.experiments, mentions: mentionsIn(compiled), citing, owner: catalog.owner }),
    identity: keys.identity,
    signature: (path) => {
      const own = keys.signature(path);
      return own === null ? null : hashText(`${desk.addresses.document(path)}\n${own}`);
    },
    places: hashText(JSON.stringify([...catalog.plans.values()].map(({ place }) => place))),
    owner: catalog.owner,
    isOwn: (id, path) => {
      const own = owns.get(id) ?? new Set(inputsOf(catalog.plans.get(id)));
      owns.set(id, own);
      return own.has(path);
    },
  };
  return { edition, source };
}

/** What the journal of each experiment links to. */
function mentionsIn({ memory }: Compiled): Map<string, string[]> {
  return new Map([...memory.digests].map(([id, { mentions }]) => [id, mentions]));
}

/** The series over all experiments. */
export function progressIn({ memory }: Compiled): Progress | null {
  return progressOf([...memory.digests.values()].map((digest) => digest.progress));
}

/** Journals that no experiment reads, since no runs lie where they do. */
function unreadJournals({ catalog, tree }: Compiled): string[] {
  const places = [...catalog.plans.values()].flatMap(({ place }) => [place.dir, place.runsDir, homeOf(place)]);
  const read = new Set(places.map((dir) => joinPath(dir, "JOURNAL.md")));
  return notesIn(tree).journals.filter((path) => !read.has(path) && catalog.project(path) === null);
}

/** What pages are made of, and the documents that get one. */
export function sourceInput(
  compiled: Compiled,
  { key, redact }: Pick<SourceInput, "key" | "redact">,
): { source: SourceInput; documents: JudgedDocument[] } {
  const { root, tree } = compiled;
  const standIns = standInsOf(compiled, key);
  const given = [...compiled.memory.digests].filter(([, digest]) => digest.secrets.length > 0);
  const secrets = new Map(given.map(([id, digest]) => [id, new Map(digest.secrets)]));
  const known = new Map(given.flatMap(([, digest]) => digest.secrets));
  const documents = compiled.documents.filter((one) => !standIns.has(one.file));
  const published = documents.map((one) => one.file);
  return {
    source: { root, key, tree, standIns, published, citing: documents.map(citingOf), redact, known, secrets },
    documents,
  };
}

/** The files that an experiment is made from; not those that are made for it. */
function inputsOf(plan: ExperimentPlan | undefined): string[] {
  return plan === undefined ? [] : plan.files.filter((path) => !isOutput(plan.place, path));
}

/** Texts that stay the same as long as files, and the experiments that they belong to, are the same. */
function openKeys(
  { root, catalog, snapshot, writes, memory }: Compiled,
  { key, citing }: { key: string; citing: readonly CitingDocument[] },
) {
  const cited = citationsByOwner(citing, catalog.owner);
  const known = identities(snapshot);
  const written = new Set(writes.map((one) => one.path));
  const identity = (path: string): string => (written.has(path) ? null : known(path)) ?? fileStamp(root, path);
  const keys = new Map<string, string | null>();
  const experiment = (id: string): string | null => {
    const found = keys.get(id);
    if (found !== undefined) return found;
    const plan = catalog.plans.get(id);
    const files = inputsOf(plan).map((path) => [path, written.has(path) ? identity(path) : known(path)]);
    const history = memory.digests.get(id)?.history ?? [];
    const isSure = files.every(([, one]) => one !== null);
    const own = isSure ? hashText(JSON.stringify([key, plan?.place, files, history, cited.get(id)])) : null;
    keys.set(id, own);
    return own;
  };
  const signature = (path: string): string | null => {
    const owner = catalog.owner(path);
    const own = owner === null ? "" : experiment(owner);
    return own === null ? null : `${identity(path)}\n${own}`;
  };
  return { identity, experiment, signature };
}

/** What documents cite, by the experiment that it belongs to. */
function citationsByOwner(
  citing: readonly CitingDocument[],
  owner: (path: string) => string | null,
): Map<string | null, [file: string, claim: string, evidence: Evidence][]> {
  const all = citing.flatMap(({ file, verdicts }) =>
    verdicts.flatMap(({ claim, evidence, isShown }) => {
      const name = isShown ? claim.id : `${claim.id}, not shown`;
      return evidence.map((one): [string, string, Evidence] => [file, name, one]);
    }),
  );
  return Map.groupBy(all, ([, , evidence]) => owner(evidence.file));
}

/** `checked`: the coverage as the command line prints it. */
export function documentPlan(compiled: Compiled, one: JudgedDocument, key: string): DocumentPlan {
  const { root, catalog } = compiled;
  const { file, coverage, generated } = one;
  const text = readText(root, file);
  const { claims, regions = [], history = [] } = compiled.lock;
  const locked = [...claims, ...regions].filter((entry) => entry.file === file);
  return {
    file,
    owner: catalog.owner(file),
    key: hashText(JSON.stringify([key, file, text, locked, history, coverage, generated])),
    load: () => {
      const isAsJudged = compiled.writes.every((write) => write.path !== file || write.after === text);
      if (generated > MOST_JUDGED && isAsJudged) {
        const known = compiled.memory.documents.results.get(file)?.result;
        return { document: { file, text, verdicts: one.verdicts, checked: one }, depends: dependsOn(catalog, known) };
      }
      const wanted = { file, text, after: null, everything: false };
      const result = judge(wanted, { ...compiled, planned: new Set(), redraws: true });
      const { verdicts } = result.judged;
      return { document: { file, text, verdicts, checked: one }, depends: dependsOn(catalog, result) };
    },
  };
}

/** The files and experiments that verdicts rest on, as paths. */
function dependsOn(catalog: Compiled["catalog"], result: DocumentResult | undefined): string[] {
  const { uses, usesAll, reads } = result ?? { uses: [], usesAll: true, reads: [] };
  const experiments = usesAll ? catalog.ids : uses;
  return [...reads, ...experiments.flatMap((id) => catalog.plans.get(id)?.place.dir ?? [])];
}
