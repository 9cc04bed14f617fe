"""Trains the break model of the tokenizer (src/dateline/text/tokenize_breaks.h).

  python3 breaks.py --gold DIR --dump PROGRAM --out src/dateline/text/break_weights.inc

PROGRAM is dump_breaks.cc, compiled with an empty weight table. Logistic regression on the gaps where the rules say no;
the threshold is chosen for the best sentence F1 on EWT dev, and raised until no more than 1 in 1,000 candidate gaps of edited
text (GUM dev) is a false break.
"""
import argparse, os, subprocess
import torch
import data


def blocks(sents):
    """Paragraphs with U+0001 before each sentence; a new paragraph where the treebank says newpar or newdoc."""
    out, cur = [], []
    for text, new in sents:
        if new and cur:
            out.append(" ".join(cur))
            cur = []
        cur.append("\1" + text)
    if cur:
        out.append(" ".join(cur))
    return out


def read(path, keep=None):
    out, new, doc = [], True, None
    for line in data.open_text(path):
        if line.startswith("# newdoc"):
            doc, new = line.split("=", 1)[1].strip(), True
        elif line.startswith("# newpar"):
            new = True
        elif line.startswith("# text ="):
            if keep is None or doc in keep:
                out.append((line[8:].strip(), new))
            new = False
    return out


def dump(program, lines):
    text = subprocess.run([program], input="\n".join(lines), capture_output=True, text=True, check=True).stdout
    rows = [[int(v) for v in l.split()] for l in text.split("\n") if l]
    t = torch.tensor(rows)
    return t[:, 0].float(), t[:, 1].bool(), t[:, 2:]


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--dump", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=25)
    o = a.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    j = lambda *p: os.path.join(o.gold, *p)
    ok = data.open_gum_docs(o.gold)
    train = blocks(read(j("ud-ewt", "en_ewt-ud-train.conllu.gz"))) + blocks(read(j("gum", "en_gum-train.conllu.gz"), ok))
    y, rule, x = dump(o.dump, train)
    keep = ~rule
    y, x = y[keep], x[keep]
    rows = 8192
    w = torch.nn.Embedding(rows, 1)
    torch.nn.init.zeros_(w.weight)
    b = torch.nn.Parameter(torch.tensor(-3.0))
    opt = torch.optim.Adam([w.weight, b], lr=.02)
    print("gaps", len(y), "breaks", int(y.sum()))
    for epoch in range(o.epochs):
        order = torch.randperm(len(y))
        total = 0.0
        for i in range(0, len(y), 4096):
            k = order[i:i + 4096]
            mask = (torch.rand(len(k), x.shape[1]) > .1).float()
            z = b + (w(x[k])[:, :, 0] * mask).sum(1)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y[k]) + 2e-6 * (w.weight ** 2).sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(k)
    print("loss", total / len(y))
    q = torch.clamp(torch.round(w.weight[:, 0].detach() * 16), -127, 127).int()
    bias = int(round(b.item() * 16))

    def scores(lines):
        gold, by_rule, f = dump(o.dump, lines)
        return gold, by_rule, q[f].sum(1) + bias

    gold, by_rule, s = scores(blocks(read(j("ud-ewt", "en_ewt-ud-dev.conllu"))))
    g2, r2, s2 = scores(blocks(read(j("gum", "en_gum-dev.conllu"))))
    best = None
    for at in range(-16, 80, 2):
        pred = by_rule | (s >= at)
        f1 = float(2 * (pred & (gold > 0)).sum() / (pred.sum() + gold.sum()))
        false = int(((s2 >= at) & ~r2 & (g2 == 0)).sum())
        hit = int(((s2 >= at) & ~r2 & (g2 > 0)).sum())
        print("at", at, "start F1 on EWT dev %.4f" % f1, "GUM dev false", false, "right", hit, "of", len(s2))
        if false * 1000 <= len(s2) and (best is None or f1 > best[0]):
            best = (f1, at)
    at = best[1]
    with open(o.out, "w") as f:
        f.write("// Made by train/breaks.py from UD English EWT and GUM (CC BY-SA 4.0, see models/LICENSE). Do not edit.\n")
        f.write("%d, %d, {\n" % (bias, at))
        v = q.tolist()
        for i in range(0, rows, 40):
            f.write(",".join(map(str, v[i:i + 40])) + ",\n")
        f.write("}\n")
    print("wrote", o.out, "threshold", at)


if __name__ == "__main__":
    main()
