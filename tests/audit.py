"""``make audit``: known weaknesses of what is installed, and its licences. Without a network it says so and ends.

Its two tools stand in an environment of their own: nothing of theirs reaches the program's.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = ("pip-audit", "pip-licenses")
_OFFLINE = re.compile(r"Connection|resol|Max retries|timed out|No matching distribution|ServiceError", re.I)
_REFUSED = re.compile(r"\bA?GPL|Affero|SSPL|Commons Clause|UNKNOWN", re.I)
"""Licences that would bind whoever passes this program on; LGPL does not bind its callers."""
_BOUND_ONLY_ITSELF = re.compile(r"\bLGPL|Lesser", re.I)


def refused(packages: list[dict[str, str]]) -> list[str]:
    """Name and licence of each package whose licence does not go with this project's."""
    return [
        f"{p['Name']} {p['Version']}: {p['License']}"
        for p in packages
        if _REFUSED.search(p["License"]) and not _BOUND_ONLY_ITSELF.search(p["License"])
    ]


def offline(said: str) -> bool:
    """Whether a tool failed because it reached nobody."""
    return bool(_OFFLINE.search(said))


def main() -> int:
    """Run both. Returns 1 for a finding, 0 for none and where nothing can be asked."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        tools = Path(folder) / "bin"
        pip = [tools / "python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *TOOLS]
        installed = _run(*map(str, pip))
        if installed.returncode:
            print(
                f"audit: skipped, its tools cannot be installed: {installed.stderr.strip().splitlines()[-1]}"
            )
            return 0
        return max(_weaknesses(tools), _licences(tools))


def _weaknesses(tools: Path) -> int:
    lock = str(ROOT / "requirements.lock")
    found = _run(str(tools / "pip-audit"), "--disable-pip", "--require-hashes", "-r", lock)
    if found.returncode and offline(found.stderr) and not found.stdout.strip():
        print("audit: known weaknesses skipped, nobody to ask: no network")
        return 0
    print((found.stdout + found.stderr).strip())
    return int(found.returncode != 0)


def _licences(tools: Path) -> int:
    asked = _run(str(tools / "pip-licenses"), "--python", sys.executable, "--format", "json")
    asked.check_returncode()
    packages = json.loads(asked.stdout)
    faults = refused(packages)
    print("\n".join(faults) or f"audit: {len(packages)} packages, all of licences that go with MIT")
    return int(bool(faults))


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
