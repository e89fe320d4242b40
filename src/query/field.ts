import { didYouMean, nearestNames, plainName } from "../model/nearest.ts";
import { QueryError } from "./query-error.ts";
import type { Token } from "./token.ts";
import { isPlain, quote, tokensOf } from "./token.ts";

/** Which point of a metric is meant; null for the one that comparisons use. */
export type PointName = "last" | "best" | "min" | "max" | null;

/**
 * What is asked of a run. `name` as typed; `start` and `end`: where in the filter it stands.
 */
export interface Field {
  scope: "metrics" | "params" | "environment" | "run";
  name: string;
  point: PointName;
  start: number;
  end: number;
}

/** What may be asked of the run itself. */
const RUN_FIELDS = [
  "name",
  "id",
  "experiment",
  "tracker",
  "status",
  "tags",
  "seed",
  "fold",
  "started",
  "ended",
  "author",
  "commit",
  "data_version",
  "description",
  "notes",
  "group",
  "parent",
  "ignored",
  "diverged",
  "deleted",
  "duplicate",
] as const;

/** The metrics, params and environment entries that the runs at hand have. */
export interface KnownNames {
  metrics: ReadonlySet<string>;
  params: ReadonlySet<string>;
  environment: ReadonlySet<string>;
}

const SCOPES: Record<string, Field["scope"]> = {
  metrics: "metrics",
  metric: "metrics",
  params: "params",
  param: "params",
  parameters: "params",
  environment: "environment",
  env: "environment",
  run: "run",
  attributes: "run",
  attribute: "run",
};

const SYNONYMS: Record<string, string> = {
  run_id: "id",
  run_name: "name",
  tag: "tags",
  git_commit: "commit",
  start_time: "started",
  started_at: "started",
  end_time: "ended",
  ended_at: "ended",
  note: "notes",
};

/** The field that a token names. Throws a QueryError for a name without its scope that no run has as such. */
export function fieldOf(token: Extract<Token, { kind: "word" }>): Field {
  const { start, end } = token;
  const dot = token.text.indexOf(".");
  const scope = dot < 0 ? undefined : scopeOf(token.text.slice(0, dot));
  if (scope !== undefined && scope !== "run") {
    const { name, point } =
      scope === "metrics" ? splitPoint(token, dot + 1) : { name: token.text.slice(dot + 1), point: null };
    if (name === "") throw new QueryError(`expected a name after \`${scope}.\``, token, `Such as \`${scope}.loss\`.`);
    return { scope, name, point, start, end };
  }
  const name = scope === "run" ? token.text.slice(dot + 1) : token.text;
  return { scope: "run", name: runFieldOf(name) ?? name, point: null, start, end };
}

/** Reads a field alone, as `--sort-by` has it. Throws a QueryError. */
export function parseField(text: string): Field {
  const [token, extra] = tokensOf(text);
  if (token?.kind === "word" && extra === undefined) return fieldOf(token);
  const place = extra ?? token ?? { start: 0, end: 1 };
  throw new QueryError("expected one field", place, "Such as `metrics.val/loss`, `params.lr` or `started`.");
}

/** The field as it is written in a filter. */
export function printField({ scope, name, point }: Field): string {
  if (scope === "run") return isRunField(name) ? name : `run.${isPlain(name) ? name : quote(name)}`;
  const isBare = isPlain(name) && !/@(last|best|min|max)$/i.test(name);
  return `${scope}.${isBare ? name : quote(name)}${point === null ? "" : `@${point}`}`;
}

/**
 * The names that a field means among those the runs have: the exact one, else all that differ only in case or in `_`, `/`,
 * `.`. Throws a QueryError that suggests names when there is none.
 */
export function namesOf(field: Field, known: KnownNames): string[] {
  if (field.scope === "run") {
    if (isRunField(field.name)) return [field.name];
    throw new QueryError(`there is no field \`${field.name}\``, field, suggest(field, known));
  }
  const names = known[field.scope];
  if (names.has(field.name)) return [field.name];
  const alike = [...names].filter((name) => plainName(name) === plainName(field.name)).sort();
  if (alike.length > 0) return alike;
  const what = field.scope === "environment" ? "environment entry" : field.scope.slice(0, -1);
  throw new QueryError(`no run has a ${what} \`${field.name}\``, field, suggest(field, known));
}

function suggest(field: Field, known: KnownNames): string {
  const full = (scope: Field["scope"], name: string) => printField({ ...field, scope, name, point: null });
  const own =
    field.scope === "run" ? [] : nearestNames(field.name, known[field.scope]).map((one) => full(field.scope, one));
  const elsewhere = (["params", "metrics", "environment"] as const)
    .filter((scope) => scope !== field.scope)
    .flatMap((scope) => nearestNames(field.name, known[scope]).map((name) => full(scope, name)));
  const ofRun = field.scope === "run" ? nearestNames(field.name, RUN_FIELDS) : [];
  const near = [...own, ...ofRun, ...elsewhere].slice(0, 3);
  if (near.length > 0) return didYouMean(near);
  if (field.scope === "run") return `There are metrics.<name>, params.<name> and ${RUN_FIELDS.join(", ")}.`;
  const names = [...known[field.scope]].sort().slice(0, 12);
  return names.length === 0 ? `No run has any ${field.scope}.` : `There are: ${names.join(", ")}.`;
}

function scopeOf(word: string): Field["scope"] | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(SCOPES, key) ? SCOPES[key] : undefined;
}

function runFieldOf(name: string): string | null {
  const key = name.toLowerCase();
  if (Object.hasOwn(SYNONYMS, key)) return SYNONYMS[key] ?? null;
  return isRunField(key) ? key : null;
}

function isRunField(name: string): boolean {
  return (RUN_FIELDS as readonly string[]).includes(name);
}

function splitPoint(token: Extract<Token, { kind: "word" }>, from: number): { name: string; point: PointName } {
  const match = /@(last|best|min|max)$/i.exec(token.tail);
  if (match === null) return { name: token.text.slice(from), point: null };
  const point = (match[1] ?? "").toLowerCase() as PointName;
  return { name: token.text.slice(from, token.text.length - match[0].length), point };
}
