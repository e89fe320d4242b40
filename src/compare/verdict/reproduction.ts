import type { Sentence } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Agreement, Reproduction } from "../../model/reproduction.ts";
import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { valueKey } from "../../model/value-key.ts";
import type { Agreed, Apart } from "../../repeats/agreement.ts";
import { agreementOf, DEFAULT_TOLERANCE } from "../../repeats/agreement.ts";
import { isIncidental } from "../../repeats/incidental.ts";
import { agreeing } from "../../repeats/independent-runs.ts";
import { isRepeatParam } from "../../repeats/repeat-param.ts";
import type { SameSettings } from "../../repeats/same-settings.ts";
import { sameSettings } from "../../repeats/same-settings.ts";
import type { CompareSettings } from "../settings.ts";
import type { CellSource } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import { difference } from "../table/delta.ts";
import { loggedQuantity } from "../table/quantity.ts";
import { count } from "../table/sentence.ts";

/** The runs that count and how their values are shown. */
export interface ReproductionInput {
  runs: readonly Run[];
  columns: readonly Column[];
  settings: CompareSettings;
  cells: CellSource;
}

/** Runs that claim to be the same, and what the claim rests on, in words. */
interface Claim {
  runs: Run[];
  how: Reproduction["how"];
  says: string;
}

const NAMES_SHOWN = 3;
const ORDER: readonly Agreement[] = ["differs", "agrees", "identical"];

/**
 * Every set of runs that claim to be the same, with whether their values agree; those that differ come first. A claim is
 * made by equal settings with a seed among them, by a tag `reproduces:<run>`, and by values that runs without a seed
 * share to the last digit. Sets that log no result in common are left out, since nothing can be said of them.
 */
export function reproductionsOf(input: ReproductionInput): Reproduction[] {
  const { runs } = input;
  const claims = [...sameSettings(runs).flatMap((same) => claimsOf(same, input)), ...declaredClaims(input)];
  const all = claims.flatMap((claim) => judge(claim, input) ?? []);
  return all.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

function claimsOf(same: SameSettings, { settings }: ReproductionInput): Claim[] {
  const says = sayEqual(same);
  if (same.seeded) return [{ runs: same.runs, how: "same settings", says }];
  const parts = agreeing(same, settings).filter((part) => part.length > 1);
  return parts.map((part) => ({ runs: part, how: "same settings", says }));
}

/** What is equal and recorded, and what nobody recorded. */
function sayEqual({ runs, seeded }: SameSettings): string {
  const [first] = runs;
  const params = first?.params.filter(({ name }) => !isIncidental(name)).length ?? 0;
  const equal = [
    params > 0 ? count(params, "param") : null,
    seeded ? "seed" : null,
    first?.fold == null ? null : "fold",
    all(runs, (run) => run.gitCommit !== null) ? "commit" : null,
    all(runs, (run) => run.dataVersion !== null) ? "data version" : null,
  ].filter((part) => part !== null);
  const unknown = [
    seeded ? null : "seed",
    all(runs, (run) => run.gitCommit !== null) ? null : "commit",
    all(runs, (run) => run.dataVersion !== null) ? null : "data version",
  ].filter((part) => part !== null);
  const head = equal.length === 0 ? "record nothing that differs" : `record the same ${listed(equal, "and")}`;
  return unknown.length === 0 ? head : `${head} (not all record a ${listed(unknown, "or")})`;
}

/** Runs that a tag says reproduce another one of those that count. */
function declaredClaims({ runs, cells }: ReproductionInput): Claim[] {
  return runs.flatMap((run): Claim[] => {
    const named = run.tags.map((tag) => /^(?:reproduces|reproduction[-_]of)\s*[:=]\s*(.+)$/i.exec(tag)?.[1]?.trim());
    return named.flatMap((name): Claim[] => {
      const fits = runs.filter((one) => one !== run && name !== undefined && isCalled(one, name, cells));
      const [original, ...others] = fits;
      if (original === undefined || others.length > 0) return [];
      const differing = differingParams(original, run);
      const but =
        differing.length === 0
          ? "no recorded param differs"
          : `${count(differing.length, "param")} differ${differing.length === 1 ? "s" : ""}: ${shortList(differing)}`;
      const says = `are declared to be the same by a tag of ${labelOf(run, cells)} (${but})`;
      return [{ runs: [original, run], how: "declared", says }];
    });
  });
}

function isCalled(run: Run, name: string, cells: CellSource): boolean {
  return [run.id, run.name, labelOf(run, cells), baseName(run.id)].includes(name);
}

function differingParams(a: Run, b: Run): string[] {
  const [left, right] = [a, b].map((run) => new Map(run.params.map(({ name, value }) => [name, valueKey(value)])));
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  const settings = [...names].filter((name) => isRepeatParam(name) || !isIncidental(name));
  return settings.filter((name) => left?.get(name) !== right?.get(name)).sort();
}

/** The first run against each other one; the set is judged by the pair that lies furthest apart. */
function judge(claim: Claim, input: ReproductionInput): Reproduction | null {
  const [original, ...others] = claim.runs;
  if (original === undefined) return null;
  let worst: { agreed: Agreed; run: Run } | null = null;
  for (const run of others) {
    const agreed = agreementOf(original, run, input.settings);
    if (agreed.verdict !== null && (worst === null || isWorse(agreed, worst.agreed))) worst = { agreed, run };
  }
  const verdict = worst?.agreed.verdict ?? null;
  if (worst === null || verdict === null) return null;
  const { agreed } = worst;
  const shown = agreed.worst === null ? null : worstOf(agreed.worst, [original, worst.run], input);
  return {
    runs: claim.runs.map((run) => run.id),
    how: claim.how,
    verdict,
    tolerance: agreed.worst?.tolerance ?? input.settings.tolerance ?? DEFAULT_TOLERANCE,
    worst: shown,
    compared: agreed.compared,
    machine: agreed.machine,
    because: [...sayClaim(claim, input), ...sayVerdict(claim, { agreed, shown })],
  };
}

function isWorse(a: Agreed, b: Agreed): boolean {
  if (a.worst === null || b.worst === null) return a.worst !== null;
  return (
    a.worst.relative / (a.worst.tolerance || Number.MIN_VALUE) >
    b.worst.relative / (b.worst.tolerance || Number.MIN_VALUE)
  );
}

function worstOf(apart: Apart, runs: readonly Run[], { columns, cells }: ReproductionInput): Reproduction["worst"] {
  const style = columns.find((one) => one.shown.name === apart.metric)?.style ?? { decimals: 4, scientific: false };
  const at = apart.reduction === "last" ? apart.metric : `${apart.metric}@${apart.reduction}`;
  const values = apart.points.map((point, index): Quantity => {
    const run = runs[index];
    const quantity = loggedQuantity(point, `${run === undefined ? "" : labelOf(run, cells)}/${at}`, style);
    // Two values that differ below the column's digits are shown as they were logged.
    return apart.relative < 1e-3 ? { ...quantity, text: point.evidence.literal || quantity.text } : quantity;
  });
  const [a, b] = values;
  const both = a !== undefined && b !== undefined && [a, b].every(({ value }) => Number.isFinite(value));
  return { metric: at, values, difference: both ? difference("rel", [b, a], style) : null };
}

function sayClaim({ runs, says }: Claim, { cells }: ReproductionInput): Sentence {
  return [`${shortList(runs.map((run) => labelOf(run, cells)))} ${says}. `];
}

function sayVerdict(claim: Claim, found: { agreed: Agreed; shown: Reproduction["worst"] }): Sentence {
  const { agreed, shown } = found;
  const left =
    agreed.machine.length === 0 ? "" : ` Left out, since they measure the machine: ${shortList(agreed.machine)}.`;
  const once = `The same run again is no independent repeat, so they are evidence of 1 run, not of ${claim.runs.length}.`;
  const same = claim.how === "declared" ? "" : ` ${once}`;
  const what =
    agreed.compared.length === 1
      ? (agreed.compared[0] ?? "")
      : `all ${agreed.compared.length} metrics that are compared`;
  if (shown === null || agreed.worst === null) {
    return [`Last, lowest and highest value of ${what} are equal to the last digit.${same}${left}`];
  }
  const change: Sentence = shown.difference === null ? [] : [" (", shown.difference, ")"];
  const [a, b] = shown.values;
  const pair: Sentence = a === undefined || b === undefined ? [] : [a, " and ", b, ...change];
  const head = `${shown.metric} differs most: `;
  const limit = `a relative tolerance of ${agreed.worst.tolerance}`;
  if (agreed.verdict === "agrees") return [head, ...pair, `, within ${limit}.${same}${left}`];
  const why = "so something that is not recorded differs, or the run is not deterministic";
  return [head, ...pair, `, beyond ${limit}, ${why}.${left}`];
}

function labelOf(run: Run, { labels }: CellSource): string {
  return labels.get(run.id) ?? run.name;
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : listed(shown, "and");
}

function listed(names: readonly string[], word: "and" | "or"): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1)}`;
}

function all(runs: readonly Run[], has: (run: Run) => boolean): boolean {
  return runs.every(has);
}
