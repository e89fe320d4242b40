import type { Evidence, Locator } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { parseJson } from "../format/json.ts";
import { fieldOf, listIn, mapIn, numberIn, scalarIn, textIn } from "../format/json-field.ts";
import { addSample, startTrack } from "../format/metric-track.ts";
import { forEachTextLine } from "../format/text-lines.ts";
import type { MapValue, Value } from "../format/value.ts";
import { jsonText } from "../format/value.ts";
import { addAttribute } from "./attribute.ts";
import { namesOf } from "./database.ts";
import { decodeParam } from "./param.ts";
import type { Fact, Study, Trial } from "./trial.ts";
import { DIRECTIONS, INTERMEDIATE, objectiveName, STATES } from "./trial.ts";

/** The operations of a journal, by number (optuna/storages/journal/_storage.py, JournalOperation). */
const CREATE_STUDY = 0;
const DELETE_STUDY = 1;
const SET_STUDY_SYSTEM_ATTR = 3;
const CREATE_TRIAL = 4;
const SET_PARAM = 5;
const SET_STATE_VALUES = 6;
const SET_INTERMEDIATE = 7;
const SET_USER_ATTR = 8;
const SET_SYSTEM_ATTR = 9;

/** A number with the line that states it. */
interface Placed {
  value: number;
  line: number;
}

/** A trial while the journal is replayed; a value set again replaces the one before. */
interface Draft {
  study: number;
  trial: Trial;
  params: Map<string, Trial["params"][number]>;
  values: Placed[];
  intermediate: Map<number, Placed>;
  attributes: Map<string, { value: Value; line: number }>;
}

interface Replay {
  file: string;
  studies: Map<number, Study>;
  created: number;
  drafts: Map<number, Draft>;
  counts: Map<number, number>;
  findings: Finding[];
}

const FIRST = /^\{"op_code": ?0,.*"study_name"/;
const OP_CODE = Buffer.from('{"op_code":');

/** Whether the first bytes of a file are those of an Optuna journal. */
export function isJournal(head: Buffer): boolean {
  return FIRST.test(head.toString("utf8").split("\n", 1)[0] ?? "");
}

/** The names of the studies that a journal made and did not delete. Other lines are passed over undecoded. */
export function listJournalStudies(root: string, file: string): string[] {
  const replay = emptyReplay(file);
  forEachTextLine(root, file, {
    wanted: (buffer, from) => {
      const digit = buffer[from + OP_CODE.length] ?? 0;
      const isShort =
        buffer[from + OP_CODE.length + 1] === 44 &&
        buffer.compare(OP_CODE, 0, OP_CODE.length, from, from + OP_CODE.length) === 0;
      return !isShort || digit === 48 || digit === 49;
    },
    line: ({ text, line }) => apply(replay, parseJson(text).value, line),
  });
  return [...replay.studies.values()].map(({ name }) => name);
}

/** The study of that name with its trials; `keep` holds every point. Lines that cannot be read are findings. */
export function replayJournal(
  root: string,
  file: string,
  wanted: { study: string; keep: boolean; findings: Finding[] },
): { study: Study; trials: Trial[] } | null {
  const replay = { ...emptyReplay(file), findings: wanted.findings };
  forEachTextLine(root, file, {
    line: ({ text, line, isTorn }) => {
      if (text.trim() === "") return;
      const { value, error } = parseJson(text);
      if (error === null) apply(replay, value, line);
      else if (isTorn)
        replay.findings.push(
          finding({ code: "source/torn-line", file, line, message: "the last record is incomplete" }),
        );
      else
        replay.findings.push(
          finding({ code: "source/bad-line", file, line, column: error.column, message: error.message }),
        );
    },
  });
  const found = [...replay.studies].find(([, { name }]) => name === wanted.study);
  if (found === undefined) return null;
  const [id, study] = found;
  const drafts = [...replay.drafts.values()].filter((draft) => draft.study === id);
  return { study, trials: drafts.map((draft) => finish(draft, { study, file, keep: wanted.keep })) };
}

function emptyReplay(file: string): Replay {
  return { file, studies: new Map(), created: 0, drafts: new Map(), counts: new Map(), findings: [] };
}

function apply(replay: Replay, value: Value | null, line: number): void {
  if (value?.kind !== "map") return;
  const operation = numberIn(value, "op_code");
  if (operation === CREATE_STUDY) createStudy(replay, value, line);
  else if (operation === DELETE_STUDY) replay.studies.delete(numberIn(value, "study_id") ?? -1);
  else if (operation === SET_STUDY_SYSTEM_ATTR) {
    const study = replay.studies.get(numberIn(value, "study_id") ?? -1);
    const names = fieldOf(mapIn(value, "system_attr"), "study:metric_names");
    if (study !== undefined && names !== undefined) study.names = namesOf(jsonText(names));
  } else if (operation === CREATE_TRIAL) createTrial(replay, value, line);
  else if (operation !== null && operation >= SET_PARAM && operation <= SET_SYSTEM_ATTR)
    change(replay, { operation, value, line });
}

/** A second study of a name is refused by Optuna, and so has no number. */
function createStudy(replay: Replay, value: MapValue, line: number): void {
  const name = textIn(value, "study_name");
  if (name === null || [...replay.studies.values()].some((study) => study.name === name)) return;
  const directions = (listIn(value, "directions")?.items ?? []).map((item): Fact => {
    const literal = item.kind === "scalar" ? item.literal : "";
    return { text: DIRECTIONS[Number(literal)] ?? "NOT_SET", evidence: at(replay, line, literal) };
  });
  replay.studies.set(replay.created, { name, directions, names: null });
  replay.created += 1;
}

/** A trial may be made whole (`add_trial`) or empty and then filled. */
function createTrial(replay: Replay, value: MapValue, line: number): void {
  const study = numberIn(value, "study_id") ?? -1;
  if (!replay.studies.has(study)) return;
  const number = replay.counts.get(study) ?? 0;
  replay.counts.set(study, number + 1);
  const id = replay.drafts.size;
  const trial: Trial = {
    number,
    uid: String(id),
    state: stateIn(value, { replay, line }) ?? { text: "RUNNING", evidence: at(replay, line, "RUNNING") },
    start: factIn(value, "datetime_start", { replay, line }),
    end: factIn(value, "datetime_complete", { replay, line }),
    failure: null,
    params: [],
    tags: [],
    tracks: [],
  };
  const draft: Draft = { study, trial, params: new Map(), values: [], intermediate: new Map(), attributes: new Map() };
  replay.drafts.set(id, draft);
  setValues(draft, value, line);
  for (const [name, stored] of mapIn(value, "params")?.entries ?? []) {
    setParam(
      draft,
      { name, stored, distribution: textIn(mapIn(value, "distributions"), name) ?? "" },
      at(replay, line, ""),
    );
  }
  for (const [step, stored] of mapIn(value, "intermediate_values")?.entries ?? []) {
    if (stored.kind === "scalar")
      draft.intermediate.set(Number(step), { value: Number(stored.value ?? Number.NaN), line });
  }
  for (const [key, attribute] of mapIn(value, "user_attrs")?.entries ?? [])
    draft.attributes.set(key, { value: attribute, line });
}

/** What is said of a trial after its end is refused by Optuna. */
function change(
  replay: Replay,
  { operation, value, line }: { operation: number; value: MapValue; line: number },
): void {
  const draft = replay.drafts.get(numberIn(value, "trial_id") ?? -1);
  if (draft === undefined || ["COMPLETE", "PRUNED", "FAIL"].includes(draft.trial.state.text)) return;
  const { trial } = draft;
  if (operation === SET_PARAM) {
    const stored = fieldOf(value, "param_value_internal");
    const name = scalarIn(value, "param_name")?.literal;
    const distribution = textIn(value, "distribution") ?? "";
    if (stored !== undefined && name !== undefined)
      setParam(draft, { name, stored, distribution }, at(replay, line, ""));
  } else if (operation === SET_STATE_VALUES) {
    trial.state = stateIn(value, { replay, line }) ?? trial.state;
    trial.start = factIn(value, "datetime_start", { replay, line }) ?? trial.start;
    trial.end = factIn(value, "datetime_complete", { replay, line }) ?? trial.end;
    setValues(draft, value, line);
  } else if (operation === SET_INTERMEDIATE) {
    const step = numberIn(value, "step");
    const stored = numberIn(value, "intermediate_value") ?? Number.NaN;
    if (step !== null) draft.intermediate.set(step, { value: stored, line });
  } else if (operation === SET_USER_ATTR) {
    for (const [key, attribute] of mapIn(value, "user_attr")?.entries ?? [])
      draft.attributes.set(key, { value: attribute, line });
  } else trial.failure = textIn(mapIn(value, "system_attr"), "fail_reason") ?? trial.failure;
}

function setParam(
  draft: Draft,
  param: { name: string; stored: Value; distribution: string },
  evidence: Evidence,
): void {
  const { name, stored, distribution } = param;
  if (stored.kind !== "scalar" || typeof stored.value !== "number") return;
  const decoded = decodeParam(stored.value, distribution) ?? { value: stored.value, literal: stored.literal };
  draft.params.set(name, { name, value: decoded.value, evidence: { ...evidence, literal: decoded.literal } });
}

function setValues(draft: Draft, value: MapValue, line: number): void {
  const several = listIn(value, "values")?.items ?? [];
  const one = scalarIn(value, "value");
  const stated = several.length > 0 ? several : one === undefined || one.value === null ? [] : [one];
  if (stated.length === 0) return;
  draft.values = stated.map((item) => ({
    value: item.kind === "scalar" ? Number(item.value ?? Number.NaN) : Number.NaN,
    line,
  }));
}

function stateIn(value: MapValue, { replay, line }: { replay: Replay; line: number }): Fact | null {
  const state = scalarIn(value, "state");
  const text = STATES[Number(state?.value ?? -1)];
  return state === undefined || text === undefined ? null : { text, evidence: at(replay, line, state.literal) };
}

function factIn(value: MapValue, name: string, { replay, line }: { replay: Replay; line: number }): Fact | null {
  const text = textIn(value, name);
  return text === null ? null : { text, evidence: at(replay, line, text) };
}

function at({ file }: Replay, line: number, literal: string): Evidence {
  return { file, locator: { kind: "line", line }, literal };
}

/** The draft as a trial, its values as tracks. */
function finish(draft: Draft, { study, file, keep }: { study: Study; file: string; keep: boolean }): Trial {
  const locate = (line: number): Locator => ({ kind: "line", line });
  const trial: Trial = { ...draft.trial, params: [...draft.params.values()] };
  draft.values.forEach(({ value, line }, objective) => {
    const track = startTrack(objectiveName(study, objective), file, { stepName: null, keep });
    addSample(track, { value, step: Number.NaN, wall: Number.NaN, place: line });
    trial.tracks.push({ track, locate, isObjective: true });
  });
  if (draft.intermediate.size > 0) {
    const track = startTrack(INTERMEDIATE, file, { stepName: "step", keep });
    for (const [step, { value, line }] of draft.intermediate)
      addSample(track, { value, step, wall: Number.NaN, place: line });
    trial.tracks.push({ track, locate });
  }
  for (const [key, { value, line }] of draft.attributes)
    addAttribute(trial, { key, value, file, place: line, keep }, locate);
  return trial;
}
