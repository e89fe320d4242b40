import { hashText } from "../disk/hash.ts";
import { compareText } from "../model/finding.ts";
import type { Citations, ExperimentEntries, FileCitation, FileRequest } from "../publish/chapter.ts";
import { fileOwners } from "../publish/chapter.ts";
import { joinRanges, joinRecords } from "../publish/notebook.ts";
import type { EditionInput } from "./edition.ts";
import type { Kept } from "./site-memory.ts";

/** The files of one experiment that get a page; of none when `id` is empty. `key`: of all that the pages are made from. */
export interface FileGroup {
  id: string;
  key: string;
  files: FileRequest[];
}

/** What all pages refer to, by the experiment that the files belong to. */
export function fileGroups(
  citations: readonly Citations[],
  experiments: ReadonlyMap<string, Kept<ExperimentEntries>>,
  input: Pick<EditionInput, "owner" | "identity" | "signature">,
): FileGroup[] {
  const byPath = new Map<string, FileCitation[]>();
  for (const { files } of citations) {
    for (const [path, citation] of files) {
      const known = byPath.get(path);
      if (known === undefined) byPath.set(path, [citation]);
      else known.push(citation);
    }
  }
  const groups = new Map<string, FileRequest[]>();
  for (const [path, all] of byPath) {
    const id = input.owner(path) ?? "";
    const cited = joinRanges(all.flatMap((one) => one.cited));
    const records = joinRecords(all.flatMap((one) => one.records));
    const run = all.find((one) => one.run !== null)?.run ?? null;
    const entries = experiments.get(id)?.entries;
    const owners = run === null || entries === undefined ? null : fileOwners(entries, run);
    const group = groups.get(id) ?? [];
    group.push({ path, cited, records, owners });
    groups.set(id, group);
  }
  return [...groups].map(([id, files]) => {
    files.sort((a, b) => compareText(a.path, b.path));
    return { id, key: keyOf(files, experiments.get(id)?.key ?? "", input), files };
  });
}

function keyOf(
  files: readonly FileRequest[],
  experiment: string,
  { identity, signature }: Pick<EditionInput, "identity" | "signature">,
): string {
  const parts = files.map(({ path, cited, records, owners }) => {
    const ranges = cited
      .map(({ line, endLine, by }) => `${line}-${endLine}${by === undefined ? "" : JSON.stringify(by)}`)
      .join(" ");
    const places = records.length === 0 ? "" : JSON.stringify(records);
    return `${path}\t${identity(path)}\t${ranges}\t${places}\t${owners === null ? (signature(path) ?? "?") : ""}`;
  });
  return hashText(`${experiment}\n${parts.join("\n")}`);
}
