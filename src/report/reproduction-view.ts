import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";

/** The fields `reproductions` of templates, all Markdown; empty where there is nothing to say. */
export function reproductionsView(_compiled: CompiledExperiment, _links: LinkWriter): object[] {
  return [];
}
