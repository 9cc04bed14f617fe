"""Writes a checkpoint of train.py as the file the engine reads (src/dateline/syntax/model_file.h draws it).

  python3 export.py --model DIR/model.pt --out models/en.bin [--scores DIR/scores.json] [--gold DIR --text FILE]

Weights become int8 with one scale a row; label sets, sizes, licence and scores go in as text.
"""
import argparse, hashlib, json, os, struct
import torch
import data

SLOT_PROBES = 256  # kMostProbes of src/dateline/syntax/lists.cc
LICENCE = "CC BY-SA 4.0; see models/LICENSE for the treebanks and lists it was made from"


def int8(w):
    """[rows][columns] float -> int8 and the scale of each row."""
    s = w.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(w / s[:, None]).clamp(-127, 127).to(torch.int8), s.float()


def join_hash(a, b):
    h = ((a * data.PRIME) & data.M64) ^ b
    return ((h ^ (h >> 29)) * 0x9e3779b97f4a7c15) & data.M64


def slots(lists):
    """The word lists as a table of open addressing: 8 bytes a slot, 48 bits of the hash and 16 of value (lists.h)."""
    longest = {}
    for k in lists:
        w = k.split(" ")
        longest[w[0]] = max(longest.get(w[0], 0), len(w)) if len(w) > 1 else longest.get(w[0], 0)
    value = {w: lists.get(w, 0) | (longest.get(w, 0) << 9) for w in {k for k in lists if " " not in k} | set(longest)}
    value.update((k, v) for k, v in lists.items() if " " in k)
    size = 1 << (len(value) * 3 // 2).bit_length()
    out, hashed = [0] * size, {}
    for k, v in sorted(value.items()):
        h = None
        for w in k.split(" "):
            if w not in hashed:
                hashed[w] = data.fnv(w.encode(), 1)
            h = hashed[w] if h is None else join_hash(h, hashed[w])
        for probe in range(SLOT_PROBES):
            at = (h + probe) & (size - 1)
            if not out[at]:
                out[at] = (h >> 16 << 16) | v
                break
        else:
            raise SystemExit("word lists: a slot needs too many probes")
    return struct.pack("<%dQ" % size, *out), size


class Writer:
    def __init__(self):
        self.tables = []

    def floats(self, name, t):
        t = t.detach().float().contiguous()
        rows, cols = (t.shape[0], t[0].numel()) if t.dim() > 1 else (t.numel(), 1)
        self.tables.append((name, 0, rows, cols, t.numpy().tobytes()))

    def text(self, name, lines):
        data = "\n".join(lines).encode()
        self.tables.append((name, 2, 1, len(data), data))

    def raw(self, name, rows, cols, content):
        self.tables.append((name, 1, rows, cols, content))

    def matrix(self, name, w, bias=None):
        q, s = int8(w.detach().float())
        self.tables.append((name, 1, q.shape[0], q.shape[1], q.numpy().tobytes()))
        self.floats(name + ".scale", s)
        if bias is not None:
            self.floats(name + ".bias", bias)

    def bytes(self):
        at = 64 + 64 * len(self.tables)
        toc, data = b"", b""
        for name, kind, rows, cols, raw in self.tables:
            pad = -at % 64
            data += b"\0" * pad
            at += pad
            toc += struct.pack("<32sIIIIQQ", name.encode(), kind, rows, cols, 0, at, len(raw))
            data += raw
            at += len(raw)
        body = toc + data
        head = struct.pack("<8sIIQQ", b"DATELMDL", 1, len(self.tables), 64 + len(body), 0)
        return head + hashlib.sha256(body).digest() + body


def export(ck, scores):
    W, cfg, labels = ck["weights"], ck["cfg"], ck["labels"]
    out = Writer()
    # what holds in the language: src/dateline/syntax/mend.h
    meta = ["licence=" + LICENCE, "language=en", "mend=bare-participle next-gerund nominal-relations"]
    meta += ["%s=%d" % (k, cfg[k]) for k in ("embed", "width", "layers", "arc", "rel")]
    meta += ["rows.%s=%d" % kv for kv in cfg["sizes"].items()]
    if ck.get("lists"):
        content, size = slots(ck["lists"])
        out.raw("lists", size, 8, content)
        meta.append("rows.lists=%d" % (data.KINDS * data.WRITTEN + data.SPAN_ROWS))
    meta += ["score.%s.%s=%s" % (part, k, v) for part, r in scores.items() for k, v in r.items()]
    out.text("meta", meta)
    for k in ("upos", "feats", "lemma", "ner", "rel"):
        out.text("labels." + k, labels[k])
    out.text("lemma.words", ["%s\t%s\t%s" % (form, upos, lemma) for (form, upos), lemma in sorted(ck["words"].items())])
    out.matrix("embedding", W["emb.weight"])
    out.floats("norm0.gain", W["norm0.weight"])
    out.floats("norm0.shift", W["norm0.bias"])
    E = cfg["embed"]
    win = W["window.weight"]
    out.matrix("window", torch.cat([win[:, i * E:(i + 1) * E] for i in range(3)]))
    out.floats("window.bias", W["window.bias"])
    for i in range(cfg["layers"]):
        p = "layers.%d." % i
        out.floats("layer%d.gain" % i, W[p + "norm.weight"])
        out.floats("layer%d.shift" % i, W[p + "norm.bias"])
        out.floats("layer%d.v" % i, W[p + "v"].reshape(4, -1))
        out.floats("layer%d.b" % i, W[p + "b"].reshape(4, -1))
        out.matrix("layer%d.w" % i, W[p + "W.weight"])
    out.floats("norm.gain", W["norm.weight"])
    out.floats("norm.shift", W["norm.bias"])
    parts = ["arc_d", "arc_h", "rel_d", "rel_h", "tag.upos", "tag.feats", "tag.lemma", "tag.ner"]
    out.matrix("heads", torch.cat([W[p + ".weight"] for p in parts]), torch.cat([W[p + ".bias"] for p in parts]))
    out.matrix("arc_u", W["arc_u.weight"], W["arc_b"])
    out.matrix("rel_o", W["rel_o.weight"], W["rel_o.bias"])
    out.floats("arc_root", W["arc_root"])
    out.floats("rel_root", W["rel_root"])
    return out.bytes()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--model", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--scores")
    a.add_argument("--gold", help="with --text: adds the lemmas of inflected words that only plain text has")
    a.add_argument("--text")
    o = a.parse_args()
    scores = json.load(open(o.scores)) if o.scores else {}
    checkpoint = torch.load(o.model)
    if o.gold and o.text:
        checkpoint["words"] = data.more_lemmas(checkpoint["words"], data.load(o.gold)[0], o.text)
    content = export(checkpoint, scores)
    os.makedirs(os.path.dirname(os.path.abspath(o.out)), exist_ok=True)
    with open(o.out + ".tmp", "wb") as f:
        f.write(content)
    os.replace(o.out + ".tmp", o.out)
    print(o.out, len(content), "bytes", "sha256", content[32:64].hex())


if __name__ == "__main__":
    main()
