import { plainSentence } from "../model/comparison.ts";
import type { EscalationKind } from "../model/recommendation.ts";
import type { ExperimentChange } from "../model/review.ts";
import type { BothStates } from "./found.ts";

/** What each kind of escalation is called where there is no room for its sentence. */
const NAMES: Record<EscalationKind, string> = {
  regression: "other metrics that are worse",
  survivors: "runs that failed and are not compared",
  "data-version": "other data",
  "data-drift": "other data",
  environment: "another environment",
  hardware: "other hardware",
  "post-hoc-criterion": "a criterion set after its results",
  "late-ignore": "a run ignored after its result",
  "unequal-tuning": "unequal tuning",
  "test-set-reuse": "a test split looked at often",
  peeking: "values that are the best of their own series",
};

/** What is said of a row that is selected, right behind what a test says of it. */
const OF_ROW: Partial<Record<EscalationKind, string>> = {
  "data-version": "on other data",
  "data-drift": "on other data",
  environment: "in another environment",
  hardware: "on other hardware",
  regression: "worse in other metrics",
};

/** `to look at first: unequal tuning, other hardware`; null where nothing is escalated. `told`: kinds that are said elsewhere. */
export function sayAlarms(
  experiments: readonly ExperimentChange[],
  states: BothStates,
  told: ReadonlySet<EscalationKind> = new Set(),
): string | null {
  const kinds = experiments.flatMap((one) => kindsOf(one, states)).filter((kind) => !told.has(kind));
  const all = [...new Set(kinds.map((kind) => NAMES[kind] ?? kind))];
  if (all.length === 0) return null;
  return `to look at first: ${all.slice(0, MOST).join(", ")}${all.length > MOST ? ` and ${all.length - MOST} more` : ""}`;
}

const MOST = 3;

/** The kinds of what is escalated and was not before. */
export function kindsOf({ id, escalations }: ExperimentChange, { head }: BothStates): EscalationKind[] {
  const all = head.experiments.find((one) => one.id === id)?.escalations ?? [];
  return all.filter(({ sentence }) => escalations.includes(sentence)).map(({ kind }) => kind);
}

/** Of what is escalated of the row that is selected now: how that is said of it, and the kinds that it says. */
export function alarmsOfWinner(
  change: ExperimentChange,
  { head }: BothStates,
): { text: string; kinds: EscalationKind[] } {
  const name = change.selected.head;
  const all = head.experiments.find((one) => one.id === change.id)?.escalations ?? [];
  const kinds = all
    .filter(({ sentence }) => change.escalations.includes(sentence))
    .filter(({ sentence }) => name !== null && names(plainSentence(sentence), name))
    .map(({ kind }) => kind)
    .filter((kind) => OF_ROW[kind] !== undefined);
  return { text: [...new Set(kinds.map((kind) => OF_ROW[kind]))].join(" and "), kinds };
}

/** Whether a sentence has a name as a word of its own. */
function names(sentence: string, name: string): boolean {
  const isInside = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
  for (let at = sentence.indexOf(name); at >= 0; at = sentence.indexOf(name, at + 1)) {
    if (!isInside(sentence[at - 1]) && !isInside(sentence[at + name.length])) return true;
  }
  return false;
}
