/** What `docs dev` adds to every page: it waits for the next build, and shows what went wrong in the last one. */
export const RELOAD_SCRIPT = `(() => {
  let build = null;
  let box = null;
  const show = (problem) => {
    box?.remove();
    box = null;
    if (problem === null) return;
    box = document.createElement("section");
    box.setAttribute("role", "alert");
    box.setAttribute("aria-label", "docs dev");
    box.className = "docs-dev";
    Object.assign(box.style, {
      position: "fixed", inset: "auto 1rem 1rem 1rem", zIndex: "99", maxHeight: "50vh", overflow: "auto", padding: "0.75rem 1rem",
      background: "#3a1a18", color: "#ffffff", border: "1px solid #ff9a92", borderRadius: "6px",
    });
    const text = document.createElement("pre");
    Object.assign(text.style, { margin: "0", padding: "0", border: "0", background: "none", color: "inherit", whiteSpace: "pre-wrap" });
    text.textContent = problem;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide";
    Object.assign(close.style, { float: "right", font: "inherit", color: "inherit", background: "none", border: "1px solid" });
    close.onclick = () => show(null);
    box.append(close, text);
    document.body.append(box);
  };
  new EventSource("/__docs/changes").onmessage = ({ data }) => {
    const state = JSON.parse(data);
    if (build !== null && state.build !== build) return location.reload();
    build = state.build;
    show(state.problem);
  };
})();
`;
