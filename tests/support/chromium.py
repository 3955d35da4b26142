"""A Chromium for the browser tests: the machine's own, or Playwright's."""

import shutil
import subprocess
import sys

from playwright.sync_api import Browser, BrowserType, Error

HOW_TO_GET = (
    "No Chromium starts here: apt install chromium, or .venv/bin/python -m playwright install chromium"
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

# No sandbox: containers have none to give, and only our own pages are opened. Nothing calls home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(chromium: BrowserType) -> Browser | None:
    """Start the first Chromium that does; fetch Playwright's own as a last resort; None without any."""
    for found in filter(None, map(shutil.which, (*NAMES, MAC))):
        try:
            return chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error:
            continue  # a stand-in that only says what to install, as some distributions have
    try:
        return chromium.launch(args=ARGUMENTS)
    except Error:
        pass
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=300,
            check=True,
        )
        return chromium.launch(args=ARGUMENTS)
    except (Error, subprocess.SubprocessError):
        return None
