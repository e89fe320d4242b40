import { z } from "zod";
import { experimentCard, findingState, link, page, text } from "../part.ts";

/** All experiments, by what became of their hypotheses. `also`: other ways to look at them. */
export const experimentsPage = page("experiments", {
  accounting: text,
  also: z.array(link),
  groups: z.array(z.strictObject({ state: findingState, title: text, cards: z.array(experimentCard) })),
});
