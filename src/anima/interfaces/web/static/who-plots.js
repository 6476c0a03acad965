// Pictures of her: traits on their scales, their way night by night, the mood of two days.

import { drawing } from "/static/element.js";

const WIDTH = 640;

function canvas(height, label) {
  return drawing("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": label });
}

export function traitsPlot(traits) {
  const ROW = 42;
  const left = 170;
  const right = WIDTH - 170;
  const words = traits.map((each) => `${each.low} to ${each.high}: ${each.value}, began at ${each.start}`);
  const svg = canvas(traits.length * ROW + 10, words.join("; "));
  const x = (value) => left + ((value + 1) / 2) * (right - left);
  traits.forEach((each, place) => {
    const y = place * ROW + 26;
    svg.append(
      drawing("line", { x1: left, x2: right, y1: y, y2: y, class: "stem" }),
      drawing("line", { x1: x(each.start), x2: x(each.value), y1: y, y2: y, class: "moved" }),
      drawing("circle", { cx: x(each.start), cy: y, r: 7, class: "began" }),
      drawing("circle", { cx: x(each.value), cy: y, r: 6, class: "warm" }),
      drawing("text", { x: left - 14, y: y + 5, class: "low" }, each.low),
      drawing("text", { x: right + 14, y: y + 5 }, each.high),
    );
  });
  return svg;
}

export function growthPlot(traits) {
  const nights = [...new Set(traits.flatMap((each) => each.path.map((step) => step.night)))].sort();
  if (nights.length < 2) return null;
  const height = 220;
  const left = 20;
  const right = WIDTH - 130;
  const grown = traits.filter((each) => each.path.length);
  const most = Math.max(0.1, ...grown.flatMap((each) => each.path.map((step) => Math.abs(step.value - each.start))));
  const x = (night) => left + (nights.indexOf(night) / (nights.length - 1)) * (right - left);
  const y = (by) => height / 2 - (by / most) * (height / 2 - 24);
  const svg = canvas(height, `Her traits from ${nights[0]} to ${nights.at(-1)}`);
  svg.append(drawing("line", { x1: left, x2: right, y1: y(0), y2: y(0), class: "stem" }));
  const labels = [];
  grown.forEach((each, place) => {
    const points = each.path.map((step) => `${x(step.night)},${y(step.value - each.start)}`);
    const last = each.path.at(-1).value - each.start;
    svg.append(drawing("polyline", { points: points.join(" "), class: `way way-${place}` }));
    labels.push({ at: y(last), text: last > 0 ? each.high : each.low });
  });
  labels.sort((a, b) => a.at - b.at);
  labels.forEach((label, place) => {
    if (place) label.at = Math.max(label.at, labels[place - 1].at + 18);
    svg.append(drawing("text", { x: right + 10, y: label.at + 5 }, label.text));
  });
  svg.append(
    drawing("text", { x: left, y: height - 4, class: "date" }, nights[0]),
    drawing("text", { x: right - 70, y: height - 4, class: "date" }, nights.at(-1)),
  );
  return svg;
}

export function moodPlot(mood) {
  const height = 150;
  const left = 20;
  const right = WIDTH - 100;
  const svg = canvas(height, `Her mood over two days; now ${mood.words}`);
  const x = (place) => left + (place / (mood.path.length - 1)) * (right - left);
  const y = (value) => height / 2 - value * (height / 2 - 14);
  for (const [place, key] of ["pleasure", "arousal"].entries()) {
    const rest = y(mood.resting[place]);
    const points = mood.path.map((point, at) => `${x(at)},${y(point[key])}`).join(" ");
    svg.append(
      drawing("line", { x1: left, x2: right, y1: rest, y2: rest, class: "rest" }),
      drawing("polyline", { points, class: `way way-${place}` }),
      drawing("text", { x: right + 10, y: y(mood.path.at(-1)[key]) + 5 }, place ? "stirred" : "pleasant"),
    );
  }
  return svg;
}
