# /// script
# requires-python = ">=3.9,<3.12"
# dependencies = ["wandb==0.15.12", "protobuf<5", "setuptools<81"]
# ///
"""W&B's own Python reader on a `.wandb` file, as the peer of bench/readers/wandb.ts.

    python wandb.py make <folder> <MB>   writes a run of about that size (any SDK; 0.30.0 for the numbers in BENCHMARKS.md)
    python wandb.py read <file>          all history values as floats (SDK 0.15.12, the last with a reader in Python)

Prints one line of JSON: seconds, rows, values and a checksum over the last value of each metric.
"""

import json
import os
import resource
import sys
import time

sys.path = [path for path in sys.path if os.path.realpath(path or ".") != os.path.dirname(os.path.realpath(__file__))]


def make(folder, megabytes):
    import random

    os.environ.update(WANDB_MODE="offline", WANDB_SILENT="true", WANDB_DIR=folder, WANDB_DISABLE_GIT="true")
    os.makedirs(folder, exist_ok=True)
    import wandb

    run = wandb.init(project="bench", id="bench")
    path = os.path.join(os.path.dirname(run.dir), "run-bench.wandb")
    names = [f"{split}/{metric}_{part}" for split in ("train", "val") for metric in ("loss", "acc") for part in range(5)]
    random.seed(0)
    for step in range(10**9):
        row = {name: random.random() for name in names}
        row["epoch"] = step // 100
        row["lr"] = 1e-3 / (step + 1)
        run.log(row)
        if step % 1000 == 0 and os.path.getsize(path) > megabytes * 1e6:
            break
    run.finish()
    print(path, os.path.getsize(path))


def read(path):
    import wandb

    wandb._assert_is_internal_process = True
    from wandb.proto import wandb_internal_pb2
    from wandb.sdk.internal.datastore import DataStore

    start, busy = time.perf_counter(), time.process_time()
    store = DataStore()
    store.open_for_scan(path)
    series, rows, values = {}, 0, 0
    while True:
        data = store.scan_data()
        if data is None:
            break
        record = wandb_internal_pb2.Record()
        record.ParseFromString(data)
        if record.WhichOneof("record_type") != "history":
            continue
        rows += 1
        for item in record.history.item:
            value = json.loads(item.value_json)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                values += 1
                series.setdefault(".".join(item.nested_key) or item.key, []).append(value)
    seconds = time.perf_counter() - start
    last = sum(points[-1] for name, points in series.items() if not name.startswith("_"))
    processor = round(time.process_time() - busy, 3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": round(seconds, 3), "processor": processor, "megabytes": peak, "rows": rows, "values": values, "last": round(last, 6)}))


if sys.argv[1] == "make":
    make(sys.argv[2], float(sys.argv[3]))
else:
    read(sys.argv[2])
