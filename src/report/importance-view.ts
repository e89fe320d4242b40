import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";

/** The fields `importance` of templates, all Markdown; null where there is nothing to say. */
export function importanceView(_compiled: CompiledExperiment, _links: LinkWriter): object | null {
  return null;
}
