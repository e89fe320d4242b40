import { configJsonSchema } from "../config.ts";
import { UsageError } from "../errors.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import { jsonSchema, schemaNames } from "../schemas.ts";
import type { Invocation, Outcome } from "./command.ts";

/** `docs schema`: the JSON Schema of the configuration, of files people write, and of what `--json` prints. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const names = ["config", ...schemaNames];
  const [name] = invocation.args;
  if (name === undefined) return { exit: 0, text: `${names.join("\n")}\n`, json: { names }, findings: [] };
  const schema = name === "config" ? configJsonSchema() : jsonSchema(name);
  if (schema === null) {
    const near = nearestNames(name, names);
    const help = near.length > 0 ? didYouMean(near) : `There are: ${names.join(", ")}.`;
    throw new UsageError(`there is no schema \`${name}\``, help);
  }
  return { exit: 0, text: `${JSON.stringify(schema, null, 2)}\n`, json: { name, schema }, findings: [] };
}
