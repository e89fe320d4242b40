import { z } from "zod";
import { badge, page, phrase, text } from "../part.ts";

/** How numbers are made, in plain words: each section has paragraphs, and terms with what they mean. */
export const aboutPage = page("about", {
  lead: phrase,
  sections: z.array(
    z.strictObject({
      id: text,
      title: text,
      paragraphs: z.array(phrase),
      terms: z.array(z.strictObject({ term: text, badge: badge.nullable(), meaning: phrase })),
    }),
  ),
});
