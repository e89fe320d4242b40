import type { Verdict } from "../../model/claim.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Param, Run } from "../../model/run.ts";
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
  const params = experiments.flatMap(({ experiment }) => experiment.runs.flatMap((run) => paramNamed(run, name)));
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

function paramNamed(run: Run, name: string): Param[] {
  const words = name.split(" ");
  const wanted = new Set([plain(name), plain(words.at(-1) ?? "")]);
  return run.params.filter(
    (param) => wanted.has(plain(param.name)) || wanted.has(plain(param.name.split(".").at(-1) ?? "")),
  );
}

function plain(name: string): string {
  const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return PARAM_ALIASES[letters] ?? letters;
}
