// A life in time: a river of talks with what happened in it, and the talks month by month.

import { drawing, element } from "/static/element.js";

const width = () => Math.min(720, Math.max(340, window.innerWidth - 40));
const HEIGHT = 190;
const DAY = 86_400_000;
const WARM = ["happy", "excited", "proud", "grateful", "in love", "calm", "hopeful"];
const MILESTONES = ["lives_in", "works_at", "works_as", "event", "partner", "owns"];

export function river(episodes, facts) {
  if (episodes.length < 2) return null;
  const WIDTH = width();
  const times = episodes.map((episode) => Date.parse(episode.began));
  const start = Math.min(...times) - DAY;
  const end = Math.max(...times) + DAY;
  const x = (time) => 10 + ((WIDTH - 20) * (time - start)) / (end - start);
  const steps = 120;
  const breadth = Math.max(DAY, (end - start) / 60);
  const flow = Array.from({ length: steps + 1 }, (_, step) => {
    const time = start + ((end - start) * step) / steps;
    let sum = 0;
    episodes.forEach((episode, i) => {
      sum += Math.log1p(episode.said) * Math.exp(-(((times[i] - time) / breadth) ** 2));
    });
    return [x(time), sum];
  });
  const most = Math.max(...flow.map(([, sum]) => sum)) || 1;
  const middle = HEIGHT - 62;
  const half = (sum) => 4 + (34 * sum) / most;
  const svg = drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": described(episodes) });
  svg.append(
    drawing("path", {
      class: "flow",
      d: `M${flow.map(([at, sum]) => `${at.toFixed(1)} ${(middle - half(sum)).toFixed(1)}`).join(" L")} L${[...flow]
        .reverse()
        .map(([at, sum]) => `${at.toFixed(1)} ${(middle + half(sum)).toFixed(1)}`)
        .join(" L")} Z`,
    }),
  );
  episodes.forEach((episode, i) => {
    const felt = episode.feelings[0];
    const kind = felt === undefined ? "plain" : WARM.includes(felt) ? "warm" : "heavy";
    svg.append(drawing("circle", { cx: x(times[i]), cy: middle, r: 3 + Math.min(4, episode.said / 3), class: kind }));
  });
  svg.append(...milestones(facts, { start, end, x, middle, WIDTH }), ...months({ start, end, x, WIDTH }));
  return svg;
}

function milestones(facts, { start, end, x, middle, WIDTH }) {
  const held = facts
    .filter((fact) => MILESTONES.includes(fact.relation) && fact.about === "you" && fact.state !== "corrected" && fact.polarity !== "is_not")
    .filter((fact) => !fact.marks.includes("private"))
    .map((fact) => ({ text: fact.object, time: when(fact), rank: MILESTONES.indexOf(fact.relation) }))
    .filter(({ time }) => time >= start && time <= end);
  // The most telling kinds first, and no more than there is room for.
  return held
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.floor(WIDTH / 100))
    .sort((a, b) => a.time - b.time)
    .flatMap(({ text, time }, i) => {
      const at = x(time);
      const y = 16 + 17 * (i % 3);
      const anchor = at > WIDTH - 130 ? "end" : "start";
      const label = text.length > 22 ? `${text.slice(0, 21)}…` : text;
      return [
        drawing("line", { x1: at, x2: at, y1: y + 4, y2: middle, class: "stem" }),
        drawing("text", { x: at + (anchor === "end" ? -5 : 5), y, "text-anchor": anchor }, label),
      ];
    });
}

function when(fact) {
  return Date.parse(fact.from || fact.learned.slice(0, 10));
}

function months({ start, end, x, WIDTH }) {
  const marks = [];
  const day = new Date(start);
  const long = end - start > 75 * DAY;
  for (day.setHours(0, 0, 0, 0); day <= end; day.setDate(day.getDate() + 1)) {
    const shown = long ? day.getDate() === 1 : day.getDay() === 1;
    if (!shown || x(day) < 20 || x(day) > WIDTH - 50) continue;
    const name = day.toLocaleDateString("en", long ? { month: "short" } : { day: "numeric", month: "short" });
    marks.push(drawing("text", { x: x(day), y: HEIGHT - 6, class: "date" }, name));
  }
  const every = Math.max(1, Math.ceil(marks.length / 9));
  return marks.filter((_, i) => i % every === 0);
}

export function timeline(episodes) {
  const byMonth = new Map();
  for (const episode of [...episodes].reverse()) {
    const month = new Date(episode.began).toLocaleDateString("en", { month: "long", year: "numeric" });
    byMonth.set(month, [...(byMonth.get(month) ?? []), episode]);
  }
  // Older months fold into what they were about; their talks are behind it.
  return [...byMonth].map(([month, held], place) => {
    const details = element("details");
    details.open = place === 0;
    const summary = element("summary", month);
    summary.append(element("em", about(held)));
    const list = element("ol");
    list.append(...held.map(talk));
    details.append(summary, list);
    return details;
  });
}

function talk(episode) {
  const item = element("li");
  const when = new Date(episode.began).toLocaleString("en", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  item.append(element("time", when, { datetime: episode.began }), element("strong", episode.title));
  if (episode.summary) item.append(element("p", episode.summary));
  if (episode.feelings.length) item.append(element("p", episode.feelings.join(", "), { class: "felt" }));
  return item;
}

function about(episodes) {
  const counts = new Map();
  for (const episode of episodes)
    for (const name of [...episode.people, ...episode.places]) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const talks = episodes.length === 1 ? "one talk" : `${episodes.length} talks`;
  return most.length ? `${talks}: ${most.map(([name]) => name).join(", ")}` : talks;
}

function described(episodes) {
  const [first, last] = [episodes[0], episodes.at(-1)].map((episode) =>
    new Date(episode.began).toLocaleDateString("en", { dateStyle: "medium" }),
  );
  return `${episodes.length} talks from ${first} to ${last}, drawn as a river; the list below has them all.`;
}
