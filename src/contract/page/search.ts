import { z } from "zod";
import { link, maybe, page, text } from "../part.ts";

/** The search page. `lists`: everything that can be found, by kind, for those who look without a script. */
export const searchPage = page("search", {
  lists: z.array(
    z.strictObject({
      title: text,
      note: maybe,
      items: z.array(z.strictObject({ link, note: maybe })),
    }),
  ),
});
