#!/bin/sh
# Makes models/en.bin and the tokenizer's break weights from the treebanks, in one command.
#   train/run.sh --gold DIR [--work DIR] [--out FILE] [--epochs N] [--steps N]
# Needs: Python 3 with PyTorch and numpy, g++ and gcc. Seeded; scores and logs lie in the work folder. See train/README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
gold= work=train-work out=$root/models/en.bin epochs=13 steps=2000
while [ $# -gt 0 ]; do
  case $1 in
    --gold) gold=$2 ;;
    --work) work=$2 ;;
    --out) out=$2 ;;
    --epochs) epochs=$2 ;;
    --steps) steps=$2 ;;
    *) echo "usage: train/run.sh --gold DIR [--work DIR] [--out FILE] [--epochs N] [--steps N]" >&2; exit 2 ;;
  esac
  shift 2
done
[ -d "$gold" ] || { echo "train/run.sh: --gold DIR is missing or not a folder" >&2; exit 2; }
mkdir -p "$work"
compile() { g++ -std=c++20 -O2 -I"$root/src" "$root"/src/dateline/text/tokenize*.cc "$here/$1.cc" -o "$work/$1"; }

weights=$root/src/dateline/text/break_weights.inc
echo '0, 127000, {}' > "$weights"      # an empty table: the gaps where the rules alone say no
compile dump_breaks
python3 "$here/breaks.py" --gold "$gold" --dump "$work/dump_breaks" --out "$weights" | tee "$work/breaks.log"

compile dump_words
python3 "$here/text.py" --gold "$gold" --cut "$work/dump_words" --out "$work/text.txt"
python3 "$here/pretrain.py" --text "$work/text.txt" --gold "$gold" --steps "$steps" --out "$work/pretrained.pt" | tee "$work/pretrain.log"
python3 "$here/train.py" --gold "$gold" --init "$work/pretrained.pt" --epochs "$epochs" --lr 2.5e-3 --out "$work"
python3 "$here/export.py" --model "$work/model.pt" --scores "$work/scores.json" --out "$out"
