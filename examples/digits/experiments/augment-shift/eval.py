# /// script
# requires-python = ">=3.10"
# dependencies = ["numpy>=1.26", "scikit-learn>=1.4", "loguru>=0.7"]
# ///
"""Evaluate the last checkpoint of a run on the test images.

    uv run eval.py runs/<run> [--confusion]
"""

import argparse
import csv
import json
import re
import sys

import numpy as np
from loguru import logger
from sklearn.metrics import confusion_matrix, f1_score

from train import HERE, LOG_FORMAT, forward, load, loss_and_accuracy, metric, now


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("run", help="runs/<run>")
    ap.add_argument("--confusion", action="store_true", help="write data/confusion-matrix.csv")
    args = ap.parse_args()
    run = HERE / args.run
    first = (run / "logs" / "train.log").read_text(encoding="utf-8").splitlines()[0]
    params = json.loads(first.split("params ", 1)[1])

    logger.remove()
    logger.add(run / "logs" / "eval.log", format=LOG_FORMAT, level="INFO", encoding="utf-8")
    (x, y), _, (x_test, y_test) = load(params["split_seed"])
    with np.load(run / "checkpoints" / "last.npz") as f:
        p = {k: f[k] for k in ("w1", "b1", "w2", "b2")}
        epoch, step = int(f["epoch"]), int(f["step"])
    logger.info(f"checkpoints/last.npz of epoch {epoch}, {len(x_test)} test images")

    # the training images as they are, without augmentation
    loss, accuracy = loss_and_accuracy(p, x, y)
    metric(epoch=epoch, step=step, split="train_clean", accuracy=accuracy, loss=loss)
    loss, accuracy = loss_and_accuracy(p, x_test, y_test)
    h, logp = forward(p, x_test)
    predicted = logp.argmax(axis=1)
    f1 = float(f1_score(y_test, predicted, average="macro"))
    metric(epoch=epoch, step=step, split="test", accuracy=accuracy, loss=loss, f1=f1)
    logger.info(f"{int((predicted != y_test).sum())} of {len(y_test)} test images wrong")
    logger.info(f"{int((h > 0).any(axis=0).sum())} of {h.shape[1]} hidden units are active on some test image")

    if args.confusion:
        (run / "data").mkdir(exist_ok=True)
        with open(run / "data" / "confusion-matrix.csv", "w", newline="", encoding="utf-8") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow(["true"] + [f"predicted_{d}" for d in range(10)])
            for d, row in enumerate(confusion_matrix(y_test, predicted, labels=range(10))):
                out.writerow([d, *row.tolist()])

    meta = run / "metadata.yaml"
    text = meta.read_text(encoding="utf-8")
    meta.write_text(re.sub(r'(?m)^ended: .*$', f'ended: "{now()}"', text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
