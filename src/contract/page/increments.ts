import { z } from "zod";
import { experimentCard, page, text } from "../part.ts";

/** The increments in which something was tried, in their order. `period`: from the first run to the last. */
export const incrementsPage = page("increments", {
  summary: text,
  increments: z.array(
    z.strictObject({ id: text, number: text, name: text, period: text, cards: z.array(experimentCard) }),
  ),
});
