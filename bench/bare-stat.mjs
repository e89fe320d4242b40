// The floor: a Node process that knows the names of all files and only stats them. argv: root, file with one path a line.
import { readFileSync, statSync } from "node:fs";

const [root, list] = process.argv.slice(2);
let bytes = 0;
for (const path of readFileSync(list, "utf8").split("\n")) bytes += statSync(`${root}/${path}`).size;
console.log(bytes);
