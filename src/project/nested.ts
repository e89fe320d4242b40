import { join, relative, sep } from "node:path";
import type { Config } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { OutputPlace } from "../model/output.ts";
import { homeOf } from "../model/output.ts";
import type { Settings } from "../model/settings.ts";
import type { Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { CONFIG_NAMES, configFileIn, isRunnable, loadConfig, PYPROJECT } from "./setup.ts";

/** What a project below this one says of its experiments. `ignore`: folders, from this project's root. */
export interface NestedSettings extends Settings {
  ignore: readonly string[];
}

/**
 * The projects below this one by their folder: those with a configuration of their own. Their runs are read, with their own
 * settings; nothing in them is written, judged or called out of date from here. Null stands for settings that are not known: a
 * configuration with mistakes, and one that is a program, which is run only for the project that was asked for.
 */
export type NestedProjects = ReadonlyMap<string, NestedSettings | null>;

/** The folders below the root that have a configuration of their own, in the order of the tree. */
export function nestedFolders(tree: Tree): string[] {
  return [...tree.listings.values()].filter((one) => one.dir !== "" && fileIn(tree.root, one) !== null).map(dirOf);
}

/** Finds the projects below this one and reads what they say of comparing their experiments. */
export async function nestedProjects(tree: Tree): Promise<NestedProjects> {
  const projects = new Map<string, NestedSettings | null>();
  for (const dir of nestedFolders(tree)) projects.set(dir, await settingsIn(tree.root, dir));
  return projects;
}

/** The folder of the innermost nested project that holds a path, or null for a path of the project itself. */
export function projectOf(projects: { has(dir: string): boolean }, path: string): string | null {
  for (let dir = path; dir !== ""; dir = parentOf(dir)) if (projects.has(dir)) return dir;
  return null;
}

/** The same for any path below a root, of which nothing is walked yet. */
export function projectAround(root: string, path: string): string | null {
  return projectOf({ has: (dir) => configFileIn(joinPath(root, dir)) !== null }, path);
}

/** The mistake of asking this project for what another one holds. `argument`: as it was typed. */
export function elsewhere(argument: string, project: string, { cwd, root }: { cwd: string; root: string }): UsageError {
  const folder = relative(cwd, join(root, project)).split(sep).join("/") || ".";
  return new UsageError(
    `${argument} belongs to the project ${project}`,
    `Run the command there: \`docs … -C ${folder}\`.`,
  );
}

/** The same for an experiment: its runs, or what is made for it, lie in a nested project. */
export function projectOfPlace(projects: NestedProjects, place: OutputPlace): string | null {
  return projectOf(projects, place.dir) ?? projectOf(projects, homeOf(place));
}

/** Whether the project that a folder belongs to does not read it. */
export function isIgnoredThere(projects: NestedProjects, dir: string): boolean {
  const ignore = projects.get(projectOf(projects, dir) ?? "")?.ignore ?? [];
  return ignore.some((one) => dir === one || dir.startsWith(`${one}/`));
}

/** Whether a path is a configuration below the root: what is nested may be other than it was. */
export function mayNest(path: string): boolean {
  return path.includes("/") && [...CONFIG_NAMES, PYPROJECT].includes(baseName(path));
}

function fileIn(root: string, { dir, files }: { dir: string; files: readonly string[] }): string | null {
  const mayHave = files.includes(PYPROJECT) || files.some((name) => CONFIG_NAMES.includes(name));
  return mayHave ? configFileIn(joinPath(root, dir)) : null;
}

function dirOf({ dir }: { dir: string }): string {
  return dir;
}

async function settingsIn(root: string, dir: string): Promise<NestedSettings | null> {
  const folder = joinPath(root, dir);
  const file = configFileIn(folder);
  if (file === null || isRunnable(file)) return null;
  const config = await configOf(folder, file);
  if (config === null) return null;
  const { metrics, experiments } = config;
  return { metrics, experiments, ignore: config.ignore.map((one) => joinPath(dir, one)) };
}

/** Null for one with mistakes, which are told where that project is checked. */
async function configOf(root: string, file: string): Promise<Config | null> {
  try {
    return await loadConfig({ root, file });
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
