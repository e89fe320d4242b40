import { relative, resolve, sep } from "node:path";
import type { Config } from "../config.ts";
import { skippedFolders } from "../config.ts";
import { isFile, isFolder } from "../disk/file.ts";
import { walk } from "../disk/walk.ts";
import { UsageError } from "../errors.ts";
import { planExperiments } from "../experiments/group.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { Tree } from "../model/tree.ts";
import { baseName, parentOf } from "../model/tree.ts";
import { detectSources } from "../readers/index.ts";
import { listDocuments } from "./document.ts";
import { elsewhere, nestedFolders, projectAround, projectOf } from "./nested.ts";
import type { Setup } from "./setup.ts";

/** Where arguments are understood: the folder they were typed in, and the project around it. */
export interface Place {
  cwd: string;
  setup: Setup;
  config: Config;
}

const MARKDOWN = /\.(?:md|markdown|mdx|qmd|rmd)$/i;

/**
 * The documents that arguments mean, by their path relative to the root, each once: a file, every document below a folder, or
 * those that a pattern such as `docs/*.md` fits. Throws a UsageError for one that means nothing, with what to do.
 */
export function namedDocuments(place: Place, args: readonly string[]): string[] {
  let listed: string[] | null = null;
  const all = () => {
    listed ??= documentsOf(treeOf(place));
    return listed;
  };
  return [...new Set(args.flatMap((argument) => documentsNamed(place, argument, all)))];
}

function documentsNamed({ cwd, setup }: Place, argument: string, all: () => string[]): string[] {
  const { root } = setup;
  const path = relative(root, resolve(cwd, argument)).split(sep).join("/");
  if (path === ".." || path.startsWith("../")) {
    const folder = isFolder(resolve(cwd, argument), "") ? argument : argument.replace(/\/?[^/]*$/, "") || ".";
    throw new UsageError(
      `${argument} lies outside this project (${root})`,
      `Run it there: \`docs check -C ${folder}\`.`,
    );
  }
  const other = projectAround(root, path);
  if (other !== null) throw elsewhere(argument, other, { cwd, root });
  if (path !== "" && isFile(root, path)) {
    if (MARKDOWN.test(path)) return [path];
    throw new UsageError(
      `${argument} is not a Markdown file`,
      "Claims are read from .md files; name the document that cites it.",
    );
  }
  const isGlob = /[*?{]/.test(path);
  const below = path === "" ? "" : `${path}/`;
  const fits = isGlob ? patternOf(path) : null;
  const found = isGlob || isFolder(root, path) ? all().filter((one) => fits?.test(one) ?? one.startsWith(below)) : [];
  if (found.length > 0) return found;
  if (isGlob)
    throw new UsageError(`no document fits ${argument}`, "Put the pattern in quotes; `**` means any folders.");
  if (isFolder(root, path))
    throw new UsageError(`no document lies in ${argument}`, "Documents are .md files outside run folders.");
  throw new UsageError(`${argument} does not exist`, suggestion(path, all()));
}

function suggestion(path: string, documents: readonly string[]): string {
  const alike = documents.filter((one) => baseName(one).toLowerCase() === baseName(path).toLowerCase());
  const near = alike.length > 0 ? alike : nearestNames(path, [...documents]);
  if (near.length > 0) return didYouMean(near.slice(0, 3));
  const shown = documents
    .filter((one) => parentOf(one) === "")
    .concat(documents)
    .slice(0, 3);
  return documents.length === 0
    ? "There is no Markdown file in this project."
    : `There are ${documents.length} documents, such as ${[...new Set(shown)].join(", ")}.`;
}

/** The folders of a project, walked anew. */
export function treeOf({ setup, config }: Place): Tree {
  return walk(setup.root, { key: setup.key, skip: skippedFolders(config), previous: null }).tree;
}

function documentsOf(tree: Tree): string[] {
  const plans = planExperiments(detectSources(tree), tree);
  const runDirs = new Set([...plans.values()].flatMap((plan) => plan.sources.map((source) => source.dir)));
  const nested = new Set(nestedFolders(tree));
  return listDocuments(tree, runDirs)
    .filter((file) => projectOf(nested, file) === null)
    .sort();
}

/** A pattern of paths: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` is either. */
function patternOf(glob: string): RegExp {
  const source = glob.replace(/\*\*\/?|[*?{},]|[^\w/]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part === "{") return "(?:";
    if (part === "}") return ")";
    return part === "," ? "|" : `\\${part}`;
  });
  return new RegExp(`^${source}$`, "u");
}
