import type { Verdict } from "../../model/claim.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Param } from "../../model/run.ts";
import type { Numeral } from "../text/numeral.ts";
import { agrees, logged } from "../value/interval.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";

/** `lr = 1e-3`: compared with the params of that name. Null when no run has such a param, or prose only may mean it. */
export function judgeSetting(
  judging: Judging,
  { name, numeral, experiments }: { name: string; numeral: Numeral; experiments: CompiledExperiment[] },
): Verdict | null {
  const { found, context } = judging;
  const params = experiments.flatMap(({ experiment }) => paramsNamed(experiment, name));
  if (params.length === 0) return null;
  const [same] = params.filter(({ value }) => typeof value === "number" && agrees(numeral, logged(value, null)));
  const shown = same ?? params[0];
  const evidence = shown === undefined ? [] : [shown.evidence];
  const base = verdictOf(found.claim, {
    verdict: "exempt",
    evidence,
    excerpt: excerptOf(context, evidence[0]),
    reason: "setting",
  });
  const value = typeof shown?.value === "number" ? shown.value : null;
  if (same !== undefined) return { ...base, verdict: "supported", value };
  const isStated = /=\s*[`*"]*$/.test(judging.document.text.slice(0, found.claim.span.start).slice(-12));
  const isLiteral = params.some((param) => param.name === name.split(" ").at(-1));
  if (!isStated || !isLiteral) return base;
  return { ...base, verdict: "contradicted", value, reason: `no run has ${shown?.name ?? name} = ${numeral.text}` };
}

const PARAM_ALIASES: Record<string, string> = { learningrate: "lr", weightdecay: "wd", batchsize: "bs" };

/** The params of a name (`learning rate`, or only its last word), each value once. */
function paramsNamed(experiment: Experiment, name: string): Param[] {
  const known = KNOWN.get(experiment) ?? paramsOf(experiment);
  KNOWN.set(experiment, known);
  const wanted = [plain(name), plain(name.split(" ").at(-1) ?? "")];
  return [...new Set(wanted.flatMap((one) => known.get(one) ?? []))];
}

/** The params of an experiment by what prose calls them: the whole name or what follows its last dot. */
function paramsOf({ runs }: Experiment): Map<string, Param[]> {
  const found = new Map<string, Param[]>();
  const seen = new Set<string>();
  for (const param of runs.flatMap((run) => run.params)) {
    const key = JSON.stringify([param.name, param.value]);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const word of new Set([plain(param.name), plain(param.name.split(".").at(-1) ?? "")])) {
      const others = found.get(word);
      if (others === undefined) found.set(word, [param]);
      else others.push(param);
    }
  }
  return found;
}

// The experiment is the key, so what is made for it goes when it goes.
const KNOWN = new WeakMap<Experiment, Map<string, Param[]>>();

function plain(name: string): string {
  const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return PARAM_ALIASES[letters] ?? letters;
}
