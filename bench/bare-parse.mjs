// The usual idiom: read each log, split it into lines, JSON.parse what follows "metric ". argv: root, file with one path a line.
import { readFileSync } from "node:fs";

const [root, list] = process.argv.slice(2);
let points = 0;
for (const path of readFileSync(list, "utf8").split("\n")) {
  if (!path.endsWith(".log")) continue;
  for (const line of readFileSync(`${root}/${path}`, "utf8").split("\n")) {
    const at = line.indexOf("metric ");
    if (at >= 0) points += Object.keys(JSON.parse(line.slice(at + 7))).length;
  }
}
console.log(points);
