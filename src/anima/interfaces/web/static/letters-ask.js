// How the page about letters speaks with her: a question, or something told as it goes on.

const state = document.querySelector("#state");
const notice = document.querySelector("#notice");

function posted(path, wish) {
  return fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) });
}

export async function ask(wish) {
  const answer = await posted("/letters/ask", wish);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

// Calls `each` with every thing told; an error among them is thrown.
export async function tell(wish, each) {
  const answer = await posted("/letters/tell", wish);
  if (!answer.ok) throw new Error((await answer.json()).error);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop();
    for (const line of lines.filter(Boolean)) {
      const told = JSON.parse(line);
      if (told.error) throw new Error(told.error);
      each(told);
    }
    if (done) return;
  }
}

// Does something, and says how it went; while it runs, what began it cannot be pressed again.
export async function doing(trigger, said, act) {
  notice.hidden = true;
  if (trigger) trigger.setAttribute("aria-disabled", "true");
  state.textContent = "One moment …";
  try {
    await act();
    state.textContent = said;
  } catch (error) {
    state.textContent = "";
    notice.textContent = error instanceof TypeError ? "She cannot be reached. Nothing was changed." : error.message;
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  } finally {
    trigger?.removeAttribute("aria-disabled");
  }
}

export function busy(trigger) {
  return trigger.getAttribute("aria-disabled") === "true";
}
