import { compareText } from "../../model/finding.ts";
import type { ExperimentFacts, RowFacts } from "../../model/progress.ts";

const NAMES_SHOWN = 3;

/** Params that say what a value was measured on or how. */
const MEASURED =
  /(?:^|[._/-])(?:data|dataset|datasets|corpus|benchmark|test|eval|evaluation|val|valid|validation|split|holdout|metric)(?:$|[._/-])/i;

/** Of those, what only says where files lie or how fast they are read. */
const LOGISTIC =
  /(?:dir|path|root|folder|cache|workers?|threads|batch_?size|loader|prefetch|every|interval|freq|steps?)$/i;

/** The rows that stand for experiments, in order, each with its experiment. */
export interface Member {
  facts: ExperimentFacts;
  row: RowFacts;
}

/** Sentences on what differs in how the values of a series were measured, after which they may not be comparable. */
export function warningsOf(members: readonly Member[]): string[] {
  const versions = valuesBy(members, ({ row }) => row.data);
  const data =
    versions.size > 1 ? [`The data version differs: ${listed(versions)}; values may not be comparable.`] : [];
  const unknown = members.filter(({ row }) => row.data === null).length;
  const some =
    versions.size > 0 && unknown > 0 ? [`${unknown} of ${members.length} experiments recorded no data version.`] : [];
  const names = new Set(members.flatMap(({ row }) => row.params.map(({ name }) => name).filter(isMeasured)));
  const params = [...names].sort(compareText).flatMap((name) => {
    const values = valuesBy(members, ({ row }) => row.params.find((param) => param.name === name)?.literal ?? null);
    return values.size > 1 ? [`${name} differs: ${listed(values)}`] : [];
  });
  const shown = params.slice(0, NAMES_SHOWN);
  const more = params.length > shown.length ? ` So do ${params.length - shown.length} more such params.` : "";
  const evaluation = shown.length === 0 ? [] : [`${shown.join(". ")}; values may not be comparable.${more}`];
  return [...data, ...some, ...evaluation];
}

function isMeasured(name: string): boolean {
  return MEASURED.test(name) && !LOGISTIC.test(name);
}

/** The titles of the experiments by what they say. */
function valuesBy(members: readonly Member[], say: (member: Member) => string | null): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const member of members) {
    const value = say(member);
    if (value === null) continue;
    values.set(value, [...(values.get(value) ?? []), member.facts.title]);
  }
  return values;
}

/** `v1 (A, B), v2 (C)` */
function listed(values: ReadonlyMap<string, readonly string[]>): string {
  const shown = [...values].slice(0, NAMES_SHOWN).map(([value, titles]) => {
    return `${value} (${titles.length > 2 ? `${titles.length} experiments` : titles.join(", ")})`;
  });
  const more = values.size - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
