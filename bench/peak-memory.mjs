// Preloaded into a measured process: on exit writes its peak resident memory in KiB and the microseconds of CPU that all its threads
// took to the file named by PEAK_MEMORY.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  if (process.env.PEAK_MEMORY) writeFileSync(process.env.PEAK_MEMORY, `${maxRSS} ${userCPUTime + systemCPUTime}`);
});
