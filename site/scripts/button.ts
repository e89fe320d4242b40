/** A small button that does something on this page. */
export function toolButton(text: string, action: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = text;
  button.addEventListener("click", action);
  return button;
}

/** Puts a text into the clipboard and says so on the button; where that is not allowed, says what to do. */
export async function copyText(text: string, button: HTMLButtonElement, otherwise = "Copy it by hand"): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = otherwise;
  }
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
}
