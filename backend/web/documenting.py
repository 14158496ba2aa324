"""What the API document says beyond the models: errors, and the stream of events."""

from __future__ import annotations

from typing import Any

from backend.web.wire import Problem

Document = dict[str, Any]
Responses = dict[int | str, Document]

_MEANINGS = {
    400: "The request cannot be understood, or names a host that is not known here.",
    401: "Nobody is known by this token; `POST /readers` gives one.",
    403: "The request comes from a page of another website.",
    404: "Nothing has this id, or there is no note yet.",
    409: "It was decided about, or changed, meanwhile.",
    413: "The request is too large.",
    415: "The body is not JSON.",
    422: "A field cannot be used; `errors` says which and why.",
    428: "`If-Match` has to say which version of the note is meant.",
    429: "Too often; `Retry-After` says when to come back.",
    503: "Too much is waiting; `Retry-After` says when to come back.",
}

_EVENTS = """\
`id` is the event's number, `event` its kind, `data` a JSON object. In the order of a check's life:

- `queued` {}
- `started` {}: a worker has taken it up; everything told before it no longer holds
- `claims` {claims}
- `known` {known}: what was checked before, where there is any; as in the note
- `searching` {searcher}, `searched` {searcher, status, found}
- `reading`, `read` {url, title, outlet, published}, `unread` {…, reason, code}
- `evidence`: a row of the note's evidence
- last, one of `note` (the whole note), `failed` {title, detail}, `cancelled` {}

The stream closes after the last. Comments keep it alive in between. It goes on after the event
named by `Last-Event-ID`, and answers 204 where that was the last.
"""


def problems(*statuses: int) -> Responses:
    """The documentation of error answers."""
    reference = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": reference}}
    return {
        status: {"description": _MEANINGS[status], "content": content}
        for status in sorted({403, *statuses})
    }


def form_of(media_type: str, *statuses: int) -> Responses:
    """The documentation of an answer in another form than JSON, and of its errors."""
    kind = media_type.partition(";")[0]
    schema = {"type": "string" if kind.endswith("xml") else "object"}
    answer: Document = {"description": "The form asked for.", "content": {kind: {"schema": schema}}}
    return {200: answer, **problems(*statuses)}


CANCELLED: Responses = {204: {"description": "It is stopped, or it had ended."}}

_STREAM: Responses = {
    200: {
        "description": "The stream.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    },
    204: {"description": "Everything has been told."},
}

EVENTS_DOC: Document = {
    "description": _EVENTS,
    "responses": _STREAM | problems(404, 503),
}

_EVENT_PARAMETERS: list[Document] = [
    {
        "name": "Last-Event-ID",
        "in": "header",
        "description": "The number of the last event known.",
        "schema": {"type": "integer", "minimum": 0},
    },
    {
        "name": "last_event_id",
        "in": "query",
        "description": "The same, for those who cannot set headers.",
        "schema": {"type": "integer", "minimum": 0},
    },
]


def complete(spec: Document) -> Document:
    """The API document with what APIFlask has no place for."""
    spec["components"]["schemas"]["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    problem = spec["components"]["schemas"]["Problem"]
    spec["components"]["schemas"] |= problem.pop("$defs")
    follow = spec["paths"]["/api/v1/checks/{check_id}/events"]["get"]
    follow["parameters"] += _EVENT_PARAMETERS
    for operation in (entry for path in spec["paths"].values() for entry in path.values()):
        _drop_empty_content(operation["responses"])
    return spec


def _drop_empty_content(responses: dict[str, Document]) -> None:
    for response in responses.values():
        if not response.get("content", True):
            del response["content"]
