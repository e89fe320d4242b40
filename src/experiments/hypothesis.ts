import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Criterion, Hypothesis } from "../model/journal.ts";
import type { CriterionContext } from "./criterion.ts";
import { parseCriterion } from "./criterion.ts";
import { directionOf } from "./direction.ts";
import { findEntries } from "./entry.ts";
import type { Field, FieldName } from "./field.ts";
import { fieldNameOf, readLabelled } from "./field.ts";
import type { Line } from "./line.ts";
import { headingOf, sectionOf } from "./line.ts";

/** A hypothesis and the lines that state it, which hold no entries; null when the journal states none. */
export interface StatedHypothesis {
  hypothesis: Hypothesis | null;
  lines: Line[];
  findings: Finding[];
}

/**
 * Reads what an experiment sets out to find: from the front matter, from a `Hypothesis` section, or from a paragraph
 * that begins with `Hypothesis:` before the first entry. Where both say something, the front matter wins.
 */
export function readHypothesis(from: { fields: Field[]; body: Line[]; file: string }): StatedHypothesis {
  const section = sectionOf(from.body, /^(?:\d+[.)]?\s+)?hypothes[ei]s\b/i) ?? inlineSection(from.body);
  const lines = section?.lines ?? [];
  const labelled = readLabelled(lines);
  const found = new Map([...byName(labelled), ...byName(from.fields)]);
  const sentence = found.get("text") ?? labelled.find((field) => field.label === "" && field.value !== "");
  const anything = sentence ?? found.get("success") ?? found.get("failure");
  if (anything === undefined) return { hypothesis: null, lines, findings: [] };
  return { ...build(sentence ?? { ...anything, value: "" }, found, from.file), lines };
}

/** The lines from a paragraph `Hypothesis: …` to the next heading, unless an entry stands before it. */
function inlineSection(body: Line[]): { lines: Line[] } | null {
  const at = body.findIndex((line) => !line.hidden && /^[\s>*_-]*hypothesis[*_]*\s*:/i.test(line.text));
  if (at < 0 || findEntries(body.slice(0, at)).length > 0) return null;
  const rest = body.slice(at);
  const end = rest.findIndex((line) => headingOf(line) !== null);
  return { lines: end < 0 ? rest : rest.slice(0, end) };
}

/** Fields by what they state; what is said twice is joined, so that a second criterion is never lost without a word. */
function byName(fields: readonly Field[]): Map<FieldName, Field> {
  const found = new Map<FieldName, Field>();
  for (const field of fields) {
    const name = fieldNameOf(field.label);
    if (name === null || field.value === "") continue;
    const first = found.get(name);
    found.set(name, first === undefined ? field : joined(first, field));
  }
  return found;
}

function joined(first: Field, next: Field): Field {
  return { ...first, value: `${first.value}; ${next.value}` };
}

function build(sentence: Field, found: ReadonlyMap<FieldName, Field>, file: string) {
  const text = sentence.value;
  const metric = found.get("metric")?.value ?? /\bmeasured by\s+`?([^\s`),;]+)/i.exec(text)?.[1] ?? null;
  const primaryMetric = metric === null ? null : nameIn(metric);
  const direction =
    directionIn(found.get("direction")?.value) ??
    directionIn(found.get("metric")?.value.replace(nameIn(metric ?? ""), ""));
  const baseline = nameOf(found.get("baseline"));
  const candidate = nameOf(found.get("candidate"));
  const better = primaryMetric === null ? null : directionOf(primaryMetric, direction).better;
  const context: CriterionContext = {
    metric: primaryMetric,
    baseline,
    candidate,
    better: better === "unknown" ? null : better,
  };
  const findings: Finding[] = [];
  const criterion = (name: "success" | "failure") => readCriterion(found.get(name), { context, file, findings });
  const [success, failure] = [criterion("success"), criterion("failure")];
  const stated = { text, file, line: sentence.line, success, failure };
  const lineOf = (name: FieldName) => found.get(name)?.line;
  const lines = { metric: lineOf("metric"), baseline: lineOf("baseline"), candidate: lineOf("candidate") };
  const hypothesis: Hypothesis = { ...stated, primaryMetric, direction, baseline, candidate, lines };
  return { hypothesis, findings };
}

function readCriterion(
  field: Field | undefined,
  to: { context: CriterionContext; file: string; findings: Finding[] },
): Criterion | null {
  if (field === undefined) return null;
  const { condition, problem } = parseCriterion(field.value, to.context);
  if (condition === null) {
    const message = `“${field.value.slice(0, 120)}” cannot be computed: ${problem}`;
    to.findings.push(finding({ code: "journal/bad-criterion", file: to.file, line: field.line, message }));
  }
  return { text: field.value, file: to.file, line: field.line, condition };
}

function directionIn(text: string | undefined): "higher" | "lower" | null {
  if (text === undefined) return null;
  if (/\b(higher|larger|bigger|greater|maximi[sz]e|max|up|increase)\b|↑/i.test(text)) return "higher";
  return /\b(lower|smaller|less|minimi[sz]e|min|down|decrease)\b|↓/i.test(text) ? "lower" : null;
}

/** The name at the start of `test/accuracy (higher is better)`. A name in back-ticks may hold blanks. */
function nameIn(text: string): string {
  const quoted = /`([^`]+)`/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.trim();
  return (text.split(/\s+[([,;—–]|[,;]\s|\s(?:is|are)\s|\(?\s*[↑↓]/, 1)[0] ?? "").replace(/[.,;]+$/, "").trim();
}

function nameOf(field: Field | undefined): string | null {
  const name = nameIn(field?.value ?? "");
  return name === "" || /^(none|n\/a|-|tbd)$/i.test(name) ? null : name;
}
