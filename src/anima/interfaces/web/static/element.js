// Elements with text and attributes, in HTML and in SVG.

export function element(name, content = "", attributes = {}) {
  return filled(document.createElement(name), content, attributes);
}

export function drawing(name, attributes = {}, content = "") {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), content, attributes);
}

function filled(made, content, attributes) {
  if (content) made.textContent = content;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
