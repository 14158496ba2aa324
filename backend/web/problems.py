"""Errors as answers: `application/problem+json` (RFC 9457), and a page where a person asks."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, request

from backend.errors import (
    BadField,
    BadHighlight,
    BadInput,
    BadPage,
    Busy,
    Conflict,
    NotAllowed,
    NotFound,
    NotReady,
    Outdated,
    SecondSourceError,
    TooOften,
    Unauthenticated,
    Unavailable,
    describe,
)
from backend.web.pages import error_page

_log = logging.getLogger(__name__)

STATUSES: Mapping[type[SecondSourceError], int] = {
    BadInput: 422,
    Unauthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    NotReady: 404,
    Conflict: 409,
    Busy: 503,
    TooOften: 429,
}
"""The status of each error that is the asker's to know; the others are ours, and 500."""

_FIELDS: Mapping[type[SecondSourceError], str] = {BadHighlight: "quote", BadPage: "page.url"}

_TITLES = {
    400: "The request cannot be understood",
    401: "Not known here",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "No longer possible",
    413: "The request is too large",
    415: "Not JSON",
    422: "Something in the request cannot be used",
    428: "Say which version you mean",
    429: "Too often",
    500: "Something went wrong here",
    503: "Not at the moment",
}

_DETAILS = {
    400: "Check the request and send it again.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: "Send less.",
    415: "Send JSON, with the header Content-Type: application/json.",
    422: "See which fields are to be changed.",
    428: "Send the note's ETag as If-Match, so that nobody's decision is lost.",
    500: "It has been logged. Try again later.",
    503: "Something that we depend on does not answer. Try again in a moment.",
}
_RETRY_AFTER = 10


def answer(
    status: int,
    detail: str = "",
    *,
    title: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    """An error as an answer; where only the status is known, its words are general.

    `more` are members besides those of every problem.
    """
    title = title or _TITLES.get(status, "The request failed")
    detail = detail or _DETAILS.get(status, "The request could not be answered.")
    if _a_person_asks():
        return Response(error_page(status, title, detail)[0], status, headers)
    document: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    document |= {"detail": detail, **(more or {})}
    if errors:
        document |= {"errors": list(errors)}
    body = json.dumps(document, ensure_ascii=False)
    return Response(body, status, headers, content_type="application/problem+json")


def _a_person_asks() -> bool:
    accepted = request.accept_mimetypes
    wants_page = accepted["text/html"] > accepted["application/problem+json"]
    return wants_page and not request.path.startswith("/api/")


def register(app: APIFlask) -> None:
    """Have every error of the app answered by this module."""
    app.error_processor(_http_problem)
    app.register_error_handler(SecondSourceError, _our_problem)
    app.register_error_handler(Unavailable, _unavailable_problem)
    app.register_error_handler(Exception, _unexpected_problem)


def _unavailable_problem(error: Unavailable) -> Response:
    _log.error("%s %s could not be answered: %s", request.method, request.endpoint, describe(error))
    return answer(503, headers={"Retry-After": str(_RETRY_AFTER)})


def _our_problem(error: SecondSourceError) -> Response:
    kinds = type(error).__mro__
    status = next((STATUSES[kind] for kind in kinds if kind in STATUSES), None)
    if status is None:
        return _unexpected_problem(error)
    errors = [{"field": field, "message": str(error)} for field in _fields_to_blame(error)]
    more = {"now": error.now} if isinstance(error, Outdated) else {}
    return answer(status, str(error), errors=errors, headers=_headers_of(error), more=more)


def _fields_to_blame(error: SecondSourceError) -> list[str]:
    if isinstance(error, BadField):
        return [error.field]
    return [_FIELDS[kind] for kind in type(error).__mro__ if kind in _FIELDS]


def _headers_of(error: SecondSourceError) -> dict[str, str]:
    match error:
        case Busy():
            return {"Retry-After": str(error.retry_after)}
        case Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return {}


def _http_problem(error: HTTPError) -> Response:
    errors = _field_errors(error.detail) if isinstance(error.detail, dict) else []
    detail = error.detail if isinstance(error.detail, str) else ""
    kept = {"Allow", "Retry-After"}
    headers = {name: str(value) for name, value in dict(error.headers).items() if name in kept}
    return answer(error.status_code, detail, errors=errors, headers=headers)


def _field_errors(detail: Mapping[str, Mapping[str, Sequence[str]]]) -> list[dict[str, str]]:
    return [
        {"field": field, "message": message}
        for fields in detail.values()
        for field, messages in fields.items()
        for message in messages
    ]


def _unexpected_problem(error: Exception) -> Response:
    _log.error("%s %s broke: %s", request.method, request.endpoint, describe(error))
    return answer(500)
