"""Sending: what goes is what was shown and approved, once; what comes back is read as quoted."""

from anima.letters.sending.batch import Order, orders_from
from anima.letters.sending.outbox import Outbox, Sending
from anima.letters.sending.parcel import Attachment, mail_of, new_message_id
from anima.letters.sending.password import (
    drop_password,
    keep_password,
    kept_password,
    migrations,
    portables,
)
from anima.letters.sending.post import (
    AwayError,
    Incoming,
    Mailbox,
    NoServerError,
    NotNowError,
    PostError,
    Postman,
    RefusedError,
    UnclearError,
    WrongPasswordError,
)
from anima.letters.sending.replies import collect, summary, verdict

__all__ = [
    "Attachment",
    "AwayError",
    "Incoming",
    "Mailbox",
    "NoServerError",
    "NotNowError",
    "Order",
    "Outbox",
    "PostError",
    "Postman",
    "RefusedError",
    "Sending",
    "UnclearError",
    "WrongPasswordError",
    "collect",
    "drop_password",
    "keep_password",
    "kept_password",
    "mail_of",
    "migrations",
    "new_message_id",
    "orders_from",
    "portables",
    "summary",
    "verdict",
]
