"""Calls over WebRTC, for RTVI clients that speak it. Needs the extra `webrtc`."""

from anima.interfaces.webrtc.call import Serve
from anima.interfaces.webrtc.calls import Calls
from anima.interfaces.webrtc.connection import OfferError

__all__ = ["Calls", "OfferError", "Serve"]
