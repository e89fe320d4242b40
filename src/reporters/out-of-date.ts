import type { OutOfDate } from "../model/review.ts";
import { baseName, parentOf } from "../model/tree.ts";

const MOST_PLACES = 6;
const MOST_WHYS = 12;

/**
 * What is out of date as text: each reason once, below it the files with the lines that change, figures of a folder as one line, and
 * the commands that mend it. With `all` nothing is left out.
 */
export function sayOutOfDate(entries: readonly OutOfDate[], { all }: { all: boolean }): string {
  const files = new Set(entries.map((one) => one.file)).size;
  const lines = [`${files === 1 ? "1 file is" : `${files} files are`} out of date:`];
  const groups = [...Map.groupBy(entries, (one) => one.why)];
  const shown = all ? groups : groups.slice(0, MOST_WHYS);
  for (const [why, of] of shown) {
    const places = placesOf(of);
    const some = all ? places : places.slice(0, MOST_PLACES);
    lines.push("", `${why}:`, ...some.map((place) => `  ${place}`));
    if (places.length > some.length) lines.push(`  … and ${places.length - some.length} more`);
  }
  if (groups.length > shown.length)
    lines.push("", `… and ${groups.length - shown.length} more reasons (--verbose lists all)`);
  const commands = [...new Set(entries.map((one) => one.command))];
  return [...lines, "", ...commands.map((command) => `mend it: ${command}`), ""].join("\n");
}

/** `report.md:39, 153`; the figures of a folder together. */
function placesOf(entries: readonly OutOfDate[]): string[] {
  const figures = Map.groupBy(
    entries.filter((one) => isFigure(one)),
    (one) => parentOf(one.file),
  );
  const files = Map.groupBy(
    entries.filter((one) => !isFigure(one) || figures.get(parentOf(one.file))?.length === 1),
    (one) => one.file,
  );
  const named = [...files].map(([file, of]) => {
    const lines = of.flatMap(({ line }) => line ?? []);
    return lines.length === 0 ? file : `${file}:${lines.join(", ")}`;
  });
  const counted = [...figures].flatMap(([folder, of]) => (of.length < 2 ? [] : [sayFigures(folder, of)]));
  return [...named, ...counted];
}

function isFigure({ file }: OutOfDate): boolean {
  return file.endsWith(".svg");
}

/** A figure is drawn for light and for dark pages: that is one. */
function sayFigures(folder: string, entries: readonly OutOfDate[]): string {
  const names = new Set(entries.map(({ file }) => baseName(file).replace(/\.(?:light|dark)\.svg$/, "")));
  return names.size === 1 ? `${folder}/${[...names][0]}.*.svg` : `${names.size} figures in ${folder}`;
}
