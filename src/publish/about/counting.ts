import type { Bucket } from "../../model/accounting.ts";
import type { VerdictName } from "../../model/claim.ts";
import { VERDICTS } from "../../model/claim.ts";
import { isRuleId, RULES } from "../../model/rule.ts";
import { toneOf } from "../status.ts";
import type { Section } from "./section.ts";
import { section, term } from "./section.ts";

const BUCKETS: Record<Bucket, string> = {
  used: "The run's numbers count.",
  ignored: "Someone said that the run does not count, and why. It enters no mean, no figure and no ranking.",
  failed: "The run ended in an error, was killed, or a metric became NaN or infinite.",
  pruned: "A search stopped the trial early, so its last value is no result.",
  running: "The run has not ended yet, as far as its files tell.",
  parent: "The run only holds others, such as a sweep its trials; those are counted.",
  unreadable: "Something is there, but it could not be read.",
  deleted: "Its tracker has marked it as deleted.",
  duplicate: "Two places hold the same run, and it counts once.",
};

/** Verdicts that break no rule. What the others mean is said where their rules are. */
const RIGHT: Partial<Record<VerdictName, string>> = {
  supported:
    "The value at the evidence, rounded as the text rounds it, is the number in the text; run and metric agree.",
  derived: "The number was recomputed from logged values, and agrees.",
  exempt: "Not a claim: a year, a version, the number of a section, or exempted by its author with a reason.",
};

/** Which runs count, and what the checker says of a claim. */
export function countingSections(): Section[] {
  const buckets = Object.entries(BUCKETS).map(([bucket, meaning]) => term(bucket, meaning));
  const verdicts = VERDICTS.map((verdict) => term(verdict, meaningOf(verdict), toneOf(verdict)));
  return [
    section(
      "How runs are counted",
      [
        "Every run that was found is in exactly one of these groups, so the counts add up. A run that someone ignored counts as ignored, whatever else it is.",
      ],
      buckets,
    ),
    section(
      "What the checker says of a claim",
      [
        "A number that people wrote, with a link to its evidence or without, is a claim. Each one is checked against the files.",
      ],
      verdicts,
    ),
  ];
}

/** A verdict in words; `docs explain claim/…` says the same. */
function meaningOf(verdict: VerdictName): string {
  const rule = `claim/${verdict}`;
  return RIGHT[verdict] ?? (isRuleId(rule) ? RULES[rule].why : "");
}
