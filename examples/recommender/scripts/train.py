# /// script
# requires-python = ">=3.10"
# dependencies = ["numpy>=1.26", "scikit-learn>=1.4", "xgboost>=2.0", "lightgbm>=4.3"]
# ///
"""Run one experiment of an increment and write what came out beside its spec.

    uv run scripts/train.py 0038 popularity-all-time
    uv run scripts/train.py 0042 all
"""

import argparse
import json
import pickle
import platform
import sys
import time
import warnings
from datetime import datetime, timezone
from importlib.metadata import version as installed
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_score, recall_score
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import interactions

ROOT = Path(__file__).resolve().parent.parent
INCREMENTS = ROOT / ".specweave" / "increments"
SEED = 42
warnings.filterwarnings("ignore", message="X does not have valid feature names")


class Popularity:
    """Predict a purchase where the item sold well in training; no user is looked at.

    The threshold is the one at which as many purchases are predicted in training as there were.
    """

    def __init__(self, smoothing=20, last_days=None):
        self.smoothing, self.last_days = smoothing, last_days

    def fit(self, item, bought, day):
        share = bought.mean()
        rate = bought.copy().astype(float)
        recent = np.ones(len(day), bool) if self.last_days is None else day > day.max() - self.last_days
        n = np.bincount(item[recent], minlength=interactions.ITEMS)
        k = np.bincount(item[recent], weights=rate[recent], minlength=interactions.ITEMS)
        self.rate = (k + self.smoothing * share) / (n + self.smoothing)
        self.threshold = float(np.quantile(self.rate[item], 1 - share))
        return self

    def predict(self, item):
        return (self.rate[item] > self.threshold).astype(int)


class AtTrainingShare:
    """The rule's threshold for a model: predict as many purchases in training as there were."""

    def __init__(self, model):
        self.model = model

    def fit(self, x, y):
        self.model.fit(x, y)
        self.threshold = float(np.quantile(self.model.predict_proba(x)[:, 1], 1 - y.mean()))
        return self

    def predict(self, x):
        return (self.model.predict_proba(x)[:, 1] > self.threshold).astype(int)


def scores(y, predicted):
    return {
        "accuracy": float(accuracy_score(y, predicted)),
        "precision": float(precision_score(y, predicted, zero_division=0)),
        "recall": float(recall_score(y, predicted)),
        "f1": float(f1_score(y, predicted)),
    }


def latency_ms(model, x):
    """Median time of a prediction for one interaction, over 200 of them."""
    times = []
    for i in range(200):
        row = x[i:i + 1]
        t = time.perf_counter()
        model.predict(row)
        times.append(time.perf_counter() - t)
    return float(np.median(times) * 1e3)


def costs(model, x_test, seconds):
    return {
        "training_time_s": seconds,
        "inference_latency_ms": latency_ms(model, x_test),
        "model_size_mb": len(pickle.dumps(model)) / 1e6,
    }


def fit(model, *data):
    t = time.perf_counter()
    model.fit(*data)
    return time.perf_counter() - t


# ------------------------------------------------- the experiments
# Each gets the columns and its params, and returns metrics and artifacts {file name: rows}.

def popularity(c, params):
    _, (_, y_test), train = interactions.split(c)
    model = Popularity(**params)
    seconds = fit(model, c["item"][train], c["bought"][train], c["day"][train])
    items = c["item"][~train]
    return scores(y_test, model.predict(items)) | costs(model, items, seconds), {}


def logistic(c, params):
    (x, y), (x_test, y_test), _ = interactions.split(c)
    model = AtTrainingShare(make_pipeline(StandardScaler(), LogisticRegression(**params, random_state=SEED)))
    seconds = fit(model, x, y)
    step = int(model.model[-1].n_iter_[0])
    quality = scores(y_test, model.predict(x_test))
    return {k: {"value": v, "step": step} for k, v in quality.items()} | costs(model, x_test, seconds), {}


def random_forest(c, params):
    """Five folds over the users of the training days; the overall values are the means over the folds."""
    (x, y), _, train = interactions.split(c)
    folds = []
    for n, (a, b) in enumerate(GroupKFold(n_splits=5).split(x, y, groups=c["user"][train])):
        model = AtTrainingShare(RandomForestClassifier(**params, random_state=SEED, n_jobs=1))
        seconds = fit(model, x[a], y[a])
        folds.append({"fold": n} | scores(y[b], model.predict(x[b])) | costs(model, x[b], seconds))
    return {"folds": folds} | {k: float(np.mean([f[k] for f in folds])) for k in folds[0] if k != "fold"}, {}


def xgboost(c, params):
    from xgboost import XGBClassifier
    (x, y), (x_test, y_test), _ = interactions.split(c)
    model = AtTrainingShare(XGBClassifier(**params, random_state=SEED, n_jobs=1))
    seconds = fit(model, x, y)
    step = model.model.get_booster().num_boosted_rounds()
    quality = scores(y_test, model.predict(x_test))
    return {k: {"value": v, "step": step} for k, v in quality.items()} | costs(model, x_test, seconds), {}


def lightgbm(c, params):
    from lightgbm import LGBMClassifier
    (x, y), (x_test, y_test), _ = interactions.split(c)
    model = AtTrainingShare(LGBMClassifier(**params, random_state=SEED, n_jobs=1, deterministic=True, verbose=-1))
    seconds = fit(model, x, y)
    predicted = model.predict(x_test)
    gain = model.model.booster_.feature_importance("gain")
    used = model.model.booster_.feature_importance("split")
    order = np.argsort(-gain)
    artifacts = {
        "feature_importance.csv": [["feature", "gain", "splits"]] + [
            [interactions.FEATURES[i], repr(float(gain[i])), int(used[i])] for i in order],
        "confusion_matrix.csv": [["true", "predicted_no", "predicted_yes"]] + [
            [name, *row] for name, row in zip(("no", "yes"), confusion_matrix(y_test, predicted).tolist())],
    }
    return scores(y_test, predicted) | costs(model, x_test, seconds), artifacts


def neural_net(c, params):
    (x, y), (x_test, y_test), _ = interactions.split(c)
    model = AtTrainingShare(make_pipeline(StandardScaler(), MLPClassifier(**params, random_state=SEED)))
    seconds = fit(model, x, y)
    net = model.model[-1]
    series = lambda values: [{"step": i, "value": float(v)} for i, v in enumerate(values)]
    curves = {"loss": series(net.loss_curve_), "val_accuracy": series(net.validation_scores_)}
    return curves | scores(y_test, model.predict(x_test)) | costs(model, x_test, seconds), {}


EXPERIMENTS = {
    "0038": {
        "popularity-all-time": (popularity, {"smoothing": 20, "last_days": None}, ["rule", "popularity"],
                                "How often an item was bought over all training days decides.", ""),
        "popularity-recent": (popularity, {"smoothing": 20, "last_days": 28}, ["rule", "popularity"],
                              "Only the last 28 training days count.", ""),
    },
    "0042": {
        "baseline-popularity": (popularity, {"smoothing": 20, "last_days": None}, ["baseline", "rule"],
                                "The rule of increment 0038: popular items get bought.", ""),
        "logistic": (logistic, {"C": 1.0, "max_iter": 500}, ["linear"],
                     "Logistic regression on standardised features.",
                     "The step of a metric is the iteration at which the solver stopped."),
        "random-forest": (random_forest, {"n_estimators": 60, "max_depth": 10, "min_samples_leaf": 5}, ["trees", "cross-validation"],
                          "Random forest, five folds over the users of the training days.",
                          "The overall values are means over the five folds, not values on the test days."),
        "xgboost": (xgboost, {"n_estimators": 200, "learning_rate": 0.05, "max_depth": 4, "subsample": 0.8}, ["trees", "boosting"],
                    "Gradient boosting with XGBoost.",
                    "The step of a metric is the number of boosting rounds."),
        "lightgbm": (lightgbm, {"n_estimators": 200, "learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 30}, ["trees", "boosting"],
                     "Gradient boosting with LightGBM.", ""),
        "neural-net": (neural_net, {"hidden_layer_sizes": [32, 16], "alpha": 0.001, "learning_rate_init": 0.002,
                                    "max_iter": 60, "early_stopping": True, "n_iter_no_change": 10}, ["neural-network"],
                       "A small multi-layer perceptron with early stopping.",
                       "The step of a series is the epoch; val_accuracy is on a tenth of the training days' rows, at a threshold of 0.5."),
    },
}


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def run(number, name):
    function, params, tags, description, notes = EXPERIMENTS[number][name]
    folder = next(p for pattern in (f"{number}-*", f"_archive/{number}-*") for p in INCREMENTS.glob(pattern))
    out = folder / "experiments" / name
    out.mkdir(parents=True, exist_ok=True)
    columns = interactions.generate()
    (out / "params.json").write_text(json.dumps(params | {"seed": SEED}, indent=2) + "\n", encoding="utf-8")

    started = now()
    metrics, artifacts = function(columns, params)
    ended = now()

    (out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    for file, rows in artifacts.items():
        (out / "artifacts").mkdir(exist_ok=True)
        (out / "artifacts" / file).write_text("".join(",".join(map(str, r)) + "\n" for r in rows), encoding="utf-8")
    packages = ["numpy", "scikit-learn"] + [p for p in ("xgboost", "lightgbm") if p == name]
    q = json.dumps
    lines = [f"name: {name}", f"description: {q(description)}", "status: completed",
             f"tags: [{', '.join(tags)}]"] + ([f"notes: {q(notes)}"] if notes else []) + [
             "author: labdocs examples", f"data_version: {interactions.version(columns)}", f"seed: {SEED}",
             f"started: {q(started)}", f"ended: {q(ended)}", "environment:",
             f"  python: {q(platform.python_version())}"] + [f"  {p}: {q(installed(p))}" for p in packages]
    (out / "metadata.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, {k: v for k, v in metrics.items() if k in ("accuracy", "f1")})


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("increment", choices=EXPERIMENTS)
    ap.add_argument("experiment", help="a name, or all")
    args = ap.parse_args()
    names = EXPERIMENTS[args.increment] if args.experiment == "all" else [args.experiment]
    for name in names:
        run(args.increment, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
