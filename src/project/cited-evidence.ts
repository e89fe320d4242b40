import { excerptPath } from "../claims/excerpt.ts";
import { parseAddress } from "../claims/text/address.ts";
import { fileSize, isFile, isInside } from "../disk/file.ts";
import { compareText } from "../model/finding.ts";
import type { Compiled } from "./compilation.ts";
import type { HiddenFile } from "./hidden-evidence.ts";
import { hiddenFiles, isPointer } from "./hidden-evidence.ts";

/** GitHub shows no line view of larger files. */
const SHOWN_BYTES = 2 << 20;

/**
 * The files that numbers link to, by what a reviewer sees of them.
 *
 * - `here`: those in this checkout. `absent`: those that are not, though documents link to them; `pointers`: of which only a Git
 *   LFS pointer is here.
 * - `hidden`: those that are here and that others will not see, as long as no excerpt is kept.
 * - `kept`: those that others do not have, of which an excerpt is kept.
 * - `large`: those that code hosts show no lines of.
 */
export interface CitedEvidence {
  here: string[];
  absent: string[];
  pointers: string[];
  hidden: HiddenFile[];
  kept: string[];
  large: string[];
}

/** Looks at every file that claims and comparisons rest on, or rested on when they were locked. */
export function citedEvidence({ root, documents, catalog, lock }: Compiled): CitedEvidence {
  const claimed = documents.flatMap(({ verdicts }) =>
    verdicts.flatMap(({ claim, evidence, verdict }) => {
      const isRead = claim.target !== null && claim.kind !== "cite" && verdict !== "exempt";
      const address = isRead ? parseAddress(claim.file, claim.target ?? "") : null;
      return [...evidence.map(({ file }) => file), ...(address === null ? [] : [address.file])];
    }),
  );
  const compared = catalog.ids.flatMap((id) =>
    catalog
      .get(id)
      .comparison.rows.flatMap((row) =>
        Object.values(row.cells).flatMap((cell) =>
          cell.runs.flatMap((one) => one.quantity.evidence.map(({ file }) => file)),
        ),
      ),
  );
  const locked = lock.claims.flatMap((entry) => entry.files ?? []);
  const own = new Set(documents.map(({ file }) => file));
  const cited = new Set([...claimed, ...compared, ...locked]);
  const files = [...cited].filter((file) => !own.has(file)).sort(compareText);
  const here = files.filter((file) => isFile(root, file) && isInside(root, file));
  const pointers = here.filter((file) => isPointer(root, file));
  const isKept = (file: string) => isFile(root, excerptPath(file));
  const absent = files.filter((file) => !here.includes(file));
  const hidden = hiddenFiles(root, here);
  return {
    here,
    absent: absent.filter((file) => !isKept(file)),
    pointers,
    hidden: hidden.filter(({ file }) => !isKept(file) && !pointers.includes(file)),
    kept: [...hidden.map(({ file }) => file), ...absent].filter(isKept).sort(compareText),
    large: here.filter((file) => fileSize(root, file) > SHOWN_BYTES),
  };
}
