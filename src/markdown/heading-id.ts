import GithubSlugger from "github-slugger";

/** The ids that GitHub gives to headings with these titles, in the order of the file: repeated ones get `-1`, `-2`, … */
export function headingIds(titles: readonly string[]): string[] {
  const slugger = new GithubSlugger();
  return titles.map((title) => slugger.slug(title));
}
