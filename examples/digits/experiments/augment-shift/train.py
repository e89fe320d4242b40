# /// script
# requires-python = ">=3.10"
# dependencies = ["numpy>=1.26", "scikit-learn>=1.4", "loguru>=0.7"]
# ///
"""Train a small MLP on scikit-learn's digits with plain SGD, in plain numpy.

    uv run train.py --name baseline-seed0 --seed 0
    uv run train.py --name shift-seed0 --seed 0 --augment shift
"""

import argparse
import json
import os
import platform
import sys
import warnings
from datetime import datetime
from pathlib import Path

import numpy as np
import sklearn
from loguru import logger
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = Path(__file__).resolve().parent
LOG_FORMAT = "{time:YYYY-MM-DD HH:mm:ss} | {level} | {message}"
PARAMS = ("lr", "hidden", "epochs", "batch_size", "weight_decay", "augment",
          "max_shift", "seed", "split_seed", "leak_eval")


# ---------------------------------------------------------------- data

def load(split_seed):
    """1000 train, 300 val and 497 test images, stratified, scaled to [0, 1]."""
    x, y = load_digits(return_X_y=True)
    x = (x / 16.0).astype(np.float32)
    x_train, x_rest, y_train, y_rest = train_test_split(
        x, y, train_size=1000, stratify=y, random_state=split_seed)
    x_val, x_test, y_val, y_test = train_test_split(
        x_rest, y_rest, train_size=300, stratify=y_rest, random_state=split_seed)
    return (x_train, y_train), (x_val, y_val), (x_test, y_test)


def shift(batch, max_shift, rng):
    """Move every 8x8 image by up to max_shift pixels each way; the gap is filled with 0."""
    m = max_shift
    padded = np.pad(batch.reshape(-1, 8, 8), ((0, 0), (m, m), (m, m)))
    out = np.empty((len(batch), 8, 8), dtype=batch.dtype)
    for i, (dy, dx) in enumerate(rng.integers(0, 2 * m + 1, size=(len(batch), 2))):
        out[i] = padded[i, dy:dy + 8, dx:dx + 8]
    return out.reshape(len(batch), 64)


# ---------------------------------------------------------------- model

def init(hidden, rng):
    return {
        "w1": (rng.standard_normal((64, hidden)) * np.sqrt(2 / 64)).astype(np.float32),
        "b1": np.zeros(hidden, dtype=np.float32),
        "w2": (rng.standard_normal((hidden, 10)) * np.sqrt(2 / hidden)).astype(np.float32),
        "b2": np.zeros(10, dtype=np.float32),
    }


def forward(p, x):
    h = np.maximum(x @ p["w1"] + p["b1"], 0)
    z = h @ p["w2"] + p["b2"]
    z = z - z.max(axis=1, keepdims=True)
    return h, z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def loss_and_accuracy(p, x, y):
    _, logp = forward(p, x)
    loss = -logp[np.arange(len(y)), y].astype(np.float64).mean()
    return float(loss), float((logp.argmax(axis=1) == y).mean())


def sgd_step(p, x, y, lr, weight_decay):
    h, logp = forward(p, x)
    loss = float(-logp[np.arange(len(y)), y].astype(np.float64).mean())
    dz = np.exp(logp)
    dz[np.arange(len(y)), y] -= 1
    dz /= len(y)
    dh = (dz @ p["w2"].T) * (h > 0)
    grads = {"w2": h.T @ dz, "b2": dz.sum(axis=0), "w1": x.T @ dh, "b1": dh.sum(axis=0)}
    for k, g in grads.items():
        if k[0] == "w":
            g = g + weight_decay * p[k]
        p[k] = (p[k] - lr * g).astype(np.float32)
    return loss


# ---------------------------------------------------------------- bookkeeping

def number(text):
    """An argument that is used as a number but keeps its literal (1e-3 stays 1e-3)."""
    json.loads(text)
    return text


def params_json(args):
    def literal(v):
        return v if isinstance(v, str) and _is_number(v) else json.dumps(v)
    return "{" + ",".join(f'"{k}":{literal(getattr(args, k))}' for k in PARAMS) + "}"


def _is_number(text):
    try:
        return isinstance(json.loads(text), (int, float))
    except ValueError:
        return False


def metric(**values):
    logger.info("metric " + json.dumps(values, separators=(",", ":")))


def now():
    return datetime.now().isoformat(timespec="seconds")


def write_metadata(run, args, status, started, ended=None, notes=None):
    q = json.dumps
    lines = [
        f"name: {args.name}",
        f"description: {q(args.description)}",
        f"status: {status}",
        f"tags: [{', '.join(args.tags.split(','))}]",
        "author: labdocs examples",
        f"data_version: sklearn-digits-{sklearn.__version__}",
        f"seed: {args.seed}",
        f"started: {q(started)}",
    ]
    if ended:
        lines.append(f"ended: {q(ended)}")
    if notes:
        lines.append(f"notes: {q(notes)}")
    lines += [
        "environment:",
        f"  python: {q(platform.python_version())}",
        f"  numpy: {q(np.__version__)}",
        f"  scikit-learn: {q(sklearn.__version__)}",
    ]
    tmp = run / "metadata.yaml.part"
    tmp.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(tmp, run / "metadata.yaml")


def save_checkpoint(run, p, epoch, step):
    (run / "checkpoints").mkdir(exist_ok=True)
    tmp = run / "checkpoints" / "part.npz"
    np.savez(tmp, epoch=epoch, step=step, **p)
    os.replace(tmp, run / "checkpoints" / "last.npz")


def plot(run, history):
    """Validation accuracy over epochs, as a small SVG without any plotting library."""
    w, h, m = 480, 240, 36
    n = max(len(history) - 1, 1)
    pts = " ".join(f"{m + (w - 2 * m) * i / n:.1f},{h - m - (h - 2 * m) * a:.1f}"
                   for i, a in enumerate(history))
    (run / "plots").mkdir(exist_ok=True)
    (run / "plots" / "val-accuracy.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" font-family="sans-serif" font-size="11">'
        f'<rect width="{w}" height="{h}" fill="#fff"/>'
        f'<path d="M{m} {m}V{h - m}H{w - m}" fill="none" stroke="#888"/>'
        f'<text x="4" y="{m + 4}">1.0</text><text x="4" y="{h - m}">0.0</text>'
        f'<text x="{m}" y="{h - 14}">epoch 0</text>'
        f'<text x="{w - m}" y="{h - 14}" text-anchor="end">{len(history) - 1}</text>'
        f'<text x="{m}" y="20">val accuracy</text>'
        f'<polyline points="{pts}" fill="none" stroke="#1f5f8b" stroke-width="1.5"/></svg>\n',
        encoding="utf-8")


# ---------------------------------------------------------------- main

def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--name", required=True)
    ap.add_argument("--description", default="")
    ap.add_argument("--tags", default="digits,mlp")
    ap.add_argument("--lr", type=number, default="1e-1")
    ap.add_argument("--hidden", type=number, default="32")
    ap.add_argument("--epochs", type=number, default="50")
    ap.add_argument("--batch-size", type=number, default="32")
    ap.add_argument("--weight-decay", type=number, default="1e-4")
    ap.add_argument("--augment", choices=["none", "shift"], default="none")
    ap.add_argument("--max-shift", type=number, default="1")
    ap.add_argument("--seed", type=number, default="0")
    ap.add_argument("--split-seed", type=number, default="0")
    ap.add_argument("--leak-eval", action="store_true",
                    help="BUG on purpose: put the val and test images into the training set")
    args = ap.parse_args()
    lr, wd = float(args.lr), float(args.weight_decay)
    epochs, batch, hidden = int(args.epochs), int(args.batch_size), int(args.hidden)

    started = now()
    run = HERE / "runs" / f"{started.replace(':', '-')}-{args.name}"
    (run / "logs").mkdir(parents=True)
    write_metadata(run, args, "running", started)
    logger.remove()
    logger.add(run / "logs" / "train.log", format=LOG_FORMAT, level="INFO", encoding="utf-8")
    logger.add(sys.stderr, format=LOG_FORMAT, level="WARNING")
    warnings.simplefilter("ignore", RuntimeWarning)  # overflow is logged below, as NaN
    print(f"runs/{run.name}", flush=True)

    logger.info("params " + params_json(args))
    (x, y), (x_val, y_val), (x_test, y_test) = load(int(args.split_seed))
    if args.leak_eval:
        x, y = np.concatenate([x, x_val, x_test]), np.concatenate([y, y_val, y_test])
        logger.warning("leak_eval is on: the training set contains the val and test images")
    logger.info(f"data: {len(x)} train, {len(x_val)} val, {len(x_test)} test images")

    init_rng, order_rng, shift_rng = (
        np.random.default_rng(s) for s in np.random.SeedSequence(int(args.seed)).spawn(3))
    p = init(hidden, init_rng)
    logger.info(f"model: 64-{hidden}-10, {sum(v.size for v in p.values())} parameters")

    step, best, bad, history, first_nan = 0, 0.0, 0, [], None
    for epoch in range(epochs):
        order = order_rng.permutation(len(x))
        for start in range(0, len(x), batch):
            idx = order[start:start + batch]
            xb = x[idx]
            if args.augment == "shift":
                xb = shift(xb, int(args.max_shift), shift_rng)
            loss = sgd_step(p, xb, y[idx], lr, wd)
            step += 1
            if step % 16 == 0:
                metric(epoch=epoch, step=step, split="train", loss=loss)
        val_loss, val_acc = loss_and_accuracy(p, x_val, y_val)
        metric(epoch=epoch, step=step, split="val", loss=val_loss, accuracy=val_acc)
        history.append(val_acc)
        if not np.isfinite(val_loss):
            bad += 1
            if first_nan is None:
                first_nan = (epoch, step)
                logger.warning(f"val loss is not finite at epoch {epoch}, step {step}")
            if bad == 15:
                logger.error("val loss was not finite for 15 epochs, giving up")
                break
        elif val_acc > best:
            best = val_acc
        elif val_acc < best - 0.02:
            logger.warning(f"val accuracy {val_acc:.4f} is more than 2 pp below the best so far, {best:.4f}")
        if (epoch + 1) % 10 == 0:
            save_checkpoint(run, p, epoch, step)
            logger.info(f"saved checkpoints/last.npz after epoch {epoch}")

    save_checkpoint(run, p, epoch, step)
    plot(run, history)
    if first_nan:
        write_metadata(run, args, "failed", started, now(),
                       f"diverged: val loss not finite since epoch {first_nan[0]}, step {first_nan[1]}")
        logger.error("training failed: diverged")
        return 1
    logger.info(f"done: best val accuracy {best:.4f}")
    write_metadata(run, args, "completed", started, now())
    return 0


if __name__ == "__main__":
    sys.exit(main())
