"""Where a hub has the files that several rows name."""

from anima.models.weight import HubFile

SMART_TURN_HUB = "pipecat-ai/smart-turn-v3"
SMART_TURN_REVISION = "f766f81d3cfdf7737ac64aad813d91bbfd56bf93"


def voice_on_hub(voice: str) -> HubFile:
    """The file of one of Kokoro's voices."""
    return HubFile(
        "onnx-community/Kokoro-82M-v1.0-ONNX",
        f"voices/{voice}.bin",
        "1939ad2a8e416c0acfeecc08a694d14ef25f2231",
    )
