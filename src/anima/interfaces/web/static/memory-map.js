// The people of a life as a map: you in the middle, those close to you around, theirs further out.

import { drawing } from "/static/element.js";

const width = () => Math.min(720, Math.max(340, window.innerWidth - 40));
const ORDER = ["partner", "child", "parent", "sibling", "relative", "friend", "colleague", "pet"];
const KIND = { partner: "love", child: "family", parent: "family", sibling: "family", relative: "family" };
const INNER = 0.3;
const OUTER = 0.44;

export function peopleMap(bonds, groups) {
  const mine = bonds.filter((bond) => bond.one === "you");
  if (!mine.length) return null;
  mine.sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation));
  const WIDTH = width();
  const height = Math.min(720, 300 + 30 * mine.length);
  const middle = [WIDTH / 2, height / 2];
  const svg = drawing("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "group", "aria-label": described(mine) });
  const places = new Map([["you", middle]]);
  const angles = new Map();
  mine.forEach((bond, place) => {
    if (places.has(bond.other)) return;
    const angle = -Math.PI / 2 + (2 * Math.PI * place) / mine.length;
    angles.set(bond.other, angle);
    places.set(bond.other, around(middle, angle, [INNER * WIDTH, INNER * height]));
  });
  const others = bonds.filter((bond) => bond.one !== "you" && places.has(bond.one));
  const fans = new Map();
  for (const bond of others) {
    if (places.has(bond.other)) continue;
    const siblings = others.filter((each) => each.one === bond.one);
    const step = fans.get(bond.one) ?? 0;
    fans.set(bond.one, step + 1);
    const spread = (0.9 / mine.length) * Math.PI;
    const angle = (angles.get(bond.one) ?? 0) + spread * ((step + 0.5) / siblings.length - 0.5);
    places.set(bond.other, around(middle, angle, [OUTER * WIDTH, OUTER * height]));
  }
  for (const bond of [...mine, ...others]) svg.append(line(places.get(bond.one), places.get(bond.other), bond));
  const drawn = new Set();
  for (const bond of [...mine, ...others]) {
    if (drawn.has(bond.other)) continue;
    drawn.add(bond.other);
    svg.append(person(bond, places.get(bond.other), groups, places.get(bond.other)[1] < middle[1] - 5));
  }
  const you = drawing("g", { class: "you" });
  you.append(
    drawing("circle", { cx: middle[0], cy: middle[1], r: 30 }),
    drawing("text", { x: middle[0], y: middle[1] + 5 }, "You"),
  );
  svg.append(you);
  return svg;
}

function around([x, y], angle, [across, down]) {
  return [x + Math.cos(angle) * across, y + Math.sin(angle) * down];
}

function line([x1, y1], [x2, y2], bond) {
  const bend = [(x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12];
  return drawing("path", {
    d: `M${x1} ${y1} Q${bend[0]} ${bend[1]} ${x2} ${y2}`,
    class: `bond ${KIND[bond.relation] ?? bond.relation}${bond.current ? "" : " over"}`,
  });
}

function person(bond, [x, y], groups, above) {
  const told = (groups.get(bond.other) ?? []).length;
  const whose = bond.one === "you" ? bond.relation : `${bond.one}\u2019s ${bond.relation}`;
  const group = drawing("g", { class: `person ${KIND[bond.relation] ?? bond.relation}${bond.current ? "" : " over"}` });
  const r = Math.min(26, 13 + 3 * told);
  // On the far side of the line to the middle, so that it crosses no name.
  const [name, relation] = above ? [y - r - 23, y - r - 8] : [y + r + 18, y + r + 34];
  group.append(
    drawing("circle", { cx: x, cy: y, r }),
    drawing("text", { x, y: name }, bond.other),
    drawing("text", { x, y: relation, class: "whose" }, whose),
  );
  if (!told) return group;
  const link = drawing("a", { href: `#about-${encodeURIComponent(bond.other)}`, "aria-label": `${bond.other}, ${whose}: ${told} facts` });
  link.append(group);
  return link;
}

function described(mine) {
  return `The people of your life: ${mine.map((bond) => `${bond.other}, ${bond.relation}`).join("; ")}`;
}
