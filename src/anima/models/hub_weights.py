"""Weights that are better, larger, and only on a hub: one row at least for each role.

Their hashes are those that the hub states for these revisions, as others have published them. Where
none was published the row has none, and the file must be what the hub says when it is fetched.
"""

from anima.models.hub_places import SMART_TURN_HUB, SMART_TURN_REVISION, voice_on_hub
from anima.models.voice_hashes import ENGLISH_VOICES, OTHER_VOICES, VOICE_BYTES
from anima.models.weight import HubFile, Weight, WeightFile


def _small(name: str, size: int, sha256: str) -> WeightFile:
    hub = HubFile("Systran/faster-whisper-small", name, "536b0662742c02347bc0e980a01041f333bce120")
    return WeightFile(name, size, sha256, hub=hub)


QWEN3_4B = Weight(
    name="qwen3-4b",
    role="llm",
    publisher="Qwen (Alibaba Cloud), quantised by bartowski",
    licence="Apache-2.0",
    about="Qwen3 4B Instruct, 4 bit: better talk; wants four cores or a graphics card.",
    files=(
        WeightFile(
            "model.gguf",
            2_497_280_736,
            "2fde00ce69dd4899c70d020845e2638353015bba0fdf161b3eb965f2bca4464e",
            hub=HubFile(
                "bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
                "Qwen_Qwen3-4B-Instruct-2507-Q4_K_M.gguf",
                "ae44f08e1392f39c0e474af10c3ff8355c8b6688",
            ),
        ),
    ),
)

WHISPER_SMALL = Weight(
    name="whisper-small",
    role="stt",
    publisher="OpenAI, converted to CTranslate2 by Systran",
    licence="MIT",
    about="Whisper small: fewer errors than base at about three times the work.",
    files=(
        _small(
            "model.bin",
            483_546_902,
            "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
        ),
        _small(
            "config.json",
            2_370,
            "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828",
        ),
        _small(
            "tokenizer.json",
            2_203_239,
            "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        ),
        _small(
            "vocabulary.txt",
            459_861,
            "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        ),
    ),
)

KOKORO_FULL = Weight(
    name="kokoro-full",
    role="tts",
    publisher="hexgrad, converted to ONNX by thewh1teagle",
    licence="Apache-2.0",
    about="Kokoro 82M at full precision: the same voices, a little cleaner.",
    files=(
        WeightFile(
            "model.onnx",
            325_532_387,
            "7d5df8ecf7d4b1878015a32686053fd0eebe2bc377234608764cc0ef3636a6c5",
            hub=HubFile("fastrtc/kokoro-onnx", "kokoro-v1.0.onnx", "main"),
        ),
    ),
)

KOKORO_VOICES_ALL = Weight(
    name="kokoro-voices-all",
    role="voices",
    publisher="hexgrad, packaged by onnx-community",
    licence="Apache-2.0",
    about="All 54 voices of Kokoro, those of other languages too.",
    files=tuple(
        WeightFile(f"{voice}.bin", VOICE_BYTES, ENGLISH_VOICES.get(voice), hub=voice_on_hub(voice))
        for voice in (*ENGLISH_VOICES, *OTHER_VOICES)
    ),
)

SMART_TURN_FULL = Weight(
    name="smart-turn-full",
    role="end_of_turn",
    publisher="Daily",
    licence="BSD-2-Clause",
    about="Smart Turn v3.2 at full precision: surer of itself, at about twice the work.",
    files=(
        WeightFile(
            "model.onnx",
            32_411_198,
            "ab8dc64b88713f90b571c15b714bd1330e6c883cad8763dacf65c9376dc539be",
            hub=HubFile(SMART_TURN_HUB, "smart-turn-v3.2-gpu.onnx", SMART_TURN_REVISION),
        ),
    ),
)

_BGE_HUB = "BAAI/bge-small-en-v1.5"
_BGE_REVISION = "5c38ec7c405ec4b44b94cc5a9bb96e735b38267a"

BGE_SMALL = Weight(
    name="bge-small-en",
    role="embedding",
    publisher="BAAI",
    licence="MIT",
    about="BGE small, English, full precision: trained for search, at four times the work.",
    files=(
        WeightFile(
            "model.onnx",
            133_093_490,
            "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
            hub=HubFile(_BGE_HUB, "onnx/model.onnx", _BGE_REVISION),
        ),
        WeightFile(
            "tokenizer.json",
            711_396,
            "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
            hub=HubFile(_BGE_HUB, "tokenizer.json", _BGE_REVISION),
        ),
    ),
)

HUB_WEIGHTS = (
    QWEN3_4B,
    WHISPER_SMALL,
    KOKORO_FULL,
    KOKORO_VOICES_ALL,
    SMART_TURN_FULL,
    BGE_SMALL,
)
