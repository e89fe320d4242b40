import { exists } from "../disk/file.ts";
import { ensureFolder, writeIfChanged } from "../disk/write.ts";
import { UsageError } from "../errors.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { Tree } from "../model/tree.ts";
import { baseName, joinPath } from "../model/tree.ts";
import { openProject } from "../project/open.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";

const NEXT = "Log into logs/ and set the status in metadata.yaml at the end, then:\n  npx labdocs sync";

const FOLDERS = ["logs", "plots", "checkpoints", "data"];

/** `docs new run`: a run folder named by its start time, with a metadata.yaml that says so. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host, global, args } = invocation;
  const project = await openProject(host.cwd, global.config);
  const { root } = project.setup;
  const [experiment = "", name = ""] = args;
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) {
    throw new UsageError(
      `\`${name}\` cannot be a run's name`,
      "Use letters, digits, `-`, `_` and `.`, such as baseline-seed0.",
    );
  }
  const at = startOf(textOption(invocation, "at"));
  const folder = joinPath(experimentFolder(project.tree, experiment), `runs/${at.replaceAll(":", "-")}-${name}`);
  if (exists(root, folder)) throw new UsageError(`${folder} exists`, "Choose another name, or another time with --at.");
  const isDry = flag(invocation, "dryRun");
  const metadata = joinPath(folder, "metadata.yaml");
  if (!isDry) {
    writeIfChanged(root, metadata, metadataOf(name, at));
    for (const one of FOLDERS) ensureFolder(root, joinPath(folder, one));
  }
  const made = [metadata, ...FOLDERS.map((one) => `${joinPath(folder, one)}/`)];
  return {
    exit: 0,
    text: [`${isDry ? "would make" : "made"} ${folder}:`, ...made.map((path) => `  ${path}`), "", NEXT, ""].join("\n"),
    json: { run: folder, [isDry ? "wouldWrite" : "written"]: made },
    findings: [],
  };
}

/** `2026-11-21T16:38:52`, as given or now in local time. */
function startOf(text: string | null): string {
  if (text === null) return localTime(new Date());
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T _](\d{2})[:-](\d{2})(?:[:-](\d{2}))?)?$/.exec(text.trim());
  const [, day, hour = "00", minute = "00", second = "00"] = match ?? [];
  const stated = `${day}T${hour}:${minute}:${second}`;
  if (day !== undefined && isTime(stated)) return stated;
  throw new UsageError(`--at needs a time, not \`${text}\``, "Such as --at 2026-11-21T16:38:52.");
}

function isTime(text: string): boolean {
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function localTime(now: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [String(now.getFullYear()).padStart(4, "0"), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `${day}T${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":")}`;
}

/** The folder that is meant by a path or a name: one with a journal or a `runs` folder. Throws a UsageError. */
function experimentFolder(tree: Tree, text: string): string {
  const wanted = text.replace(/^\.\//, "").replace(/\/+$/, "");
  const candidates = [...tree.listings.values()]
    .filter(({ files, dirs }) => files.includes("JOURNAL.md") || dirs.includes("runs"))
    .map((listing) => listing.dir);
  const [found, ...others] = candidates.includes(wanted)
    ? [wanted]
    : candidates.filter((dir) => baseName(dir) === wanted);
  if (found !== undefined && others.length === 0) return found;
  if (found !== undefined)
    throw new UsageError(`\`${text}\` names several folders`, `Write one of ${[found, ...others].join(", ")}.`);
  const near = nearestNames(wanted, candidates.map(baseName));
  const help = near.length > 0 ? didYouMean(near) : `\`docs new experiment ${wanted}\` makes it.`;
  throw new UsageError(`there is no experiment \`${text}\``, help);
}

function metadataOf(name: string, at: string): string {
  return `name: ${/^\d|^(true|false|null|yes|no|on|off)$/i.test(name) ? `"${name}"` : name}
status: running # then completed, failed or killed
started: "${at}"
ended:
description:
tags: []
seed:
data_version:
git_commit:
`;
}
