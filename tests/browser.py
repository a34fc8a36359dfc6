"""Headless Chromium for tests, by its DevTools protocol over two pipes: no other package needed."""

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class PageGone(AssertionError):
    """The page was left for another while an expression was being evaluated in it."""


GONE = ("navigated or closed", "context was destroyed", "Cannot find context")


class Browser:
    """One page; records every request, exception and console error."""

    def __init__(self, *, width=1400, height=1000):
        self._profile = tempfile.mkdtemp(prefix="kg-browser-")
        ours_read, theirs_write = os.pipe()
        theirs_read, ours_write = os.pipe()
        size = f"--window-size={width},{height}"
        # the protocol wants its pipes as descriptors 3 and 4
        script = f'exec "$@" 3<&{theirs_read} 4>&{theirs_write}'
        command = [CHROMIUM, *FLAGS, size, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", *command],
            pass_fds=(theirs_read, theirs_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs_read)
        os.close(theirs_write)
        self._in, self._out = ours_write, os.fdopen(ours_read, "rb")
        self._buffer, self._number, self._session = b"", 0, None
        self.requests, self.complaints = [], []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._in)
        self._out.close()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method, **params):
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    left = any(words in answer["error"]["message"] for words in GONE)
                    raise (PageGone if left else AssertionError)(answer["error"])
                return answer["result"]

    def _receive(self):
        while b"\0" not in self._buffer:
            chunk = self._out.read1(65536)
            assert chunk, "Chromium has gone"
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(line)
        self._note(message.get("method"), message.get("params", {}))
        return message

    def _note(self, method, params):
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(params["exceptionDetails"])
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning"}:
                self.complaints.append(params["args"])
            case "Page.javascriptDialogOpening":
                self.complaints.append(f"dialog: {params['message']}")

    def open(self, path, fragment=""):
        """Open a file and wait until it is loaded."""
        self.call("Page.navigate", url=Path(path).absolute().as_uri() + fragment)
        self.wait("document.readyState === 'complete'")

    def run(self, expression):
        """Return the value of a JavaScript expression."""
        found = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, expression, *, seconds=20):
        """Wait until an expression is true, on this page or the one that it leads to."""
        end = time.monotonic() + seconds
        while not self._holds(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)

    def _holds(self, expression):
        try:
            return self.run(expression)
        except PageGone:
            return False

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def screenshot(self, path):
        shot = self.call("Page.captureScreenshot")["data"]
        Path(path).write_bytes(base64.b64decode(shot))
