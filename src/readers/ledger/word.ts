import type { RunStatus } from "../../model/run.ts";

/** What a column's name alone says of it. */
export type NamedRole =
  | "status"
  | "commit"
  | "started"
  | "ended"
  | "description"
  | "notes"
  | "tags"
  | "author"
  | "person"
  | "param"
  | "metric"
  | "measure"
  | "skip";

/** Columns that name a run, the telling ones first; below the first `STRONG` names any table may have one. */
export const ID_COLUMNS: readonly string[] = [
  ...["run_name", "experiment_name", "exp_name", "run", "experiment", "exp", "config_name", "variant", "method"],
  ...[
    "approach",
    "algorithm",
    "system",
    "submission",
    "ablation",
    "setting",
    "recipe",
    "model_name",
    "model",
    "config",
  ],
  ...[
    "run_id",
    "experiment_id",
    "exp_id",
    "trial_id",
    "trial",
    "commit",
    "commit_hash",
    "git_commit",
    "git_sha",
    "sha",
  ],
  ...["name", "id", "uuid", "hash", "tag", "number", "index", "iteration", "iter"],
  ...["timestamp", "datetime", "date", "time", "created_at", "started_at", "start_time"],
];
/** How many of them no other table has. */
export const STRONG = ID_COLUMNS.indexOf("name");
/** Names of settings that are also what people call their runs by. */
const ALSO_PARAM = /^(?:config_name|variant|method|approach|algorithm|system|setting|recipe|model_name|model|config)$/;

/** Columns of tables of which a row is an example of the data. One of the first is enough, of the others two. */
const EXAMPLE =
  /^(?:y_true|y_pred|predictions?|predicted|ground_truth|prompt|response|completion|questions?|answers?|sample_id|image_id|user_id|item_id)$/;
const EXAMPLE_TOO = /^(?:pred|target|labels?|text|sentence|image|file_?name|class|input|output)$/;

const PARAM =
  /^(?:.*lr|.*learning_rate|bs|.*batch(?:_?size)?|(?:num_|n_|max_|total_|train_)?(?:epochs?|steps|iters|iterations)|seed|random_(?:state|seed)|fold|wd|weight_decay|.*dropout.*|momentum|betas?[12]?|eps(?:ilon)?|gamma|alpha|lambda|tau|temperature|.*warm_?up.*|optim(?:izer)?|.*scheduler|schedule|(?:n|num)_?(?:layers?|heads?|embd|estimators|leaves|neighbors|workers|train|params|parameters|gpus?|experts)|depth|layers|heads|width|channels|hidden.*|d_model|embed.*_(?:dim|size)|dim|kernel(?:_size)?|max_depth|min_samples.*|c|k|r|rank|lora_.*|subsample|colsample.*|reg_.*|l[12]|arch(?:itecture)?|backbone|dataset|data|task|env|split|criterion|activation|augment.*|im(?:a?ge?)?_?size|resolution|seq_?len.*|context_(?:len|length|size)|vocab_size|patience|clip.*|grad_(?:clip|accum).*|fp16|bf16|dtype|train_size|params|param_count|parameters|.*_(?:threshold|weight|type|fn|function|coef|scale|ratio|rate_decay))$/;
const RESULT_WORDS = new Set(
  "loss acc accuracy auc auroc auprc roc ap map map50 f1 mse mae rmse mape smape r2 ppl perplexity bleu rouge meteor cider iou miou dice err error score precision recall ndcg mrr kappa mcc bpb bpc bpd nll wer cer reward return elo fid psnr ssim winrate em logloss brier ece spearman pearson correlation sharpe top1 top5 hit specificity sensitivity success elbo".split(
    " ",
  ),
);
const MEASURE_WORDS = new Set(
  "time seconds secs sec minutes mins hours duration runtime latency throughput memory mem gb mb mib gib vram mfu flops tflops fps tokens tok tps cost usd speedup".split(
    " ",
  ),
);

const ROLES: readonly [RegExp, NamedRole][] = [
  [/^(?:status|state|outcome|decision|verdict|kept)$/, "status"],
  [/^(?:git_?)?(?:commit|sha)(?:_?(?:hash|id|sha))?$/, "commit"],
  [
    /^(?:timestamp|datetime|date|time_?stamp|created(?:_at)?|start(?:ed)?(?:_?(?:at|time))?|datetime_start)$/,
    "started",
  ],
  [/^(?:end(?:ed)?(?:_?(?:at|time))?|finish(?:ed)?(?:_?(?:at|time))?|completed_at|datetime_complete)$/, "ended"],
  [/^(?:description|desc|hypothesis|idea|change|changes|summary|title)$/, "description"],
  [/^(?:notes?|comments?|remarks?|error|exception|reason|message)$/, "notes"],
  [/^tags?$/, "tags"],
  [/^author$/, "author"],
  [/^(?:user|owner|host|machine|e_?mail|user_?name|host_?name)$/, "person"],
  [/^(?:unnamed:?_?\d*|rank_.*|.*_rank|std_fit.*|system_attrs.*)$/, "skip"],
];

const STATUSES: readonly [RegExp, RunStatus][] = [
  [
    /^(?:keep|kept|discard(?:ed)?|reject(?:ed)?|revert(?:ed)?|done|finish(?:ed)?|complete[d]?|success(?:ful)?|succeeded|ok|pass(?:ed)?|accept(?:ed)?|improved|baseline|✓|✅|yes)$/,
    "finished",
  ],
  [/^(?:crash(?:ed)?|fail(?:ed|ure)?|error(?:ed)?|oom|timeout|timed[ _-]out|diverged|nan|invalid|✗|❌)$/, "failed"],
  [/^(?:kill(?:ed)?|abort(?:ed)?|cancel(?:l?ed)?|interrupt(?:ed)?|stopped|terminated)$/, "killed"],
  [/^pruned$/, "pruned"],
  [/^(?:running|in[ _-]?progress|started|active)$/, "running"],
  [/^(?:pending|queued|scheduled|planned|proposed|todo|waiting)$/, "scheduled"],
];

/** A column's name as rules compare it: `Val Loss` and `val-loss` are `val_loss`. */
export function plainName(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** What a column's name says of it; null when it says nothing. */
export function roleOfName(column: string): { role: NamedRole; name: string } | null {
  const declared = /^(params?|hparams?|hyperparameters?|config|hp|args|user_attrs)[._/](.+)$/i.exec(column);
  if (declared !== null) return { role: "param", name: declared[2] ?? column };
  const measured = /^(?:metrics?|summary|results?|scores?|values?)[._/](.+)$/i.exec(column);
  if (measured !== null) return { role: "metric", name: measured[1] ?? column };
  const plain = plainName(column);
  const [, role] = ROLES.find(([pattern]) => pattern.test(plain)) ?? [];
  if (role !== undefined) return { role, name: column };
  if (PARAM.test(plain) || ALSO_PARAM.test(plain)) return { role: "param", name: column };
  const words = plain.split(/[^a-z0-9]+/);
  if (words.some((word) => RESULT_WORDS.has(word))) return { role: "metric", name: column };
  return words.some((word) => MEASURE_WORDS.has(word)) ? { role: "measure", name: column } : null;
}

/** Whether the columns are those of a table whose rows are examples of the data, or what a model said of them. */
export function areExamples(columns: readonly string[]): boolean {
  const plain = columns.map(plainName);
  return plain.some((name) => EXAMPLE.test(name)) || plain.filter((name) => EXAMPLE_TOO.test(name)).length >= 2;
}

/** Whether a column that names runs is a setting of them besides. */
export function isAlsoParam(column: string): boolean {
  return ALSO_PARAM.test(plainName(column));
}

/** The status that a word of a status column means; null for any other word. */
export function statusOfWord(word: string): RunStatus | null {
  return STATUSES.find(([pattern]) => pattern.test(word.trim().toLowerCase()))?.[1] ?? null;
}
