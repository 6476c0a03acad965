"""Anima: a companion you talk to, personified by a voice, that runs on your own machine."""

__version__ = "0.1.0"
