import { compareText } from "../model/finding.ts";
import type { Condition, Expression, Literal } from "./expression.ts";
import { conditionsOf } from "./expression.ts";
import type { Field, KnownNames } from "./field.ts";
import { namesOf } from "./field.ts";
import { QueryError } from "./query-error.ts";
import type { RunRow } from "./run-row.ts";
import { pointOf } from "./run-row.ts";

/** A value of a run, with the text it was written as. */
interface Answer {
  value: number | string | boolean;
  text: string;
}

type Question = (row: RunRow) => Answer[];

const STATUSES = ["finished", "failed", "killed", "pruned", "running", "scheduled", "unknown"];

/** The names that some runs have. */
export function knownNames(rows: readonly RunRow[]): KnownNames {
  const names: Record<keyof KnownNames, Set<string>> = {
    metrics: new Set(),
    params: new Set(),
    environment: new Set(),
  };
  for (const { run } of rows) {
    for (const scope of ["metrics", "params", "environment"] as const) {
      for (const one of run[scope]) names[scope].add(one.name);
    }
  }
  return names;
}

/**
 * Makes a filter ready for runs. A run that lacks a field fails every comparison with it but `!=`, `!~` and `= null`.
 * Throws a QueryError for a name that no run has and for a value that can never fit.
 */
export function prepareFilter(expression: Expression, known: KnownNames): (row: RunRow) => boolean {
  if (expression.kind === "not") {
    const part = prepareFilter(expression.part, known);
    return (row) => !part(row);
  }
  if (expression.kind !== "condition") {
    const parts = expression.parts.map((part) => prepareFilter(part, known));
    return expression.kind === "and"
      ? (row) => parts.every((part) => part(row))
      : (row) => parts.some((part) => part(row));
  }
  const question = questionOf(expression.field, known);
  checkValues(expression);
  return (row) => holds(expression, question(row));
}

/** Whether a filter asks for what lists leave out: the status, or whether a run is ignored, diverged or deleted. */
export function asksForHidden(expression: Expression): boolean {
  const hidden = new Set(["status", "ignored", "diverged", "deleted", "duplicate"]);
  return conditionsOf(expression).some(({ field }) => field.scope === "run" && hidden.has(field.name));
}

/** Sorts runs by a field, rising or falling; runs without it, or with NaN, come last. Equal ones stay in order. */
export function sortRows(rows: readonly RunRow[], by: { field: Field; falling: boolean }, known: KnownNames): RunRow[] {
  const question = questionOf(by.field, known);
  const keyed = rows.map((row) => ({ row, key: question(row)[0]?.value }));
  const isMissing = (key: Answer["value"] | undefined) => key === undefined || Number.isNaN(key);
  const sign = by.falling ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (isMissing(a.key) || isMissing(b.key)) return Number(isMissing(a.key)) - Number(isMissing(b.key));
      if (typeof a.key === "number" && typeof b.key === "number")
        return a.key === b.key ? 0 : sign * (a.key < b.key ? -1 : 1);
      if (typeof a.key !== typeof b.key) return typeof a.key === "number" ? -1 : 1;
      return sign * compareText(String(a.key), String(b.key));
    })
    .map(({ row }) => row);
}

function questionOf(field: Field, known: KnownNames): Question {
  const names = namesOf(field, known);
  if (field.scope === "run") return (row) => runAnswers(row, field.name);
  if (field.scope === "metrics") return (row) => firstOf(names, (name) => metricAnswer(row, name, field));
  const { scope } = field;
  return ({ run }) =>
    firstOf(names, (name) => {
      const param = run[scope].find((one) => one.name === name);
      return param === undefined || param.value === null ? null : { value: param.value, text: param.evidence.literal };
    });
}

function firstOf(names: readonly string[], answer: (name: string) => Answer | null): Answer[] {
  for (const name of names) {
    const found = answer(name);
    if (found !== null) return [found];
  }
  return [];
}

function metricAnswer({ metrics, compiled }: RunRow, name: string, field: Field): Answer | null {
  const known = metrics.get(name);
  if (known === undefined) return null;
  const point = field.point === null ? known : pointOf({ metric: known.metric, compiled }, field.point);
  return point === null ? null : { value: point.value, text: point.evidence.literal };
}

function runAnswers({ run, compiled }: RunRow, name: string): Answer[] {
  const { experiment } = compiled;
  const answers: Record<string, readonly (string | number | boolean | null)[]> = {
    name: [run.name],
    id: [run.id],
    experiment: [experiment.name, experiment.id, experiment.increment],
    tracker: run.trackers ?? [run.tracker],
    status: [run.status.value],
    tags: run.tags,
    seed: [run.seed],
    fold: [run.fold],
    started: [run.startedAt],
    ended: [run.endedAt],
    author: [run.author],
    commit: [run.gitCommit],
    data_version: [run.dataVersion],
    description: [run.description],
    notes: [run.notes],
    group: [run.group],
    parent: [run.parent],
    ignored: [run.ignored !== null],
    diverged: [run.diverged !== null],
    deleted: [run.deleted],
    duplicate: [run.duplicateOf !== null],
  };
  return (answers[name] ?? []).filter((one) => one !== null).map((value) => ({ value, text: String(value) }));
}

function checkValues(condition: Condition): void {
  const { field, operator, values, start, end } = condition;
  const text = values.find((one) => one.kind === "text");
  if (field.scope === "metrics" && text !== undefined && operator !== "~" && operator !== "!~") {
    throw new QueryError(
      `a metric is a number, \`${text.value}\` is none`,
      { start, end },
      "Write a number such as 0.9 or 1e-3.",
    );
  }
  const isStatus = field.scope === "run" && field.name === "status" && ["=", "!=", "in"].includes(operator);
  if (isStatus && text !== undefined && !STATUSES.includes(text.value.toLowerCase())) {
    throw new QueryError(`there is no status \`${text.value}\``, { start, end }, `There are: ${STATUSES.join(", ")}.`);
  }
}

function holds({ field, operator, values }: Condition, answers: readonly Answer[]): boolean {
  const [first = { kind: "null" } as Literal] = values;
  if (operator === "!=") return !isAmong(answers, [first]);
  if (operator === "!~") return !answers.some((answer) => isLike(answer, first));
  if (operator === "=" || operator === "in") return isAmong(answers, values);
  if (operator === "~") return answers.some((answer) => isLike(answer, first));
  if (operator === "contains") return field.name === "tags" ? isAmong(answers, [first]) : hasPart(answers, first);
  return answers.some((answer) => isOrdered(answer, operator, first));
}

function isAmong(answers: readonly Answer[], values: readonly Literal[]): boolean {
  return values.some((value) =>
    value.kind === "null" ? answers.length === 0 : answers.some((one) => isEqual(one, value)),
  );
}

function isEqual({ value, text }: Answer, literal: Literal): boolean {
  if (literal.kind === "null") return false;
  if (literal.kind === "boolean") return value === literal.value || text.toLowerCase() === String(literal.value);
  if (literal.kind === "text")
    return text === literal.value || String(value).toLowerCase() === literal.value.toLowerCase();
  const number = numberOf(value);
  return number === null ? text === literal.text : Object.is(number, literal.value) || number === literal.value;
}

function isOrdered({ value, text }: Answer, operator: "<" | "<=" | ">" | ">=", literal: Literal): boolean {
  if (literal.kind === "number") {
    const number = numberOf(value);
    if (number === null || Number.isNaN(number) || Number.isNaN(literal.value)) return false;
    return isSide(number < literal.value ? -1 : number > literal.value ? 1 : 0, operator);
  }
  return literal.kind === "text" && typeof value === "string" && isSide(compareText(text, literal.value), operator);
}

function isSide(order: number, operator: "<" | "<=" | ">" | ">="): boolean {
  return order === 0 ? operator.endsWith("=") : operator.startsWith("<") === order < 0;
}

function isLike({ text }: Answer, literal: Literal): boolean {
  const pieces = wordsOf(literal).toLowerCase().split("*");
  const hay = text.toLowerCase();
  let at = 0;
  for (const piece of pieces) {
    const found = hay.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}

function hasPart(answers: readonly Answer[], literal: Literal): boolean {
  const wanted = wordsOf(literal).toLowerCase();
  return answers.some(({ text }) => text.toLowerCase().includes(wanted));
}

function wordsOf(literal: Literal): string {
  return literal.kind === "number" ? literal.text : literal.kind === "null" ? "null" : String(literal.value);
}

function numberOf(value: Answer["value"]): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}
