"""Puts other names into training sentences, so that the network learns places where names stand, not only the names it saw.

  "Sheikh Abdullah al - Ani met ..." -> "Sheikh Golda Meir met ..."   (tree, tags and lemmas follow)

Names come from the repository's own ontology/ tables, from the word lists of lists.py, and from the training entities themselves
(swapped among sentences).
Does not try: names that change the grammar around them.
"""
import collections, csv, os, re
import data
import lists

WORD = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)*|-|[^\s-]+")


def cut(name):
    """Words as the tokenizer makes them: hyphens stand alone."""
    return WORD.findall(name)


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader((l for l in f if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def title(words):
    return [w if w in ("-", "of", "the", "and", "'s") else w[:1].upper() + w[1:] for w in words]


def listed(bits, rng):
    """Names made of the lists: [given name, surname] pairs and places, capitals restored."""
    of = lambda *kinds: sorted(k for k, v in bits.items() if " " not in k and k.isalpha() and any(v & lists.SINGLE[x] for x in kinds))
    given, family, rare = of("given"), of("surname"), of("rare_surname")
    big, small = of("place"), of("small_place")
    spans = sorted(k.split(" ") for k, v in bits.items() if " " in k and v & lists.MULTI["LOC"])
    people = [title([rng.choice(given), rng.choice(family if rng.random() < .6 else rare)]) for _ in range(6000 if given else 0)]
    people += [title([rng.choice(rare)]) for _ in range(1500 if rare else 0)]
    places = [title([rng.choice(big if rng.random() < .6 else small)]) for _ in range(2500 if big else 0)]
    places += [title(rng.choice(spans)) for _ in range(1200 if spans else 0)]
    return people, places


def pools(ontology, train, bits, rng):
    """{type: [list of words]}"""
    out = collections.defaultdict(list)
    given, family = [], []
    for file in sorted(os.listdir(ontology)) if ontology else []:
        for r in rows(os.path.join(ontology, file)) if file.endswith(".tsv") else []:
            if "person" in r and r["person"]:
                w = cut(r["person"])
                out["PER"].append(w)
                if len(w) >= 2 and "-" not in w:
                    given.append(w[0])
                    family.append(w[-1])
                out["PER"].append(w[-1:])
            elif "capital" in r and r.get("name"):
                out["LOC"] += [cut(r["name"]), cut(r["capital"] or r["name"])]
            elif r.get("name") and file.split("-")[0].split(".")[0] in ("bodies", "groups", "outlets"):
                out["ORG"].append(cut(r["name"]))
                out["ORG"] += [cut(a) for a in (r.get("acronyms") or r.get("abbreviations") or "").split(";") if a]
    if given:
        out["PER"] += [[rng.choice(given), rng.choice(family)] for _ in range(3000)]
    people, places = listed(bits, rng)
    out["PER"] += people
    out["LOC"] += places
    for s in train:
        if s.ner:
            for a, b, k in spans(s.ner):
                out[k].append(s.forms[a:b])
    return {k: [w for w in v if w and len(w) <= 7] for k, v in out.items()}


def spans(tags):
    out, start = [], 0
    for i, t in enumerate(tags):
        if t[0] in "BS":
            start = i
        if t[0] in "ES":
            out.append((start, i + 1, t[2:]))
    return out


def replace(s, a, b, kind, words):
    """A copy of s with words in place of [a, b); trees are kept when the span hangs together, else masked."""
    t = data.Sentence()
    t.id = t.doc = t.text = t.rows = None
    t.weight, t.corpus = s.weight, s.corpus
    n, m = b - a, len(words)
    tag = ["S-" + kind] if m == 1 else ["B-" + kind] + ["I-" + kind] * (m - 2) + ["E-" + kind]
    t.forms = s.forms[:a] + words + s.forms[b:]
    t.ner = s.ner[:a] + tag + s.ner[b:]
    t.lemmas = t.upos = t.xpos = t.feats = t.heads = t.rels = None
    if not s.upos or (kind != "PER" and (n > 1 or m > 1)):
        return t
    inside = range(a + 1, b + 1)
    top = [i for i in inside if s.heads[i - 1] not in inside]
    if len(top) != 1 or any(h in inside and h != top[0] for i, h in enumerate(s.heads, 1) if i not in inside):
        return t
    top = top[0]
    if s.upos[top - 1] != "PROPN":
        return t
    dash = [w == "-" for w in words]
    move = lambda h: h if h <= a else a + 1 if h == top else h + m - n
    heads = [move(h) for h in s.heads]
    t.heads = heads[:a] + [heads[top - 1]] + [a + 1] * (m - 1) + heads[b:]
    for k in range(m):
        if dash[k] and k + 1 < m:
            t.heads[a + k] = a + k + 2
    mid = lambda old, new: old[:a] + new + old[b:]
    t.rels = mid(s.rels, [s.rels[top - 1]] + ["punct" if d else "flat" for d in dash[1:]])
    t.upos = mid(s.upos, ["PUNCT" if d else "PROPN" for d in dash])
    t.xpos = mid(s.xpos, ["HYPH" if d else "NNP" for d in dash])
    t.feats = mid(s.feats, ["_" if d else "Number=Sing" for d in dash])
    t.lemmas = mid(s.lemmas, list(words))
    return t


def augmented(train, pool, rng, share, feats, labels):
    """The epoch's sentences: a share of those with names have other names in them."""
    out = []
    for s in train:
        found = spans(s.ner) if s.ner else []
        if not found or rng.random() > share:
            out.append(s)
            continue
        t = s
        for a, b, kind in reversed(found):
            if rng.random() < .7 and pool.get(kind):
                t = replace(t, a, b, kind, list(rng.choice(pool[kind])))
        if t is s:
            out.append(s)
            continue
        data.encode([t], feats, labels)
        out.append(t)
        if t.upos is None and s.upos:
            out.append(s)  # the tree is not lost: the original stays beside the copy
    return out
