"""Reads the treebanks and entity corpora, makes word features and label sets.

Input: `1 Al Al PROPN NNP Number=Sing 0 root ...` (CoNLL-U), `1 Al B-ORG` (UNER), `Mad I-ORG` (WikiGold), `Al B-person` (WNUT),
mentions with offsets (GUM). Output: Sentence objects with integer features and labels; label sets as lists of strings. Masked labels are -1.
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


# rows of the two list features (lists.py): kinds of the word x how it is written; place in a name of several words x how
KINDS, WRITTEN = 512, 4
SPAN_ROWS = 32


def written(form):
    """0 small, 1 Capital, 2 ALL CAPITALS, 3 no letter first."""
    b = form.encode()
    if not b or not (65 <= b[0] <= 90 or 97 <= b[0] <= 122 or b[0] >= 128):
        return 3
    if not 65 <= b[0] <= 90:
        return 0
    return 2 if len(b) > 1 and not any(97 <= c <= 122 for c in b) else 1


class Lists:
    """What lists.py wrote: {normalised words: bits}."""

    def __init__(self, path=None):
        self.bits, self.starts, self.cache = {}, {}, {}
        for line in open(path, encoding="utf-8") if path else ():
            k, v = line.rstrip("\n").split("\t")
            self.bits[k] = int(v)
            words = k.split(" ")
            if len(words) > 1:
                self.starts[words[0]] = max(self.starts.get(words[0], 0), len(words))

    def rows(self, forms, base):
        """Two rows a word; the longest name that starts at a word wins, from left to right."""
        known = []
        for f in forms:
            if f not in self.cache:
                self.cache[f] = norm(f).decode(errors="replace"), written(f)
            known.append(self.cache[f])
        keys, case = [k for k, _ in known], [c for _, c in known]
        out = [[base + self.bits.get(k, 0) * WRITTEN + c, base + KINDS * WRITTEN] for k, c in zip(keys, case)]
        i = 0
        while i < len(keys):
            n = min(self.starts.get(keys[i], 0), len(keys) - i)
            while n > 1 and " ".join(keys[i:i + n]) not in self.bits:
                n -= 1
            if n <= 1:
                i += 1
                continue
            kind = self.bits[" ".join(keys[i:i + n])]
            kind = 0 if kind & 1 else 1 if kind & 2 else 2
            for k in range(i, i + n):
                at = 0 if k == i else 2 if k == i + n - 1 else 1
                out[k][1] = base + KINDS * WRITTEN + 1 + (kind * 3 + at) * 2 + (case[i] in (1, 2))
            i += n
        return out


class Features:
    def __init__(self, sizes, lists=None):
        self.sizes, self.cache, self.lists = sizes, {}, lists or Lists()
        self.base = [0, 0]
        at = sizes["form"]
        for f in FEATURES[2:]:
            self.base.append(at)
            at += sizes[f]
        self.hashed = at
        self.rows = at + KINDS * WRITTEN + SPAN_ROWS

    def __call__(self, form):
        """The hashed rows of one word."""
        r = self.cache.get(form)
        if r is None:
            n = norm(form)
            parts = [n, n, n[:3], n[-2:], n[-3:], n[-5:], shape(form)]
            size = [self.sizes["form"]] * 2 + [self.sizes[f] for f in FEATURES[2:]]
            r = self.cache[form] = [self.base[i] + fnv(p, i + 1) % size[i] for i, p in enumerate(parts)]
        return r

    def without_lists(self, ids, words):
        """Row numbers [n, 9] in which the chosen words are on no list."""
        ids = ids.clone()
        ids[words, -2] = self.hashed + (ids[words, -2] - self.hashed) % WRITTEN
        ids[words, -1] = self.hashed + KINDS * WRITTEN
        return ids

    def sentence(self, forms):
        """The rows of every word: hashed, then those of the lists."""
        return [self(f) + known for f, known in zip(forms, self.lists.rows(forms, self.hashed))]


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


def more_lemmas(words, train, text, least=3):
    """`words` and, for inflected words that only plain text has, the lemma that text knows best among those the treebanks' endings
    allow: `bombed` -> bomb, not bombe. An ending is tried where hardly any word with it is its own lemma."""
    freq, small = collections.Counter(), lambda w: w.isascii() and w.isalpha() and w.islower()
    for line in open(text, encoding="utf-8"):
        freq.update(w for w in line.split() if small(w))
    endings, own, seen, lemmas = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    for s in train:
        for f, u, l in zip(s.forms, s.upos or (), s.lemmas or ()):
            f = f.lower()
            if u not in ("VERB", "NOUN") or not small(f) or not small(l):
                continue
            freq[f] += 1
            lemmas[l, u] += 1
            seen[u, f[-2:]] += 1
            own[u, f[-2:]] += f == l
            p = 0
            while p < min(len(f), len(l)) and f[p] == l[p]:
                p += 1
            endings[u, f[p:], l[p:]] += 1
    by_kind = collections.defaultdict(list)
    for (u, cut, add), n in sorted(endings.items()):
        if n >= 8 and cut:
            by_kind[u].append((cut, add, n))
    out = dict(words)
    for w, n in sorted(freq.items()):
        for u in ("VERB", "NOUN") if n >= least and len(w) > 4 else ():
            if (w, u) in out or seen[u, w[-2:]] < 30 or own[u, w[-2:]] > .03 * seen[u, w[-2:]]:
                continue
            found = [(count * (freq[l] + 40 * lemmas[l, u]), l) for cut, add, count in by_kind[u] if w.endswith(cut)
                     for l in [w[:len(w) - len(cut)] + add] if len(l) > 2 and freq[l] + lemmas[l, u] >= least]
            if found:
                out[w, u] = max(found)[1]
    return out


class Sentence:
    __slots__ = ("id", "doc", "text", "forms", "lemmas", "upos", "xpos", "feats", "heads", "rels", "ner", "corpus", "weight", "feat_ids", "p",
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
            s.ner, s.corpus, s.weight = None, 0, 1.0
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


def read_columns(path, types, corpus):
    """Sentences with only entity tags (first and last column); types maps the corpus's classes to ours. A name of a class that
    types maps to None is neither a name nor none."""
    out, forms, tags = [], [], []
    for line in list(open_text(path)) + ["\n"]:
        line = line.strip()
        if line and not line.startswith("-DOCSTART-"):
            c = line.split("\t") if "\t" in line else line.split(" ")
            t = c[-1]
            if t[1:2] == "-":
                t = t[:2] + (types[t[2:]] or "?") if t[2:] in types else "O"
            forms.append(c[0])
            tags.append(t)
        elif forms:
            s = Sentence()
            s.id = s.doc = s.text = None
            s.forms, s.ner, s.corpus, s.weight = forms, [b if t[2:] != "?" else "?" for t, b in zip(tags, bioes(tags))], corpus, 1.0
            s.lemmas = s.upos = s.xpos = s.feats = s.heads = s.rels = s.rows = None
            out.append(s)
            forms, tags = [], []
    return out


CORPORA = ["uner-ewt", "wikigold", "gum", "wnut17"]  # a sentence's corpus: guidelines of names differ
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}


def token_offsets(s):
    """Character span of every word in the sentence's text, None for all where they cannot be found."""
    out, at = [], 0
    for f in s.forms:
        k = s.text.find(f, at)
        if k < 0 or k > at + 2:
            return None
        out.append((k, k + len(f)))
        at = k + len(f)
    return out


def name_span(s, a, b):
    """[a, b) without a leading article, if what is left is a name: proper nouns, and small words only inside; else None."""
    while a < b and s.upos[a] in ("DET", "PUNCT"):
        a += 1
    inner = ("PROPN", "NUM", "PUNCT", "PART")
    good = a < b and "," not in s.forms[a:b] and "PROPN" in (s.upos[a], s.upos[b - 1]) and all(
        s.upos[i] in inner or (a < i < b - 1 and s.upos[i] in ("ADP", "DET", "CCONJ")) for i in range(a, b))
    return (a, b) if good and s.upos[b - 1] in ("PROPN", "NUM", "PUNCT") else None


def gum_names(gold, sents):
    """Fills .ner from GUM's mentions: the longest named ones win; proper nouns that no mention explains are left open ("?")."""
    by_doc = collections.defaultdict(list)
    for s in sents:
        by_doc[s.doc].append(s)
    docs = {}
    for line in open(os.path.join(gold, "gum", "documents.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        docs[d["doc"]] = d
    for line in open(os.path.join(gold, "gum", "entities.jsonl"), encoding="utf-8"):
        r = json.loads(line)
        if r["doc"] not in by_doc:
            continue
        text = docs[r["doc"]]["text"]
        mine = {}
        for begin, end in docs[r["doc"]]["sentences"]:
            mine[text[begin:end]] = (begin, end)
        mentions = sorted(r["mentions"], key=lambda m: (m["start"], -m["end"]))
        for s in by_doc[r["doc"]]:
            where, words = mine.get(s.text), token_offsets(s)
            if not where or not words:
                continue
            base = where[0]
            starts, ends = {base + a: i for i, (a, _) in enumerate(words)}, {base + b: i + 1 for i, (_, b) in enumerate(words)}
            tags = ["?" if u == "PROPN" else "O" for u in s.upos]
            taken = 0
            for m in mentions:
                if m["start"] < where[0] or m["end"] > where[1] or m["start"] not in starts or m["end"] not in ends:
                    continue
                span = name_span(s, starts[m["start"]], ends[m["end"]])
                if not span or span[0] < taken:
                    continue
                kind = GUM_TYPES.get(m["type"])
                a, b = span
                if kind is None and m["head_upos"] == "PROPN":  # a work, an event: no name of ours, but one may lie inside
                    tags[a:b] = ["O"] * (b - a)
                elif kind == "PER" and "Number=Plur" in s.feats[b - 1]:  # Palestinians
                    tags[a:b] = ["O"] * (b - a)
                elif kind:
                    tags[a:b] = bioes(["B-" + kind] + ["I-" + kind] * (b - a - 1))
                    taken = b
            s.ner, s.corpus = tags, CORPORA.index("gum")


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
    gum_names(gold, gum)
    train += gum
    train += read_columns(j("wikigold", "wikigold-shared.conll"), {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": None}, 1)
    train += read_columns(j("wnut17", "wnut17train.conll"), {"person": "PER", "corporation": "ORG", "group": "ORG", "location": "LOC"}, 3)
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
            count["ner"].update(t for t in s.ner if t != "?")
    least = {"lemma": 4, "feats": 3, "xpos": 3}
    return {k: [w for w, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least.get(k, 1)] for k, c in count.items()}


def encode(sents, feats, labels):
    index = {k: {w: i for i, w in enumerate(v)} for k, v in labels.items()}
    for s in sents:
        n = len(s.forms)
        s.feat_ids = feats.sentence(s.forms)
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
