import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param, Run, StatedStatus } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readOtherFiles } from "../format/artifacts.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { folderPlace } from "../format/folder-place.ts";
import { findDivergence, mergeMetrics } from "../format/merge-metrics.ts";
import { readMetrics, readMetricsSeries } from "../format/metrics.ts";
import { addParams, evidenceOf, paramsOf } from "../format/param-values.ts";
import { listRunFiles } from "../format/run-files.ts";
import { hiddenNote, withoutSecrets } from "../format/secret.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { MapValue, Value } from "../format/value.ts";
import { pointerStep } from "../format/value.ts";
import { readMap, readSource } from "../format/value-file.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { paramsOfCard } from "./model-card.ts";
import type { TrainerState } from "./state.ts";
import { continues, fieldOf, metricsOfState, numberOf, readState, seriesOfState } from "./state.ts";

const STATE = "trainer_state.json";
const CHECKPOINT = /^checkpoint-(\d+)$/;
/** transformers.trainer_pt_utils.save_metrics writes one file a split and all of them together. */
const RESULTS = ["all_results.json", "train_results.json", "eval_results.json", "test_results.json"];
/** What a state says of how it was trained. */
const SETTINGS = ["num_train_epochs", "max_steps", "train_batch_size", "logging_steps", "eval_steps", "save_steps"];
/** What config.json and PEFT's adapter_config.json say of the model, as far as runs differ in it. */
const MODEL = ["_name_or_path", "model_type"];

/** The Hugging Face Trainer: an output folder with `checkpoint-<step>/trainer_state.json`, counted once. */
export const huggingfaceReader: Reader = {
  name: "huggingface",
  detect(listing: Listing, tree: Tree): Source[] {
    const { dir } = listing;
    if (!isOutput(listing, tree)) return [];
    const experiment = folderPlace(parentOf(dir), { tracker: "huggingface", tree });
    const files = [...listRunFiles(tree, listing), ...beginningsOf(listing, tree)];
    return [{ reader: "huggingface", id: dir === "" ? "." : dir, dir, files, experiment }];
  },
  read: readOutput,
  series: readOutputSeries,
};

/** A checkpoint belongs to the folder around it, unless that is the project itself. */
function isOutput({ dir, files, dirs }: Listing, tree: Tree): boolean {
  const isOwn = files.includes(STATE) || files.includes("all_results.json");
  if (!isOwn && dirs.length === 0) return false;
  if (CHECKPOINT.test(baseName(dir)) && (dir.includes("/") || isPart(dir, tree))) return false;
  if (isOwn) return true;
  const holds = (name: string) => tree.listings.get(joinPath(dir, name))?.files.includes(STATE) ?? false;
  return dir !== "" && dirs.some((name) => CHECKPOINT.test(name) && holds(name));
}

/** For each checkpoint in the project itself the one whose log goes on from its own; null for the last of a training. */
const endings = new WeakMap<Tree["listings"], Map<string, string | null>>();

/** Whether a checkpoint in the project itself is of a training that has another one further on, or of the project's own. */
function isPart(dir: string, tree: Tree): boolean {
  const files = tree.listings.get("")?.files ?? [];
  return files.includes(STATE) || files.includes("all_results.json") || (endingsOf(tree).get(dir) ?? null) !== null;
}

/** The states of the checkpoints beside one in the project itself that its log goes on from. */
function beginningsOf({ dir }: Listing, tree: Tree): string[] {
  if (!CHECKPOINT.test(dir)) return [];
  return [...endingsOf(tree)].filter(([, end]) => end === dir).map(([beginning]) => joinPath(beginning, STATE));
}

function endingsOf(tree: Tree): Map<string, string | null> {
  const known = endings.get(tree.listings);
  if (known !== undefined) return known;
  const found = new Map<string, string | null>();
  const ends: { dir: string; state: TrainerState }[] = [];
  const step = (dir: string) => Number(CHECKPOINT.exec(dir)?.[1]);
  const dirs = (tree.listings.get("")?.dirs ?? []).filter((dir) => CHECKPOINT.test(dir));
  const saved = dirs.filter((dir) => tree.listings.get(dir)?.files.includes(STATE) ?? false);
  for (const dir of saved.sort((a, b) => step(b) - step(a))) {
    const state = readState(tree.root, joinPath(dir, STATE), []);
    const end = state === null ? undefined : ends.find((one) => continues(one.state, state));
    found.set(dir, end?.dir ?? null);
    if (state !== null && end === undefined) ends.push({ dir, state });
  }
  endings.set(tree.listings, found);
  return found;
}

function readOutput(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const { state, read, unread } = chooseState(source, root, findings);
  const own = (name: string) => source.files.filter((file) => file === joinPath(source.dir, name));
  const results = RESULTS.flatMap(own);
  if (state === null && results.length === 0) {
    const reason = findings[0]?.message ?? "it holds no state";
    return { runs: [], findings, unreadable: [{ path: source.dir, reason }] };
  }
  const { params, files, hidden } = readParams({ source, root, state, findings });
  const stated = results.flatMap((path) => readMetrics(root, path, findings));
  const metrics = mergeMetrics({ records: state === null ? [] : metricsOfState(state, findings), stated, loose: [] });
  const best = state === null ? null : bestMetric(state);
  if (best !== null) metrics.push(best);
  const used = [...read, ...results, ...files];
  const run: Run = {
    ...blankRun(source),
    ...(source.dir === "" && { name: "trainer" }),
    ...seedAndFold(params),
    status: state === null ? unknownStatus("only its results are there") : statusOf(state, metrics),
    params,
    metrics: metrics.map(({ metric }) => metric),
    artifacts: readOtherFiles(root, { ...source, read: [...used, ...source.files.filter(isState)] }, findings),
    diverged: findDivergence(metrics),
    files: used.sort(),
  };
  const format = state === null ? "Hugging Face results" : "Hugging Face Trainer";
  return { runs: [run], findings, unreadable: [], format, unread: [...unread, ...hidden, ...unreadArguments(source)] };
}

function isState(file: string): boolean {
  return baseName(file) === STATE;
}

/**
 * Each state holds the whole log up to its step, so the one that goes furthest is read and the others are its beginnings. When
 * the folder's own, written when the training ended, is no beginning of it, checkpoints of an older training were left there.
 */
function chooseState(source: Source, root: string, findings: Finding[]) {
  const own = source.files.find((file) => file === joinPath(source.dir, STATE));
  const steps = new Map<string, number>();
  for (const file of source.files) {
    const [, step] = CHECKPOINT.exec(baseName(parentOf(file))) ?? [];
    const isInside = parentOf(file) === source.dir || parentOf(parentOf(file)) === source.dir;
    if (isState(file) && step !== undefined && isInside) steps.set(file, Number(step));
  }
  const furthest = [...steps].sort(([, a], [, b]) => b - a).map(([file]) => file);
  const unread: { path: string; reason: string }[] = [];
  const ended = own === undefined ? null : readState(root, own, findings);
  const broken = new Set<string>();
  for (const path of furthest) {
    if (path === own) continue;
    if (ended !== null && (numberOf(ended, "global_step") ?? 0) >= (steps.get(path) ?? 0)) break;
    const state = readState(root, path, findings);
    if (state === null) {
      broken.add(path);
      continue;
    }
    if (ended === null || continues(state, ended)) return { state, read: [path], unread: notesOf(furthest, path) };
    findings.push(olderTraining(path, ended));
    break;
  }
  const read = own === undefined || ended === null ? [] : [own];
  unread.push(
    ...notesOf(
      source.files.filter((file) => isState(file) && source.dir !== "" && !file.startsWith(`${source.dir}/`)),
      own ?? "",
    ),
    ...notesOf(
      [...furthest].filter((path) => !broken.has(path)),
      own ?? "",
    ),
  );
  return { state: ended, read, unread };
}

function notesOf(states: readonly string[], used: string): { path: string; reason: string }[] {
  const others = states.filter((path) => path !== used);
  return others.map((path) => ({ path, reason: "its log is the beginning of the one that was read" }));
}

function olderTraining(path: string, ended: TrainerState): Finding {
  const message = `this checkpoint is further than the run's end (step ${numberOf(ended, "global_step")}) and has another log: it is of an older training`;
  return finding({ code: "source/not-of-this-run", file: path, message });
}

/** The best value that the Trainer kept for choosing a checkpoint, at the step it names (since 4.51). */
function bestMetric(state: TrainerState): ReadMetric | null {
  const best = fieldOf(state, "best_metric");
  if (typeof best?.value !== "number") return null;
  const { value } = best;
  const evidence = evidenceOf(best, state.path, "/best_metric");
  const last = { value, step: numberOf(state, "best_global_step"), evidence };
  const finite = Number.isFinite(value) ? last : null;
  const { step } = last;
  const metric = { name: "best_metric", file: state.path, last, min: finite, max: finite, points: 1, loose: false };
  const counts = { nonFinite: finite === null ? 1 : 0, stepName: "step", firstStep: step, lastStep: step };
  return { metric: { ...metric, ...counts }, bad: null };
}

/** `train_runtime` is logged once, when training ends; a state at the last step has nothing left to do. */
function statusOf(state: TrainerState, metrics: readonly ReadMetric[]): StatedStatus {
  const end = metrics.find(({ metric }) => metric.name === "train_runtime" && metric.file === state.path);
  if (end !== undefined) {
    const because = "the Trainer logged how long the training took";
    return { value: "finished", how: "inferred", because, evidence: end.metric.last.evidence };
  }
  const stop = valueAt(state.map, ["stateful_callbacks", "TrainerControl", "args", "should_training_stop"]);
  if (stop?.kind === "scalar" && stop.value === true) {
    const pointer = "/stateful_callbacks/TrainerControl/args/should_training_stop";
    const evidence = evidenceOf(stop, state.path, pointer);
    return { value: "finished", how: "inferred", because: "its last state says that training was to stop", evidence };
  }
  const step = numberOf(state, "global_step") ?? 0;
  const max = numberOf(state, "max_steps") ?? 0;
  const at = fieldOf(state, "global_step");
  if (max > 0 && step >= max && at !== undefined) {
    const evidence = evidenceOf(at, state.path, "/global_step");
    return { value: "finished", how: "inferred", because: `its last state is at step ${step} of ${max}`, evidence };
  }
  return unknownStatus(`its last state is at step ${step}${max > 0 ? ` of ${max}` : ""}`);
}

/** Trial params, the model card, the adapter and the model, then what the state itself says; the first to name one counts. */
function readParams(from: { source: Source; root: string; state: TrainerState | null; findings: Finding[] }) {
  const { source, root, state, findings } = from;
  const found: Param[] = [];
  const files: string[] = [];
  const path = (name: string) => source.files.find((file) => file === joinPath(source.dir, name));
  const trial = state?.map.entries.get("trial_params");
  if (state !== null && trial?.kind === "map") addParams(found, paramsOf(trial, state.path, "/trial_params"));
  const card = path("README.md");
  const text = card === undefined ? null : readSource(root, card, []);
  const listed = card === undefined || text === null ? [] : paramsOfCard(text, card);
  if (card !== undefined && listed.length > 0) files.push(card);
  addParams(found, listed);
  for (const name of ["adapter_config.json", "config.json"]) {
    const file = path(name);
    const map = file === undefined ? null : readMap(root, file, findings);
    if (file === undefined || map === null) continue;
    files.push(file);
    const params = paramsOf(map, file);
    const isModel = name === "config.json";
    addParams(
      found,
      isModel
        ? params.filter((param) => MODEL.includes(param.name))
        : params.filter(({ value }) => value !== null).map((param) => ({ ...param, name: `adapter.${param.name}` })),
    );
  }
  if (state !== null) addParams(found, settingsOf(state));
  const { params, hidden } = withoutSecrets(found);
  return { params, files, hidden: hiddenNote(source.dir, hidden) };
}

/** Settings that the state keeps, and the patience of the callback that stops early. */
function settingsOf(state: TrainerState): Param[] {
  const settings = SETTINGS.flatMap((name): Param[] => {
    const value = fieldOf(state, name);
    if (value === undefined) return [];
    return [{ name, value: value.value, evidence: evidenceOf(value, state.path, pointerStep(name)) }];
  });
  const pointer = ["stateful_callbacks", "EarlyStoppingCallback", "args"];
  const stopping = valueAt(state.map, pointer);
  const base = pointer.map(pointerStep).join("");
  return stopping?.kind === "map" ? [...settings, ...paramsOf(stopping, state.path, base)] : settings;
}

function valueAt(map: MapValue, keys: readonly string[]): Value | undefined {
  return keys.reduce<Value | undefined>((at, key) => (at?.kind === "map" ? at.entries.get(key) : undefined), map);
}

function unreadArguments(source: Source): { path: string; reason: string }[] {
  const files = source.files.filter((file) => file === joinPath(source.dir, "training_args.bin"));
  return files.map((path) => ({ path, reason: "a pickle of Python objects, which only running code could read" }));
}

function readOutputSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const wanted = new Set(metrics ?? run.metrics.map(({ name }) => name));
  const files = new Map(run.metrics.map(({ name, file }) => [name, file]));
  const found: Series[] = [];
  for (const path of new Set([...wanted].flatMap((name) => files.get(name) ?? []))) {
    const names = new Set([...wanted].filter((name) => files.get(name) === path));
    if (!isState(path)) {
      found.push(...readMetricsSeries(root, path).filter(({ metric }) => names.has(metric)));
      continue;
    }
    const state = readState(root, path, []);
    if (state !== null) found.push(...seriesOfState(state, names), ...bestSeries(state, names));
  }
  return found;
}

function bestSeries(state: TrainerState, names: ReadonlySet<string>): Series[] {
  const point = names.has("best_metric") ? bestMetric(state)?.metric.last : undefined;
  if (point === undefined) return [];
  const { locator } = point.evidence;
  const line = "line" in locator ? locator.line : 0;
  return [
    {
      ...{ metric: "best_metric", file: state.path, stepName: "step", wall: null },
      step: Float64Array.of(point.step ?? 0),
      value: Float64Array.of(point.value),
      line: Uint32Array.of(line),
    },
  ];
}
