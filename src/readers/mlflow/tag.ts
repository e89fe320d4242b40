import type { Param } from "../../model/run.ts";
import { isSecretName } from "../format/secret.ts";
import type { Fields, Stated } from "./meta-file.ts";

/**
 * What the tags of a run tell. Names as in mlflow/utils/mlflow_tags.py.
 *
 * - `tags`: those that people set, as `name=value`, or `name` alone where the value is empty.
 */
export interface TagFacts {
  name: Stated | null;
  tags: string[];
  notes: Stated | null;
  gitCommit: Stated | null;
  parent: Stated | null;
  environment: Param[];
}

const ENVIRONMENT: Record<string, string> = {
  "mlflow.source.name": "source",
  "mlflow.source.type": "source.type",
  "mlflow.source.git.branch": "git.branch",
  "mlflow.source.git.dirty": "git.dirty",
  "mlflow.source.git.repoURL": "git.repository",
  "mlflow.gitBranch": "git.branch",
  "mlflow.gitRepoURL": "git.repository",
  "mlflow.project.entryPoint": "project.entryPoint",
  "mlflow.project.env": "project.env",
  "mlflow.project.backend": "project.backend",
  "mlflow.docker.image.uri": "docker.image",
  "mlflow.docker.image.id": "docker.image.id",
  "mlflow.autologging": "autologging",
};
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:[\\/]|file:|~)/;
const LONGEST = 300;

/** Sorts the tags of a run. Who ran it, machine paths and what looks like a secret are not kept. */
export function factsOfTags(tags: Fields): TagFacts {
  const own = [...tags].filter(([name]) => !name.startsWith("mlflow.") && !isSecretName(name));
  return {
    name: filled(tags.get("mlflow.runName")),
    tags: own.map(([name, { text }]) => (text === "" ? name : `${name}=${shortened(text)}`)),
    notes: filled(tags.get("mlflow.note.content")),
    gitCommit: filled(tags.get("mlflow.source.git.commit")) ?? filled(tags.get("mlflow.gitCommit")),
    parent: filled(tags.get("mlflow.parentRunId")),
    environment: environmentOf(tags),
  };
}

/** The text where there is one that is not blank. */
export function filled(stated: Stated | undefined): Stated | null {
  return stated === undefined || stated.text.trim() === "" ? null : stated;
}

function environmentOf(tags: Fields): Param[] {
  const params = new Map<string, Param>();
  for (const [tag, name] of Object.entries(ENVIRONMENT)) {
    const stated = filled(tags.get(tag));
    if (stated === null || params.has(name)) continue;
    const value = withoutPerson(stated.text);
    params.set(name, { name, value, evidence: { ...stated.evidence, literal: value } });
  }
  return [...params.values()];
}

/** A path of somebody's machine by its last part, an address without the user's name and password. */
function withoutPerson(text: string): string {
  if (ABSOLUTE.test(text)) return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1);
  return text.replace(/^(\w+:\/\/)[^/@\s]*@/, "$1");
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
