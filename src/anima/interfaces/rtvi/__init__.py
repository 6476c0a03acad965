"""Foreign clients of RTVI: their framing around the protocol that her page speaks plainly."""

from anima.interfaces.rtvi.foreign_line import ForeignLine, Socket

__all__ = ["ForeignLine", "Socket"]
