import { z } from "zod";
import { address, maybe, text } from "./part.ts";

/**
 * How a team's site differs from others. `logo`: an image in the site; `colors`: a style sheet in the site that sets variables;
 * `links`: behind those of the sections, whole addresses or such of the site; `footer`: plain text.
 */
export const look = z.strictObject({
  logo: address.nullable(),
  colors: address.nullable(),
  links: z.array(z.strictObject({ text, href: text })),
  footer: maybe,
});
