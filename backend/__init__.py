"""Second Source: who else reports it, and who says otherwise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# From 1.29 on onnxruntime tells its maker on Linux too which models are opened, unless this is set
# before it is imported; importing any module of the backend imports this one first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def create_app() -> WSGIApplication:
    """The backend as a WSGI application, set up from the environment, with its workers at work.

    For hosts that bring their own server, as one process: `gunicorn 'backend:create_app()'`.
    """
    # Imported here, since importing any module of the backend imports this one first.
    from backend import config  # noqa: PLC0415
    from backend.composition.serving import make_served  # noqa: PLC0415

    return make_served(config.read_settings(os.environ)).app
