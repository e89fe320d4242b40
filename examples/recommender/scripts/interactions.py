"""A synthetic log of who looked at what, and whether a purchase followed.

Everything is drawn from one seed, so the same numpy gives the same log on every
machine. Days 0-69 are for training, days 70-89 for testing.
"""

import hashlib

import numpy as np

SEED = 42
USERS, ITEMS, DAYS, ROWS = 1500, 200, 90, 12000
TEST_FROM_DAY = 70
FEATURES = ["affinity", "price", "discount", "views_7d", "days_since_visit",
            "user_activity", "item_age_days", "is_mobile", "hour"]


def generate():
    rng = np.random.default_rng(SEED)
    taste = rng.normal(size=(USERS, 4))
    style = rng.normal(size=(ITEMS, 4))
    budget = rng.normal(3.4, 0.5, USERS)               # log of a comfortable price
    activity = rng.gamma(2.0, 1.0, USERS)
    log_price = rng.normal(3.3, 0.7, ITEMS)
    appeal = rng.normal(0.0, 0.7, ITEMS)               # at day 0
    drift = rng.normal(0.0, 0.012, ITEMS)              # of the appeal, a day
    launched = rng.integers(-400, 0, ITEMS)

    user = rng.choice(USERS, ROWS, p=activity / activity.sum())
    item = rng.integers(0, ITEMS, ROWS)
    day = np.sort(rng.integers(0, DAYS, ROWS))
    match = (taste[user] * style[item]).sum(axis=1) / 2
    views = rng.poisson(np.exp(0.25 * np.clip(match, -3, 3) + 0.2))
    since = rng.exponential(9.0, ROWS)
    discount = np.where(rng.random(ROWS) < 0.3, rng.uniform(0.05, 0.5, ROWS), 0.0)
    mobile = (rng.random(ROWS) < 0.6).astype(float)
    hour = rng.integers(0, 24, ROWS).astype(float)

    paid = log_price[item] + np.log1p(-discount)
    too_dear = np.maximum(paid - budget[user], 0)
    score = (-1.15 + 0.9 * match + appeal[item] + drift[item] * day
             - 1.8 * too_dear + 0.35 * np.minimum(views, 5)
             - 0.8 * (since > 14) + 1.6 * discount * (match > 0)
             - 0.3 * mobile * (log_price[item] > 3.8))
    bought = (rng.random(ROWS) < 1 / (1 + np.exp(-score))).astype(int)

    columns = {
        "user": user, "item": item, "day": day,
        "affinity": match + rng.normal(0, 0.5, ROWS),   # what the shop can see of the match
        "price": np.exp(log_price[item]), "discount": discount,
        "views_7d": views.astype(float), "days_since_visit": since,
        "user_activity": activity[user], "item_age_days": (day - launched[item]).astype(float),
        "is_mobile": mobile, "hour": hour, "bought": bought,
    }
    check(columns)
    return columns


def check(c):
    """The contract of increment 0041: a log that breaks it must not be trained on."""
    sizes = {len(v) for v in c.values()}
    assert sizes == {ROWS}, f"columns of different length: {dict((k, len(v)) for k, v in c.items())}"
    assert set(np.unique(c["bought"])) == {0, 1}, "bought must be 0 or 1, and both must occur"
    assert c["day"].min() >= 0 and c["day"].max() < DAYS, "day has a value outside the log"
    for name in FEATURES:
        assert np.isfinite(c[name]).all(), f"{name} has a value that is not finite"
    assert (c["price"] > 0).all(), "price has a value that is not positive"


def version(c):
    """Names the data by what is in it, rounded so that it is the same on other machines."""
    h = hashlib.sha256()
    for name in sorted(c):
        h.update(name.encode() + b"\0")
        h.update(np.round(np.asarray(c[name], dtype=np.float64), 6).tobytes())
    return f"synthetic-interactions-1-{h.hexdigest()[:12]}"


def split(c):
    train = c["day"] < TEST_FROM_DAY
    x = np.column_stack([c[f] for f in FEATURES])
    return (x[train], c["bought"][train]), (x[~train], c["bought"][~train]), train
