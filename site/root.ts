/** The prefix that leads from a page to the site's root: `./` for home, `../` for each segment of its address. */
export function rootOf(address: string): string {
  return "../".repeat(address.split("/").length - 1) || "./";
}
