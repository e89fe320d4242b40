import { EXCERPT_FOLDER, excerptPath, parseExcerpt, regionOf } from "../claims/excerpt.ts";
import { isFile, isFolder, isInside } from "../disk/file.ts";
import type { Place } from "../disk/region.ts";
import { readRegion } from "../disk/region.ts";
import type { Region } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import { textOf } from "./outputs.ts";

/** What excerpts give where their logs are not in this checkout. */
export interface Kept {
  /** Lines of a file that is not here, or only as a Git LFS pointer; null when no excerpt has them. */
  region(place: Place): Region | null;
  /** Whether a file is not here and an excerpt stands in for it. */
  standsIn(file: string): boolean;
}

/** Opens the kept excerpts of a project; each is read when first asked for. `look` is told which files are looked at. */
export function openKept(root: string, look: (file: string) => void): Kept {
  const known = new Map<string, ReturnType<typeof parseExcerpt>>();
  const hasAny = isFolder(root, EXCERPT_FOLDER);
  const excerptOf = (file: string) => {
    const own = known.get(file);
    if (own !== undefined) return own;
    const path = excerptPath(file);
    look(path);
    const excerpt = hasAny && isAway(root, file) ? parseExcerpt(textOf(root, path) ?? "") : null;
    const right = excerpt?.file === file ? excerpt : null;
    known.set(file, right);
    return right;
  };
  return {
    region: (place) => {
      const excerpt = excerptOf(place.file);
      return excerpt === null ? null : regionOf(excerpt, place);
    },
    standsIn: (file) => excerptOf(file) !== null,
  };
}

/** Whether a file is missing, or only a Git LFS pointer to its content is here. */
export function isAway(root: string, file: string): boolean {
  if (!isFile(root, file) || !isInside(root, file)) return true;
  return readRegion(root, { file, line: 1, endLine: 1 })?.text.startsWith("version https://git-lfs") ?? false;
}

/** Excerpts that were edited, and those whose log is here and says something else than was kept. */
export function keptFindings(root: string, tree: Tree): Finding[] {
  const names = tree.listings.get(EXCERPT_FOLDER)?.files ?? [];
  return names
    .filter((name) => name.endsWith(".excerpt"))
    .flatMap((name): Finding[] => {
      const path = joinPath(EXCERPT_FOLDER, name);
      const excerpt = parseExcerpt(textOf(root, path) ?? "");
      if (excerpt === null || excerptPath(excerpt.file) !== path) return [said(path, 1, "this is no excerpt of a log")];
      const edited = excerpt.broken === 0 ? [] : [said(path, 1, "lines in it were edited, so they prove nothing")];
      if (isAway(root, excerpt.file)) return edited;
      const other = excerpt.windows.find(({ line, lines }) => {
        const now = readRegion(root, { file: excerpt.file, line, endLine: line + lines.length - 1 });
        return now?.text !== lines.join("\n");
      });
      const differs = `${excerpt.file} says something else at line ${other?.line} than was kept of it`;
      return other === undefined ? edited : [...edited, said(path, 1, differs)];
    });
}

function said(file: string, line: number, message: string): Finding {
  return finding({ code: "evidence/out-of-date", file, line, column: 1, message });
}
