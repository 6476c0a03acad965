// What was typed and not yet given: it stands while the page around it is drawn anew, and waits for
// whoever comes back to its letter. Parts are told from each other by `data-called`.

const TYPED = "[data-typed]";

const left = new Map();

export function typed(part) {
  part.dataset.typed = "";
}

export function given(part) {
  delete part.dataset.typed;
}

const where = (part) => `${part.parentElement.closest("[id]").id} ${part.dataset.called}`;

// The parts of a place that hold something typed, each with where it stands.
export function typedIn(place) {
  const outer = [...place.querySelectorAll(TYPED)].filter((part) => !part.parentElement.closest(TYPED));
  return outer.map((part) => [where(part), part]);
}

// Puts them where the same parts were drawn anew, unfolded. What can be given nowhere any more goes.
export function putBack(place, parts) {
  const anew = new Map([...place.querySelectorAll("[data-called]")].map((part) => [where(part), part]));
  for (const [at, part] of parts) {
    const drawn = anew.get(at);
    if (!drawn || drawn === part) continue;
    for (const choice of part.querySelectorAll("select")) renew(choice, drawn.querySelector(`select[name="${choice.name}"]`));
    drawn.replaceWith(part);
    for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

// Somebody who was added since can be chosen, too.
function renew(choice, drawn) {
  if (!drawn) return;
  const { value } = choice;
  choice.replaceChildren(...drawn.options);
  choice.value = value;
}

// Keeps what was typed at a letter until it is opened again.
export function leave(letter, place) {
  const parts = typedIn(place);
  if (parts.length) left.set(letter, parts);
}

export function comeBack(letter) {
  const parts = left.get(letter) ?? [];
  left.delete(letter);
  return parts;
}

// A page that is closed or loaded again takes everything along: the browser asks first.
addEventListener("beforeunload", (event) => {
  const parts = [...document.querySelectorAll(TYPED), ...[...left.values()].flat().map(([, part]) => part)];
  if (parts.some((part) => part.querySelector("textarea, [type=text]"))) event.preventDefault();
});
