"""Programs from Debian's packages, where whoever runs the tests may install them."""

from __future__ import annotations

import os
import shutil
import subprocess


def get_with_apt(package: str) -> bool:
    """Install a package; false where that is not ours to do, or did not work."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    update = ("apt-get", "update")
    install = ("apt-get", "install", "--yes", "--no-install-recommends", package)
    return all(
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
        for command in (update, install)
    )
