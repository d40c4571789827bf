"""A partner's end of the line: a webhook and a page to come back to, on loopback."""

from __future__ import annotations

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Webhook:
    """Remembers what it was sent; `arrived` hands it out one by one, `visits` are the paths a browser came back to."""

    def __init__(self, status: int = 200) -> None:
        received = self.received = list[dict[str, Any]]()
        arrived = self.arrived = queue.Queue[dict[str, Any]]()
        visits = self.visits = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received.append(message)
                arrived.put(message)
                self.send_response(status)
                self.end_headers()

            def do_GET(self) -> None:
                visits.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.home}/hook?secret=x"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def next(self) -> dict[str, Any]:
        """The next message; waits for it, as the redirect may come first."""
        return self.arrived.get(timeout=20)

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
