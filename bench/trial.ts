import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compiled, Verdict } from "../src/index.ts";
import { compile, findProject, loadConfig, synchronize } from "../src/index.ts";
import type { Mutation } from "./mutation.ts";
import { mutationsOf } from "./mutation.ts";
import { ignoredMutations, lineMutations, rowMutations, staleMutations } from "./mutation-of-evidence.ts";
import { linkMutations } from "./mutation-of-link.ts";
import { wordMutations } from "./mutation-of-words.ts";
import type { Random } from "./random.ts";
import { GOOD, subjectsOf } from "./subject.ts";

/** A synced project whose files are corrupted one at a time. `again` compiles it as it lies there. */
export interface Patient {
  root: string;
  compiled: Compiled;
  again(): Promise<Compiled>;
}

/** What became of a mutation. `named`: its mistake was told; `listed`: it was among several possibilities. */
export interface Outcome {
  mutation: Mutation;
  verdict: Verdict | null;
  killed: boolean;
  named: boolean;
  listed: boolean;
}

/** Syncs a project, so that its lock is written and its logs are remembered. */
export async function admit(root: string): Promise<Patient> {
  const setup = findProject(root, null);
  const config = await loadConfig(setup);
  const rest = { setup, config, restore: new Set<string>(), reports: null };
  await synchronize({ ...rest, write: true, holder: { pid: process.pid, isAlive: () => true } });
  const again = () => compile({ ...rest, judge: "before", named: [] });
  return { root, compiled: await again(), again };
}

/** Every corruption of a project's supported claims, at most `limit` of each kind. */
export function chooseMutations(patient: Patient, random: Random, limit: number): Mutation[] {
  const texts = new Map<string, string>();
  const textOf = (file: string) => {
    const text = texts.get(file) ?? readFileSync(join(patient.root, file), "utf8");
    texts.set(file, text);
    return text;
  };
  const subjects = subjectsOf(patient.compiled, textOf);
  const files = [...new Set(subjects.map(({ file }) => file))];
  const all = [
    ...subjects.flatMap((subject) => [
      ...mutationsOf(subject, random),
      ...staleMutations(subject, random, textOf),
      ...lineMutations(subject, textOf),
      ...ignoredMutations(subject),
      ...linkMutations(subject, random),
    ]),
    ...rowMutations(subjects, textOf),
    ...files.flatMap((file) => wordMutations(file, textOf(file), subjects)),
  ];
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  return [...byKind.values()].flatMap((list) => random.shuffled(list).slice(0, limit));
}

/** Applies a mutation, compiles, looks at the verdict and takes the mutation back. */
export async function tryMutation(patient: Patient, mutation: Mutation): Promise<Outcome> {
  const path = join(patient.root, mutation.file);
  const before = readFileSync(path, "utf8");
  writeFileSync(path, before.slice(0, mutation.start) + mutation.text + before.slice(mutation.end));
  try {
    return judged(mutation, await patient.again());
  } finally {
    writeFileSync(path, before);
  }
}

function judged(mutation: Mutation, compiled: Compiled): Outcome {
  const { subject, expected } = mutation;
  const file = subject?.file ?? mutation.file;
  const verdicts = compiled.documents.find((one) => one.file === file)?.verdicts ?? [];
  if (subject === null) {
    const wrong = verdicts.find(({ verdict, claim }) => !GOOD.has(verdict) && claim.region === null) ?? null;
    return { mutation, verdict: wrong, killed: wrong !== null, named: false, listed: false };
  }
  const isBefore = mutation.file === file && mutation.end <= subject.start;
  const shift = isBefore ? mutation.text.length - (mutation.end - mutation.start) : 0;
  const verdict = verdicts.find(({ claim }) => claim.span.start === subject.start + shift) ?? null;
  if (verdict === null) return { mutation, verdict, killed: false, named: false, listed: false };
  const said = `${verdict.verdict}: ${verdict.diagnosis ?? ""}`;
  const reason = verdict.reason ?? "";
  const isListed = expected?.test(reason) ?? false;
  const named = (expected?.test(said) ?? false) || (isListed && !reason.startsWith("it could be"));
  return { mutation, verdict, killed: !GOOD.has(verdict.verdict), named, listed: named || isListed };
}
