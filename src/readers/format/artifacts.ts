import { fingerprint } from "../../disk/hash.ts";
import type { Finding } from "../../model/finding.ts";
import type { Artifact } from "../../model/run.ts";
import { unreadable } from "./value-file.ts";

const FOLDERS: [RegExp, Artifact["kind"]][] = [
  [/(?:^|\/)(?:plots?|figures?|visualizations?|images?)\//i, "plot"],
  [/(?:^|\/)(?:checkpoints?|models?|weights)\//i, "checkpoint"],
  [/(?:^|\/)data\//i, "data"],
];
const ENDINGS: [RegExp, Artifact["kind"]][] = [
  [/\.(?:png|svg|jpe?g|webp|gif|pdf)$/i, "plot"],
  [/\.(?:pt|pth|ckpt|safetensors|h5|hdf5|keras|onnx|npz|pkl|pickle|joblib|bin|gguf)$/i, "checkpoint"],
  [/\.(?:csv|tsv|parquet|npy|arrow|feather|jsonl?)$/i, "data"],
];

/** Logs of other trackers, and locks and notes of the system's. */
const TRACKED = /tfevents|\.wandb$|(?:^|\/)\.(?!hydra)[^/]+$/;

/** Fingerprints the files of a run that are not logs: what kind each is tells its folder, else its ending. */
export function readArtifacts(root: string, files: { dir: string; paths: string[] }, findings: Finding[]): Artifact[] {
  return files.paths.flatMap((path) => {
    try {
      return [
        { path, kind: kindOf(files.dir === "" ? path : path.slice(files.dir.length + 1)), ...fingerprint(root, path) },
      ];
    } catch (error) {
      findings.push(unreadable(path, error));
      return [];
    }
  });
}

/** Fingerprints what a run's folder holds besides the files that were read and those of trackers with readers of their own. */
export function readOtherFiles(
  root: string,
  run: { dir: string; files: readonly string[]; read: readonly string[] },
  findings: Finding[],
): Artifact[] {
  const read = new Set(run.read);
  const inside = run.dir === "" ? "" : `${run.dir}/`;
  const paths = run.files.filter((path) => !read.has(path) && path.startsWith(inside) && !TRACKED.test(path));
  return readArtifacts(root, { dir: run.dir, paths }, findings);
}

function kindOf(path: string): Artifact["kind"] {
  const rules = [...FOLDERS, ...ENDINGS];
  return rules.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
