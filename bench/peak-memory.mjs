// Preloaded into a measured process: on exit writes its peak resident memory in KiB to the file named by PEAK_MEMORY.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  if (process.env.PEAK_MEMORY) writeFileSync(process.env.PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
