import type { Badge, PageOf } from "../contract/index.ts";
import type { Agreement } from "../model/reproduction.ts";
import { recommendationView } from "../report/recommendation-view.ts";
import { reproductionsView } from "../report/reproduction-view.ts";
import { badgeOf } from "./cell.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";

const ACTIONS: Record<string, Badge["tone"]> = { promote: "good", iterate: "info", abandon: "bad" };
const AGREEMENTS: Record<Agreement, Badge["tone"]> = { identical: "good", agrees: "good", differs: "bad" };

/** What to do next and why, and what a person has to look at before; null when no run counts. */
export function recommendationOf(view: View, { links, phrase }: PhraseWriter): PageOf<"experiment">["recommendation"] {
  const { recommendation } = view.compiled.comparison;
  const said = recommendationView(view.compiled, links);
  if (recommendation === null || said === null) return null;
  const { action } = recommendation;
  return {
    badge: action === null ? badgeOf("no recommendation", "plain") : badgeOf(action, ACTIONS[action] ?? "plain"),
    action: phrase(said.action),
    reasons: said.reasons.map(phrase),
    before: said.escalations.map(phrase),
    tried: said.facts.map(phrase),
  };
}

/** Runs that claim to be the same, those that came out different first. */
export function reproductionsOf(view: View, { links, phrase }: PhraseWriter): PageOf<"experiment">["reproductions"] {
  const said = reproductionsView(view.compiled, links);
  if (said === null) return [];
  const shown = said.shown.map(({ verdict, because }) => {
    return { badge: badgeOf(verdict, AGREEMENTS[verdict as Agreement] ?? "plain"), sentence: phrase(because) };
  });
  return said.more === null ? shown : [...shown, { badge: badgeOf("more", "plain"), sentence: [said.more] }];
}
