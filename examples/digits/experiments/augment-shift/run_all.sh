#!/usr/bin/env bash
# Makes every run of this experiment, in this order, one after the other; about a minute in all.
#   pip install numpy scikit-learn loguru && PYTHON=python3 ./run_all.sh [part ...]
#   ./run_all.sh            # with uv: it reads the dependencies from the scripts
# Parts: derisk arms why check extra edges decay (default: all). A new run gets a new folder; nothing is overwritten.
set -u
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1
read -r -a py <<< "${PYTHON:-uv run}"

train() { "${py[@]}" train.py "$@" | tail -n 1; }
evaluate() { [ -n "$1" ] && "${py[@]}" eval.py "$@"; }

derisk() {   # does it learn at all, and are the logs right?
  run=$(train --name derisk --epochs 2 --hidden 8 --tags digits,mlp,derisk \
    --description "Two epochs with 8 hidden units: does the pipeline work?")
  evaluate "$run"
}

arms() {     # the two arms, five seeds each; the seeds pair up
  for seed in 0 1 2 3 4; do
    conf=(); [ "$seed" = 0 ] && conf=(--confusion)
    run=$(train --name "baseline-seed$seed" --seed "$seed" --tags digits,mlp,baseline \
      --description "No augmentation.")
    evaluate "$run" "${conf[@]}"
    run=$(train --name "shift-seed$seed" --seed "$seed" --augment shift --tags digits,mlp,shift \
      --description "Every training image is shifted by at most one pixel each way.")
    evaluate "$run" "${conf[@]}"
  done
}

why() {      # too few epochs, or too few hidden units?
  run=$(train --name shift-long-seed0 --augment shift --epochs 150 --tags digits,mlp,shift,long \
    --description "shift-seed0 with three times the epochs.")
  evaluate "$run"
  run=$(train --name shift-wide-seed0 --augment shift --hidden 128 --tags digits,mlp,shift,wide \
    --description "shift-seed0 with four times the hidden units.")
  evaluate "$run"
  run=$(train --name baseline-wide-seed0 --hidden 128 --tags digits,mlp,baseline,wide \
    --description "baseline-seed0 with four times the hidden units.")
  evaluate "$run"
}

check() {    # a shift by at most zero pixels has to repeat baseline-seed0 to the last digit
  run=$(train --name shift0-seed0 --augment shift --max-shift 0 --tags digits,mlp,check \
    --description "The code path of shift with a shift of zero pixels.")
  evaluate "$run"
}

extra() {    # what happens at the edges
  run=$(train --name high-lr-seed0 --lr 1e1 --tags digits,mlp,lr \
    --description "The baseline at a hundred times the learning rate.")
  evaluate "$run"
  train --name nan-lr-seed0 --lr 1e5 --tags digits,mlp,lr \
    --description "A learning rate at which weight decay alone makes the weights grow."
  # killed without warning: its log just stops, and its metadata still says that it is running
  "${py[@]}" train.py --name shift2-seed0 --augment shift --max-shift 2 --tags digits,mlp,shift2 \
    --description "Shifts by at most two pixels." & job=$!
  until grep -qs '"epoch":25,' runs/*-shift2-seed0/logs/train.log; do sleep 0.01; done
  kill -9 $(pgrep -P "$job") "$job" 2>/dev/null; wait "$job" 2>/dev/null
  run=$(train --name shift-leak-seed0 --augment shift --leak-eval --tags digits,mlp,shift,leak \
    --description "shift-seed0 with the val and test images in the training set (bug flag).")
  evaluate "$run"
}

edges() {    # asked for by what "extra" showed
  train --name nan-lr-late-seed0 --lr 2.5e4 --tags digits,mlp,lr \
    --description "Weight decay still makes the weights grow, but by half of themselves a step."
  run=$(train --name baseline-leak-seed0 --leak-eval --tags digits,mlp,baseline,leak \
    --description "baseline-seed0 with the val and test images in the training set (bug flag).")
  evaluate "$run"
}

decay() {    # lr x weight_decay a little above 2: the weights grow by 4 % a step until they overflow
  train --name decay-nan-seed0 --lr 2e-1 --weight-decay 1.02e1 --tags digits,mlp,lr \
    --description "Learning rate times weight decay is 2.04, just above the limit of 2."
}

[ $# -eq 0 ] && set -- derisk arms why check extra edges decay
for part in "$@"; do "$part"; done
