# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The parent's end of worker.py: starts it and asks it, one line of JSON for each command."""
import json
import os
import pathlib
import subprocess
import sys

WORKER = pathlib.Path(__file__).with_name("worker.py")


class Unavailable(Exception):
    """Why a peer cannot take part."""


class PeerProcess:
    def __init__(self, job, environment):
        self.process = subprocess.Popen([sys.executable, WORKER, json.dumps(job)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
        self.settings = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Unavailable(f"its process ended with exit code {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise Unavailable(answer["error"])
        return answer["value"]

    def ask(self, command, *arguments):
        print(command, *arguments, file=self.process.stdin, flush=True)
        return self.answer()

    def close(self):
        """A worker ends with its standard input."""
        self.process.stdin.close()
        self.process.wait()
