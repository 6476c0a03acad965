// Her voice: sound comes in pieces, is played without gaps, and what sounded is reported.

function decoded(audio) {
  const bytes = Uint8Array.from(atob(audio), (character) => character.charCodeAt(0));
  return Float32Array.from(new Int16Array(bytes.buffer), (value) => value / 32768);
}

export class Player extends EventTarget {
  #context = null;
  #node = null;
  #gain = null;
  #meter = null;
  #levels = null;
  #starting = null;
  #muted = false;

  get canSound() {
    return this.#context?.state === "running";
  }

  // Browsers let a page sound only after the person has touched it; call this on a gesture too.
  async wake() {
    this.#starting ??= this.#start();
    await this.#starting;
    if (this.#context.state === "suspended") {
      // Without a gesture this promise stays open for ever, so it is not waited for.
      this.#context.resume().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return this.canSound;
  }

  async #start() {
    this.#context = new AudioContext({ sampleRate: 24000, latencyHint: "interactive" });
    await this.#context.audioWorklet.addModule("/static/player-worklet.js");
    this.#node = new AudioWorkletNode(this.#context, "player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#gain = this.#context.createGain();
    this.#meter = this.#context.createAnalyser();
    this.#meter.fftSize = 512;
    this.#levels = new Float32Array(this.#meter.fftSize);
    this.#node.connect(this.#gain).connect(this.#meter).connect(this.#context.destination);
    this.#gain.gain.value = this.#muted ? 0 : 1;
    this.#node.port.onmessage = ({ data }) => this.dispatchEvent(new CustomEvent("played", { detail: data }));
  }

  play({ audio, reply, offset }) {
    if (!this.#node) return;
    const samples = decoded(audio);
    this.#node.port.postMessage({ type: "sound", reply, offset, samples }, [samples.buffer]);
  }

  // A small sound of listening: softly, beside everything else, and not reported.
  murmur({ audio, sample_rate }) {
    if (!this.canSound) return;
    const samples = decoded(audio);
    const buffer = this.#context.createBuffer(1, samples.length, sample_rate);
    buffer.copyToChannel(samples, 0);
    const source = this.#context.createBufferSource();
    const soft = this.#context.createGain();
    soft.gain.value = 0.5;
    source.buffer = buffer;
    source.connect(soft).connect(this.#gain);
    source.start();
  }

  // Holds the reply's sound, or lets it go on: from a sample that has sounded already, if one is given,
  // and after what leads back to it.
  pause({ reply, on, from, lead }) {
    this.#node?.port.postMessage({ type: "pause", reply, on, from, lead: lead && decoded(lead) });
  }

  flush(reply) {
    this.#node?.port.postMessage({ type: "flush", reply });
  }

  set muted(value) {
    this.#muted = value;
    if (this.#gain) this.#gain.gain.value = value ? 0 : 1;
  }

  // The present loudness, 0 to 1, for the eye.
  get level() {
    if (!this.#meter) return 0;
    this.#meter.getFloatTimeDomainData(this.#levels);
    let sum = 0;
    for (const value of this.#levels) sum += value * value;
    return Math.min(1, Math.sqrt(sum / this.#levels.length) * 5);
  }
}
