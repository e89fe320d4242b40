import { sentenceAt } from "../markdown/sentence.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";

/** No number that the text states as a result rests on a run that failed or was deleted, unless the sentence says so. */
export const numbersRestOnRunsThatCount: Check = { codes: ["claim/failed-run"], check };

const SAYS_SO =
  /diverg|\bfail|crash|\bnan\b|\binf(?:inity)?\b|abort|\bkill|\bstopp|interrupt|cancel|\bunstable|\boom\b|out of memory|explod|blew up|blow(?:s|n)? up|unfinished|incomplete|\bdid not (?:finish|converge|complete)|\bnever (?:finish|converge)|not converge|delet|remov|before it (?:end|died)|\bdied\b|\bpartial|(?:does|do|did) not count|exclud|ignor|collaps|overflow/i;

function check({ document, verdicts, catalog, compiled }: CheckInput): Finding[] {
  return verdicts.flatMap((verdict) => {
    const { claim } = verdict;
    const isStated = claim.kind !== "span" && (verdict.verdict === "supported" || verdict.verdict === "derived");
    if (!isStated || claim.region !== null || regionAt(document, claim.span.start) !== null) return [];
    const broken = runsBehind(verdict, catalog, compiled).find((run) => whyNot(run) !== null);
    if (broken === undefined || SAYS_SO.test(wordsAround(document, claim.span.start))) return [];
    const message = `${claim.text} rests on “${broken.name}”, which does not count: ${whyNot(broken)}.`;
    return [finding({ code: "claim/failed-run", ...placeOf(document, claim.span), message, found: claim.text })];
  });
}

/** The sentence without the addresses of its links: a run's name in one says nothing of it. */
function wordsAround(document: Document, offset: number): string {
  return sentenceAt(document, offset).text.replace(/\]\([^)]*\)/g, "]");
}

/** The runs that logged a verdict's evidence. A file of several runs does not tell which. */
function runsBehind({ evidence }: Verdict, catalog: Catalog | null, compiled: CompiledExperiment | null): Run[] {
  const files = new Set(evidence.map(({ file }) => file));
  return [...files].flatMap((file) => {
    const { experiment } = catalog?.at(file) ?? compiled ?? { experiment: null };
    const runs = experiment?.runs.filter((run) => run.files.includes(file)) ?? [];
    return runs.length === 1 ? runs : [];
  });
}

/** Why a run does not count, where its numbers are no result; a copy of another run is one. Ignored runs have their own rule. */
function whyNot(run: Run): string | null {
  const bucket = bucketOf(run);
  if (bucket === "deleted") return "it was deleted";
  if (bucket === "pruned") return "it was pruned";
  if (bucket !== "failed") return null;
  return run.diverged === null ? `it is ${run.status.value}` : `${run.diverged.metric} diverged`;
}
