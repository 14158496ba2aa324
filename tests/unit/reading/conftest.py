from __future__ import annotations

from hypothesis import settings

# A deadline would assert a speed.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
