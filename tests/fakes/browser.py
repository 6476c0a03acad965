"""How the tests start a browser: headless Chromium with a microphone that plays a file."""

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
)
ALLOWED = "--use-fake-ui-for-media-stream"
"""The page may use the microphone, without being asked."""

SOUNDING = "--autoplay-policy=no-user-gesture-required"
"""The page may sound before it was touched."""


def heard_from(file: object) -> str:
    """The flag by which the microphone plays this file, once."""
    return f"--use-file-for-fake-audio-capture={file}%noloop"
