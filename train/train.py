"""Trains the language engine on the treebanks and entity corpora whose licence lets a model be shipped.

  python3 train.py --gold DIR --out DIR [--epochs N] [--init FILE] [--lists FILE]

Writes OUT/model.pt (weights, label sets, configuration) whenever the score on EWT dev rises, OUT/log.txt, OUT/scores.json.
"""
import argparse, json, math, os, random, time, sys
import torch, torch.nn.functional as F
import data
import names
from model import Net

CONFIG = dict(embed=128, width=256, layers=4, arc=128, rel=128, drop=.2, head_drop=.3, wdrop=.15, unlisted=.12,
              sizes=dict(form=65536, pre3=8192, suf2=2048, suf3=8192, suf5=16384, shape=1024))
HEADS = ("upos", "xpos", "feats", "lemma", "ner")


def batches(sents, words, rng):
    order = sorted(range(len(sents)), key=lambda i: len(sents[i].forms) + rng.random() * 3)
    out, cur, n = [], [], 0
    for i in order:
        cur.append(sents[i])
        n += len(sents[i].forms)
        if n >= words:
            out.append(cur)
            cur, n = [], 0
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return out


def tensors(batch):
    ids = torch.tensor([f for s in batch for f in s.feat_ids])
    off = [0]
    for s in batch:
        off.append(off[-1] + len(s.forms))
    y = {k: torch.tensor([v for s in batch for v in s.y[k]]) for k in batch[0].y}
    y["corpus"] = torch.tensor([s.corpus for s in batch for _ in s.forms])
    return ids, torch.tensor(off, dtype=torch.int32), y


def head_index(head, off):
    n = (off[1:] - off[:-1]).long()
    base = off[:-1].long().repeat_interleave(n)
    return torch.where(head > 0, base + head - 1, torch.full_like(head, -1))


def masked_ce(logits, y):
    return F.cross_entropy(logits.float(), y, ignore_index=-1, reduction="sum") / max(1, int((y >= 0).sum()))


WEIGHT = dict(upos=.5, xpos=.3, feats=.5, lemma=.5, ner=1.0)


def loss_of(net, ids, off, y, wdrop):
    h = net.encode(ids, off, wdrop)
    answer = lambda k: net.names(h, y["corpus"]) if k == "ner" else net.tag[k](h)
    loss = sum(WEIGHT[k] * masked_ce(answer(k), y[k]) for k in HEADS if (y[k] >= 0).any())
    if (y["head"] >= 0).any():
        s, pos = net.arcs(h, off)
        loss = loss + masked_ce(s[pos], y["head"])
        loss = loss + masked_ce(net.rels(h, off, head_index(y["head"], off)), y["rel"])
    return loss


def schedule(step, total, warm=.1):
    """Share of the top learning rate: linear up, cosine down."""
    if step < warm * total:
        return (step + 1) / (warm * total)
    return max(.01, .5 + .5 * math.cos(math.pi * (step - warm * total) / (total - warm * total)))


class Optimizer:
    """AdamW for the network; lazy Adam, touching only the rows of the batch, for the embeddings."""

    def __init__(self, net, lr, decay=.01, extra=()):
        self.lr = lr
        self.rest = [p for p in net.parameters() if p is not net.emb.weight] + list(extra)
        self.dense = torch.optim.AdamW(self.rest, lr=lr, betas=(.9, .95), weight_decay=decay, fused=True)
        self.sparse = torch.optim.SparseAdam([net.emb.weight], lr=3 * lr, betas=(.9, .98))

    def step(self, share):
        torch.nn.utils.clip_grad_norm_(self.rest, 2.0)
        for opt in (self.dense, self.sparse):
            for g in opt.param_groups:
                g["lr"] = self.lr * share * (3 if opt is self.sparse else 1)  # a lazy row moves once where a dense one drifts on
            opt.step()
            opt.zero_grad()


def predict(net, sents, words=4000):
    """Fills s.p = dict of predicted label ids (heads by argmax)."""
    net.eval()
    order = sorted(sents, key=lambda s: len(s.forms))
    with torch.no_grad():
        for batch in batches(order, words, random.Random(0)):
            ids, off, _ = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16):
                h = net.encode(ids, off)
                out = {k: net.tag[k](h).argmax(1) for k in HEADS}
                s, pos = net.arcs(h, off)
                out["head"] = s[pos].argmax(1)
                out["rel"] = net.rels(h, off, head_index(out["head"], off)).argmax(1)
            for i, sent in enumerate(batch):
                sent.p = {k: v[off[i]:off[i + 1]].tolist() for k, v in out.items()}
    net.train()


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(tags):
        if t[0] == "S":
            out.add((i, i + 1, t[2:]))
            start = None
        elif t[0] == "B":
            start = (i, t[2:])
        elif t[0] == "E" and start and start[1] == t[2:]:
            out.add((start[0], i + 1, t[2:]))
            start = None
        elif t[0] == "O":
            start = None
    return out


def lemma_of(form, upos, rule, words):
    return words.get((data.lower(form.encode()).decode(errors="replace"), upos)) or data.apply_rule(rule, form)


def score(net, sents, labels, words):
    predict(net, sents)
    n = c = 0
    r = dict(upos=0, feats=0, lemma=0, uas=0, las=0)
    tp = fp = fn = 0
    base = [x.split(":")[0] for x in labels["rel"]]
    for s in sents:
        p = s.p
        for i, f in enumerate(s.forms):
            n += 1
            r["upos"] += labels["upos"][p["upos"][i]] == s.upos[i]
            r["feats"] += labels["feats"][p["feats"][i]] == s.feats[i]
            r["lemma"] += s.lemmas[i] == "_" or s.lemmas[i] == lemma_of(
                f, labels["upos"][p["upos"][i]], labels["lemma"][p["lemma"][i]], words)
            ok = p["head"][i] == s.heads[i]
            r["uas"] += ok
            r["las"] += ok and base[p["rel"][i]] == s.rels[i].split(":")[0]
        if s.ner:
            g, q = spans(s.ner), spans([labels["ner"][t] for t in p["ner"]])
            tp += len(g & q); fp += len(q - g); fn += len(g - q)
    out = {k: round(100 * v / n, 2) for k, v in r.items()}
    out["ner"] = round(200 * tp / max(1, 2 * tp + fp + fn), 2)
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=12)
    a.add_argument("--lr", type=float, default=2.5e-3)
    a.add_argument("--batch", type=int, default=2500)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--ontology", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ontology"))
    a.add_argument("--swap", type=float, default=.3, help="share of the sentences with names that get other names")
    a.add_argument("--lists", help="what lists.py wrote")
    a.add_argument("--init")
    a.add_argument("--set", action="append", default=[], help="configuration key=value")
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    random.seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    log = open(os.path.join(o.out, "log.txt"), "a")

    def say(*x):
        line = " ".join(str(v) for v in x)
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    cfg = dict(CONFIG)
    for kv in o.set:
        k, v = kv.split("=")
        cfg[k] = type(CONFIG[k])(v) if not isinstance(CONFIG[k], float) else float(v)
    train, dev, test, news = data.load(o.gold)
    labels = data.label_sets(train)
    feats = data.Features(cfg["sizes"], data.Lists(o.lists))
    for part in (train, dev, test, news):
        data.encode(part, feats, labels)
    train = [s for s in train if len(s.forms) <= 200]
    words = data.lemma_words(train)
    pool = names.pools(o.ontology, train, feats.lists.bits, random.Random(o.seed))
    net = Net(cfg, labels, feats.rows, feats.hashed, len(data.CORPORA))
    if o.init:
        old = torch.load(o.init)["weights"]
        mine = net.state_dict()
        if "emb.weight" in old:  # the rows of the word lists are not in it
            old["emb.weight"] = torch.cat([old["emb.weight"][:feats.hashed], mine["emb.weight"][feats.hashed:]])
        take = {k: v for k, v in old.items() if k in mine and mine[k].shape == v.shape}
        mine.update(take)
        net.load_state_dict(mine)
        say("initialised", len(take), "of", len(mine), "tensors")
    rng = random.Random(o.seed)
    opt = Optimizer(net, o.lr)
    per = len(batches(train, o.batch, rng))
    total_steps = per * o.epochs
    ema = {k: v.clone() for k, v in net.state_dict().items()}
    step, best, t0 = 0, -1, time.time()
    say("config", json.dumps(cfg), "sentences", len(train), "steps", per)
    for epoch in range(o.epochs):
        net.train()
        total = 0.0
        these = names.augmented(train, pool, rng, o.swap, feats, labels) if o.swap else train
        for batch in batches(these, o.batch, rng):
            ids, off, y = tensors(batch)
            unlisted = torch.rand(len(batch)) < cfg["unlisted"]
            ids = feats.without_lists(ids, unlisted.repeat_interleave((off[1:] - off[:-1]).long()))
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(net, ids, off, y, cfg["wdrop"])
            loss.backward()
            opt.step(schedule(step, total_steps))
            step += 1
            total += loss.item()
            if step % 10 == 0:
                d = min(.97, step / (step + 100))
                for k, v in net.state_dict().items():
                    ema[k].lerp_(v, 1 - d)
        keep = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(ema)
        r = score(net, dev, labels, words)
        say("epoch", epoch + 1, "loss %.4f" % (total / per), "dev", json.dumps(r), "%.0f s" % (time.time() - t0))
        val = r["las"] + .3 * r["ner"] + r["upos"] + .5 * r["lemma"]
        if val > best:
            best = val
            torch.save(dict(weights=net.state_dict(), labels=labels, cfg=cfg, dev=r, words=words, lists=feats.lists.bits), os.path.join(o.out, "model.pt.tmp"))
            os.replace(os.path.join(o.out, "model.pt.tmp"), os.path.join(o.out, "model.pt"))
        net.load_state_dict(keep)
    net.load_state_dict(torch.load(os.path.join(o.out, "model.pt"))["weights"])
    res = dict(dev=score(net, dev, labels, words), test=score(net, test, labels, words), gum_news_dev=score(net, news, labels, words))
    say("final", json.dumps(res))
    json.dump(res, open(os.path.join(o.out, "scores.json"), "w"), indent=1)


if __name__ == "__main__":
    main()
