"""Reads the treebanks and entity corpora, makes word features and label sets.

Input: `1 Al Al PROPN NNP Number=Sing 0 root ...` (CoNLL-U), `1 Al B-ORG` (UNER), `Mad I-ORG` (WikiGold).
Output: Sentence objects with integer features and labels; label sets as lists of strings. Masked labels are -1.
Does not try: nested names, enhanced dependencies.
"""
import collections, csv, gzip, json, os

SEED_FNV, PRIME, M64 = 0xcbf29ce484222325, 0x100000001b3, (1 << 64) - 1
# one row block per feature, in this order; the form is looked up twice in the same block
FEATURES = ["form", "form2", "pre3", "suf2", "suf3", "suf5", "shape"]


def fnv(data, seed):
    h = (SEED_FNV ^ seed) & M64
    for b in data:
        h = ((h ^ b) * PRIME) & M64
    h ^= h >> 33
    h = (h * 0xff51afd7ed558ccd) & M64
    h ^= h >> 33
    return h


def lower(b):
    return bytes(c + 32 if 65 <= c <= 90 else c for c in b)


CURLY = [("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"), ("`", "'")]


def norm(form):
    """ASCII lower case, digits to 0, typographic marks to ASCII; bytes."""
    for a, b in CURLY:
        form = form.replace(a, b)
    return bytes(48 if 48 <= c <= 57 else c for c in lower(form.encode()))


def shape(form):
    """X x d and the mark itself, runs cut at 4 (letters) or 2 (others); every non-ASCII byte counts as x."""
    for a, b in CURLY:
        form = form.replace(a, b)
    out, last, run = bytearray(), -1, 0
    for c in form.encode():
        k = 88 if 65 <= c <= 90 else 120 if 97 <= c <= 122 or c >= 128 else 100 if 48 <= c <= 57 else c
        run = run + 1 if k == last else 1
        last = k
        if run <= (4 if k in (88, 120, 100) else 2):
            out.append(k)
    return bytes(out)


class Features:
    def __init__(self, sizes):
        self.sizes, self.cache = sizes, {}
        self.base = [0, 0]
        at = sizes["form"]
        for f in FEATURES[2:]:
            self.base.append(at)
            at += sizes[f]
        self.rows = at

    def __call__(self, form):
        r = self.cache.get(form)
        if r is None:
            n = norm(form)
            parts = [n, n, n[:3], n[-2:], n[-3:], n[-5:], shape(form)]
            size = [self.sizes["form"]] * 2 + [self.sizes[f] for f in FEATURES[2:]]
            r = self.cache[form] = [self.base[i] + fnv(p, i + 1) % size[i] for i, p in enumerate(parts)]
        return r


def cased(form, op):
    if op == "l":
        return lower(form)
    if op == "t":
        return form[:1] + lower(form[1:])
    return form


def lemma_rule(form, lemma):
    """Cheapest edit script: `op cut add` (case l/k/t, bytes cut at the end, text added) or `=lemma`."""
    f, l = form.encode(), lemma.encode()
    best = None
    for rank, op in enumerate("lkt"):
        g = cased(f, op)
        p = 0
        while p < min(len(g), len(l)) and g[p] == l[p]:
            p += 1
        while p and p < len(l) and (l[p] & 0xC0) == 0x80:
            p -= 1
        cost = (len(g) - p + len(l) - p, rank)
        if p and (best is None or cost < best[0]):
            best = (cost, "%s %d %s" % (op, len(g) - p, l[p:].decode()))
    if best is None or best[0][0] > 2 * len(l):
        return "=" + lemma
    return best[1]


def apply_rule(rule, form):
    if rule.startswith("="):
        return rule[1:]
    op, cut, add = rule.split(" ", 2)
    g = cased(form.encode(), op)
    cut = int(cut)
    if cut >= len(g) and cut:
        return cased(form.encode(), op).decode()
    return (g[:len(g) - cut] + add.encode()).decode(errors="replace")


def lemma_words(train, share=.8):
    """{(lower-case form, part of speech): lemma} where the treebanks agree; the network's script is for all other words."""
    count = collections.defaultdict(collections.Counter)
    for s in train:
        for f, u, l in zip(s.forms, s.upos or (), s.lemmas or ()):
            if l != "_" and u not in ("PROPN", "X", "PUNCT", "SYM", "NUM"):
                count[lower(f.encode()).decode(errors="replace"), u][l] += 1
    best = {k: c.most_common(1)[0] for k, c in count.items()}
    return {k: l for k, (l, n) in sorted(best.items()) if n >= share * sum(count[k].values()) and "\t" not in k[0] + l}


class Sentence:
    __slots__ = ("id", "doc", "text", "forms", "lemmas", "upos", "xpos", "feats", "heads", "rels", "ner", "weight", "feat_ids", "p",
                 "y", "rows")


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def read_conllu(path):
    out, rows, meta, doc = [], [], {}, None
    for line in list(open_text(path)) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("#"):
            k, _, v = line[1:].partition("=")
            k, v = k.strip(), v.strip()
            meta[k] = v
            if k == "newdoc id":
                doc = v
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            s = Sentence()
            words = [r for r in rows if r[0].isdigit()]
            s.rows = rows
            s.id, s.doc, s.text = meta.get("sent_id"), doc, meta.get("text")
            s.forms = [r[1] for r in words]
            s.lemmas, s.upos, s.xpos, s.feats = ([r[i] for r in words] for i in (2, 3, 4, 5))
            s.heads = [int(r[6]) if r[6].isdigit() else 0 for r in words]
            s.rels = [r[7] for r in words]
            s.ner, s.weight = None, 1.0
            out.append(s)
            rows, meta = [], {}
    return out


def bioes(tags):
    """IOB1/IOB2 to BIOES over PER ORG LOC (others are O)."""
    spans, start, kind = [], None, None
    for i, t in enumerate(list(tags) + ["O"]):
        p, k = (t[0], t[2:]) if t[1:2] == "-" else ("O", None)
        if start is not None and (p in "OB" or k != kind):
            spans.append((start, i, kind))
            start = None
        if p != "O" and start is None:
            start, kind = i, k
    out = ["O"] * len(tags)
    for a, b, k in spans:
        if k not in ("PER", "ORG", "LOC"):
            continue
        if b - a == 1:
            out[a] = "S-" + k
        else:
            out[a], out[b - 1] = "B-" + k, "E-" + k
            for i in range(a + 1, b - 1):
                out[i] = "I-" + k
    return out


def read_uner(path):
    """{sent_id: (forms, BIOES tags)}"""
    out, sid, forms, tags = {}, None, [], []
    for line in list(open_text(path)) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("#"):
            if line.startswith("# sent_id"):
                sid = line.split("=", 1)[1].strip()
        elif line:
            c = line.split("\t")
            if c[0].isdigit():
                forms.append(c[1])
                tags.append(c[2])
        elif forms:
            out[sid] = (forms, bioes(tags))
            forms, tags = [], []
    return out


def read_columns(path, types):
    """Sentences with only entity tags (first and last column); types maps the corpus's classes to ours."""
    out, forms, tags = [], [], []
    for line in list(open_text(path)) + ["\n"]:
        line = line.strip()
        if line and not line.startswith("-DOCSTART-"):
            c = line.split("\t") if "\t" in line else line.split(" ")
            t = c[-1]
            if t[1:2] == "-":
                t = t[:2] + types[t[2:]] if t[2:] in types else "O"
            forms.append(c[0])
            tags.append(t)
        elif forms:
            s = Sentence()
            s.id = s.doc = s.text = None
            s.forms, s.ner, s.weight = forms, bioes(tags), 1.0
            s.lemmas = s.upos = s.xpos = s.feats = s.heads = s.rels = s.rows = None
            out.append(s)
            forms, tags = [], []
    return out


def open_gum_docs(gold):
    with open(os.path.join(gold, "gum", "docs.tsv"), encoding="utf-8") as f:
        return {r["doc"] for r in csv.DictReader(f, delimiter="\t") if "NC" not in r["text_licence"]}


def load(gold):
    """(train, ewt_dev, ewt_test, gum_news_dev): only data whose licence lets a model be shipped goes into train."""
    j = lambda *p: os.path.join(gold, *p)
    train = []
    splits = {}
    for part in ("train", "dev", "test"):
        sents = read_conllu(j("ud-ewt", "en_ewt-ud-%s.conllu%s" % (part, ".gz" if part == "train" else "")))
        names = read_uner(j("uner-ewt", "en_ewt-ud-%s.iob2" % part))
        for s in sents:
            if s.id in names and names[s.id][0] == s.forms:
                s.ner = names[s.id][1]
        splits[part] = sents
    train += splits["train"]
    ok = open_gum_docs(gold)
    gum = [s for s in read_conllu(j("gum", "en_gum-train.conllu.gz")) if s.doc in ok]
    gdev = [s for s in read_conllu(j("gum", "en_gum-dev.conllu")) if s.doc in ok]
    train += gum
    train += read_columns(j("wikigold", "wikigold-shared.conll"), {"PER": "PER", "ORG": "ORG", "LOC": "LOC"})
    return train, splits["dev"], splits["test"], [s for s in gdev if "_news_" in s.doc]


def label_sets(train):
    """Lists of strings for each head, most frequent first; classes seen once are left out (masked)."""
    count = collections.defaultdict(collections.Counter)
    for s in train:
        if s.upos:
            count["upos"].update(s.upos)
            count["xpos"].update(s.xpos)
            count["feats"].update(s.feats)
            count["rel"].update(s.rels)
            count["lemma"].update(lemma_rule(f, l) for f, l in zip(s.forms, s.lemmas) if l != "_")
        if s.ner:
            count["ner"].update(s.ner)
    least = {"lemma": 4, "feats": 3, "xpos": 3}
    return {k: [w for w, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least.get(k, 1)] for k, c in count.items()}


def encode(sents, feats, labels):
    index = {k: {w: i for i, w in enumerate(v)} for k, v in labels.items()}
    for s in sents:
        n = len(s.forms)
        s.feat_ids = [feats(f) for f in s.forms]
        none = [-1] * n
        s.y = {"ner": [index["ner"].get(t, -1) for t in s.ner] if s.ner else none}
        if s.upos:
            s.y["upos"] = [index["upos"].get(t, -1) for t in s.upos]
            s.y["xpos"] = [index["xpos"].get(t, -1) for t in s.xpos]
            s.y["feats"] = [index["feats"].get(t, -1) for t in s.feats]
            s.y["lemma"] = [index["lemma"].get(lemma_rule(f, l), -1) if l != "_" else -1 for f, l in zip(s.forms, s.lemmas)]
            s.y["rel"] = [index["rel"].get(t, -1) for t in s.rels]
            s.y["head"] = s.heads
        else:
            for k in ("upos", "xpos", "feats", "lemma", "rel", "head"):
                s.y[k] = none
    return sents
