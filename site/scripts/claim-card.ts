interface Shown {
  card: HTMLElement;
  claim: HTMLElement | null;
  pressed: HTMLElement | null;
  timer: number;
}

/**
 * Shows the evidence of a claim beside it while it is pointed at or focused; on touch the first tap shows it and the second
 * follows the link. Tab goes through the card's links; Escape closes it.
 */
export function addClaimCards(): void {
  if (document.querySelector("[data-claim]") === null) return;
  const shown: Shown = { card: makeCard(), claim: null, pressed: null, timer: 0 };
  listenToPointer(shown);
  document.addEventListener("focusin", (event) => {
    const claim = claimAt(event);
    if (claim !== null) showCard(shown, claim);
    else if (!isInCard(shown, event)) hideCard(shown);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard(shown);
    if (event.key === "Tab" && !event.altKey && !event.ctrlKey && !event.metaKey) moveFocus(shown, event);
  });
}

/** The card stands at the end of the page: Tab leads into it from its claim, and from its ends back to the claim. */
function moveFocus({ card, claim }: Shown, event: KeyboardEvent): void {
  const active = document.activeElement;
  if (claim === null || active === null) return;
  const stops = [...card.querySelectorAll<HTMLElement>("a[href], [tabindex='0']")];
  if (stops.length === 0) return;
  const isInside = card.contains(active);
  const start = claim.matches("a") ? claim : claim.querySelector<HTMLElement>("a.noted");
  if (!isInside && active === start && !event.shiftKey) {
    event.preventDefault();
    stops[0]?.focus();
  } else if (isInside && active === (event.shiftKey ? stops[0] : stops.at(-1))) {
    // On the way out the browser goes on from the claim.
    if (event.shiftKey) event.preventDefault();
    start?.focus();
  }
}

/** Closes the card; where the focus was in it, it goes back to the claim. */
function closeCard(shown: Shown): void {
  const { card, claim } = shown;
  const isInside = card.contains(document.activeElement);
  if (isInside && claim !== null) (claim.matches("a") ? claim : claim.querySelector<HTMLElement>("a.noted"))?.focus();
  hideCard(shown);
}

function listenToPointer(shown: Shown): void {
  const later = (action: () => void, delay: number) => {
    clearTimeout(shown.timer);
    shown.timer = window.setTimeout(action, delay);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const claim = claimAt(event);
    if (claim !== null) later(() => showCard(shown, claim), 150);
    else if (isInCard(shown, event)) clearTimeout(shown.timer);
    else if (shown.claim !== null) later(() => hideCard(shown), 250);
  });
  document.addEventListener("pointerdown", () => {
    shown.pressed = shown.claim;
  });
  document.addEventListener("click", (event) => {
    const claim = claimAt(event);
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (claim !== null && isTouch && shown.pressed !== claim) {
      event.preventDefault();
      showCard(shown, claim);
    } else if (claim === null && !isInCard(shown, event)) hideCard(shown);
  });
}

function makeCard(): HTMLElement {
  const card = document.createElement("div");
  card.className = "card";
  card.id = "claim-card";
  card.hidden = true;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", "Evidence");
  document.body.append(card);
  return card;
}

function claimAt(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-claim]") : null;
}

function isInCard({ card }: Shown, event: Event): boolean {
  return event.target instanceof Node && card.contains(event.target);
}

function showCard(shown: Shown, claim: HTMLElement): void {
  const note = document.getElementById(`evidence-${claim.dataset.claim}`);
  clearTimeout(shown.timer);
  if (note === null || shown.claim === claim) return;
  hideCard(shown);
  const copy = document.createElement("div");
  copy.className = note.className;
  copy.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
  shown.claim = claim;
  shown.card.replaceChildren(copy);
  shown.card.hidden = false;
  claim.classList.add("shown");
  claim.setAttribute("aria-describedby", shown.card.id);
  // Words may go on in the next line: the card stands below the last.
  placeCard(shown.card, [...claim.getClientRects()].at(-1) ?? claim.getBoundingClientRect());
}

function hideCard(shown: Shown): void {
  clearTimeout(shown.timer);
  shown.claim?.classList.remove("shown");
  shown.claim?.removeAttribute("aria-describedby");
  shown.claim = null;
  shown.card.hidden = true;
}

function placeCard(card: HTMLElement, box: DOMRect): void {
  const width = document.documentElement.clientWidth;
  const left = Math.min(Math.max(12, box.left - 16), Math.max(12, width - card.offsetWidth - 12));
  const isRoomBelow = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 70;
  const top = isRoomBelow ? box.bottom + 6 : box.top - card.offsetHeight - 6;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}
