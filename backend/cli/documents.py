"""Commands that print what the program says of itself."""

from __future__ import annotations

import json
import os

import click

from backend import config
from backend.composition import serving


@click.command()
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document."""
    click.echo(json.dumps(serving.openapi_document(config.read_settings(os.environ)), indent=2))


@click.command()
def settings() -> None:
    """List every setting, its default and what it means."""
    click.echo(config.describe())
