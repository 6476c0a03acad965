// Whether she is in a night just now, and how far it has come: asked for again and again, and often
// only while there is one.

const OFTEN_MS = 1500;
const SELDOM_MS = 20000;

// Shows it in `place`; `over` is called when a night has been written, and there is something new.
export async function watchNight(place, over) {
  let was = false;
  for (;;) {
    if (!document.hidden) {
      const now = await look();
      show(place, now);
      if (was && !now.night) await over();
      was = Boolean(now.night);
    }
    await new Promise((resolve) => setTimeout(resolve, was ? OFTEN_MS : SELDOM_MS));
  }
}

async function look() {
  try {
    const answer = await fetch("/who/night");
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

function show(place, { night, done, total }) {
  place.hidden = !night;
  if (!night) return;
  const day = new Date(`${night}T12:00`).toLocaleDateString("en", { dateStyle: "full" });
  place.querySelector("p").textContent = `She is going over ${day}: ${done} of ${total} steps are done.`;
  const bar = place.querySelector("progress");
  bar.max = total;
  bar.value = done;
}
