// The microphone: opened when it is first wanted, closed when it is not, and honest when it fails.

export class MicrophoneError extends Error {}

const WHY = {
  NotAllowedError:
    "The browser does not let this page use the microphone. Allow it in the address bar, then try again. Typing always works.",
  NotFoundError: "No microphone was found. Connect one and try again, or type.",
  NotReadableError: "Another program holds the microphone. Close it there and try again, or type.",
};

export class Microphone extends EventTarget {
  #stream = null;
  #context = null;
  #opening = null;
  #level = 0;

  get isOpen() {
    return this.#stream !== null;
  }

  get level() {
    return this.isOpen ? this.#level : 0;
  }

  open() {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open() {
    if (this.isOpen) return;
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new MicrophoneError(
        "Browsers give the microphone only to pages on localhost or behind HTTPS. Typing works here.",
      );
    }
    const raw = new URLSearchParams(location.search).has("raw-microphone");
    const clean = { echoCancellation: !raw, noiseSuppression: !raw, autoGainControl: !raw };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...clean } });
      await this.#listen();
      this.dispatchEvent(new CustomEvent("changed"));
    } catch (error) {
      this.close();
      throw new MicrophoneError(WHY[error.name] ?? "The microphone could not be opened. Typing works.");
    }
    for (const track of this.#stream.getTracks()) {
      track.addEventListener("ended", () => {
        this.close();
        this.dispatchEvent(new CustomEvent("lost"));
      });
    }
  }

  async #listen() {
    let source;
    try {
      this.#context = new AudioContext({ sampleRate: 16000 });
      source = this.#context.createMediaStreamSource(this.#stream);
    } catch {
      // Firefox wants the context to run at the microphone's own rate.
      await this.#context?.close();
      this.#context = new AudioContext();
      source = this.#context.createMediaStreamSource(this.#stream);
    }
    await this.#context.audioWorklet.addModule("/static/microphone-worklet.js");
    const node = new AudioWorkletNode(this.#context, "microphone", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => {
      this.#measure(data);
      this.dispatchEvent(new CustomEvent("sound", { detail: data }));
    };
    source.connect(node);
    await this.#context.resume();
  }

  #measure(buffer) {
    let sum = 0;
    const samples = new Int16Array(buffer);
    for (const sample of samples) sum += sample * sample;
    this.#level = Math.min(1, (Math.sqrt(sum / samples.length) / 32768) * 6);
  }

  close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#context?.close();
    this.#stream = null;
    this.#context = null;
    this.dispatchEvent(new CustomEvent("changed"));
  }
}
