"""Errors say what failed and what to do about it."""

from anima.values import AnimaError, ModelUnavailableError, SettingsError


def test_an_error_reads_as_what_failed_and_what_to_do() -> None:
    error = SettingsError("The setting port is wrong.", advice="Give a number.")
    assert str(error) == "The setting port is wrong. Give a number."
    assert str(AnimaError("It failed.")) == "It failed."


def test_an_error_says_whether_trying_again_can_help() -> None:
    assert ModelUnavailableError("down").retryable
    assert not SettingsError("wrong").retryable
