"""Judges in a folder and on a hub, as an operator sets them and the program starts with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.functional import program
from tests.tiny_models import Tiny, make

NAME = "someone/tiny-nli"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ROWS = [("A fish.", "Yes."), ("A fish.", "No."), ("A fish.", "Perhaps.")]


@pytest.fixture
def pairs(tmp_path: Path) -> str:
    path = tmp_path / "pairs.jsonl"
    rows = [json.dumps({"claim": claim, "passage": passage}) for claim, passage in ROWS]
    path.write_text("\n".join(rows), "utf-8")
    return str(path)


@pytest.fixture
def truncated(tmp_path: Path) -> Path:
    """A judge's folder of whose model half a file is left."""
    folder = make(tmp_path / "tiny")
    content = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(content[: len(content) // 2])
    return folder


def likeliest(printed: str) -> list[str]:
    rows = [json.loads(line) for line in printed.splitlines()]
    return [max(row, key=row.__getitem__) for row in rows]


def test_a_folder_judges_and_is_named(tmp_path: Path, pairs: str) -> None:
    folder = make(tmp_path / "tiny", Tiny(place="onnx/model.onnx"))
    ended = program.run("judge", "--pairs", pairs, judge=str(folder))
    assert likeliest(ended.stdout) == ["supports", "disputes", "mentions"]
    assert "Judged by: tiny\n" in ended.stderr


def test_half_a_model_is_one_line_and_status_2(truncated: Path, pairs: str) -> None:
    ended = program.run("judge", "--pairs", pairs, judge=str(truncated))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"Error: {truncated}/model.onnx is no model that can be opened.\n"


def test_a_server_does_not_start_with_half_a_model(truncated: Path, tmp_path: Path) -> None:
    ended = program.run(
        "serve",
        judge=str(truncated),
        port=str(program.free_port()),
        database_url=f"sqlite:///{tmp_path}/database.db",
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    first, *_, last = ended.stderr.splitlines()
    assert first == f"{truncated}/model.onnx is no model that can be opened."
    assert last == "Error: The server could not be started."


class Hub:
    """Files of one model over HTTP as the Hugging Face hub has them, large ones elsewhere.

    The format is what huggingface_hub 2.4 reads: `HfApi.repo_info`, `HfApi.list_repo_tree`
    and `file_download.get_hf_file_metadata`.
    """

    def __init__(self, server: HTTPServer, folder: Path) -> None:
        self._server = server
        self._files = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.fetched: list[str] = []
        api = f"/api/models/{NAME}"
        server.expect_request(f"{api}/revision/main").respond_with_json(self._info())
        server.expect_request(f"{api}/tree/{COMMIT}").respond_with_json(self._tree())
        for name in self._files:
            url = f"/{NAME}/resolve/{COMMIT}/{name}"
            server.expect_request(url).respond_with_handler(self._resolve)
            server.expect_request(f"/cdn/{name}").respond_with_handler(self._file)

    def _info(self) -> dict[str, object]:
        siblings = [{"rfilename": name} for name in self._files]
        return {
            "_id": "6512345678901234567890ab",
            "id": NAME,
            "modelId": NAME,
            "author": NAME.partition("/")[0],
            "sha": COMMIT,
            "lastModified": "2026-01-01T00:00:00.000Z",
            "createdAt": "2026-01-01T00:00:00.000Z",
            "private": False,
            "gated": False,
            "disabled": False,
            "tags": ["onnx"],
            "siblings": siblings,
        }

    def _tree(self) -> list[dict[str, object]]:
        return [self._entry(name) for name in self._files]

    def _entry(self, name: str) -> dict[str, object]:
        content = self._files[name]
        entry = {"type": "file", "oid": _git_id(content), "size": len(content), "path": name}
        large = {"oid": _sha256(content), "size": len(content), "pointerSize": 134}
        return {**entry, "lfs": large} if name.endswith(".onnx") else entry

    def _resolve(self, request: Request) -> Response:
        name = request.path.partition(f"{COMMIT}/")[2]
        if not name.endswith(".onnx"):
            return self._file(request)
        content = self._files[name]
        headers = {
            "Location": self._server.url_for(f"/cdn/{name}"),
            "X-Repo-Commit": COMMIT,
            "X-Linked-Size": str(len(content)),
            "X-Linked-ETag": f'"{_sha256(content)}"',
        }
        return Response("Found", status=302, headers=headers)

    def _file(self, request: Request) -> Response:
        name = request.path.partition(f"{COMMIT}/")[2] or request.path.partition("/cdn/")[2]
        if request.method == "GET":
            self.fetched.append(name)
        content = self._files[name]
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{_git_id(content)}"'}
        return Response(content, headers=headers, content_type="application/octet-stream")


def _git_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324 - git's own


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HTTPServer]:
    """A server that the hub's library takes for the hub, and an empty cache for it."""
    with HTTPServer(host="127.0.0.1") as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url_for("").rstrip("/"))
        monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
        yield server


def test_a_model_from_a_hub_is_fetched_once_and_judges(
    server: HTTPServer, tmp_path: Path, pairs: str
) -> None:
    tiny = make(tmp_path / "upstream", Tiny(place="onnx/model.onnx"))
    for unwanted in ("README.md", "pytorch_model.bin", "onnx/model_quantized.onnx"):
        (tiny / unwanted).write_bytes(b"not needed")
    hub = Hub(server, tiny)
    for _time in range(2):
        ended = program.run("judge", "--pairs", pairs, judge=f"hub:{NAME}")
        assert likeliest(ended.stdout) == ["supports", "disputes", "mentions"], ended.stderr
        assert f"Judged by: {NAME}\n" in ended.stderr
    assert sorted(hub.fetched) == ["config.json", "onnx/model.onnx", "tokenizer.json"]


def test_a_model_that_a_hub_has_in_a_shrunk_form_alone_is_fetched_too(
    server: HTTPServer, tmp_path: Path, pairs: str
) -> None:
    hub = Hub(server, make(tmp_path / "upstream", Tiny(place="onnx/model_quantized.onnx")))
    ended = program.run("judge", "--pairs", pairs, judge=f"hub:{NAME}")
    assert likeliest(ended.stdout) == ["supports", "disputes", "mentions"], ended.stderr
    assert "onnx/model_quantized.onnx" in hub.fetched


@pytest.mark.parametrize(
    ("status", "code"), [(401, ""), (404, "RepoNotFound"), (403, "GatedRepo"), (500, "")]
)
def test_a_hub_that_does_not_give_the_model_is_one_line_and_status_2(
    status: int, code: str, server: HTTPServer, pairs: str
) -> None:
    headers = {"X-Error-Code": code, "X-Error-Message": "No."} if code else {}
    server.expect_request(f"/api/models/{NAME}/revision/main").respond_with_json(
        {"error": "Invalid username or password."}, status=status, headers=headers
    )
    assert_could_not_be_fetched(pairs)


def test_a_hub_that_cannot_be_reached_is_one_line_and_status_2(
    server: HTTPServer, monkeypatch: pytest.MonkeyPatch, pairs: str
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"http://{server.host}:{program.free_port()}")
    assert_could_not_be_fetched(pairs)


def assert_could_not_be_fetched(pairs: str) -> None:
    ended = program.run("judge", "--pairs", pairs, judge=f"hub:{NAME}")
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
    assert ended.stderr.startswith(f"Error: The model “{NAME}” could not be fetched from the hub (")
    assert ended.stderr.count("\n") == 1
