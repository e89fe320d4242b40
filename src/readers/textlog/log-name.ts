import { baseName, parentOf } from "../../model/tree.ts";

/**
 * What the path of a lone log says of its run.
 *
 * - `name`: the folder's name and the file's, shortened where it is a random id; `group`: what the logs of the folder share.
 * - `uid`: the random id that the file is called by, which a copy of it in another folder is called by too.
 */
export interface LogName {
  name: string;
  group: string;
  uid: string | undefined;
  seed: number | null;
}

/** Folders that hold the logs of the experiment around them. */
const HOLDERS = new Set(["log", "logs", "code_logs", "out", "output", "outputs", "runs", "stdout", "txt"]);
/** Texts are looked into only where a folder's name says that runs are kept there, or their own that they are logs. */
const KEEPER =
  /(?:^|\/)(?:records?|results?|runs?|logs?|experiments?|exps?|trials?|ablations?|outputs?|sweeps?|train(?:ing)?[-_]?logs?)(?:\/|$)/i;
const TELLING =
  /(?:^|[-_.])(?:logs?|train(?:ing)?|runs?|seed\d*|outputs?|stdout|slurm)(?:[-_.\d]|$)|^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i;
const NEVER =
  /^(?:read_?me|licen[cs]e|notice|authors|changes|changelog|copying|requirements|constraints|metadata|manifest|cmakelists|robots|vocab(?:ulary)?|labels?|classes|categories|merges|words|names|index|notes?|todo|prompts?)(?:[-_.]|$)|[-_](?:requirements|manifest|metadata|vocab|labels?|classes)\.|^debug(?:-internal)?\.log$/i;
const LOG = /\.(?:log|txt)$/i;
const ERRORS = /(?:^|[-_.])stderr(?:[-_.]|$)/i;
/** Folders of other tools and of data. */
const FOREIGN =
  /(?:^|\/)(?:\.[^/]+|wandb|mlruns|mlartifacts|dvclive|lightning_logs|node_modules|site-packages|venv|data|datasets?|labels|images)(?:\/|$)/i;
/** A folder with more texts than this is a set of data. */
const MOST = 2000;

const UUID = /(^|[-_.])([\da-f]{8})(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const SEED = /(?:^|[-_.])seed[-_=]?(\d{1,9})(?=$|[-_.])/i;
/** File names that say nothing of their run. */
const PLAIN = /^(?:logs?|main|output|run|stdout|train(?:ing)?)$/i;

/** The names in a folder that may be logs of runs; nothing is opened. */
export function logNames(dir: string, names: readonly string[]): string[] {
  const texts = names.filter((name) => LOG.test(name) && !NEVER.test(name));
  if (texts.length === 0 || texts.length > MOST || FOREIGN.test(dir)) return [];
  const isKeeper = KEEPER.test(dir);
  const logs = texts.filter((name) => isKeeper || /\.log$/i.test(name) || TELLING.test(name));
  const others = logs.filter((name) => !ERRORS.test(name));
  return others.length > 0 ? others : logs;
}

/** The folder of the experiment that the logs of a folder belong to: the one around it, unless that is the whole project. */
export function experimentOf(dir: string): string {
  return parentOf(dir) === "" ? dir : parentOf(dir);
}

/** What a log's path says of its run. */
export function nameOfLog(path: string): LogName {
  const dir = parentOf(path);
  const isHolder = HOLDERS.has(baseName(dir).toLowerCase());
  const folder = isHolder ? baseName(parentOf(dir)) : baseName(dir);
  const stem = baseName(path).replace(/(?:\.(?:log|txt))+$/i, "");
  const id = UUID.exec(stem);
  const short = id === null ? stem : stem.slice(0, id.index) + id[1] + id[2];
  const own = PLAIN.test(short) ? "" : short;
  const isNamed = own !== "" && ((isHolder && id === null) || own.startsWith(folder));
  const name = (isNamed ? [own] : [folder, own]).filter((part) => part !== "").join("-");
  const seed = SEED.exec(name)?.[1];
  return {
    name: name === "" ? stem : name,
    group: folder === "" ? baseName(dir) : folder,
    uid: id === null ? undefined : id[0].replace(/^[-_.]/, "").toLowerCase(),
    seed: seed === undefined ? null : Number(seed),
  };
}
