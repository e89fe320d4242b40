# /// script
# requires-python = ">=3.10"
# dependencies = ["tensorboard==2.21.0"]
# ///
"""How long TensorBoard's own readers take for the files that tensorboard.ts makes.

    uv run bench/readers/tensorboard.py accumulator FOLDER     EventAccumulator, every scalar, run after run
    uv run bench/readers/tensorboard.py server FOLDER [rounds] tensorboard_data_server (Rust, all cores), one load cycle
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import time

# This file has the name of the package.
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != os.path.dirname(os.path.abspath(__file__))]


def accumulator(root):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    start = time.perf_counter()
    points = 0
    for name in sorted(os.listdir(root)):
        events = EventAccumulator(os.path.join(root, name), size_guidance={"scalars": 0, "tensors": 0})
        events.Reload()
        tags = events.Tags()
        points += sum(len(events.Scalars(tag)) for tag in tags["scalars"]) + sum(len(events.Tensors(tag)) for tag in tags["tensors"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"EventAccumulator: {points} points in {time.perf_counter() - start:.1f} s, CPU {time.process_time():.1f} s, peak {peak:.0f} MB")


def server(root, rounds):
    import tensorboard_data_server

    for options in [[], ["--checksum"]]:
        times, cpus = [], []
        for _ in range(rounds):
            command = [tensorboard_data_server.server_binary(), "--logdir", root, "--reload", "once", "--port", "0", "-v", *options]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            for line in process.stderr:
                found = re.search(r"Finished load cycle \(([\d.]+)(m?s)\)", line)
                if found:
                    times.append(float(found[1]) * (1000 if found[2] == "s" else 1))
                    break
            process.kill()
            process.wait()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpus.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
        print(f"tensorboard_data_server {' '.join(options)}: load cycle {statistics.median(times):.0f} ms, CPU {statistics.median(cpus):.0f} ms")


if __name__ == "__main__":
    if sys.argv[1] == "accumulator":
        accumulator(sys.argv[2])
    else:
        server(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5)
