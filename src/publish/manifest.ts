import { z } from "zod";
import { compareText } from "../model/finding.ts";

/** Its name in the output folder. */
export const MANIFEST = ".docs-site.json";

const schema = z.strictObject({
  about: z.string(),
  stamp: z.string(),
  pages: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.strictObject({ bytes: z.int() })),
});

/**
 * What a build left in its output folder.
 *
 * - `stamp`: of the site's own sources; when it differs every page is rendered again.
 * - `pages`: a hash of each page's data, by address. `files`: every file that is ours, by path.
 */
export type Manifest = Omit<z.infer<typeof schema>, "about">;

/** Reads a manifest; null for a text that is none. */
export function parseManifest(text: string): Manifest | null {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success && Object.keys(result.data.files).every(isPlain) ? result.data : null;
  } catch {
    return null;
  }
}

/** Writes a manifest, sorted, one entry a line. */
export function formatManifest({ stamp, pages, files }: Manifest): string {
  const about = "What labdocs made in this folder. Later builds delete only files that are listed here.";
  return `${JSON.stringify({ about, stamp, pages: sorted(pages), files: sorted(files) }, null, 1)}\n`;
}

/** Whether a path stays in its folder whatever the system. */
function isPlain(path: string): boolean {
  return !/^[\\/]|[\\:]|(^|\/)\.\.?(\/|$)/.test(path);
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}
