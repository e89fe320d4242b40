import { readText } from "../../disk/file.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import type { Param, Run, RunFact } from "../../model/run.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { blankRun, seedAndFold } from "../format/blank-run.ts";
import { filesBelow } from "../format/files-below.ts";
import { evidenceOf } from "../format/param-values.ts";
import { withoutSecrets } from "../format/secret.ts";
import { storePlace } from "../format/store-place.ts";
import { readSource } from "../format/value-file.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import type { Attribute } from "./attributes.ts";
import { mapParams, readAttributes, scalarOf, statusOf, textsOf, timeOf } from "./attributes.ts";

/** The trials of each batch, by the links in its folder; looked up once for a tree. */
const batches = new WeakMap<Tree, Map<string, string>>();

/**
 * Runs of Guild AI: `<home>/runs/<id>/.guild/{opref,attrs/…}`, deleted ones in `<home>/trash/runs`. An operation is an experiment.
 * Its scalars are TensorBoard event files in the run's folder, which their own reader reads.
 */
export const guildReader: Reader = { name: "guild", detect, read, series: () => [] };

/** A batch holds a prototype of its trials and is no run of its own; a prototype is none either. */
function detect({ dir, dirs }: Listing, tree: Tree): Source[] {
  if (!dirs.includes(".guild") || dir === "") return [];
  const own = tree.listings.get(joinPath(dir, ".guild"));
  if (own === undefined || !own.files.includes("opref") || own.dirs.includes("proto") || baseName(dir) === "proto")
    return [];
  const operation = operationOf(tree.root, joinPath(own.dir, "opref"));
  if (operation === null) return [];
  const home = homeOf(dir);
  const experiment = storePlace({ id: `${home}#${operation}`, name: operation, file: home, tracker: "guild" });
  return [{ reader: "guild", id: dir, dir, files: [...filesBelow(tree, dir), ...batchOf(dir, tree)], experiment }];
}

/** The folder that holds `runs/` and `trash/`. */
function homeOf(dir: string): string {
  const above = parentOf(dir);
  const store = baseName(above) === "runs" ? parentOf(above) : above;
  return baseName(store) === "trash" ? parentOf(store) : store;
}

/** `model:operation` of `<type>:<package> <version> <model> <operation>`, quoted as in a shell (guild/opref.py). */
function operationOf(root: string, file: string): string | null {
  let text: string;
  try {
    text = readText(root, file);
  } catch {
    return null;
  }
  const words = [...text.matchAll(/'((?:[^']|'"'"')*)'|(\S+)/g)].map(([, quoted, plain]) => plain ?? quoted ?? "");
  const [, , model = "", operation = ""] = words;
  if (words.length !== 4 || operation === "") return null;
  return model === "" ? operation : `${model}:${operation}`;
}

/** Files of a run; the source code that Guild copied into it is listed in its manifest. */
/** The `opref` of the batch that a run is a trial of: that the file is among the run's says so to `read`. */
function batchOf(dir: string, tree: Tree): string[] {
  let found = batches.get(tree);
  if (found === undefined) {
    found = new Map();
    for (const { dir: batch, links, dirs } of tree.listings.values()) {
      if (links.length === 0 || !dirs.includes(".guild")) continue;
      for (const link of links) found.set(`${homeOf(batch)}#${link}`, joinPath(batch, ".guild/opref"));
    }
    batches.set(tree, found);
  }
  const file = found.get(`${homeOf(dir)}#${baseName(dir)}`);
  return file === undefined ? [] : [file];
}

function read(source: Source, root: string): ReadResult {
  const { dir, files } = source;
  const findings: Finding[] = [];
  const own = `${dir}/.guild/`;
  const attributes = readAttributes(
    root,
    files.filter((path) => path.startsWith(`${own}attrs/`)),
    findings,
  );
  const marks = new Set(files.filter((path) => path.startsWith(own)).map((path) => path.slice(own.length)));
  const { params } = withoutSecrets(mapParams(attributes.get("flags")));
  const { seed, fold, provenance } = seedAndFold(params);
  const label = String(scalarOf(attributes.get("label"))?.literal ?? "");
  const id = baseName(dir);
  // Without a label of his own a run is called by its flags: then its short id, as Guild prints it, is a better name.
  const isNamed = label !== "" && !/^\S+=/.test(label);
  const batch = files.find((path) => path.endsWith("/.guild/opref") && !path.startsWith(own));
  const commit = String(scalarOf(attributes.get("vcs_commit"))?.literal ?? "");
  const run: Run = {
    ...blankRun(source),
    name: isNamed ? label : id.slice(0, 8),
    uid: String(scalarOf(attributes.get("id"))?.literal ?? id),
    description: isNamed || label === "" ? null : label,
    status: statusOf(attributes, marks),
    startedAt: timeOf(attributes.get("started")),
    endedAt: timeOf(attributes.get("stopped")),
    clock: "utc",
    params,
    tags: textsOf(attributes.get("tags")),
    notes: textsOf(attributes.get("comments")).join("\n") || null,
    environment: environmentOf(attributes, commit),
    dependencies: textsOf(attributes.get("pip_freeze")),
    gitCommit: /^git:([0-9a-f]+)/.exec(commit)?.[1] ?? null,
    artifacts: readArtifacts(root, { dir, paths: outputsOf(source, root, findings) }, findings),
    seed,
    fold,
    deleted: /(?:^|\/)trash\/runs\/[^/]+$/.test(dir),
    provenance: { ...provenance, ...provenanceOf(attributes) },
    files: files.filter((path) => path.startsWith(`${own}attrs/`) || path === `${own}opref`),
    ...(batch === undefined ? {} : { sweep: baseName(parentOf(parentOf(batch))).slice(0, 8) }),
  };
  return { runs: [run], findings, unreadable: [], format: "Guild AI run" };
}

function environmentOf(attributes: ReadonlyMap<string, Attribute>, commit: string): Param[] {
  const plain = (name: string): Param[] => {
    const attribute = attributes.get(name);
    const scalar = scalarOf(attribute);
    if (attribute === undefined || scalar === null) return [];
    return [{ name, value: scalar.value, evidence: evidenceOf(scalar, attribute.file, "") }];
  };
  const code = attributes.get("vcs_commit");
  const dirty: Param[] =
    code === undefined || commit === ""
      ? []
      : [{ name: "git_dirty", value: commit.endsWith("*"), evidence: evidenceOf(code.value, code.file, "") }];
  return [...mapParams(attributes.get("platform")), ...plain("random_seed"), ...plain("sourcecode_digest"), ...dirty];
}

function provenanceOf(attributes: ReadonlyMap<string, Attribute>): Partial<Record<RunFact, Evidence>> {
  const facts: [RunFact, string][] = [
    ["startedAt", "started"],
    ["endedAt", "stopped"],
    ["gitCommit", "vcs_commit"],
    ["notes", "comments"],
  ];
  const found = facts.flatMap(([fact, name]) => {
    const attribute = attributes.get(name);
    return attribute === undefined ? [] : [[fact, evidenceOf(attribute.value, attribute.file, "")]];
  });
  return Object.fromEntries(found);
}

/** What a run wrote: not Guild's own files, not event files, not the source code that lines `s <path> …` of the manifest name. */
function outputsOf({ dir, files }: Source, root: string, findings: Finding[]): string[] {
  const manifest = `${dir}/.guild/manifest`;
  const text = files.includes(manifest) ? (readSource(root, manifest, findings) ?? "") : "";
  const code = new Set(text.split("\n").flatMap((line) => /^s (\S+)/.exec(line)?.[1] ?? []));
  return files.filter((path) => {
    const inner = path.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : ".guild/";
    return !inner.startsWith(".guild/") && !code.has(inner) && !inner.includes("tfevents");
  });
}
