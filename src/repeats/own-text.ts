import type { ParamValue, Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";

/** Names of what is particular to one run and no setting of it. */
const OF_ONE_RUN =
  /^(?:id|uuid|(?:run|exp|experiment|trial|job|slurm_job|wandb|trainer|session)_?(?:id|name|uuid|number|num|dir)?|name|(?:log|out|output|save|checkpoint|ckpt|work|working|run|results?|tensorboard|default_root)_?(?:dir|path|folder|file|root|dirpath)|dirpath|tensorboard_log|timestamp|datetime|date|created(?:_?at)?|start(?:ed)?(?:_?(?:at|time))?|host(?:name)?|user(?:name)?|cwd|argv|command|cmd|pid|(?:master_)?port|dist_url|gpu_id|local_rank)$/;
const SHAPED = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /(?:^|[^\d])\d{4}[-_.]?\d{2}[-_.]?\d{2}(?:[T_\- /.]?\d{2}[-_:.]?\d{2})?(?!\d)/,
  /\/[^/]*(?:\d{8,}|[0-9a-f]{12,})[^/]*/i,
];

/** `name` and `id` say which run it is only there; `model.name` and `data.id` are settings. */
const NAMES_RUN = /^(?:|run|exp|experiment|trial|job|wandb|mlflow|logger|trainer|hydra|session)$/;

/** Whether a param is by its name particular to one run: an id, a folder to write to, a time, a machine. */
export function isOfOneRun(name: string): boolean {
  const parts = name.toLowerCase().split(".");
  const last = (parts.at(-1) ?? "").replace(/[ -]/g, "_");
  return OF_ONE_RUN.test(last) && (!/^(?:name|id)$/.test(last) || NAMES_RUN.test(parts.at(-2) ?? ""));
}

const WRITTEN_TO = /^(?:out|output|save|log|results?|checkpoint|ckpt|work|working|tensorboard)(?:[_-]?to)?$/;

/** Whether a param is by its short name and its values a folder or file that a run writes: `out: /tmp/a/1`. */
export function isWrittenTo(name: string, values: readonly ParamValue[]): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return WRITTEN_TO.test(last) && values.every((value) => typeof value === "string" && /[/\\]/.test(value));
}

/** Whether a text looks made for one run: a uuid, a time, a path with one of these in it. */
export function isMadeForOne(value: ParamValue): boolean {
  return typeof value === "string" && SHAPED.some((shape) => shape.test(value));
}

/**
 * A param's value without what is the run's own in it: its id, its folder, its seed or fold, the home folder of whoever
 * started it. Two runs with the same rest were configured alike. Other values come back as they are.
 */
export function withoutOwn(value: ParamValue, run: Run): ParamValue {
  if (typeof value !== "string" || value.length < 5) return value;
  let text = value;
  if (run.uid !== undefined && run.uid.length > 5) text = text.replaceAll(run.uid, "*");
  if (text.includes("/")) {
    text = text.replace(/^\/(?:home|Users)\/[^/]+(?=\/)/, "~");
    for (const own of [baseName(run.dir), run.name]) text = withoutSegment(text, own);
  }
  return /\d/.test(text) ? text.replace(/(^|[^a-z])(seed|fold|repeat)s?[-_=]?\d+(?!\d)/gi, "$1$2*") : text;
}

function withoutSegment(path: string, own: string): string {
  if (own === "" || !path.includes(own)) return path;
  return path
    .split("/")
    .map((segment) => (segment === own ? "*" : segment))
    .join("/");
}
