"""WhatsApp's text files, whatever phone and language wrote them."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.continuity.chats import DateOrder, history_in, opened
from anima.values import ArchiveError, Message


def read(
    folder: Path,
    content: str | bytes,
    *,
    name: str = "WhatsApp Chat with Jo.txt",
    dates: DateOrder | None = None,
) -> list[Message]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with opened(path) as files:
        return list(history_in(files, dates=dates).messages())


def local(message: Message) -> str:
    return f"{message.at.astimezone():%Y-%m-%d %H:%M:%S}"


HEADERS = {
    "12/31/21, 11:05 PM - Jo: hi": "2021-12-31 23:05:00",
    "31/12/2021, 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "31.12.21, 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "31.12.2021, 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "[31.12.21, 23:05:59] Jo: hi": "2021-12-31 23:05:59",
    "[31/12/2021, 11:05:59 PM] Jo: hi": "2021-12-31 23:05:59",
    "[31/12/2021, 11:05:59\u202fPM] Jo: hi": "2021-12-31 23:05:59",
    "\u200e[31/12/2021, 11:05:59 p.\u00a0m.] Jo: hi": "2021-12-31 23:05:59",
    "2021-12-31, 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "2021/12/31, 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "[2021-12-31 23:05:59] Jo: hi": "2021-12-31 23:05:59",
    "31-12-2021 23:05 - Jo: hi": "2021-12-31 23:05:00",
    "[31-12-21 23:05:59] Jo: hi": "2021-12-31 23:05:59",
    "31.12.21, 23.05 - Jo: hi": "2021-12-31 23:05:00",
    "2021. 12. 31. 오후 11:05 - Jo: hi": "2021-12-31 23:05:00",
    "2021/12/31, 下午11:05 - Jo: hi": "2021-12-31 23:05:00",
    "31/12/21, 12:05 am - Jo: hi": "2021-12-31 00:05:00",
    "31/12/21 12:05 pm - Jo: hi": "2021-12-31 12:05:00",
    "31/12/2021 23:05: Jo: hi": "2021-12-31 23:05:00",
    "٣١/١٢/٢٠٢١, ٢٣:٠٥ - Jo: hi": "2021-12-31 23:05:00",
}


@pytest.mark.parametrize("line", HEADERS)
def test_every_header_is_read(tmp_path: Path, line: str) -> None:
    (message,) = read(tmp_path, line)
    assert (message.author, message.text, local(message)) == ("Jo", "hi", HEADERS[line])
    assert message.chat == "Jo"
    assert message.mine is None


def test_what_goes_over_lines_belongs_together(tmp_path: Path) -> None:
    text = "31/12/21, 10:00 - Jo: one\n\ntwo: three\n31/12/21, 10:01 - Al: four\n"
    assert [m.text for m in read(tmp_path, text)] == ["one\n\ntwo: three", "four"]


NOT_SAID = (
    "Messages and calls are end-to-end encrypted. No one outside can read them.",
    "Pokemon Chat: Messages and calls are end-to-end encrypted.",
    "Jo: Messages to this chat and calls are now secured with end-to-end encryption. Tap for more.",
    "Jo: Messages you send to this group are now secured with end-to-end encryption.",
    "Jo: Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand sonst kann sie lesen.",
    "Jo: Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie puede leerlos.",
    "Jo: Les messages et les appels sont chiffrés de bout en bout. Personne ne peut les lire.",
    "Jo: I messaggi e le chiamate sono crittografati end-to-end. Nessuno può leggerli.",
    "Jo: As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.",
    "Jo: Missed voice call at 10:01",
    "Jo: Waiting for this message. This may take a while.",
    "Jo: This message was deleted.",
    'Jo created group "Friends: the old ones"',
    'Jo changed the subject to "x: y"',
    "Al left",
    "Jo: <Media omitted>",
    "Jo: <Medien ausgeschlossen>",
    "Jo: \u200eimage omitted",
    "Jo: image omitted",
    "Jo: Bild weggelassen",
    "Jo: IMG-20210101-WA0001.jpg (file attached)",
    "Jo: IMG-20210101-WA0001.jpg (Datei angehängt)",
    "Jo: This message was deleted",
    "Jo: \u200eMissed voice call",
    "Jo: null",
    "Jo: ",
    "Jo: \u200e<attached: 00000012-PHOTO.jpg>",
    "Jo: \u200e<This message was edited>",
)


@pytest.mark.parametrize("line", NOT_SAID)
def test_what_the_program_wrote_is_left_out(tmp_path: Path, line: str) -> None:
    text = f"31/12/21, 10:00 - Jo: before\n31/12/21, 10:01 - {line}\n31/12/21, 10:02 - Al: after"
    assert [m.text for m in read(tmp_path, text)] == ["before", "after"]


SAID_BY_PEOPLE = (
    "The end-to-end tests fail again, I am done with this job",
    "Signal is end-to-end, so tell me: what did the doctor say?",
    "Messages on Signal are end-to-end encrypted, are they?",
    "j'ai lu ton roman de bout en bout",
    "Ende-zu-Ende verschlüsselt? Das glaube ich nicht.",
    "conheço a costa de ponta a ponta",
    "You deleted this message, and I wonder why.",
    "Missed video call? I was in the shower.",
    "Waiting for this message all day!",
)


@pytest.mark.parametrize("words", SAID_BY_PEOPLE)
def test_what_people_say_of_such_things_is_theirs(tmp_path: Path, words: str) -> None:
    (message,) = read(tmp_path, f"31/12/21, 10:00 - Ana: {words}")
    assert (message.author, message.text) == ("Ana", words)


def test_the_time_is_kept_as_it_was_written(tmp_path: Path) -> None:
    (message,) = read(tmp_path, "31/12/21, 10:05 pm - Ana: hello")
    assert message.written == "2021-12-31T22:05:00"


def test_an_edited_message_is_what_was_said(tmp_path: Path) -> None:
    (message,) = read(
        tmp_path, "[31/12/21, 10:00:00] ~\u202fJo: words \u200e<This message was edited>"
    )
    assert (message.author, message.text) == ("Jo", "words")


def test_the_order_of_a_date_is_found_out(tmp_path: Path) -> None:
    american = "1/2/21, 10:00 - Jo: a\n1/13/21, 10:00 - Jo: b"
    assert [local(m)[:10] for m in read(tmp_path, american)] == ["2021-01-02", "2021-01-13"]
    european = "01/02/21, 10:00 - Jo: a\n13/02/21, 10:00 - Jo: b"
    assert [local(m)[:10] for m in read(tmp_path, european)] == ["2021-02-01", "2021-02-13"]
    by_time = "03/01/2021, 10:00 - Jo: a\n04/01/2021, 10:00 - Jo: b\n01/02/2021, 10:00 - Jo: c"
    assert [local(m)[:10] for m in read(tmp_path, by_time)][-1] == "2021-02-01"
    one = "5/6/21, 10:00 - Jo: a"
    assert local(read(tmp_path, one)[0])[:10] == "2021-05-06"
    assert local(read(tmp_path, "05/06/21, 10:00 - Jo: a")[0])[:10] == "2021-06-05"
    assert local(read(tmp_path, "05/06/21, 10:00 - Jo: a", dates="mdy")[0])[:10] == "2021-05-06"


def test_a_line_with_a_date_in_the_middle_of_a_message_stays_in_it(tmp_path: Path) -> None:
    text = "31/12/21, 10:00 - Jo: look\n99/99/21, 10:00 - no: date\n31/12/21, 10:01 - Al: yes"
    with pytest.raises(ArchiveError, match="dates"):
        read(tmp_path, text)
    assert len(read(tmp_path, text, dates="dmy")) == 2
    assert read(tmp_path, "99/99/21, 10:00 - no: date", dates="dmy") == []
    assert read(tmp_path, "31/12/21, 10:00 - Jo: ", dates="dmy") == []


def test_signal_writes_it_almost_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "signal" / "Jo"
    folder.mkdir(parents=True)
    (folder / "chat.md").write_text("[2021-12-31, 10:00] Me: hello\n[2021-12-31, 10:01] Jo: hi\n")
    with opened(tmp_path / "signal") as files:
        history = history_in(files)
        messages = list(history.messages())
    assert history.source == "Signal"
    assert [(m.author, m.chat, m.mine) for m in messages] == [
        ("Me", "Jo", True),
        ("Jo", "Jo", None),
    ]


def test_utf_16_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    line = "31/12/21, 10:00 - Jo: naïve"
    assert read(tmp_path, line.encode("utf-16"))[0].text == "naïve"
    assert read(tmp_path, line.encode("utf-8-sig"))[0].text == "naïve"


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="UTF-8"):
        read(tmp_path, b"31/12/21, 10:00 - Jo: \xff\xfe\xff")


@given(st.text(), st.text(min_size=1))
def test_any_text_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, author: str
) -> None:
    folder = tmp_path_factory.mktemp("chat")
    content = f"31/12/21, 10:00 - {author}: {text}\n[1.1.22, 9:00:00] Al: end"
    try:
        messages = read(folder, content.encode("utf-8", "surrogatepass"))
    except ArchiveError:
        return
    assert all(m.text.strip() and m.author and isinstance(m.at, datetime) for m in messages)
