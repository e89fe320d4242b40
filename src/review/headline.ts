import type { ReviewRule } from "../model/review.ts";
import { hasLostEvidence, holdsAnyway } from "../model/review.ts";
import { alarmsOfWinner, kindsOf, sayAlarms } from "./alarms.ts";
import type { Cause } from "./cause.ts";
import { causeOf } from "./cause.ts";
import type { BothStates, Found } from "./found.ts";
import type { Clause } from "./rest.ts";
import { hasOtherWinner } from "./said.ts";

/** A sentence that nobody reads says nothing: so many clauses, and how many more there are. */
const MOST = 3;

/** What the verdict is made of. `said`: clauses by rule; `rules`: those that are to be said, worst first; `rest`: what holds. */
export interface Headline {
  found: Found;
  states: BothStates;
  said: ReadonlyMap<ReviewRule, string>;
  rules: readonly ReviewRule[];
  rest: readonly Clause[];
}

/** The verdict in at most three clauses, without its full stop: what follows from something else is said with it, nothing twice. */
export function headline(input: Headline): string {
  const texts = new Map(
    input.rules.flatMap((rule) => (input.said.has(rule) ? [[rule, input.said.get(rule) ?? ""]] : [])),
  );
  const rest = [...input.rest];
  tellNew(input, texts, rest);
  tellRow(input, texts);
  tellIgnored(input, texts, rest);
  tellCause(input, texts, rest);
  tellLost(input, texts);
  tellRewritten(input, texts);
  const parts = [...new Set([...texts.values(), ...rest.map(({ text }) => text)])];
  const shown = parts.slice(0, MOST);
  const more = parts.length > shown.length ? [`and ${parts.length - shown.length} more below`] : [];
  return capital([...shown, ...more].join("; "));
}

type Texts = Map<ReviewRule, string>;

/** A row that is better on other data, or worse in other metrics, is not called better alone. */
function tellRow({ found, states }: Headline, texts: Texts): void {
  const winner = texts.get("winner");
  const others = found.experiments.filter(hasOtherWinner);
  const [one] = others;
  if (winner === undefined || one === undefined || others.length > 1 || !texts.has("escalations")) return;
  const { text, kinds } = alarmsOfWinner(one, states);
  if (text === "") return;
  texts.set("winner", withAlarms(winner, text));
  retell(texts, "escalations", sayAlarms(found.experiments, states, new Set(kinds)));
}

function withAlarms(winner: string, text: string): string {
  if (/ better beyond noise$/.test(winner)) return `${winner} but ${text}`;
  if (/ worse beyond noise$/.test(winner)) return `${winner} and ${text.replace(/^worse /, "")}`;
  return `${winner}, ${text}`;
}

/** What is to be looked at in an experiment that nobody has heard of follows its name. */
function tellNew({ found, states }: Headline, texts: Texts, rest: Clause[]): void {
  const alarmed = found.experiments.filter((one) => kindsOf(one, states).length > 0);
  const at = rest.findIndex(({ of }) => of === "experiments");
  const alarms = texts.get("escalations");
  if (alarms === undefined || at < 0 || alarmed.some(({ kind }) => kind !== "added")) return;
  texts.set("escalations", `${rest[at]?.text} (${alarms})`);
  rest.splice(at, 1);
}

/** That a run was ignored when its result was known belongs to that it is ignored. */
function tellIgnored({ found, states }: Headline, texts: Texts, rest: Clause[]): void {
  const kinds = new Set(found.experiments.flatMap((one) => kindsOf(one, states)));
  const at = rest.findIndex(({ of, text }) => of === "otherwise" && / ignored now$/.test(text));
  const clause = rest[at];
  if (!kinds.has("late-ignore") || !texts.has("escalations")) return;
  const known = (text: string) =>
    text
      .replace(/ is ignored now$/, " was ignored after its result was known")
      .replace(/ are ignored now$/, " were ignored after their results were known");
  const lost = texts.get("ignored-winner");
  if (lost !== undefined) texts.set("ignored-winner", known(lost));
  else if (clause !== undefined) rest[at] = { ...clause, text: known(clause.text) };
  else return;
  const winner = found.experiments.filter(hasOtherWinner);
  const told = texts.has("winner") ? winner.flatMap((one) => alarmsOfWinner(one, states).kinds) : [];
  retell(texts, "escalations", sayAlarms(found.experiments, states, new Set([...told, "late-ignore"])));
}

/** Why claims are false, where all of them have one reason; why another row is selected. */
function tellCause({ found, states }: Headline, texts: Texts, rest: Clause[]): void {
  const cause = causeOf(found, states);
  const lost = texts.get("ignored-winner");
  const winner = texts.get("winner");
  const broken = texts.get("false-claims");
  const isBoth = broken !== undefined && cause === "otherwise";
  if (lost !== undefined && winner !== undefined && !isBoth) {
    texts.set("ignored-winner", `${lost}, so ${winner}`);
    texts.delete("winner");
  }
  if (broken === undefined || cause === null) return;
  const at = rest.findIndex(({ of }) => of === cause);
  const rule = cause === "otherwise" && lost !== undefined ? "ignored-winner" : (RULE_OF[cause] ?? null);
  const because = rule === null ? rest[at]?.text : texts.get(rule);
  if (because === undefined) return;
  texts.set("false-claims", `${broken}, since ${because}`);
  if (rule === null) rest.splice(at, 1);
  else texts.delete(rule);
}

/** Evidence that is gone with the run that it belongs to. */
function tellLost({ found }: Headline, texts: Texts): void {
  const [lost, removed] = [texts.get("lost-evidence"), texts.get("removed-runs")];
  if (lost === undefined || removed === undefined) return;
  const places = found.runs.filter(({ kind }) => kind === "removed").map(({ place }) => `${place}/`);
  const isOfRun = (file: string) => places.some((place) => file.startsWith(place));
  const gone = found.claims.moved.filter(hasLostEvidence);
  if (!gone.every(({ evidence }) => evidence.some(({ file }) => isOfRun(file)))) return;
  texts.set("lost-evidence", `${lost}, since ${removed}`);
  texts.delete("removed-runs");
}

const RULE_OF: Partial<Record<Cause, ReviewRule>> = { tampered: "tampered-evidence", removed: "removed-runs" };

/** A run of which a cited line was rewritten is rewritten; what became of the claims on it is said with it. */
function tellRewritten({ found }: Headline, texts: Texts): void {
  const { tampered, runs, claims } = found;
  const isTold =
    texts.has("tampered-evidence") || / cited log lines? w(?:as|ere) rewritten/.test(texts.get("false-claims") ?? "");
  if (!isTold) return;
  const files = new Set(tampered.map(({ file }) => file));
  const rewritten = runs.filter(({ kind }) => kind === "rewritten");
  if (rewritten.every((run) => run.files.some((file) => files.has(file)))) texts.delete("rewritten-runs");
  const moved = claims.moved.filter((one) => !hasLostEvidence(one));
  const isOfThese = moved.every((one) => holdsAnyway(one) && one.evidence.some(({ file }) => files.has(file)));
  if (!texts.has("moved-evidence") || !isOfThese) return;
  const n = moved.length;
  texts.set(
    "moved-evidence",
    n === 1 ? "the number of 1 claim on it still holds" : `the numbers of ${n} claims on it still hold`,
  );
}

function retell(texts: Texts, rule: ReviewRule, text: string | null): void {
  if (text === null) texts.delete(rule);
  else texts.set(rule, text);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
