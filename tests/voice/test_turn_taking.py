"""Whose turn it is: the transition function, alone."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from anima.voice.turn_taking import Act, Signal, Step, TurnState, advance, shown_state

HERS = {TurnState.THINKING, TurnState.SPEAKING, TurnState.OVERLAPPING}


def walk(*signals: Signal) -> TurnState:
    state = TurnState.LISTENING
    for signal in signals:
        state = advance(state, signal).state
    return state


def test_a_turn_goes_from_listening_to_speaking_and_back() -> None:
    before = (Signal.SPEECH, Signal.SILENCE, Signal.FINISHED, Signal.WORDS)
    assert walk(*before) is TurnState.THINKING
    assert walk(*before, Signal.SOUND) is TurnState.SPEAKING
    assert walk(*before, Signal.SOUND, Signal.DONE) is TurnState.LISTENING


def test_a_pause_is_not_an_end() -> None:
    assert walk(Signal.SPEECH, Signal.SILENCE, Signal.WORDS) is TurnState.PAUSING
    assert walk(Signal.SPEECH, Signal.SILENCE, Signal.SPEECH) is TurnState.HEARING
    resumed = walk(Signal.SPEECH, Signal.SILENCE, Signal.FINISHED, Signal.SPEECH)
    assert resumed is TurnState.HEARING


def test_noise_without_words_is_no_turn() -> None:
    assert walk(Signal.SPEECH, Signal.SILENCE, Signal.WORDLESS) is TurnState.LISTENING


def test_a_held_key_does_not_listen_to_pauses() -> None:
    assert walk(Signal.PRESSED, Signal.SILENCE, Signal.SPEECH) is TurnState.HOLDING
    assert walk(Signal.PRESSED, Signal.RELEASED) is TurnState.CLOSING


def test_from_every_state_there_is_a_way_back_to_listening() -> None:
    for start in TurnState:
        seen, queue = {start}, deque([start])
        while queue:
            state = queue.popleft()
            for signal in Signal:
                following = advance(state, signal).state
                if following not in seen:
                    seen.add(following)
                    queue.append(following)
        assert TurnState.LISTENING in seen


def test_every_state_can_be_reached() -> None:
    seen, queue = {TurnState.LISTENING}, deque([TurnState.LISTENING])
    while queue:
        state = queue.popleft()
        for signal in Signal:
            following = advance(state, signal).state
            if following not in seen:
                seen.add(following)
                queue.append(following)
    assert seen == set(TurnState)


@given(st.lists(st.sampled_from(Signal)))
def test_she_never_begins_a_reply_before_the_last_is_over(signals: list[Signal]) -> None:
    state, replying = TurnState.LISTENING, False
    for signal in signals:
        step = advance(state, signal)
        if Act.REPLY in step.acts:
            assert not replying
            replying = True
        if signal in (Signal.DONE, Signal.STOPPED) and step.state is not state:
            replying = False
        state = step.state
        assert replying == (state in HERS | {TurnState.INTERRUPTING})


def test_a_voice_in_her_turn_may_leave_it_to_her() -> None:
    before = (Signal.SPEECH, Signal.SILENCE, Signal.FINISHED, Signal.WORDS, Signal.SOUND)
    assert walk(*before, Signal.SPEECH) is TurnState.OVERLAPPING
    assert walk(*before, Signal.SPEECH, Signal.LEFT) is TurnState.SPEAKING
    assert walk(*before, Signal.SPEECH, Signal.TAKEN) is TurnState.INTERRUPTING


@given(st.lists(st.sampled_from(Signal)), st.sampled_from([Signal.INTERRUPT, Signal.TAKEN]))
def test_an_interruption_always_ends_her_turn(before: list[Signal], cause: Signal) -> None:
    state = walk(*before)
    if state not in HERS or (cause is Signal.TAKEN and state is not TurnState.OVERLAPPING):
        return
    step = advance(state, cause)
    assert step == Step(TurnState.INTERRUPTING, (Act.STOP,))
    for signal in Signal:
        if signal is not Signal.STOPPED:
            assert advance(step.state, signal) == Step(TurnState.INTERRUPTING)
    after = advance(step.state, Signal.STOPPED).state
    assert after is TurnState.LISTENING
    assert advance(after, Signal.SPEECH).state is TurnState.HEARING


@given(st.sampled_from(TurnState), st.sampled_from(Signal))
def test_what_has_no_meaning_changes_nothing(state: TurnState, signal: Signal) -> None:
    step = advance(state, signal)
    if step.state is state:
        assert step.acts in ((), (Act.PREPARE,))


def test_the_page_shows_four_states() -> None:
    shown = {shown_state(state) for state in TurnState}
    assert shown == {"listening", "hearing", "thinking", "speaking"}
