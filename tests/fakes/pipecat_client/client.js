// A page of somebody else's: pipecat's client over either of its transports, as their guide shows it.

import { PipecatClient } from "@pipecat-ai/client-js";
import { SmallWebRTCTransport } from "@pipecat-ai/small-webrtc-transport";
import { ProtobufFrameSerializer, WavMediaManager, WebSocketTransport } from "@pipecat-ai/websocket-transport";

const seen = (window.seen = []);
const note = (name) => (data) => seen.push({ name, data: data ?? null, at: performance.now() });

// What the callback of this name was called with, where it holds these values.
window.called = (name, values) =>
  seen
    .filter((each) => each.name === name)
    .map((each) => each.data)
    .filter((data) => Object.entries(values).every(([key, value]) => data[key] === value));

// How much of her sound there was, in seconds.
window.sounding = 0;

// Their other media manager fetches a script from elsewhere before it opens a microphone.
const mediaManager = new WavMediaManager(undefined, 16000);

const overSocket = () => {
  const play = mediaManager.bufferBotAudio.bind(mediaManager);
  mediaManager.bufferBotAudio = (samples, ...rest) => {
    window.sounding += samples.length / 24000;
    return play(samples, ...rest);
  };
  return new WebSocketTransport({ serializer: new ProtobufFrameSerializer(), mediaManager });
};

const listen = (track) => {
  const stream = new MediaStream([track]);
  // Chromium lets a call sound in a graph only while it sounds in an element, too.
  Object.assign(document.createElement("audio"), { srcObject: stream, muted: true }).play();
  const context = new AudioContext();
  const ear = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(ear);
  const samples = new Float32Array(ear.fftSize);
  setInterval(() => {
    ear.getFloatTimeDomainData(samples);
    if (samples.some((each) => Math.abs(each) > 0.02)) window.sounding += 0.05;
  }, 50);
};

const names = [
  "Connected",
  "Disconnected",
  "BotReady",
  "BotDisconnected",
  "Error",
  "MessageError",
  "UserStartedSpeaking",
  "UserStoppedSpeaking",
  "UserTranscript",
  "BotStartedSpeaking",
  "BotStoppedSpeaking",
  "BotLlmText",
  "BotLlmStopped",
  "BotTtsText",
  "BotInterrupted",
  "ServerMessage",
];
const callbacks = Object.fromEntries(names.map((name) => [`on${name}`, note(name)]));

const calls = location.search === "?call";
if (calls) {
  callbacks.onTrackStarted = (track, participant) => {
    if (track.kind === "audio" && !participant?.local) listen(track);
  };
}

window.client = new PipecatClient({
  transport: calls ? new SmallWebRTCTransport({ mediaManager }) : overSocket(),
  enableMic: true,
  enableCam: false,
  callbacks,
});
