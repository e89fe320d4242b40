// Writes schema/*.json from the schemas that the program itself checks with. A test says when they are out of date.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "../src/config.ts";
import { jsonSchema, schemaNames } from "../src/schemas.ts";
import { root } from "./install.mjs";

const folder = join(root, "schema");
mkdirSync(folder, { recursive: true });
const schemas = [["config", configJsonSchema()], ...schemaNames.map((name) => [name, jsonSchema(name)])];
for (const [name, schema] of schemas) {
  writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
console.log(`wrote ${schemas.length} files into schema/`);
