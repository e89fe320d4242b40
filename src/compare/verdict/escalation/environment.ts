import type { Evidence } from "../../../model/evidence.ts";
import type { Run } from "../../../model/run.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { differences, found, NOTHING, othersName, placeOf, sayDifference } from "./escalation.ts";
import { hardwareOf, softwareOf } from "./machine.ts";

/** More names than these are counted. */
const MOST = 3;

/** The compared runs ran with other software. */
export function environment(input: EscalationInput): Found {
  return ofKind(input, { kind: "environment", what: "Another environment" }, softwareAndPackages);
}

/** The compared runs ran on other hardware. */
export function hardware(input: EscalationInput): Found {
  const recorded = (run: Run) =>
    hardwareOf(run).map(({ name, value, evidence }) => ({ name, value: String(value), evidence }));
  return ofKind(input, { kind: "hardware", what: "Other hardware" }, recorded);
}

function ofKind(
  input: EscalationInput,
  { kind, what }: { kind: "environment" | "hardware"; what: string },
  recorded: Parameters<typeof differences>[1],
): Found {
  const all = differences(input, recorded);
  const [first] = all;
  if (first === undefined) return NOTHING;
  const names = { left: input.subject.name, right: othersName(input) };
  const shown = all.slice(0, MOST).map((one) => `${one.name} is ${sayDifference(one, names)}`);
  const rest = all.length > MOST ? `; ${all.length - MOST} more differ` : "";
  const places = [first.left[0], first.right[0]].flatMap((one) => (one ? [placeOf(one.run, one.evidence)] : []));
  return found(kind, [`${what}: ${shown.join("; ")}${rest}.`], places);
}

/** Packages count where their version is pinned; what is only asked for may be any. */
function softwareAndPackages(run: Run): { name: string; value: string; evidence: Evidence | undefined }[] {
  const stated = softwareOf(run).map(({ name, value, evidence }) => ({ name, value: String(value), evidence }));
  const known = new Set(stated.map(({ name }) => name.toLowerCase()));
  const packages = run.dependencies.flatMap((text) => {
    const [, name = "", value = ""] = /^([\w.-]+)(?:\[[^\]]*\])?==([^\s;,]+)$/.exec(text) ?? [];
    return name === "" || known.has(name.toLowerCase()) ? [] : [{ name, value, evidence: undefined }];
  });
  return [...stated, ...packages];
}
