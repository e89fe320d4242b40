import type { Verdict } from "../src/index.ts";
import { NOT_NAMED } from "./mutation-of-bare.ts";
import { FOUND_AGAIN } from "./mutation-of-evidence.ts";
import { wilson } from "./statistic.ts";
import { GOOD, WRONG } from "./subject.ts";
import type { Outcome, Patient } from "./trial.ts";

/**
 * What a checker says of documents that nobody corrupted.
 *
 * - `claims`: those that it decides; of a document without links, all its numbers.
 * - `wrong`: those among them that it calls wrong; with links, also those that it cannot find. `right`: those it proves.
 * - `stories`: each wrong one.
 */
export interface Alarms {
  claims: number;
  right: number;
  wrong: number;
  stories: string[];
}

/**
 * What became of a mutation, in short. `nameable`: its mistake has a name; `proven`: the claim is still called right; `story`:
 * what was done and said.
 */
export interface Result {
  kind: string;
  visible: boolean;
  nameable: boolean;
  killed: boolean;
  proven: boolean;
  named: boolean;
  listed: boolean;
  story: string;
}

const NOT_CLAIMS: ReadonlySet<string> = new Set(["exempt", "unbound"]);

/** Kinds in which number, title and link stay right or agree with each other, and only the words around them are wrong. */
const WORDS = /(?: words only|, metric not named)$/;

/** The alarms of a project that nobody corrupted. */
export function alarmsOf({ compiled, generated }: Pick<Patient, "compiled" | "generated">): Alarms {
  const verdicts = compiled.documents.flatMap((one) => one.verdicts);
  const decided = verdicts.filter(({ verdict }) => !NOT_CLAIMS.has(verdict));
  const bad = (list: readonly Verdict[]) => ({ wrong: list.length, stories: list.map(storyOf) });
  const [right, others] = [true, false].map((is) => decided.filter(({ verdict }) => GOOD.has(verdict) === is));
  if (generated?.as !== "bare") return { claims: decided.length, right: right?.length ?? 0, ...bad(others ?? []) };
  const own = compiled.documents.find(({ file }) => file === generated.file)?.verdicts ?? [];
  const at = new Map(own.map(({ claim, verdict }) => [claim.span.start, verdict]));
  const proven = generated.written.numbers.filter(({ start }) => GOOD.has(at.get(start) ?? ""));
  const wrong = own.filter(({ verdict }) => WRONG.has(verdict));
  return { claims: generated.written.numbers.length, right: proven.length, ...bad(wrong) };
}

function storyOf({ claim, verdict, diagnosis, reason, value }: Verdict): string {
  return `${claim.file}:${claim.span.line} ${claim.text} (${claim.selector ?? ""}) | ${verdict} ${value ?? ""} ${diagnosis ?? ""} ${reason ?? ""}`;
}

/** An outcome in short. */
export function resultOf({ mutation, verdict, killed, proven, named, listed }: Outcome): Result {
  const { kind, visible, expected, subject, text } = mutation;
  const said = [verdict?.verdict, verdict?.diagnosis, verdict?.reason].filter((part) => part != null).join(": ");
  const story = `[${subject?.text ?? ""}](${subject?.title ?? ""}) → ${text} | ${said} | expected ${expected}`;
  return { kind, visible, nameable: expected !== null, killed, proven, named, listed, story };
}

/** The results as Markdown: a row for each kind, their sum, what became of documents that nobody corrupted. */
export function sayTable(results: readonly Result[], alarms: readonly Alarms[]): string {
  const kinds = [...Map.groupBy(results, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  const isCounted = ({ kind }: Result) => !kind.endsWith(FOUND_AGAIN) && !kind.endsWith(NOT_NAMED);
  const rest = results.filter((one) => !WORDS.test(one.kind) && isCounted(one));
  const numbers = rest.filter(({ visible }) => visible);
  const proven = numbers.filter((one) => one.proven && !one.killed);
  const sum = (of: "claims" | "right" | "wrong") => alarms.reduce((total, one) => total + one[of], 0);
  const [claims, right, wrong] = [sum("claims"), sum("right"), sum("wrong")];
  return [
    "| corruption | n | killed | kill rate (95 % interval) | named | named or among possibilities | invisible | of those killed |",
    "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ...kinds.map(([kind, list]) => row(kind, list)),
    row("**number, title or evidence wrong**", rest),
    row(
      "**words only**",
      results.filter(({ kind }) => WORDS.test(kind)),
    ),
    row("**all**", results),
    "",
    `Still called right though its number is wrong: ${proven.length} of ${numbers.length}, ${rate(proven.length, numbers.length)}.`,
    `False alarms on the untouched documents: ${wrong} of ${claims} claims, ${rate(wrong, claims)}.`,
    `Proven on the untouched documents: ${right} of ${claims} claims, ${rate(right, claims)}.`,
  ].join("\n");
}

/** A share with its interval; a dash for none. */
export function rate(hits: number, n: number): string {
  if (n === 0) return "–";
  const [low, high] = wilson(hits, n);
  return `${percent(hits / n)} (${percent(low)} to ${percent(high)})`;
}

function row(kind: string, results: readonly Result[]): string {
  const seen = results.filter(({ visible }) => visible);
  const unseen = results.filter(({ visible }) => !visible);
  const killed = seen.filter((one) => one.killed).length;
  const nameable = seen.filter((one) => one.nameable);
  const share = (list: readonly Result[]) =>
    nameable.length === 0 ? "–" : `${percent(list.length / nameable.length)} (${list.length} of ${nameable.length})`;
  const named = share(nameable.filter((one) => one.named));
  const listed = share(nameable.filter((one) => one.listed));
  const apart = `${unseen.length} | ${unseen.filter((one) => one.killed).length}`;
  return `| ${kind} | ${seen.length} | ${killed} | ${rate(killed, seen.length)} | ${named} | ${listed} | ${apart} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
