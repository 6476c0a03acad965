// Her presence: a warm light of three veils that breathes, listens, thinks and moves with her voice.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

// How much larger than the element its canvas is, so that her glow fades out instead of being cut.
const ROOM = 1.8;

// How each state looks: how large, how fast it breathes, how far the thread around it is.
const LOOKS = {
  listening: { size: 0.62, breath: 0.9, thread: 0.86, dots: 0, glow: 0.8 },
  hearing: { size: 0.56, breath: 1.3, thread: 1, dots: 0, glow: 0.9 },
  thinking: { size: 0.48, breath: 1.8, thread: 0.76, dots: 3, glow: 0.6 },
  speaking: { size: 0.68, breath: 1.0, thread: 0.92, dots: 0, glow: 1 },
  waiting: { size: 0.4, breath: 0.6, thread: 0.62, dots: 1, glow: 0.5 },
  elsewhere: { size: 0.42, breath: 0, thread: 0.6, dots: 0, glow: 0 },
  waking: { size: 0.36, breath: 0.6, thread: 0.58, dots: 1, glow: 0.45 },
  offline: { size: 0.42, breath: 0, thread: 0.6, dots: 0, glow: 0 },
};

// From the outside in: size, how much it gives way to sound, its pace, and its warmth.
const VEILS = [
  { size: 1.08, give: 0.2, pace: 0.7, waves: [2, 3, 5], inner: "rgba(240, 138, 96, 0.6)", outer: "rgba(242, 146, 102, 0.3)" },
  { size: 0.94, give: 0.14, pace: -1.0, waves: [3, 4, 2], inner: "rgba(248, 178, 120, 0.9)", outer: "rgba(230, 104, 66, 0.72)" },
  { size: 0.7, give: 0.1, pace: 1.3, waves: [2, 5, 3], inner: "rgba(255, 238, 212, 0.95)", outer: "rgba(250, 190, 136, 0.15)" },
];

export class Presence extends HTMLElement {
  #canvas = document.createElement("canvas");
  #look = { ...LOOKS.waking };
  #level = 0;
  #frame = 0;
  state = "waking";
  // Who is asked for the loudness to show: a function that gives 0 to 1.
  loudness = () => 0;

  connectedCallback() {
    this.append(this.#canvas);
    new ResizeObserver(() => this.#resize()).observe(this);
    const draw = (time) => {
      this.#draw(STILL.matches ? 0 : time / 1000);
      this.#frame = requestAnimationFrame(draw);
    };
    this.#frame = requestAnimationFrame(draw);
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
  }

  #resize() {
    const scale = devicePixelRatio || 1;
    this.#canvas.width = this.clientWidth * scale;
    this.#canvas.height = this.clientHeight * ROOM * scale;
  }

  #ease() {
    const aim = LOOKS[this.state] ?? LOOKS.listening;
    const pace = STILL.matches ? 1 : 0.08;
    for (const key of Object.keys(aim)) this.#look[key] += (aim[key] - this.#look[key]) * pace;
    const loud = STILL.matches ? 0 : this.loudness();
    this.#level += (loud - this.#level) * (loud > this.#level ? 0.5 : 0.15);
  }

  #draw(seconds) {
    this.#ease();
    const { width, height } = this.#canvas;
    const pen = this.#canvas.getContext("2d");
    const unit = Math.min(width, height / ROOM) / 2;
    if (!unit) return;
    pen.setTransform(1, 0, 0, 1, width / 2, height / 2);
    pen.clearRect(-width / 2, -height / 2, width, height);
    const breath = 1 + 0.035 * Math.sin(seconds * this.#look.breath * 2);
    const radius = unit * this.#look.size * breath * (1 + 0.14 * this.#level);
    if (["offline", "elsewhere"].includes(this.state)) {
      this.#hollow(pen, radius, unit);
      return;
    }
    this.#glow(pen, radius, height / 2);
    for (const veil of VEILS) this.#veil(pen, radius, seconds, veil);
    this.#thread(pen, unit, seconds);
    this.#thoughts(pen, unit, seconds);
  }

  #hollow(pen, radius, unit) {
    pen.strokeStyle = getComputedStyle(this).color;
    pen.lineWidth = unit * 0.02;
    pen.setLineDash([unit * 0.06, unit * 0.06]);
    pen.beginPath();
    pen.arc(0, 0, radius, 0, Math.PI * 2);
    pen.stroke();
    pen.setLineDash([]);
  }

  #glow(pen, radius, room) {
    const reach = Math.min(room, radius * (2.1 + 0.6 * this.#level));
    const strength = 0.34 * this.#look.glow * (1 + 0.5 * this.#level);
    const light = pen.createRadialGradient(0, 0, radius * 0.5, 0, 0, reach);
    light.addColorStop(0, `rgba(240, 132, 88, ${strength})`);
    light.addColorStop(0.45, `rgba(242, 150, 104, ${strength * 0.36})`);
    light.addColorStop(1, "rgba(244, 170, 124, 0)");
    pen.fillStyle = light;
    pen.fillRect(-reach, -reach, reach * 2, reach * 2);
  }

  // A closed line that is never quite a circle: three slow waves go around it.
  #outline(pen, radius, depth, seconds, waves) {
    pen.beginPath();
    for (let step = 0; step <= 144; step += 1) {
      const angle = (step / 144) * Math.PI * 2;
      const wave = waves.reduce((sum, count, index) => {
        const drift = seconds * (0.7 + 0.45 * index) * (index % 2 ? -1 : 1);
        return sum + Math.sin(angle * count + drift);
      }, 0);
      const reach = radius * (1 + (depth * wave) / 2);
      pen.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach);
    }
    pen.closePath();
  }

  #veil(pen, radius, seconds, { size, give, pace, waves, inner, outer }) {
    const reach = radius * size * (1 + 0.1 * this.#level);
    const fill = pen.createRadialGradient(0, reach * 0.18, 0, 0, 0, reach * 1.08);
    fill.addColorStop(0, inner);
    fill.addColorStop(1, outer);
    pen.fillStyle = fill;
    this.#outline(pen, reach, 0.03 + give * this.#level, seconds * pace, waves);
    pen.fill();
  }

  // A thread around her: it leans out while the person speaks, and trembles with either voice.
  #thread(pen, unit, seconds) {
    const reach = unit * this.#look.thread * 0.97;
    pen.lineWidth = Math.max(1, unit * 0.012);
    for (const [turn, strength] of [[1, 0.7], [-0.7, 0.35]]) {
      pen.strokeStyle = `rgba(222, 112, 74, ${strength})`;
      this.#outline(pen, reach, 0.012 + 0.05 * this.#level, seconds * turn, [3, 2, 4]);
      pen.stroke();
    }
  }

  #thoughts(pen, unit, seconds) {
    const count = Math.round(this.#look.dots);
    pen.fillStyle = "#d9603a";
    for (let dot = 0; dot < count; dot += 1) {
      const angle = seconds * 1.6 + (dot / count) * Math.PI * 2;
      const reach = unit * this.#look.thread * 0.97;
      pen.beginPath();
      pen.arc(Math.cos(angle) * reach, Math.sin(angle) * reach, unit * 0.04, 0, Math.PI * 2);
      pen.fill();
    }
  }
}

customElements.define("anima-presence", Presence);
