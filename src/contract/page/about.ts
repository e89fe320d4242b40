import { page } from "../part.ts";

export const aboutPage = page("about", {});
