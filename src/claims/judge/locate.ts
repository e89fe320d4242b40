import { isMade } from "../../model/cited-reduction.ts";
import type { Evidence } from "../../model/evidence.ts";
import { unitOfName } from "../text/unit.ts";
import { measuredOf } from "../value/evaluate.ts";
import type { Measured } from "../value/interval.ts";
import { logged } from "../value/interval.ts";
import type { LineValue } from "../value/line-value.ts";
import { labelled, valuesOnLine } from "../value/line-value.ts";
import { pointsOnLines, pointsWith } from "../value/point.ts";
import type { Operand, Problem } from "../value/resolve.ts";
import { resolveSelector } from "../value/resolve.ts";
import type { Named } from "../value/scope.ts";
import { withRuns } from "../value/scope.ts";
import type { Place, Selector } from "../value/selector.ts";
import type { Cited } from "./cited.ts";
import type { Judging } from "./judging.ts";

/** A value that was found at a cited place. `operand`: the logged point it is, where a run's metric is behind it. */
export interface Located {
  measured: Measured;
  evidence: Evidence;
  operand: Operand | null;
}

/**
 * What a selector means in a cited file.
 *
 * - `here`: values on the cited lines; `there`: the value that the selector alone names, wherever it stands.
 * - `problem`: why there is neither.
 */
export interface Found {
  here: Located[];
  there: Located | null;
  problem: Problem | null;
}

/** Finds the value of a link's title in the cited file. */
export function locate(judging: Judging, cited: Cited, selector: Selector): Found {
  if (selector.place !== null) return locatePlace(judging, cited, selector.place);
  const scope = withRuns(judging.scope, cited.owners);
  const resolved = resolveSelector(selector, scope);
  if (!resolved.ok) {
    const name = selector.path.join("/");
    // A number that is made of several points stands on no line, and one that does not exist stands nowhere.
    if (resolved.problem.kind === "no-point" && isMade(selector.reduction))
      return { here: [], there: null, problem: resolved.problem };
    const labels = onLine(cited, name);
    const here = labels.length > 0 ? labels : columnOnLine(judging, cited, name);
    return { here, there: null, problem: here.length > 0 ? null : problemOf(cited, name, resolved.problem) };
  }
  const there = resolved.operands.map(locatedAs);
  const here = resolved.operands.flatMap((operand) => pointsHere(judging, cited, operand));
  const isOwn = cited.owners.length === 0 || resolved.operands.some(({ run }) => isOf(run.id, cited.owners));
  const isUnread = here.length === 0 && isOwn && !isRead(judging, cited);
  const inText = isUnread ? onLine(cited, selector.path.slice(-1).join("/")) : [];
  const [only, ...others] = there;
  return { here: here.length > 0 ? here : inText, there: others.length > 0 ? null : (only ?? null), problem: null };
}

/** The points of a metric with such a value: where else the same text may stand now. */
export function locatedWith(judging: Judging, operand: Operand, isWanted: (measured: Measured) => boolean): Located[] {
  const unit = unitOfName(operand.metric.name);
  const points = pointsWith({ scope: judging.scope, ...operand }, (value) => isWanted(logged(value, unit)));
  return points.map((point) => locatedAs({ ...operand, point }));
}

/** A logged point as a located value. */
function locatedAs(operand: Operand): Located {
  return { measured: measuredOf(operand), evidence: operand.point.evidence, operand };
}

function isOf(run: string, owners: readonly Named[]): boolean {
  return owners.some(({ runs }) => runs.some(({ id }) => id === run));
}

function pointsHere(judging: Judging, { address }: Cited, operand: Operand): Located[] {
  if (address.line === null) return [];
  const lines: [number, number] = [address.line, address.endLine ?? address.line];
  const points = pointsOnLines({ scope: judging.scope, ...operand }, address.file, lines);
  return points.map((point) => locatedAs({ ...operand, point }));
}

/** Whether the cited lines hold a point of any metric of the file's runs: then what stands there is known, and is not guessed. */
function isRead(judging: Judging, { address, owners }: Cited): boolean {
  const { file, line } = address;
  if (line === null) return false;
  const lines: [number, number] = [line, address.endLine ?? line];
  return owners.some(({ compiled, runs }) =>
    runs.some((run) =>
      run.metrics.some(
        (metric) =>
          metric.file === file &&
          pointsOnLines({ scope: judging.scope, compiled, run, metric }, file, lines).length > 0,
      ),
    ),
  );
}

/** Values with a name on the cited lines, for what no reader read. */
function onLine({ region }: Cited, metric: string): Located[] {
  if (region === null) return [];
  return labelled(valuesOnLine(region.text), metric).map(({ measured, literal, offset }) => {
    const line = region.line + region.text.slice(0, offset).split("\n").length - 1;
    return { measured, evidence: { file: region.file, locator: { kind: "line", line }, literal }, operand: null };
  });
}

/** A JSON pointer, a table's cell or a record: among the values of the file's runs, else on the cited line. */
function locatePlace(judging: Judging, cited: Cited, place: Place): Found {
  const known = cited.owners.flatMap(({ compiled, runs }) =>
    runs.flatMap((run) =>
      run.metrics.flatMap((metric) => {
        const kept = [metric.last, metric.min, metric.max].filter((point) => point !== null);
        const at = kept.find(({ evidence }) => isPlace(evidence, cited.address.file, place));
        if (at !== undefined) return [locatedAs({ compiled, run, metric, point: at })];
        if (place.kind === "pointer" || metric.file !== cited.address.file || metric.points < 2) return [];
        const all = pointsWith({ scope: judging.scope, compiled, run, metric }, () => true);
        const found = all.find(({ evidence }) => isPlace(evidence, cited.address.file, place));
        return found === undefined ? [] : [locatedAs({ compiled, run, metric, point: found })];
      }),
    ),
  );
  const [first] = known;
  if (first !== undefined) return { here: [], there: first, problem: null };
  const here =
    place.kind === "pointer"
      ? onLine(cited, lastKey(place.pointer))
      : place.kind === "cell"
        ? cell(judging, cited, place)
        : [];
  const message = `${cited.address.file} has no value at ${sayPlace(place)}`;
  return { here, there: null, problem: here.length > 0 ? null : { kind: "no-metric", message, suggestions: [] } };
}

function isPlace({ file, locator }: Evidence, wanted: string, place: Place): boolean {
  if (file !== wanted) return false;
  if (place.kind === "pointer") return locator.kind === "pointer" && locator.pointer === place.pointer;
  if (place.kind === "cell")
    return locator.kind === "cell" && locator.column === place.column && locator.row === place.row;
  return locator.kind === "record" && locator.record === place.record;
}

const TABLE = /\.(?:csv|tsv)$/i;

/** The cited line's value in the column of that name, where the file is a table that belongs to no run. */
function columnOnLine(judging: Judging, cited: Cited, column: string): Located[] {
  const { file, line, endLine } = cited.address;
  if (cited.owners.length > 0 || !TABLE.test(file) || line === null || line < 2) return [];
  return endLine === null || endLine === line ? cell(judging, cited, { kind: "cell", column, row: line - 1 }) : [];
}

/** Of a table without runs, what it lacks is said, and not that no run is known. */
function problemOf({ owners, address, region }: Cited, name: string, problem: Problem): Problem {
  if (owners.length > 0 || !TABLE.test(address.file) || region === null || name.includes("/")) return problem;
  return { ...problem, message: `line ${address.line} of ${address.file} has no number in a column ${name}` };
}

/** A cell of a CSV or TSV file that belongs to no run. Quoted cells with line breaks are not read here. */
function cell({ context }: Judging, { address }: Cited, place: Place & { kind: "cell" }): Located[] {
  const head = context.region({ file: address.file, line: 1, endLine: 1 });
  const line = place.row + 1;
  const row = context.region({ file: address.file, line, endLine: line });
  if (head === null || row === null) return [];
  const delimiter = head.text.includes("\t") ? "\t" : head.text.includes(";") && !head.text.includes(",") ? ";" : ",";
  const clean = (text: string) => text.trim().replace(/^"|"$/g, "");
  const column = head.text
    .replace(/^\uFEFF/, "")
    .split(delimiter)
    .map(clean)
    .indexOf(place.column);
  const literal = clean(row.text.split(delimiter)[column] ?? "");
  const value = literal === "" ? Number.NaN : Number(literal);
  if (column < 0 || (Number.isNaN(value) && !/^nan$/i.test(literal))) return [];
  const evidence: Evidence = { file: address.file, locator: { ...place, line }, literal };
  return [{ measured: logged(value, unitOfName(place.column)), evidence, operand: null }];
}

function lastKey(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
}

function sayPlace(place: Place): string {
  if (place.kind === "pointer") return place.pointer;
  return place.kind === "cell" ? `column ${place.column}, row ${place.row}` : `record ${place.record}`;
}

/** The run whose file it is, so that an ignored one is noticed. A file of several runs does not tell which. */
export function ownersOf({ owners }: Cited, label: string | null): Operand[] {
  const [owner, ...others] = owners;
  const [run] = owner?.runs ?? [];
  if (owner === undefined || run === undefined || others.length > 0) return [];
  const named = run.metrics.find(({ name }) => name === label || name.endsWith(`/${label}`));
  const metric = named ?? run.metrics[0];
  return metric === undefined ? [] : [{ compiled: owner.compiled, run, metric, point: metric.last }];
}

/** The logged point that a value on the cited lines is, where a reader read it; the label alone could be of any split. */
export function operandAt(
  judging: Judging,
  { address, owners }: Cited,
  { label, measured }: LineValue,
): Operand | null {
  const { file, line } = address;
  if (line === null || label === null) return null;
  const lines: [number, number] = [line, address.endLine ?? line];
  const found = owners.flatMap(({ compiled, runs }) =>
    runs.flatMap((run) =>
      run.metrics
        .filter(({ name }) => name === label || name.endsWith(`/${label}`))
        .flatMap((metric) => {
          const points = pointsOnLines({ scope: judging.scope, compiled, run, metric }, file, lines);
          const point = points.find(({ value }) => value === measured.value);
          return point === undefined ? [] : [{ compiled, run, metric, point }];
        }),
    ),
  );
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : only;
}
