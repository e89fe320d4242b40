/** The specification of curves as Vega reads it, put in when the scripts are bundled (chart-parts.mjs). */
declare module "curve-template" {
  const template: Record<string, unknown>;
  export default template;
}
