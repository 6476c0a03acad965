"""Whose vault a command is for."""

import asyncio

from anima.settings import Settings, load_settings


def own_settings() -> Settings:
    """The settings of the person that the setting `person` names; without it, the owner's.

    Raises `SettingsError`, or `AccountError` when nobody of this name lives here.
    """
    settings = load_settings()
    if settings.person:
        from anima.people_app import home_of

        return asyncio.run(home_of(settings))
    return settings
