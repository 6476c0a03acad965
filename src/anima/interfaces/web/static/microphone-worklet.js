// Turns what the microphone gives into 16-bit samples at 16 kHz, 20 ms at a time.

const RATE = 16000;
const BLOCK = 320;

class Microphone extends AudioWorkletProcessor {
  #block = new Int16Array(BLOCK);
  #filled = 0;
  #place = 0;
  #last = 0;

  // Browsers that cannot open the microphone at 16 kHz give another rate: it is interpolated.
  process([[input]]) {
    if (!input) return true;
    const step = sampleRate / RATE;
    if (step === 1) {
      for (const sample of input) this.#put(sample);
      return true;
    }
    while (this.#place < input.length) {
      const index = Math.floor(this.#place);
      const before = index === 0 ? this.#last : input[index - 1];
      this.#put(before + (input[index] - before) * (this.#place - index));
      this.#place += step;
    }
    this.#place -= input.length;
    this.#last = input[input.length - 1];
    return true;
  }

  #put(sample) {
    this.#block[this.#filled] = Math.max(-1, Math.min(1, sample)) * 32767;
    this.#filled += 1;
    if (this.#filled === BLOCK) {
      const full = this.#block;
      this.#block = new Int16Array(BLOCK);
      this.#filled = 0;
      this.port.postMessage(full.buffer, [full.buffer]);
    }
  }
}

registerProcessor("microphone", Microphone);
