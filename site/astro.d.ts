// The compiler makes a component of each of these; what it takes is checked where it is written.
declare module "*.astro" {
  const component: unknown;
  export default component;
}
