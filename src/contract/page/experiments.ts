import { z } from "zod";
import { experimentCard, page, text } from "../part.ts";

export const experimentsPage = page("experiments", { accounting: text, experiments: z.array(experimentCard) });
