import { hostedCode } from "../../markdown/hosted-text.ts";
import type { Tampering } from "../../model/review.ts";
import { fencedChange } from "./excerpt.ts";
import type { Ink } from "./ink.ts";
import { counted, placeLink, WIDTHS } from "./ink.ts";
import { andMore, blocks, folded } from "./layout.ts";
import type { Section } from "./section.ts";

/** So many rewritten logs are shown at once; the others open. */
const SEEN = 3;

/** Logs whose cited lines were rewritten after they had been cited. */
export function tamperedSection(ink: Ink): Section {
  const { tampered } = ink.review;
  const sorted = [...tampered].sort((a, b) => b.claims - a.claims);
  const head = `#### ⚠️ Rewritten after being cited: ${counted(tampered.length, "log")}`;
  const render = (most: number) => {
    const seen = sorted.slice(0, Math.min(SEEN, most)).map((one) => rewritten(ink, one));
    const others = sorted.slice(seen.length, most).map((one) => rewritten(ink, one));
    const rest = tampered.length - seen.length - others.length;
    const more = others.length === 0 ? "" : folded(`${counted(others.length, "more log")}`, blocks(others));
    return blocks([head, ...seen, more, seen.length === 0 ? "" : andMore(rest)]);
  };
  return { name: "rewritten", weight: 1.5, render: tampered.length === 0 ? () => "" : render };
}

function rewritten(ink: Ink, { file, lines, cited, changed, claims, first }: Tampering): string {
  const when = changed === null ? "in the working tree" : `in ${commitLink(ink, changed)}`;
  const since = cited === null ? "" : ` after ${commitLink(ink, cited)} cited it`;
  const rests = claims === 0 ? "" : `; ${counted(claims, "claim")} ${claims === 1 ? "rests" : "rest"} on it`;
  const where = first === null ? "" : `, first ${placeLink(ink, first)}`;
  const said = `${placeLink(ink, { file, line: lines[0]?.line ?? undefined }, { width: WIDTHS.wholePath })} changed ${when}${since}${rests}${where}.`;
  return blocks([said, lines.length === 0 ? "" : fencedChange(lines)]);
}

function commitLink(ink: Ink, commit: string): string {
  const short = hostedCode(commit.slice(0, 7));
  const { base, head } = ink.links;
  const any = head.commit ?? base.commit;
  const address = any === null || !/^[0-9a-f]{7,64}$/.test(commit) ? null : any.replace(/[^/]*$/, commit);
  return address === null ? short : `[${short}](${address})`;
}
