import { unpack } from "../disk/cache.ts";
import { hashText } from "../disk/hash.ts";
import { compareText } from "../model/finding.ts";
import type { Citations, ExperimentEntries, FileCitation, FileRequest } from "../publish/chapter.ts";
import { fileOwners } from "../publish/chapter.ts";
import { joinRanges, joinRecords } from "../publish/notebook.ts";
import type { EditionInput } from "./edition.ts";
import type { Kept, SelfContained, SiteMemory } from "./site-memory.ts";

/** The files of one experiment that get a page; of none when `id` is empty. `key`: of all that the pages are made from. */
export interface FileGroup {
  id: string;
  key: string;
  files: FileRequest[];
}

/**
 * What the pages of files are made from. `citations`: of all pages that are no experiment's; `contained`: as found in this build;
 * `carryOn`: takes the pages of an experiment's files as they are if they were made from what has this key.
 */
export interface FileGroupInput {
  citations: readonly Citations[];
  experiments: ReadonlyMap<string, Kept<ExperimentEntries>>;
  contained: SelfContained;
  input: Pick<EditionInput, "owner" | "identity" | "signature">;
  carryOn(id: string, key: string): boolean;
}

/** Which experiments are self-contained: looked up of those that are as the last build left them, while all are where they were. */
export function selfContained(
  experiments: FileGroupInput["experiments"],
  past: SiteMemory,
  { places, owner, isOwn }: Pick<EditionInput, "places" | "owner" | "isOwn">,
): SelfContained {
  const known = past.contained.places === places ? past.contained.ids : null;
  const ids = [...experiments].filter(([id, kept]) => {
    if (known !== null && past.experiments.get(id) === kept) return known.has(id);
    return [...unpack(kept.citations).files].every(
      ([path, { run }]) => run !== null && isOwn(id, path) && owner(path) === id,
    );
  });
  return { places, ids: new Set(ids.map(([id]) => id)) };
}

/**
 * What all pages refer to, by the experiment that the files belong to. The pages of a self-contained experiment's files follow from
 * what its own are made from and from what others cite of them: those that can be carried on are not in the result.
 */
export function fileGroups({ citations, experiments, contained, input, carryOn }: FileGroupInput): FileGroup[] {
  const open = [...experiments].filter(([id]) => !contained.ids.has(id)).map(([, kept]) => unpack(kept.citations));
  const byPath: CitedFiles = new Map();
  gather([...citations, ...open], byPath);
  const keys = new Map<string, string>();
  const carried = new Set<string>();
  const others = groupsOf(byPath, experiments, input);
  for (const [id, { key, citations }] of experiments) {
    if (!contained.ids.has(id)) continue;
    const own = key === "" ? null : keyOf(others.get(id) ?? [], key, input);
    if (own !== null) keys.set(id, own);
    if (own !== null && carryOn(id, own)) carried.add(id);
    else gather([unpack(citations)], byPath);
  }
  const groups = [...groupsOf(byPath, experiments, input)].filter(([id]) => !carried.has(id));
  return groups.map(([id, files]) => {
    return { id, key: keys.get(id) ?? keyOf(files, experiments.get(id)?.key ?? "", input), files };
  });
}

type CitedFiles = Map<string, FileCitation[]>;

function gather(citations: readonly Citations[], into: CitedFiles): void {
  for (const { files } of citations) {
    for (const [path, citation] of files) {
      const known = into.get(path);
      if (known === undefined) into.set(path, [citation]);
      else known.push(citation);
    }
  }
}

function groupsOf(
  byPath: CitedFiles,
  experiments: FileGroupInput["experiments"],
  { owner }: Pick<EditionInput, "owner">,
): Map<string, FileRequest[]> {
  const groups = new Map<string, FileRequest[]>();
  for (const [path, all] of byPath) {
    const id = owner(path) ?? "";
    const cited = joinRanges(all.flatMap((one) => one.cited));
    const records = joinRecords(all.flatMap((one) => one.records));
    const run = all.find((one) => one.run !== null)?.run ?? null;
    const entries = experiments.get(id)?.entries;
    const owners = run === null || entries === undefined ? null : fileOwners(entries, run);
    const group = groups.get(id) ?? [];
    group.push({ path, cited, records, owners });
    groups.set(id, group);
  }
  for (const files of groups.values()) files.sort((a, b) => compareText(a.path, b.path));
  return groups;
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
