"""llama.cpp's own server, as the package `xllamacpp` brings it: the same C++, listening on loopback.

Run by the Python of an environment that has the package; imports nothing of ours.

    python benchmarks/engine/peer.py MODEL --port 8124 --threads 2 --parallel 32 --context 1024
"""

from __future__ import annotations

import argparse
import time

import xllamacpp

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("model")
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--parallel", type=int, required=True)
parser.add_argument("--context", type=int, required=True)
arguments = parser.parse_args()

params = xllamacpp.CommonParams()
params.model.path = arguments.model
params.hostnames = ["127.0.0.1"]
params.port = arguments.port
params.n_parallel = arguments.parallel
params.n_ctx = arguments.context * arguments.parallel
params.kv_unified = False
params.cpuparams.n_threads = arguments.threads
params.cpuparams_batch.n_threads = arguments.threads
params.verbosity = 0
params.use_jinja = True
params.warmup = False
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
while True:
    time.sleep(3600)
