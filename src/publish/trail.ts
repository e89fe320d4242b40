import type { SiteLink } from "../contract.ts";

/** The pages above a page, from home on. */
export function trailOf(...links: SiteLink[]): SiteLink[] {
  return [{ text: "Home", href: "" }, ...links];
}
