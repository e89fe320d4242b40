import type { SiteLink } from "../contract/index.ts";

/** The pages above a page, from home on. */
export function trailOf(...links: SiteLink[]): SiteLink[] {
  return [{ text: "Home", href: "" }, ...links];
}
