"""Exports of other programs: right people, times and order, and nothing that the program wrote."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from anima.continuity.chats import history_in, opened
from anima.values import ArchiveError, Message

Read = tuple[str, list[Message]]


def read(path: Path) -> Read:
    with opened(path) as files:
        history = history_in(files)
        return history.source, list(history.messages())


def said(read: Read) -> list[tuple[str, str]]:
    return [(m.author, m.text) for m in read[1]]


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_telegram_of_one_chat(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "date": "2020-01-01T10:00:00", "actor": "Bo", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date_unixtime": "1600000000",
            "from": "Bo",
            "from_id": "user1",
            "text": ["see ", {"type": "link", "text": "there"}, 7],
        },
        {"id": 3, "type": "message", "date": "2020-10-01T10:00:00", "from": None, "text": "old"},
        {"id": 4, "type": "message", "date": "2020-10-02T10:00:00", "from": "Bo", "text": ""},
    ]
    found = read(write(tmp_path / "result.json", {"name": "Bo", "messages": messages}))
    assert found[0] == "Telegram"
    assert said(found) == [("Bo", "see there"), ("Deleted account", "old")]
    assert found[1][0].at == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
    assert found[1][0].chat == "Bo"


def test_telegram_of_all_chats(tmp_path: Path) -> None:
    def chat(name: str | None) -> dict[str, Any]:
        message = {"type": "message", "date_unixtime": "1600000000", "from": "Al", "text": "hi"}
        return {"name": name, "type": "personal_chat", "messages": [message]}

    everything = {"personal_information": {}, "chats": {"list": [chat("Al"), chat(None)]}}
    found = read(write(tmp_path / "result.json", everything))
    assert [m.chat for m in found[1]] == ["Al", ""]


def test_a_message_without_a_time_is_one_sentence(tmp_path: Path) -> None:
    message = {"type": "message", "from": "Al", "from_id": "user1", "text": "hi"}
    path = write(tmp_path / "result.json", {"name": "Al", "messages": [message]})
    with pytest.raises(ArchiveError, match="no time"):
        read(path)


@pytest.mark.parametrize(("folder", "source"), [("inbox", "Messenger"), ("instagram", "Instagram")])
def test_messenger_and_instagram(tmp_path: Path, folder: str, source: str) -> None:
    def message(at: int, content: str, **more: Any) -> dict[str, Any]:
        return {"sender_name": "JosÃ©", "timestamp_ms": at, "content": content, **more}

    newest_first = [
        message(1_600_000_005_000, "Reacted 💜 to your message"),
        message(1_600_000_004_000, "fifth"),
        message(1_600_000_003_000, "fourth, again"),
        message(1_600_000_003_000, "third, at once"),
        message(1_600_000_002_000, "Liked a message"),
        message(1_600_000_002_000, "called you", type="Call"),
        message(1_600_000_002_000, "sent a photo.", photos=[{"uri": "x"}]),
        message(1_600_000_002_000, "my words", photos=[{"uri": "x"}]),
        {"sender_name": "", "timestamp_ms": 1_600_000_001_000, "content": "sushi ð\x9f\x8d£"},
        {"sender_name": "JosÃ©", "timestamp_ms": 1_600_000_001_000},
    ]
    content = {"participants": [], "messages": newest_first, "title": "JosÃ©"}
    write(tmp_path / folder / "jose_1" / "message_1.json", content)
    found = read(tmp_path)
    assert found[0] == source
    in_order = ["fifth", "third, at once", "fourth, again", "my words", "sushi 🍣"]
    assert [text for _, text in said(found)] == in_order
    assert {m.chat for m in found[1]} == {"José"}
    assert {m.author for m in found[1]} == {"José", "Unknown"}


def test_words_that_were_right_stay_right(tmp_path: Path) -> None:
    messages = [{"sender_name": "José", "timestamp_ms": 1_600_000_000_000, "content": "ça va 🙂"}]
    assert said(read(write(tmp_path / "message_1.json", {"messages": messages}))) == [
        ("José", "ça va 🙂")
    ]


def test_discord(tmp_path: Path) -> None:
    def message(kind: str, content: str, **author: Any) -> dict[str, Any]:
        at = "2019-01-04T17:52:39.762+00:00"
        return {"id": "1", "type": kind, "timestamp": at, "content": content, "author": author}

    export = {
        "guild": {"id": "0", "name": "Direct Messages"},
        "channel": {"id": "1", "name": "Bo"},
        "messages": [
            message("Default", "hey", name="bo", nickname="Bo"),
            message("Reply", "you", name="al", nickname=""),
            message("Call", "Started a call.", name="al"),
            message("Default", "", name="al"),
            message("Default", "who", id="2"),
        ],
    }
    found = read(write(tmp_path / "dm.json", export))
    assert found[0] == "Discord"
    assert said(found) == [("Bo", "hey"), ("al", "you"), ("Unknown", "who")]
    assert found[1][0].chat == "Bo"
    export["guild"] = {"id": "2", "name": "Garden"}
    assert read(write(tmp_path / "dm.json", export))[1][0].chat == "Garden #Bo"


def test_slack(tmp_path: Path) -> None:
    users: list[dict[str, Any]] = [
        {"id": "U1", "name": "bo", "profile": {"real_name": "Bo Berg"}},
        {"id": "U2", "name": "al"},
    ]

    def message(second: int, text: str, **more: Any) -> dict[str, Any]:
        return {"type": "message", "text": text, "ts": f"160000000{second}.1", **more}

    day = [
        message(0, "hi <@U2> see <https://x.y|this> &lt;3", user="U1"),
        message(1, "<#C1|general> <!here>", user="U2"),
        message(2, "joined", user="U1", subtype="channel_join"),
        message(3, "yo", user="U3", user_profile={"display_name": "Cy"}),
        message(4, "beep", subtype="bot_message", username="bot"),
        message(5, "unknown", user="U9"),
        message(6, "nobody"),
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("general")
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("general/2020-09-13.json", json.dumps(day))
    (tmp_path / "slack.zip").write_bytes(buffer.getvalue())
    found = read(tmp_path / "slack.zip")
    assert found[0] == "Slack"
    assert said(found) == [
        ("Bo Berg", "hi @al see this <3"),
        ("al", "general here"),
        ("Cy", "yo"),
        ("bot", "beep"),
        ("U9", "unknown"),
        ("?", "nobody"),
    ]
    assert found[1][0].chat == "general"


def node(parent: str | None, role: str, *parts: Any, **more: Any) -> dict[str, Any]:
    message = {"author": {"role": role}, "content": {"content_type": "text", "parts": parts}}
    return {"parent": parent, "message": message | more}


def test_chatgpt_in_the_branch_that_was_read_last(tmp_path: Path) -> None:
    hidden = {"metadata": {"is_visually_hidden_from_conversation": True}}
    talk = {
        "title": "Trees",
        "create_time": 1_600_000_000.5,
        "current_node": "f",
        "mapping": {
            "a": {"parent": None, "message": None},
            "s": node("a", "system", "be good"),
            "b": node("s", "user", "first try", {"image": 1}, create_time=1_600_000_010),
            "c": node("b", "assistant", "no"),
            "d": node("b", "assistant", "yes"),
            "e": node("d", "user", "hidden", **hidden),
            "f": node("e", "assistant", "ok", create_time=1_600_000_001),
        },
    }
    odd = [{"title": "x", "create_time": 1_600_000_000}, {"mapping": {"a": 3}, "create_time": 1}]
    loop = {
        "create_time": 1_600_000_000,
        "current_node": "a",
        "mapping": {"a": node("a", "user", "x")},
    }
    found = read(write(tmp_path / "conversations.json", [talk, *odd, loop]))
    assert found[0] == "ChatGPT"
    assert said(found) == [
        ("You", "first try"),
        ("ChatGPT", "yes"),
        ("ChatGPT", "ok"),
        ("You", "x"),
    ]
    times = [m.at for m in found[1][:3]]
    assert times == sorted(times)
    assert times[0].timestamp() == 1_600_000_010
    assert [m.mine for m in found[1][:2]] == [True, False]


def test_chatgpt_without_times_and_current_nodes(tmp_path: Path) -> None:
    mapping = {"a": node(None, "user", "one"), "b": node("a", "assistant", "two")}
    found = read(write(tmp_path / "c.json", [{"create_time": 1_600_000_000, "mapping": mapping}]))
    assert said(found) == [("You", "one"), ("ChatGPT", "two")]
    assert found[1][0].at < found[1][1].at


def test_claude(tmp_path: Path) -> None:
    at = "2025-01-02T03:04:05.000Z"
    messages = [
        {"sender": "human", "text": "hello", "created_at": at, "content": []},
        {
            "sender": "assistant",
            "text": "ignored",
            "created_at": at,
            "content": [{"type": "tool_use"}, {"type": "text", "text": "hi"}],
        },
        {"sender": "assistant", "text": "", "created_at": at},
        {"sender": "system", "text": "x", "created_at": at},
    ]
    found = read(write(tmp_path / "c.json", [{"name": "Talk", "chat_messages": messages}]))
    assert found[0] == "Claude"
    assert said(found) == [("You", "hello"), ("Claude", "hi")]
    assert found[1][0].chat == "Talk"


TAVERN_TIMES = {
    "1674563371558": 1674563371.558,
    '"2023-06-19T14:20:40.000Z"': 1687184440.0,
}


@pytest.mark.parametrize("written", TAVERN_TIMES)
def test_sillytavern(tmp_path: Path, written: str) -> None:
    lines = [
        '{"user_name":"You","character_name":"Aqua"}',
        "",
        f'{{"name":"Aqua","is_user":false,"send_date":{written},"mes":"*waves*"}}',
        f'{{"name":"Theo","is_user":true,"send_date":{written},"mes":"hey"}}',
        f'{{"name":"","is_user":true,"send_date":{written},"mes":"me"}}',
        f'{{"is_user":false,"send_date":{written},"mes":"she"}}',
        f'{{"name":"System","is_system":true,"send_date":{written},"mes":"note"}}',
    ]
    found = read(write(tmp_path / "chat.jsonl", "\n".join(lines)))
    assert found[0] == "SillyTavern"
    assert said(found) == [("Aqua", "*waves*"), ("Theo", "hey"), ("You", "me"), ("Aqua", "she")]
    assert [m.mine for m in found[1]] == [False, True, True, False]
    assert found[1][0].at.timestamp() == TAVERN_TIMES[written]


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("June 19, 2023 2:20pm", "2023-06-19 14:20:00"),
        ("2023-06-19 @14h 20m 40s 123ms", "2023-06-19 14:20:40"),
        ("2023-6-19@14h20m40s", "2023-06-19 14:20:40"),
    ],
)
def test_times_of_sillytavern_in_words(tmp_path: Path, written: str, local: str) -> None:
    lines = '{"character_name":"A"}\n' + json.dumps({"mes": "x", "send_date": written})
    found = read(write(tmp_path / "chat.jsonl", lines))
    assert f"{found[1][0].at.astimezone():%Y-%m-%d %H:%M:%S}" == local


@pytest.mark.parametrize("line", ['{"mes":"x","send_date":"once"}', '{"mes":"x"}', "{"])
def test_a_line_of_sillytavern_that_is_none(tmp_path: Path, line: str) -> None:
    with pytest.raises(ArchiveError, match="no time|no JSON"):
        read(write(tmp_path / "chat.jsonl", '{"character_name":"A"}\n' + line))


def test_replika(tmp_path: Path) -> None:
    rows = (
        "Timestamp,From,Text,Reaction,ID\n"
        '2021-03-04 10:22:33,Me,"Hi, you\nthere",,1\n'
        "2021-03-04T10:22:40Z,Ada,Hello,LOVE,2\n"
        'March 4 2021 10:23,,"Yes",,3\n'
        "2021-03-04 10:24,Me,,,4\nshort\n"
    )
    found = read(write(tmp_path / "backup.csv", rows))
    assert found[0] == "Replika"
    assert said(found) == [("You", "Hi, you\nthere"), ("Ada", "Hello"), ("Replika", "Yes")]
    assert [m.mine for m in found[1]] == [True, False, False]


def test_a_broken_table_is_one_sentence(tmp_path: Path) -> None:
    rows = "Timestamp,From,Text,Reaction,ID\n" + '2021-03-04,Me,"' + "x" * 1_100_000 + '",,\n'
    with pytest.raises(ArchiveError, match="no row of a table"):
        read(write(tmp_path / "backup.csv", rows))


MBOX = b"""From 1@x Mon Jan 01 00:00:00 +0000 2024
From: Bo Berg <bo@example.org>
Subject: The =?utf-8?q?g=C3=A4rden?=
Date: Mon, 1 Jan 2024 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

It grows.
>From here on, too.
> what you wrote
On Mon, 1 Jan 2024 at 09:00, Al wrote:
> even older

From 2@x Mon Jan 01 00:00:00 +0000 2024
From: al@example.org
Date: Tue, 2 Jan 2024 10:00:00 +0000
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><head><title>t</title></head><style>p{}</style><p>Dear <b>Bo</b></p>
<blockquote>old</blockquote></style><script>x()</script>
--b--

From 3@x Mon Jan 01 00:00:00 +0000 2024
From: nobody@example.org
Date: whenever

x

From 4@x Mon Jan 01 00:00:00 +0000 2024
From: pic@example.org
Date: Tue, 2 Jan 2024 10:00:00 +0000
Content-Type: image/png

x
"""


def test_mail(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(MBOX)
    found = read(tmp_path / "all.mbox")
    assert found[0] == "mail"
    assert said(found) == [
        ("Bo Berg", "It grows.\nFrom here on, too."),
        ("al@example.org", "Dear Bo"),
    ]
    assert found[1][0].chat == "The gärden"
    assert found[1][0].at == datetime(2024, 1, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "mark", ["<![endif--]>", "<![if !mso]>", "<!--[if mso]>only Outlook<![endif]-->", "<![x]>"]
)
def test_outlooks_marks_in_a_mail_are_no_words(tmp_path: Path, mark: str) -> None:
    (tmp_path / "all.mbox").write_bytes(MBOX.replace(b"<b>Bo</b>", f"{mark}<b>Bo</b>".encode()))
    assert said(read(tmp_path / "all.mbox"))[1] == ("al@example.org", "Dear Bo")


def test_a_mail_that_no_parser_takes_is_passed_over(tmp_path: Path) -> None:
    torn = MBOX.replace(b"<b>Bo</b>", b"<![" + b"x" * 300 + b"]>")
    (tmp_path / "all.mbox").write_bytes(torn)
    assert said(read(tmp_path / "all.mbox"))[0][0] == "Bo Berg"


def test_mail_without_a_beginning_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(b"Subject: x\n\nFrom me\n")
    with pytest.raises(ArchiveError, match="no mbox"):
        read(tmp_path / "all.mbox")


def test_a_mail_that_is_an_attachment_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anima.continuity.chats.mail.MAIL_BYTES", 450)
    long = MBOX.replace(b"It grows.", b"It grows.\n" * 100)
    (tmp_path / "inbox").write_bytes(long)
    assert said(read(tmp_path / "inbox")) == [("al@example.org", "Dear Bo")]


UNKNOWN = {
    "notes.txt": "just some words",
    "data.json": '{"a": 1}',
    "table.csv": "a,b\n1,2",
    "lines.jsonl": '{"a": 1}',
    "thing.bin": "\x00\x01",
    "empty.csv": "",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="no export that is known"):
        read(write(tmp_path / name, UNKNOWN[name]))


def test_nothing_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="No such file"):
        read(tmp_path / "none")


@pytest.mark.parametrize("cut", [60, 200, 400])
def test_what_was_cut_off_is_one_sentence(tmp_path: Path, cut: int) -> None:
    one = {"type": "message", "date_unixtime": "1600000000", "from": "A", "from_id": "u"}
    messages = [one | {"text": "x" * 50}] * 5
    whole = json.dumps({"name": "A", "date_unixtime": "", "messages": messages})
    with pytest.raises(ArchiveError, match="cut off"):
        read(write(tmp_path / "result.json", whole[:cut]))


def test_json_that_is_too_deep_is_one_sentence(tmp_path: Path) -> None:
    deep = '{"date_unixtime":1,"messages":[' + "[" * 300 + "]" * 300 + "]}"
    with pytest.raises(ArchiveError, match="damaged"):
        read(write(tmp_path / "result.json", deep))


def test_odd_values_are_passed_over(tmp_path: Path) -> None:
    messages = [None, 3, "x", [], {"type": True, "text": "y"}, {"type": "message", "text": 4}]
    path = write(tmp_path / "r.json", {"date_unixtime": None, "name": 3, "messages": messages})
    assert said(read(path)) == []
    odd = {"sender_name": 3, "timestamp_ms": True, "content": "x"}
    with pytest.raises(ArchiveError, match="no time"):
        read(write(tmp_path / "message_1.json", {"title": 3, "messages": [odd]}))
    odd = {"sender_name": "A", "timestamp_ms": "soon", "content": "x"}
    with pytest.raises(ArchiveError, match="no time"):
        read(write(tmp_path / "message_1.json", {"messages": [odd]}))


def test_an_empty_mail_is_none(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(b"From me\n")
    assert said(read(tmp_path / "all.mbox")) == []
