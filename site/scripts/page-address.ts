/** The address of a page of this site as a link to follow. Opened from a disk there is no server that finds a folder's page. */
export function pageHref(address: string, root: URL): string {
  const url = new URL(address, root);
  if (document.documentElement.dataset.portable !== undefined && url.pathname.endsWith("/"))
    url.pathname += "index.html";
  return url.href;
}
