/** A page to be rendered: its data as JSON, and the file below the scratch folder that its HTML goes to. */
export interface Sheet {
  address: string;
  text: string;
  file: string;
}

/** What every page is rendered with. `renderer`: the path of the compiled components; `site`: the Site as JSON. */
export interface RenderJob {
  renderer: string;
  site: string;
  scratch: string;
}

/** A page that may not be served, or that could not be rendered. */
export interface Misprint {
  address: string;
  problem: string;
}
