import type { Compiled } from "../src/index.ts";
import { FOUND_AGAIN } from "./mutation-of-evidence.ts";
import { wilson } from "./statistic.ts";
import { GOOD } from "./subject.ts";
import type { Outcome } from "./trial.ts";

/** Claims of untouched documents, and those among them that were called wrong or could not be found. */
export interface Alarms {
  claims: number;
  wrong: number;
}

const NOT_CLAIMS: ReadonlySet<string> = new Set(["exempt", "unbound"]);

/** Kinds in which number, title and link stay right or agree with each other, and only the words around them are wrong. */
const WORDS = / words only$/;

/** The alarms of a project that nobody corrupted. */
export function alarmsOf(compiled: Compiled): Alarms {
  const verdicts = compiled.documents.flatMap((one) => one.verdicts).filter(({ verdict }) => !NOT_CLAIMS.has(verdict));
  return { claims: verdicts.length, wrong: verdicts.filter(({ verdict }) => !GOOD.has(verdict)).length };
}

/** The results as Markdown: a row for each kind, their sum, the false alarms. */
export function sayTable(outcomes: readonly Outcome[], alarms: readonly Alarms[]): string {
  const kinds = [...Map.groupBy(outcomes, ({ mutation }) => mutation.kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  const words = outcomes.filter(({ mutation }) => WORDS.test(mutation.kind));
  const rest = outcomes.filter(({ mutation: { kind } }) => !WORDS.test(kind) && !kind.endsWith(FOUND_AGAIN));
  const claims = alarms.reduce((sum, one) => sum + one.claims, 0);
  const wrong = alarms.reduce((sum, one) => sum + one.wrong, 0);
  return [
    "| corruption | n | killed | kill rate (95 % interval) | named | named or among possibilities | invisible | of those killed |",
    "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ...kinds.map(([kind, list]) => row(kind, list)),
    row("**number, title or evidence wrong**", rest),
    row("**words only**", words),
    row("**all**", outcomes),
    "",
    `False alarms on the untouched documents: ${wrong} of ${claims} claims, ${rate(wrong, claims)}.`,
  ].join("\n");
}

function row(kind: string, outcomes: readonly Outcome[]): string {
  const seen = outcomes.filter(({ mutation }) => mutation.visible);
  const unseen = outcomes.filter(({ mutation }) => !mutation.visible);
  const killed = seen.filter((one) => one.killed).length;
  const nameable = seen.filter(({ mutation }) => mutation.expected !== null);
  const share = (list: readonly Outcome[]) =>
    nameable.length === 0 ? "–" : `${percent(list.length / nameable.length)} (${list.length} of ${nameable.length})`;
  const named = share(nameable.filter((one) => one.named));
  const listed = share(nameable.filter((one) => one.listed));
  const apart = `${unseen.length} | ${unseen.filter((one) => one.killed).length}`;
  return `| ${kind} | ${seen.length} | ${killed} | ${rate(killed, seen.length)} | ${named} | ${listed} | ${apart} |`;
}

function rate(hits: number, n: number): string {
  if (n === 0) return "–";
  const [low, high] = wilson(hits, n);
  return `${percent(hits / n)} (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
