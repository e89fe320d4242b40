import { isDatabase, withDatabase } from "../../disk/database.ts";
import { readRange } from "../../disk/file.ts";
import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { joinPath } from "../../model/tree.ts";
import { seriesOfTrack } from "../format/metric-track.ts";
import { rowText } from "../format/row-text.ts";
import { databaseFiles, storePlace } from "../format/store-place.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { formatOf, isStorage, listStudies, readStudy, readTrials } from "./database.ts";
import { isJournal, listJournalStudies, replayJournal } from "./journal.ts";
import type { Study, Trial } from "./trial.ts";
import { declaredDirections, runOfTrial } from "./trial.ts";

/** Names people give to a journal; what is in it decides. */
const JOURNAL = /(?:optuna|journal|stud(?:y|ies)|storage)[^/]*\.(?:log|jsonl?|txt|db|storage)$|^journal(?:storage)?$/i;

/** Optuna studies in SQLite databases of every schema, and in journal files. A study is an experiment, a trial a run. */
export const optunaReader: Reader = {
  name: "optuna",
  detect,
  read,
  series: readTrialSeries,
  show: (evidence, root) => rowText(evidence, root, isStorage),
};

function detect(listing: Listing, tree: Tree): Source[] {
  const { root } = tree;
  const databases = databaseFiles(listing).filter(({ path }) => isDatabase(root, path));
  const journals = listing.files
    .filter((name) => JOURNAL.test(name))
    .map((name) => joinPath(listing.dir, name))
    .filter((path) => quietly(() => isJournal(readRange(root, path, { start: 0, length: 4096 }))) ?? false);
  return [
    ...databases.flatMap(({ path, files }) => {
      const names = quietly(() => withDatabase(root, path, (one) => (isStorage(one) ? listStudies(one) : []))) ?? [];
      return names.map((name) => sourceOf(path, name, files));
    }),
    ...journals.flatMap((path) =>
      (quietly(() => listJournalStudies(root, path)) ?? []).map((name) => sourceOf(path, name, [path])),
    ),
  ];
}

function sourceOf(file: string, name: string, files: string[]): Source {
  const id = `${file}#${name}`;
  const experiment = storePlace({ id, name, file, tracker: "optuna" });
  return { reader: "optuna", id, dir: file, files, experiment, many: true };
}

/** What a call gives, or null where the file is broken: reading it will say why. */
function quietly<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

function read(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const { format, study, trials } = load(root, source, { number: null, keep: false, findings });
  const runs = trials.map((trial) => runOfTrial(trial, source));
  const directions = study === null ? {} : declaredDirections(study);
  return { runs, findings, unreadable: [], format, directions };
}

function readTrialSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const file = run.dir;
  const [, study = "", number = ""] = /^(.*)\/(\d+)$/s.exec(run.id.slice(file.length + 1)) ?? [];
  const { trials } = load(
    root,
    { dir: file, id: `${file}#${study}` },
    { number: Number(number), keep: true, findings: [] },
  );
  const own = trials.find((trial) => trial.number === Number(number));
  const tracks = own?.tracks.filter(({ track }) => metrics === null || metrics.includes(track.name)) ?? [];
  return tracks.flatMap(({ track }) => seriesOfTrack(track) ?? []);
}

/** A study with its trials, from a database or a journal; without a study when the file no longer has it. */
function load(
  root: string,
  { dir: file, id }: Pick<Source, "dir" | "id">,
  options: { number: number | null; keep: boolean; findings: Finding[] },
): { format: string; study: Study | null; trials: Trial[] } {
  const name = id.slice(file.length + 1);
  if (!isDatabase(root, file)) {
    const found = replayJournal(root, file, { study: name, ...options });
    return { format: "Optuna journal", study: found?.study ?? null, trials: found?.trials ?? [] };
  }
  return withDatabase(root, file, (database) => {
    const query = { ...options, database, file, study: name };
    const study = readStudy(query);
    return { format: formatOf(database), study, trials: readTrials(query, study) };
  });
}
