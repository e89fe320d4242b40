import type { Evidence } from "../../model/evidence.ts";
import type { Param, StatedStatus } from "../../model/run.ts";
import { unknownStatus } from "../format/blank-run.ts";
import { parseJson } from "../format/json.ts";
import { literalOf } from "../format/metric-track.ts";
import { addParams } from "../format/param-values.ts";
import { leavesOf } from "../format/value.ts";
import type { Session } from "./hparams.ts";
import { readSession } from "./hparams.ts";
import type { Scan } from "./scan.ts";

/** The tag under which the Hugging Face Trainer writes its arguments, as JSON. */
const ARGUMENTS = /^args(?:\/text_summary)?$/;

/** What the files say of a run besides its points. */
export interface Stated {
  params: Param[];
  group: string | null;
  status: StatedStatus;
}

/** The hyperparameters of a run, its group and its end, from the hparams plugin and the arguments of a Hugging Face Trainer. */
export function statedBy(scans: readonly Scan[]): Stated {
  const params: Param[] = [];
  const stated: Stated = { params, group: null, status: unknownStatus("TensorBoard records no end") };
  for (const scan of scans) {
    // Of a run that was started again, the last start counts.
    for (const { bytes, record, file } of [...scan.sessions].reverse()) {
      const at = { file: scan.files[file] ?? "", locator: { kind: "record" as const, record } };
      const session = readSession(bytes);
      addParams(params, paramsOf(session, at));
      stated.group ??= session.group;
      if (stated.status.evidence === null) stated.status = statusOf(session, at) ?? stated.status;
    }
    addParams(params, argumentsOf(scan));
  }
  return stated;
}

function paramsOf({ hparams }: Session, at: Pick<Evidence, "file" | "locator">): Param[] {
  return hparams.map(({ name, value }) => {
    const literal = typeof value === "number" ? literalOf(value) : String(value);
    return { name, value, evidence: { ...at, literal } };
  });
}

/**
 * torch and Lightning write that a session succeeded when it begins, without a time; TensorFlow writes it at the end, with one.
 * Only that is evidence of a finish.
 */
function statusOf({ ended }: Session, at: Pick<Evidence, "file" | "locator">): StatedStatus | null {
  if (ended === null) return null;
  const say = (value: StatedStatus["value"], literal: string): StatedStatus => {
    const because = `the hparams plugin was told ${literal}`;
    return { value, how: "recorded", because, evidence: { ...at, literal } };
  };
  if (ended.status === 2) return say("failed", "STATUS_FAILURE");
  if (ended.status === 3) return say("running", "STATUS_RUNNING");
  return ended.status === 1 && ended.time > 0 ? say("finished", "STATUS_SUCCESS") : null;
}

function argumentsOf(scan: Scan): Param[] {
  const lane = scan.lanes.all.find(({ tag, text }) => text !== null && ARGUMENTS.test(tag.toString("utf8")));
  if (lane === undefined || lane.text === null) return [];
  const { text, record, file } = lane.text;
  const { value } = parseJson(text);
  if (value?.kind !== "map") return [];
  const at = { file: scan.files[file] ?? "", locator: { kind: "record" as const, record } };
  return leavesOf(value).map((leaf) => ({
    name: leaf.name,
    value: leaf.value.value,
    evidence: { ...at, literal: leaf.value.literal },
  }));
}
