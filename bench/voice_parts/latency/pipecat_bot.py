"""pipecat as its documentation puts it together, with the weights that she uses.

Run as `python -m bench.voice_parts.latency.pipecat_bot OPTIONS`, where OPTIONS is a JSON object
with `port`, `whisper`, `llm`, `key`, `model`, `kokoro`, `voices`, `voice` and `system`. It prints
`ready` when a client may come, and ends with the client.

Its Silero voice activity, its default turn strategies (Smart Turn v3), its segmented Whisper, its
OpenAI service and its Kokoro, nothing tuned.
"""

import asyncio
import json
import sys

from loguru import logger

logger.remove()

from pipecat.audio.vad.silero import SileroVADAnalyzer  # noqa: E402  # after the logger is quiet
from pipecat.pipeline.pipeline import Pipeline  # noqa: E402
from pipecat.pipeline.worker import PipelineParams, PipelineWorker  # noqa: E402
from pipecat.processors.aggregators.llm_context import LLMContext  # noqa: E402
from pipecat.processors.aggregators.llm_response_universal import (  # noqa: E402
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.serializers.protobuf import ProtobufFrameSerializer  # noqa: E402
from pipecat.services.kokoro.tts import KokoroTTSService  # noqa: E402
from pipecat.services.openai.llm import OpenAILLMService  # noqa: E402
from pipecat.services.whisper.stt import WhisperSTTService  # noqa: E402
from pipecat.transports.websocket.server import (  # noqa: E402
    SingleClientWebsocketServerParams,
    SingleClientWebsocketServerTransport,
)
from pipecat.workers.runner import WorkerRunner  # noqa: E402


async def main(options: dict[str, str]) -> None:
    """Serve one client."""
    transport = SingleClientWebsocketServerTransport(
        SingleClientWebsocketServerParams(
            audio_in_enabled=True, audio_out_enabled=True, serializer=ProtobufFrameSerializer()
        ),
        host="127.0.0.1",
        port=int(options["port"]),
    )
    stt = WhisperSTTService(
        device="cpu",
        compute_type="int8",
        settings=WhisperSTTService.Settings(model=options["whisper"]),
    )
    llm = OpenAILLMService(
        base_url=options["llm"],
        api_key=options["key"],
        settings=OpenAILLMService.Settings(model=options["model"], max_tokens=120),
    )
    tts = KokoroTTSService(
        model_path=options["kokoro"],
        voices_path=options["voices"],
        settings=KokoroTTSService.Settings(voice=options["voice"]),
    )
    context = LLMContext([{"role": "system", "content": options["system"]}])
    user, assistant = LLMContextAggregatorPair(
        context, user_params=LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer())
    )
    steps = [transport.input(), stt, user, llm, tts, transport.output(), assistant]
    worker = PipelineWorker(Pipeline(steps), params=PipelineParams())

    async def ready(_transport: object) -> None:
        print("ready", flush=True)

    async def gone(_transport: object, _client: object) -> None:
        await worker.cancel()

    transport.add_event_handler("on_websocket_ready", ready)
    transport.add_event_handler("on_client_disconnected", gone)
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
