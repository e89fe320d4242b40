import { exists } from "../../disk/file.ts";
import { messageOf } from "../../errors.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing } from "../../model/tree.ts";
import { baseName, joinPath, parentOf, resolvePath } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { storePlace } from "../format/store-place.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { locatePart, readExport, showAllExported, showExported } from "./export.ts";
import { detectLocal, readLocal, readLocalSeries, showLocal } from "./local.ts";
import { makeRun, sayOthers, seriesOf } from "./run.ts";

const PART = /^(.+-[0-9a-f]{16})_part_(\d+)\.parquet$/;
const PROJECT = /-[0-9a-f]{16}$/;

/** What is left of Neptune: runs that neptune-exporter saved as Parquet, and runs of clients that never sent them. */
export const neptuneReader: Reader = {
  name: "neptune",
  detect: (listing, tree) => [...detectExport(listing), ...detectLocal(listing, tree)],
  read: (source, root) => (isExport(source.dir) ? readExported(source, root) : readLocal(source, root)),
  series: readSeries,
  show,
  showAll,
};

function isExport(path: string): boolean {
  return path.endsWith(".parquet");
}

/** A run is complete when its part 0 is there: the exporter renames that one last. */
function detectExport({ dir, files }: Listing): Source[] {
  const runs = new Map<string, { part: number; path: string }[]>();
  for (const name of files) {
    const [, run, part] = PART.exec(name) ?? [];
    if (run === undefined) continue;
    runs.set(run, [...(runs.get(run) ?? []), { part: Number(part), path: joinPath(dir, name) }]);
  }
  if (runs.size === 0) return [];
  // `exports/data/<project>` by default: outputs go beside `exports`.
  const above = parentOf(parentOf(dir));
  const beside = baseName(above) === "exports" ? above : joinPath(above, "data");
  const name = baseName(dir).replace(PROJECT, "") || "neptune";
  const place = storePlace({ id: dir, name, file: beside, tracker: "neptune" });
  return [...runs].map(([run, parts]) => {
    const paths = parts.sort((a, b) => a.part - b.part).map(({ path }) => path);
    const id = joinPath(dir, run);
    return { reader: "neptune", id, dir: paths[0] ?? id, files: paths, experiment: place, many: true };
  });
}

function readExported(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const { files, dir: file } = source;
  const format = "Neptune export";
  if (!/_part_0\.parquet$/.test(file)) {
    const reason = "part 0 is missing, so the export was interrupted";
    return { runs: [], findings, unreadable: [{ path: source.id, reason }], format };
  }
  let found: ReturnType<typeof readExport>;
  try {
    found = readExport(root, files, false);
  } catch (error) {
    const message = `this export could not be read (${messageOf(error)})`;
    findings.push(finding({ code: "source/unreadable", file, message }));
    return { runs: [], findings, unreadable: [{ path: source.id, reason: messageOf(error) }], format };
  }
  const run = makeRun(found.run, source, locatePart(found.parts));
  const store = joinPath(parentOf(parentOf(parentOf(file))), "files");
  const paths = found.paths.flatMap((path) => resolvePath(joinPath(store, "x"), path) ?? []);
  const artifacts = readArtifacts(root, { dir: store, paths: paths.filter((path) => exists(root, path)) }, findings);
  return { runs: [{ ...run, artifacts }], findings, unreadable: [], format, unread: sayOthers(found.run, source.id) };
}

function readSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  if (!isExport(run.dir)) return readLocalSeries(run, root, metrics);
  const { run: found, parts } = readExport(root, run.files, true);
  return seriesOf(run, found, { metrics, placed: (series) => ({ ...series, ...inParts(series, parts) }) });
}

/** Records numbered within their own file, and the index from which on points stand in each file. */
function inParts({ line }: Series, parts: { file: string; from: number }[]): Pick<Series, "line" | "files"> {
  const files: { file: string; from: number }[] = [];
  const own = line.map((place, index) => {
    const part = parts.findLast(({ from }) => from < place);
    if (part !== undefined && files.at(-1)?.file !== part.file) files.push({ file: part.file, from: index });
    return place - (part?.from ?? 0);
  });
  return files.length > 1 ? { line: own, files } : { line: own };
}

function show(evidence: Evidence, root: string): string | null {
  const { locator, file } = evidence;
  if (locator.kind !== "record") return showLocal(evidence, root);
  if (!PART.test(baseName(file))) return null;
  try {
    return showExported(root, file, locator.record);
  } catch {
    return null;
  }
}

function showAll(file: string, records: ReadonlySet<number>, root: string): Map<number, string> {
  if (!PART.test(baseName(file))) return new Map();
  try {
    return showAllExported(root, file, records);
  } catch {
    return new Map();
  }
}
