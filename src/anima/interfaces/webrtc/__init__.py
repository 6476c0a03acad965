"""Calls over WebRTC, for RTVI clients that speak it. Needs the extra `webrtc`."""

from anima.interfaces.webrtc.peer import OfferError, Serve
from anima.interfaces.webrtc.peers import Peers

__all__ = ["OfferError", "Peers", "Serve"]
