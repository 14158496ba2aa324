from __future__ import annotations

import pytest

from backend.errors import BadReply, NotFound, NotReady, TooOften
from backend.moderation.chain import Sought
from backend.services.reply import Replies, Said
from backend.store.audit import AuditStore
from backend.store.engine import Sessions
from backend.store.queue import QueueStore, Wanted
from tests.backends import Backend
from tests.factories import a_highlight
from tests.moderators import checked, flag, replies_of

HERALD = Said("herald.example", "desk@herald.example", "We counted ourselves.")
ADDRESS = "192.0.2.1"


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def replies(backend: Backend) -> Replies:
    return replies_of(backend)


@pytest.fixture
def note(backend: Backend) -> str:
    return checked(backend)


def test_a_reply_is_shown_once_a_moderator_has_confirmed_it_and_its_contact_is_forgotten(
    backend: Backend, replies: Replies, note: str
) -> None:
    replies.send(note, HERALD, ADDRESS)
    assert not replies.shown(note)
    (waiting,) = replies.waiting(note)
    assert waiting.said == HERALD
    replies.confirm(note, waiting.id, "ada")
    (shown,) = replies.shown(note)
    assert shown.said == Said(HERALD.outlet, "", HERALD.text)
    (entry,) = AuditStore(backend.sessions).page(Sought(kind="note", subject=note), 9)
    assert (entry.actor, entry.action) == ("ada", "answer reply")
    assert HERALD.text not in entry.detail


def test_a_reply_that_is_refused_is_shown_nowhere_and_settled_once(
    replies: Replies, note: str
) -> None:
    replies.send(note, HERALD, ADDRESS)
    (waiting,) = replies.waiting(note)
    replies.refuse(note, waiting.id, "ada")
    assert not [*replies.shown(note), *replies.waiting(note)]
    with pytest.raises(NotFound):
        replies.confirm(note, waiting.id, "bob")


def test_only_outlets_that_the_note_speaks_of_reply_to_notes_that_there_are(
    backend: Backend, replies: Replies, note: str
) -> None:
    with pytest.raises(BadReply):
        replies.send(note, Said("other.example", "c", "t"), ADDRESS)
    with pytest.raises(NotReady):
        replies.send(backend.checks.open(a_highlight("Not yet.")), HERALD, ADDRESS)
    assert not replies.waiting(note)


def test_one_network_replies_a_few_times_a_day(replies: Replies, note: str) -> None:
    for _ in range(5):
        replies.send(note, HERALD, ADDRESS)
    with pytest.raises(TooOften):
        replies.send(note, HERALD, ADDRESS)


@pytest.mark.parametrize("flags", [0, 1])
def test_a_note_with_a_reply_waits_in_the_queue_once(
    backend: Backend, replies: Replies, note: str, flags: int
) -> None:
    for _ in range(flags):
        flag(backend, note)
    replies.send(note, HERALD, ADDRESS)
    (one,) = QueueStore(backend.sessions).page(Wanted())
    assert (one.note, one.flags, one.replies) == (note, flags, True)
    replies.confirm(note, replies.waiting(note)[0].id, "ada")
    assert len(QueueStore(backend.sessions).page(Wanted())) == flags
