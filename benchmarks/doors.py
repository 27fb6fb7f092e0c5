"""What big requests cost a running page: their refusal, its memory, another visitor's question.

python benchmarks/doors.py --url http://127.0.0.1:7860 --pid PID [--questions 10] [--senders 4]
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
import urllib.error
import urllib.request
import uuid
from typing import Any

import psutil

_SIZES = (60_000_000, 10_000_000, 1_000_000)
_JSON = {"content-type": "application/json"}
_QUESTIONS = ("基金招商有什么做法", "以商招商有什么做法", "招商队伍能力不足怎么解决")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--pid", type=int, required=True, help="of the server")
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--senders", type=int, default=4)
    options = parser.parse_args()

    page, process = Page(options.url), psutil.Process(options.pid)
    page.ask(_QUESTIONS[0])
    quiet = sorted(page.ask(_QUESTIONS[i % 3]) for i in range(options.questions))
    before, refusals = process.memory_info().rss, list[float]()
    over, most = threading.Event(), before

    def send() -> None:
        while not over.is_set():
            for size in _SIZES:
                refusals.append(page.refused(size))

    def watch() -> None:
        nonlocal most
        while not over.wait(0.05):
            most = max(most, process.memory_info().rss)

    threads = [threading.Thread(target=send) for _ in range(options.senders)]
    threads.append(threading.Thread(target=watch))
    for thread in threads:
        thread.start()
    busy = sorted(page.ask(_QUESTIONS[i % 3]) for i in range(options.questions))
    over.set()
    for thread in threads:
        thread.join()
    for name, value in (
        ("question_quiet_median_s", statistics.median(quiet)),
        ("question_meanwhile_median_s", statistics.median(busy)),
        ("question_meanwhile_worst_s", busy[-1]),
        ("refusals", len(refusals)),
        ("refusal_median_s", statistics.median(refusals)),
        ("refusal_worst_s", max(refusals)),
        ("memory_growth_mb", (most - before) / 1_000_000),
    ):
        print(name, round(value, 3))


class Page:
    """A page that is served, asked as its own script asks it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookie = ""
        with urllib.request.urlopen(url) as got:
            self._cookie = got.headers["set-cookie"].split(";")[0]
        config = json.load(urllib.request.urlopen(url + "/config"))
        box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "question")
        self._answer = next(
            function["id"]
            for function in config["dependencies"]
            if [box, "submit"] in function["targets"]
        )

    def ask(self, question: str) -> float:
        """Seconds until a question is answered."""
        session, start = uuid.uuid4().hex, time.perf_counter()
        data = [question, None, uuid.uuid4().hex]
        body = {"data": data, "fn_index": self._answer, "session_hash": session}
        self._post(json.dumps(body).encode()).read()
        stream = urllib.request.Request(
            f"{self._url}/gradio_api/queue/data?session_hash={session}",
            headers={"cookie": self._cookie},
        )
        with urllib.request.urlopen(stream) as events:
            for line in events:
                event = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if event.get("msg") == "process_completed":
                    assert event["success"], event
                    return time.perf_counter() - start
        raise RuntimeError("no answer came")

    def refused(self, size: int) -> float:
        """Seconds until a body of a size is refused."""
        start = time.perf_counter()
        try:
            self._post(b"a" * size)
        except urllib.error.HTTPError as error:
            if error.code == 413:
                return time.perf_counter() - start
            raise
        raise RuntimeError("it was let in")

    def _post(self, body: bytes) -> Any:
        address = self._url + "/gradio_api/queue/join"
        headers = {"cookie": self._cookie, **_JSON}
        return urllib.request.urlopen(urllib.request.Request(address, body, headers))


if __name__ == "__main__":
    main()
