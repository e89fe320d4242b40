import type { Evidence } from "../../../model/evidence.ts";
import type { ParamValue, Run } from "../../../model/run.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { differences, fewNames, found, NOTHING, othersName, placeOf, sayDifference } from "./escalation.ts";

/** Params that name the data or a state of it. Paths are left out: the same data lie elsewhere on another machine. */
const NAME =
  /(?:^|[./])(?:(?:train|training|val|valid|validation|test|eval)[_-])?data(?:[_-]?set)?(?:[._/-]?(?:name|id|version|hash|digest|md5|sha|sha1|sha256|commit|rev|revision|fingerprint|checksum))?$/i;

/** The compared runs used other data, or another version of it. */
export function dataVersion(input: EscalationInput): Found {
  const [first, ...more] = differences(input, dataOf);
  if (first === undefined) return NOTHING;
  const names = { left: input.subject.name, right: othersName(input) };
  const what = first.name === "" ? "Another data version" : `Other data (${first.name})`;
  const rest =
    more.length === 0
      ? ""
      : `; ${fewNames(more.map(({ name }) => name))} ${more.length > 1 ? "differ" : "differs"} too`;
  const places = [first.left[0], first.right[0]].flatMap((one) => (one ? [placeOf(one.run, one.evidence)] : []));
  return found("data-version", [`${what}: ${sayDifference(first, names)}${rest}.`], places);
}

function dataOf(run: Run): { name: string; value: string; evidence: Evidence | undefined }[] {
  const version =
    run.dataVersion === null ? [] : [{ name: "", value: run.dataVersion, evidence: run.provenance?.dataVersion }];
  const used = run.environment.filter(
    ({ name, value }) => /^used artifact /.test(name) && /^dataset\b/.test(String(value)),
  );
  const named = run.params.filter(({ name, value }) => NAME.test(name) && isName(value));
  const stated = [...named, ...used];
  return [
    ...version,
    ...stated.flatMap(({ name, value, evidence }) =>
      itemsOf(String(value)).map((item) => ({ name, value: item, evidence })),
    ),
  ];
}

/** The items of a list that is written as one text, each for itself: two lists differ by what only one of them has. */
function itemsOf(value: string): string[] {
  const inside = /^[[(]([^[\](){}]*)[\])]$/.exec(value.trim())?.[1];
  if (inside === undefined) return [value];
  const items = inside.split(",").map((item) => item.trim().replace(/^(['"])(.*)\1$/, "$2"));
  const stated = items.filter((item) => item !== "");
  return stated.length === 0 ? [value] : stated;
}

/** A switch says nothing of the data, and neither does an absolute path. */
function isName(value: ParamValue): boolean {
  if (value === null || typeof value === "boolean") return false;
  return !/^(?:[/\\~]|[A-Za-z]:[/\\])/.test(String(value));
}
