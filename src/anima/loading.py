"""The models of an installation: those that listen, speak, find and answer, loaded by settings."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace

from anima.llm import ChatModel, EmbeddedOptions, SenseEncoder, SentenceEncoder, embedded, endpoint
from anima.memory import ModelReader
from anima.models import WeightStore
from anima.name_sounds import NameSounds
from anima.names import NamesOfALife
from anima.persona import DEFAULT_VOICE
from anima.settings import Settings
from anima.shared_models import LanguageModels, SharedModels
from anima.voice import (
    KokoroModel,
    Mouth,
    SileroActivity,
    SmartTurn,
    SpeechModels,
    Whisper,
    measured,
)
from anima.voice.own_name import OwnSpotter
from anima.voice.wake_word import WakeWord


@asynccontextmanager
async def loaded(settings: Settings, *, voice: bool) -> AsyncGenerator[SharedModels]:
    """Load the models; with `voice`, those of speech too. Raises `WeightsError`."""
    languages = LanguageModels(language_model)
    async with AsyncExitStack() as stack:
        held = AsyncExitStack()
        stack.push_async_callback(held.aclose)
        async with asyncio.TaskGroup() as loading:
            # All take a while and none needs the others.
            loading.create_task(languages.hold(settings, held))
            embedding = loading.create_task(asyncio.to_thread(load_embedding, settings))
            sense = loading.create_task(asyncio.to_thread(load_sense, settings))
            speech = loading.create_task(_speech(settings)) if voice else None
        stack.callback(embedding.result().close)
        if found := sense.result():
            stack.callback(found.close)
        hearing = speech.result() if speech else None
        yield SharedModels(languages, embedding.result(), hearing, sense=found, held=held)


def language_model(settings: Settings) -> AbstractAsyncContextManager[ChatModel]:
    """The model that the settings name: behind an address, or embedded."""
    if settings.llm:
        return endpoint(
            settings.llm,
            model=settings.llm_model,
            key=settings.llm_key,
            thinks=settings.llm_thinks == "yes",
        )
    folder = WeightStore().folder(settings.llm_weights)
    options = EmbeddedOptions(threads=settings.model_threads)
    return embedded(folder / "model.gguf", options=options)


def trusted_reader(model: ChatModel) -> ModelReader | None:
    """The model as a second reader of facts; a small one draws what nobody said."""
    return ModelReader(model) if model.profile.prompt_shape == "full" else None


def load_speech(settings: Settings) -> SpeechModels:
    """Load the models that listen and speak; takes a few seconds."""
    store = WeightStore()
    threads = settings.model_threads
    mouth = her_voice(settings, store)
    ears = Whisper(store.folder(settings.stt), threads=threads)
    name_model = store.folder("speech-embedding") / "model.onnx"
    return SpeechModels(
        speech_to_text=ears,
        text_to_speech=mouth,
        end_of_turn=SmartTurn(store.folder(settings.end_of_turn) / "model.onnx"),
        voice_activity=SileroActivity,
        name_spotter=WakeWord(name_model, mouth, reader=ears),
    )


def her_voice(settings: Settings, store: WeightStore) -> Mouth:
    """Her voices; one of them says a sentence, to find out whether this machine keeps up."""
    model = KokoroModel(
        store.folder(settings.tts) / "model.onnx",
        store.folder("kokoro-voices"),
        threads=settings.model_threads,
    )
    return measured(model, DEFAULT_VOICE, words=store.folder("english-words"))


def acquainted(speech: SpeechModels, names: NamesOfALife, sounds: NameSounds) -> SpeechModels:
    """The same models for one person: they spell the names of their life, and know their "Wren"."""
    ears, spotter = speech.speech_to_text, speech.name_spotter
    return replace(
        speech,
        speech_to_text=ears.knowing(names) if isinstance(ears, Whisper) else ears,
        name_spotter=OwnSpotter(spotter, sounds.of) if isinstance(spotter, WakeWord) else spotter,
    )


def load_embedding(settings: Settings) -> SentenceEncoder:
    """Load the model that finds memories by meaning; takes a fifth of a second."""
    return SentenceEncoder(WeightStore().folder(settings.embedding))


def load_sense(settings: Settings) -> SenseEncoder | None:
    """Load the model that hears what a sentence hints at; None where the settings name none.

    It takes half a second; the first time some seconds, while it is made.
    """
    if not settings.sense:
        return None
    folder = WeightStore().folder(settings.sense)
    return SenseEncoder(folder, threads=settings.model_threads)


async def _speech(settings: Settings) -> SpeechModels:
    return await asyncio.to_thread(load_speech, settings)
