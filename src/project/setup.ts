import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Config } from "../config.ts";
import { parseConfig } from "../config.ts";
import { exists, readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import { repositoryKind } from "../disk/history.ts";
import { buildStamp } from "../disk/package.ts";
import { messageOf, UsageError } from "../errors.ts";
import { findConflicts } from "../markdown/conflict.ts";

/** What a configuration may be called, besides a `[tool.labdocs]` in pyproject.toml. */
export const CONFIG_NAMES = [
  "docs.config.yaml",
  "docs.config.yml",
  "docs.config.json",
  "docs.config.mts",
  "docs.config.mjs",
];
export const PYPROJECT = "pyproject.toml";

/**
 * Which tree is compiled and how.
 *
 * - `root`: absolute.
 * - `file`: the configuration file relative to the root, or null.
 * - `key`: everything besides the tree that the result depends on: the tool's build, the configuration's text, and whether there is
 *   a repository to ask.
 */
export interface Setup {
  root: string;
  file: string | null;
  key: string;
  text: string;
}

/**
 * Finds the project: the nearest folder upward with a `docs.config.*` or a `[tool.labdocs]` in pyproject.toml, else the git
 * root, else the folder itself. Reads the configuration's text and does not parse it yet.
 */
export function findProject(cwd: string, configFile: string | null): Setup {
  if (configFile !== null) {
    const path = resolve(cwd, configFile);
    if (!exists(path, "")) throw new UsageError(`${configFile} does not exist`, "Check the path after --config.");
    return setupOf(dirname(path), path.slice(dirname(path).length + 1));
  }
  let repository: string | null = null;
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const name = configFileIn(folder);
    if (name !== null) return setupOf(folder, name);
    if (repository === null && exists(folder, ".git")) repository = folder;
    if (repository !== null || folder === dirname(folder)) break;
  }
  return setupOf(repository ?? resolve(cwd), null);
}

/** The project of exactly that folder, with the configuration that lies in it; none where it has none. */
export function setupAt(root: string, configFile: string | null): Setup {
  if (configFile !== null) return setupOf(root, exists(root, configFile) ? configFile : null);
  return setupOf(root, configFileIn(root));
}

/** The name of the configuration that lies in a folder, or null. */
export function configFileIn(folder: string): string | null {
  return CONFIG_NAMES.find((candidate) => exists(folder, candidate)) ?? pyproject(folder);
}

/** Whether a configuration is a program, so that reading it runs it. */
export function isRunnable(file: string): boolean {
  return /\.m[jt]s$/.test(file);
}

/** Reads and checks the configuration of a project. Throws a UsageError that names the key and the file. */
export async function loadConfig(setup: Pick<Setup, "root" | "file"> & { text?: string }): Promise<Config> {
  const { root, file } = setup;
  const { config, problems } = parseConfig(
    file === null ? {} : await parseText({ root, file, text: setup.text ?? readText(root, file) }),
  );
  if (config !== null) return config;
  const lines = problems.map((problem) => (problem.path ? `${problem.path}: ${problem.message}` : problem.message));
  throw new UsageError(`${setup.file}: ${lines.join("; ")}`, "`docs schema config` prints what is allowed.");
}

function pyproject(folder: string): string | null {
  if (!exists(folder, PYPROJECT)) return null;
  return /^\s*\[tool\.labdocs[\].]/m.test(readText(folder, PYPROJECT)) ? PYPROJECT : null;
}

function setupOf(root: string, file: string | null): Setup {
  const text = file === null ? "" : readText(root, file);
  return { root, file, text, key: hashText(`${buildStamp()}\n${file}\n${repositoryKind(root)}\n${text}`) };
}

async function parseText(setup: { root: string; file: string; text: string }): Promise<unknown> {
  const { file } = setup;
  const [conflict] = findConflicts(setup.text);
  if (conflict !== undefined) {
    const message = `${file}:${conflict.line}:1: [document/conflict] a merge left two versions of the configuration`;
    throw new UsageError(message, "Keep what is right, delete the marker lines, then run it again.");
  }
  try {
    if (file.endsWith(".json")) return JSON.parse(setup.text);
    if (file === "pyproject.toml") {
      const { parse } = await import("smol-toml");
      return (parse(setup.text) as { tool?: { labdocs?: unknown } }).tool?.labdocs;
    }
    if (file.endsWith(".yaml") || file.endsWith(".yml")) {
      const { loadAll } = await import("js-yaml");
      // A file of comments alone holds no document.
      const [first, ...others] = loadAll(setup.text);
      if (others.length > 0) throw new Error("it holds several documents");
      return first ?? {};
    }
    return ((await import(pathToFileURL(join(setup.root, file)).href)) as { default: unknown }).default;
  } catch (error) {
    throw new UsageError(`${file} could not be read: ${messageOf(error)}`, "Correct the file.");
  }
}
