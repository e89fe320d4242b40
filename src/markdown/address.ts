/** What an address is used for. */
export type AddressUse = "link" | "image";

/** Maps an address of a document, with its title, to one of the site; null removes the link or image and keeps its text. */
export type RewriteUrl = (url: string, use: AddressUse, title: string | null) => string | null;

/**
 * An address as it may stand in HTML: relative, `http`, `https` or `mailto`, percent-encoded where it must be; null for
 * any other. Addresses of other hosts without a scheme (`//host`) are refused, since they look like paths.
 */
export function safeUrl(url: string): string | null {
  // Browsers skip controls and spaces in front of and inside a scheme.
  const compact = url.replace(/[\u0000-\u0020]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(compact)?.[1]?.toLowerCase();
  if (scheme !== undefined && !SCHEMES.has(scheme)) return null;
  if (/^[\\/]{2}/.test(compact)) return null;
  return url.toWellFormed().replace(/[^\u0021-\u007E]|["<>\\^`{|}]/gu, encodeURIComponent);
}

/** Tells whether an address needs the network. */
export function isRemote(url: string): boolean {
  return /^\s*(https?:|\/\/)/i.test(url);
}

const SCHEMES = new Set(["http", "https", "mailto"]);
