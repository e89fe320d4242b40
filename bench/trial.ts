import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compiled, Verdict } from "../src/index.ts";
import { compile, findProject, loadConfig, synchronize } from "../src/index.ts";
import type { DocumentProject } from "./generated-documents.ts";
import type { Mutation } from "./mutation.ts";
import { mutationsOf } from "./mutation.ts";
import { ignoredInWords, nameMutations, randomMutations, seenBare } from "./mutation-of-bare.ts";
import { FOUND_AGAIN, ignoredMutations, lineMutations, rowMutations, staleMutations } from "./mutation-of-evidence.ts";
import { linkMutations } from "./mutation-of-link.ts";
import { markedMutations, placeMutations, wordMutations } from "./mutation-of-words.ts";
import type { Random } from "./random.ts";
import type { Subject } from "./subject.ts";
import { bareSubjectsOf, GOOD, subjectsOf, WRONG } from "./subject.ts";

/**
 * A synced project whose files are corrupted one at a time. `again` compiles it as it lies there. `generated`: what the
 * generator knows of its README; null for an example.
 */
export interface Patient {
  root: string;
  compiled: Compiled;
  generated: (Omit<DocumentProject, "root"> & { as: "linked" | "bare" }) | null;
  again(): Promise<Compiled>;
}

/**
 * What became of a mutation. `verdict`: what tells of it, else that of the claim; `proven`: the claim is still called right.
 * `named`: its mistake was told; `listed`: it was among several possibilities.
 */
export interface Outcome {
  mutation: Mutation;
  verdict: Verdict | null;
  proven: boolean;
  killed: boolean;
  named: boolean;
  listed: boolean;
}

/** Syncs a project, so that its lock is written and its logs are remembered. A generated README is asked for by name. */
export async function admit(root: string, generated: Patient["generated"] = null): Promise<Patient> {
  const setup = findProject(root, null);
  const config = await loadConfig(setup);
  await synchronize({ setup, config, write: true, holder: { pid: process.pid, isAlive: () => true } });
  const named = generated === null ? [] : [generated.file];
  const again = () => compile({ setup, config, judge: "before", named });
  return { root, compiled: await again(), generated, again };
}

/** Every corruption of a project's right claims, at most `limit` of each kind. */
export function chooseMutations(patient: Patient, random: Random, limit: number): Mutation[] {
  const texts = new Map<string, string>();
  const textOf = (file: string) => {
    const text = texts.get(file) ?? readFileSync(join(patient.root, file), "utf8");
    texts.set(file, text);
    return text;
  };
  const all = patient.generated?.as === "bare" ? ofBare(patient, random, textOf) : ofLinked(patient, random, textOf);
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  return [...byKind.values()].flatMap((list) => random.shuffled(list).slice(0, limit));
}

/** Applies a mutation, compiles, looks at the verdict and takes the mutation back. */
export async function tryMutation(patient: Patient, mutation: Mutation): Promise<Outcome> {
  const path = join(patient.root, mutation.file);
  const before = readFileSync(path, "utf8");
  const text = before.slice(0, mutation.start) + mutation.text + before.slice(mutation.end);
  writeFileSync(path, text);
  try {
    return judged(patient, mutation, { text, compiled: await patient.again() });
  } finally {
    writeFileSync(path, before);
  }
}

type Texts = (file: string) => string;

function ofLinked({ compiled, generated }: Patient, random: Random, textOf: Texts): Mutation[] {
  const subjects = subjectsOf(compiled, textOf);
  const files = [...new Set(subjects.map(({ file }) => file))];
  return [
    ...subjects.flatMap((subject) => [
      ...mutationsOf(subject, random),
      ...staleMutations(subject, random, textOf),
      ...lineMutations(subject, textOf),
      ...ignoredMutations(subject),
      ...linkMutations(subject, random),
    ]),
    ...rowMutations(subjects, textOf),
    ...(generated === null
      ? files.flatMap((file) => wordMutations(file, textOf(file), subjects))
      : [...markedMutations(generated.file, generated.written), ...placeMutations(subjects)]),
  ];
}

function ofBare({ compiled, generated }: Patient, random: Random, textOf: Texts): Mutation[] {
  if (generated === null) return [];
  const { file, written } = generated;
  const subjects: Subject[] = bareSubjectsOf(compiled, file, written);
  const text = textOf(file);
  return [
    ...subjects.flatMap((subject) => [
      ...mutationsOf(subject, random).map((one) => seenBare(one, text)),
      ...nameMutations(subject, text, random),
      ...ignoredInWords(subject, text),
      ...randomMutations(subject, random),
    ]),
    ...rowMutations(subjects, textOf),
    ...markedMutations(file, written),
  ];
}

function judged(patient: Patient, mutation: Mutation, now: { text: string; compiled: Compiled }): Outcome {
  const { subject, expected } = mutation;
  const file = subject?.file ?? mutation.file;
  const verdicts = now.compiled.documents.find((one) => one.file === file)?.verdicts ?? [];
  const isLog = mutation.file !== file;
  const by = mutation.text.length - (mutation.end - mutation.start);
  const at = subject === null ? mutation.start : subject.start + (!isLog && mutation.end <= subject.start ? by : 0);
  const own = verdicts.find(({ claim }) => claim.span.start === at) ?? null;
  const isBare = patient.generated?.as === "bare";
  const isBad = (verdict: Verdict) => (isBare ? WRONG.has(verdict.verdict) : !GOOD.has(verdict.verdict));
  // What is wrong may be told at another claim of the paragraph: at the word that compares, or at the run's other number.
  const [from, until] = isLog ? [at, at] : paragraphAt(now.text, mutation.start);
  const beside = verdicts.find(({ claim, verdict }) => {
    const isNear = claim.region === null && claim.span.start >= from && claim.span.start < until;
    return isNear && WRONG.has(verdict) && !wasWrong(patient, file, claim.id);
  });
  const verdict = own !== null && subject !== null && isBad(own) ? own : (beside ?? own);
  const proven = subject !== null && own !== null && GOOD.has(own.verdict);
  if (verdict === null) return { mutation, verdict, proven, killed: false, named: false, listed: false };
  const killed = verdict === beside || (subject !== null && isBad(verdict));
  const said = `${verdict.verdict}: ${verdict.diagnosis ?? ""}`;
  const reason = verdict.reason ?? "";
  const isTold = killed || mutation.kind.endsWith(FOUND_AGAIN);
  const isListed = isTold && (expected?.test(reason) ?? false);
  const named = isTold && ((expected?.test(said) ?? false) || (isListed && !reason.startsWith("it could be")));
  return { mutation, verdict, proven, killed, named, listed: named || isListed };
}

/** Whether the claim was called wrong already when nothing was corrupted. */
function wasWrong({ compiled }: Patient, file: string, id: string): boolean {
  const before = compiled.documents.find((one) => one.file === file)?.verdicts ?? [];
  return before.some(({ claim, verdict }) => claim.id === id && WRONG.has(verdict));
}

/** The offsets of the paragraph or table around an offset. */
function paragraphAt(text: string, offset: number): [number, number] {
  const start = text.lastIndexOf("\n\n", offset) + 1;
  const end = text.indexOf("\n\n", offset);
  return [start, end < 0 ? text.length : end];
}
