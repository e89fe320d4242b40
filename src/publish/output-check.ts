const ABSOLUTE =
  /<[^>]*\s(?:href|src|srcset|action|data|poster)="(?:\/|\s*(?!https?:|mailto:|data:)[a-z][a-z0-9+.-]*:)[^>]*>/i;
const LOADS_REMOTE =
  /<(?:img|script|link|source|iframe|object|embed|video|audio|use|image)\b[^>]*\s(?:href|src|srcset|data)="\s*(?:https?:)?\/\/[^>]*>/i;
const INLINE =
  /<[^>]*\s(?:style|on[a-z]+)="[^>]*>|<style[\s>]|<script(?![^>]*\ssrc=)[^>]*>|<(?:iframe|object|embed|base)\b[^>]*>/i;

/**
 * The last guard before a rendered page is put out: it must work under any sub-path and under the site's strict content
 * security policy. Returns what is wrong with the page, or null.
 */
export function checkPage(html: string): string | null {
  const absolute = ABSOLUTE.exec(html);
  if (absolute !== null) return `an address is not relative: ${absolute[0].slice(0, 160)}`;
  const remote = LOADS_REMOTE.exec(html);
  if (remote !== null) return `something is loaded from elsewhere: ${remote[0].slice(0, 160)}`;
  const inline = INLINE.exec(html);
  return inline === null ? null : `inline style or script: ${inline[0].slice(0, 160)}`;
}
