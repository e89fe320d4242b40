import { z } from "zod";
import { experimentCard, findingState, page, text } from "../part.ts";

/** All experiments, by what became of their hypotheses. */
export const experimentsPage = page("experiments", {
  accounting: text,
  groups: z.array(z.strictObject({ state: findingState, title: text, cards: z.array(experimentCard) })),
});
