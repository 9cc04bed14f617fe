"""Teaches embeddings and encoder from plain text before the treebanks: masked words, as in BERT's first task.

  python3 pretrain.py --text FILE --gold DIR --out FILE

FILE: one sentence a line, tokens separated by blanks. 15 % of the words are hidden; the network names them (vocabulary:
normalised forms seen at least --least times). Output: a checkpoint for train.py --init. Only CC0 text and the treebanks' own text is read.
"""
import argparse, collections, json, os, random, time
import torch, torch.nn as nn, torch.nn.functional as F
import data
from model import Net
from train import CONFIG, Optimizer, schedule


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--text", required=True)
    a.add_argument("--gold", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--steps", type=int, default=3000)
    a.add_argument("--batch", type=int, default=4000)
    a.add_argument("--lr", type=float, default=2e-3)
    a.add_argument("--least", type=int, default=6)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--set", action="append", default=[])
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(7)
    rng = random.Random(7)
    cfg = dict(CONFIG)
    for kv in o.set:
        k, v = kv.split("=")
        cfg[k] = type(CONFIG[k])(v) if not isinstance(CONFIG[k], float) else float(v)
    cfg["drop"] = 0.1
    train, _, _, _ = data.load(o.gold)
    labels = data.label_sets(train)
    feats = data.Features(cfg["sizes"])
    lines = [l.split()[:150] for l in open(o.text, encoding="utf-8")]
    lines = [l for l in lines if len(l) > 2] + [s.forms for s in train if len(s.forms) > 2] * 2
    count = collections.Counter()
    for l in lines:
        count.update(l)
    normed = collections.Counter()
    for w, n in count.items():
        normed[data.norm(w)] += n
    vocab = {w: i for i, w in enumerate(w for w, n in normed.most_common() if n >= o.least)}
    words = list(count)
    number = {w: i for i, w in enumerate(words)}
    table = torch.tensor([feats(w) for w in words])
    target = torch.tensor([vocab.get(data.norm(w), -1) for w in words])
    sents = [torch.tensor([number[w] for w in l]) for l in lines]
    print("sentences", len(sents), "words", sum(map(len, sents)), "types", len(words), "vocabulary", len(vocab), flush=True)
    net = Net(cfg, labels, feats.rows, feats.hashed)
    proj, outb = nn.Linear(cfg["width"], cfg["embed"]), nn.Linear(cfg["embed"], len(vocab))
    opt = Optimizer(net, o.lr, 0.0, list(proj.parameters()) + list(outb.parameters()))
    step, t0, total = 0, time.time(), 0.0

    def save():
        torch.save(dict(weights=net.state_dict(), labels=labels, cfg=cfg), o.out + ".tmp")
        os.replace(o.out + ".tmp", o.out)

    while step < o.steps:
        order = list(range(len(sents)))
        rng.shuffle(order)
        # pools of sentences, sorted by length inside a batch is not needed: no padding in the encoder
        at = 0
        while at < len(order) and step < o.steps:
            batch, n = [], 0
            while at < len(order) and n < o.batch:
                batch.append(sents[order[at]])
                n += len(batch[-1])
                at += 1
            ids = torch.cat(batch)
            off = torch.tensor([0] + [len(s) for s in batch], dtype=torch.int32).cumsum(0).int()
            masked = torch.rand(len(ids)) < .17
            y = torch.where(masked, target[ids], -1)
            with torch.autocast("cpu", torch.bfloat16):
                h = net.encode(table[ids], off, 0.0, masked & (torch.rand(len(ids)) < .9))
                pick = y >= 0
                logits = outb(F.gelu(proj(h[pick])))
            loss = F.cross_entropy(logits.float(), y[pick])
            loss.backward()
            opt.step(schedule(step, o.steps))
            step += 1
            total += loss.item()
            if step % 100 == 0:
                print("step", step, "loss %.4f" % (total / 100), "%.0f s" % (time.time() - t0), flush=True)
                total = 0.0
            if step % 500 == 0:
                save()
    save()


if __name__ == "__main__":
    main()
