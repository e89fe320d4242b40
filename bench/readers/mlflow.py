# /// script
# requires-python = ">=3.10"
# dependencies = ["mlflow==3.17.2"]
# ///
"""The stores that mlflow.ts reads, and how long MLflow's own client takes for the same bytes.

    uv run bench/readers/mlflow.py make FOLDER [SCALE]   writes FOLDER/files/mlruns (2,000 runs) and FOLDER/sqlite/mlflow.db (10,000 runs),
                                                   times SCALE
    uv run bench/readers/mlflow.py read URI [N]    lists all runs with params, last metrics and full histories (those of N runs only)
"""

import os
import random
import resource
import sqlite3
import sys
import time
from pathlib import Path

os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_DISABLE_TELEMETRY="true")
# This file has the name of the package.
sys.path = [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).resolve().parent]
T0 = 1_760_000_000_000
PARAMS = {"lr": "0.001", "batch_size": "64", "optimizer": "adam", "seed": "1"}
METRICS = ["train_loss", "val_loss", "val_accuracy"]
POINTS = 20


def make(folder: Path, scale: float) -> None:
    make_files(folder / "files" / "mlruns", int(2_000 * scale))
    make_sqlite(folder / "sqlite" / "mlflow.db", int(10_000 * scale))


def make_files(root: Path, runs: int) -> None:
    from mlflow import MlflowClient

    client = MlflowClient(f"file://{root}")
    experiment = client.create_experiment("bench")
    sample = client.create_run(experiment, run_name="sample").info
    client.set_terminated(sample.run_id)
    folder = root / experiment / sample.run_id
    meta = (folder / "meta.yaml").read_text()
    rng = random.Random(1)
    for index in range(runs - 1):
        uuid = f"{rng.getrandbits(128):032x}"
        run = root / experiment / uuid
        for part in ("params", "metrics", "tags", "artifacts"):
            (run / part).mkdir(parents=True)
        (run / "meta.yaml").write_text(meta.replace(sample.run_id, uuid).replace("sample", f"run-{index}"))
        for name, value in PARAMS.items():
            (run / "params" / name).write_text(value)
        for name, value in {"mlflow.runName": f"run-{index}", "mlflow.source.type": "LOCAL"}.items():
            (run / "tags" / name).write_text(value)
        for name in METRICS:
            lines = (f"{T0 + step * 1000} {rng.random()} {step}\n" for step in range(POINTS))
            (run / "metrics" / name).write_text("".join(lines))


def make_sqlite(path: Path, runs: int) -> None:
    from mlflow import MlflowClient

    path.parent.mkdir(parents=True, exist_ok=True)
    experiment = int(MlflowClient(f"sqlite:///{path}").create_experiment("bench"))
    rng = random.Random(1)
    connection = sqlite3.connect(path)
    for index in range(runs):
        uuid = f"{rng.getrandbits(128):032x}"
        connection.execute(
            "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, "
            "source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES (?, ?, 'LOCAL', '', '', 'ann', 'FINISHED', ?, ?, '', "
            "'active', ?, ?)",
            (uuid, f"run-{index}", T0 + index, T0 + index + 9000, f"mlruns/{experiment}/{uuid}/artifacts", experiment),
        )
        connection.executemany("INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)", [(*p, uuid) for p in PARAMS.items()])
        connection.execute("INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.runName', ?, ?)", (f"run-{index}", uuid))
        for name in METRICS:
            values = [rng.random() for _ in range(POINTS)]
            rows = [(name, value, T0 + step * 1000, uuid, step, 0) for step, value in enumerate(values)]
            connection.executemany(
                "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
            connection.execute(
                "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, 0, ?)",
                (name, values[-1], T0 + (POINTS - 1) * 1000, POINTS - 1, uuid),
            )
    connection.commit()


def read(uri: str, most: int) -> None:
    from mlflow import MlflowClient
    from mlflow.entities import ViewType

    client = MlflowClient(uri)
    start, busy = time.perf_counter(), time.process_time()
    runs, points = 0, 0
    for experiment in client.search_experiments(view_type=ViewType.ALL):
        token = None
        while True:
            page = client.search_runs([experiment.experiment_id], run_view_type=ViewType.ALL, max_results=1000, page_token=token)
            for run in page:
                runs += 1
                if runs == 1:
                    print(f"first page: {time.perf_counter() - start:.2f} s")
                for key in run.data.metrics if runs <= most else ():
                    points += len(client.get_metric_history(run.info.run_id, key))
            token = page.token
            if not token:
                break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    print(f"{runs} runs, {points} points: {seconds:.2f} s, {processor:.2f} s of CPU, peak {peak:.0f} MB")


if __name__ == "__main__":
    {"make": lambda: make(Path(sys.argv[2]).resolve(), float((sys.argv + ["1"])[3])), "read": lambda: read(sys.argv[2], int((sys.argv + ["1000000"])[3]))}[sys.argv[1]]()
