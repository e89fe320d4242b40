import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";

/** What stands between our markers is what we wrote. */
export const regionsAreOurs: Check = { codes: ["region/edited"], check };

function check({ document: { file, regions } }: CheckInput): Finding[] {
  return regions
    .filter((region) => region.edited)
    .map(({ name, hash, line }) => {
      const why = hash === null ? "has a text, but its begin marker has no hash" : "is not what was generated";
      return finding({ code: "region/edited", file, line, column: 1, message: `The region “${name}” ${why}.` });
    });
}
