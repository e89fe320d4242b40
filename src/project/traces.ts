import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath } from "../model/tree.ts";

/** What a tool or a person has left that looks like experiments. `name` says whose it is, `paths` where it lies. */
export interface Trace {
  tracker: string;
  name: string;
  paths: string[];
}

/** Folders and files that other tools leave, by the tool; in the order of this list. */
export function tracesIn(tree: Tree): Trace[] {
  return TRACES.flatMap(({ tracker, name, find }) => {
    const paths = [...tree.listings.values()].flatMap(find);
    return paths.length === 0 ? [] : [{ tracker, name, paths }];
  });
}

/** Whether a file is likely to be a log or a table of metrics, by its path alone. */
export function looksLikeLog(path: string): boolean {
  return LOG.test(path) || TEXT_LOG.test(path);
}

/** One line for each tool whose runs lie here, and one for loose logs but those `read`: what a project has without any run. */
export function unreadIn(tree: Tree, read: ReadonlySet<string>): string[] {
  const traces = tracesIn(tree);
  const told = traces.flatMap(({ paths }) => paths);
  const isTold = (path: string) => told.some((one) => path === one || path.startsWith(`${one}/`));
  const paths = [...tree.listings.values()].flatMap(({ dir, files }) => files.map((name) => joinPath(dir, name)));
  const [log, ...logs] = paths.filter((path) => looksLikeLog(path) && !isTold(path) && !read.has(path));
  const lines = traces.map(({ name, paths }) => `not read: ${name} in ${paths[0]}${more(paths.length - 1)}`);
  return log === undefined ? lines : [...lines, `not read: ${log}${more(logs.length)}, which no run folder holds`];
}

function more(count: number): string {
  return count === 0 ? "" : ` and ${count} more`;
}

/** Journals, wherever they lie, and Markdown files in a `runs` folder, which somebody keeps instead of run folders. */
export function notesIn(tree: Tree): { journals: string[]; runs: string[] } {
  const paths = (wanted: (listing: Listing) => string[]) =>
    [...tree.listings.values()].flatMap((listing) => wanted(listing).map((name) => joinPath(listing.dir, name)));
  return {
    journals: paths(({ files }) => files.filter((name) => name === "JOURNAL.md")),
    runs: paths(({ dir, files }) => (baseName(dir) === "runs" ? files.filter((name) => /^\d.*\.md$/i.test(name)) : [])),
  };
}

/** The folders of SpecWeave increments. */
export function incrementsIn(tree: Tree): string[] {
  const parents = [...tree.listings.values()].filter(({ dir }) => /(^|\/)\.specweave\/increments$/.test(dir));
  return parents.flatMap(({ dir, dirs }) =>
    dirs.filter((name) => /^\d{3,}/.test(name)).map((one) => joinPath(dir, one)),
  );
}

type Finder = (listing: Listing) => string[];

const folder =
  (pattern: RegExp): Finder =>
  ({ dir }) =>
    pattern.test(dir) ? [dir] : [];

const file =
  (pattern: RegExp): Finder =>
  ({ dir, files }) =>
    files.filter((name) => pattern.test(name)).map((name) => joinPath(dir, name));

/** A folder that has all of these files. */
const holding =
  (...names: string[]): Finder =>
  ({ dir, files }) =>
    names.every((name) => files.includes(name)) ? [dir === "" ? "." : dir] : [];

const either =
  (...finders: Finder[]): Finder =>
  (listing) => [...new Set(finders.flatMap((find) => find(listing)))];

const TRACES: readonly { tracker: string; name: string; find: Finder }[] = [
  { tracker: "mlflow", name: "MLflow", find: either(folder(/(^|\/)mlruns$/), file(/^mlflow\.db$/)) },
  { tracker: "wandb", name: "Weights & Biases", find: folder(/(^|\/)wandb\/(offline-)?run-[^/]+$/) },
  { tracker: "tensorboard", name: "TensorBoard", find: file(/^events\.out\.tfevents\./) },
  { tracker: "neptune", name: "Neptune", find: folder(/(^|\/)\.neptune$/) },
  { tracker: "dvclive", name: "DVCLive", find: folder(/(^|\/)dvclive$/) },
  {
    tracker: "lightning",
    name: "Lightning",
    find: either(folder(/(^|\/)lightning_logs$/), holding("hparams.yaml", "metrics.csv")),
  },
  { tracker: "huggingface", name: "Hugging Face Trainer", find: file(/^trainer_state\.json$/) },
  { tracker: "ultralytics", name: "Ultralytics", find: holding("args.yaml", "results.csv") },
  { tracker: "sacred", name: "Sacred", find: holding("config.json", "run.json", "cout.txt") },
  { tracker: "hydra", name: "Hydra", find: folder(/(^|\/)\.hydra$/) },
  { tracker: "guild", name: "Guild", find: folder(/(^|\/)\.guild$/) },
  { tracker: "aim", name: "Aim", find: folder(/(^|\/)\.aim$/) },
];

const LOG = /\.(log|jsonl)$|(^|\/)(metrics|results?|history|trainer_state)\.(json|csv|tsv)$/i;

/** Text files are logs when they lie in a folder of logs, or are named as a log, as an output or by a random id. */
const TEXT_LOG =
  /(^|\/)(logs?|stdout)\/[^/]+\.(txt|out)$|(^|[/_.-])(log|logs|train|eval|output|stdout|slurm)([_.-][^/]*)?\.(txt|out)$|(^|\/)[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}[^/]*\.txt$/i;
