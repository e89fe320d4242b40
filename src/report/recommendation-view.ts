import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Escalation, Recommendation } from "../model/recommendation.ts";
import type { LinkWriter } from "./link-writer.ts";

/**
 * The recommendation as templates show it, all Markdown.
 *
 * - `action`: what to do, with the row: ``Promote `wide` ``; `No recommendation` without a criterion.
 * - `escalations`: what to look at before, each with links to where it stands; `facts`: what was tried.
 */
export interface RecommendationView {
  action: string;
  reasons: string[];
  escalations: string[];
  facts: string[];
}

/** The recommendation, or null when no run counts. */
export function recommendationView({ comparison }: CompiledExperiment, links: LinkWriter): RecommendationView | null {
  const { recommendation, rows } = comparison;
  if (recommendation === null) return null;
  const name = rows.find((row) => row.id === recommendation.row)?.name ?? null;
  return {
    action: actionOf(recommendation.action, name),
    reasons: recommendation.reasons.map((reason) => links.sentence(reason)),
    escalations: recommendation.escalations.map((one) => escalationText(one, links)),
    facts: recommendation.facts.map((fact) => links.sentence(fact)),
  };
}

/** Why rows may not be comparable with one another, with links to where it stands; empty where there is nothing to say. */
export function cautionTexts({ comparison: { cautions = [] } }: CompiledExperiment, links: LinkWriter): string[] {
  return cautions.map((one) => escalationText(one, links));
}

/** What to look at, with links to where it stands. */
export function escalationText(
  { sentence, places }: Pick<Escalation, "sentence" | "places">,
  links: LinkWriter,
): string {
  const linked = places.map(({ name, file, line }) => links.place(escapeText(name), file, line));
  return links.sentence(sentence) + (linked.length === 0 ? "" : ` (${[...new Set(linked)].join(", ")})`);
}

function actionOf(action: Recommendation["action"], name: string | null): string {
  const row = name === null ? "" : ` ${codeSpan(name)}`;
  if (action === null) return "No recommendation";
  if (action === "iterate") return row === "" ? "Iterate" : `Iterate on${row}`;
  return `${action === "promote" ? "Promote" : "Abandon"}${row}`;
}
