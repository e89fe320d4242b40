const TAG = /<[a-z][a-z0-9-]*(?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const HREF = /(\shref=)"([^"]*)"/i;

/**
 * A page for reading from a disk, where nothing finds the page of a folder: links to pages name their file. What is text, and
 * what leads elsewhere, stays.
 */
export function portablePage(html: string): string {
  return html.replace(TAG, (tag) => tag.replace(HREF, (_whole, name, href) => `${name}"${portableHref(href)}"`));
}

function portableHref(href: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return href;
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
  const isFolder = path.endsWith("/") || /(^|\/)\.\.?$/.test(path);
  return isFolder ? `${path}${path.endsWith("/") ? "" : "/"}index.html${rest}` : href;
}
