"""Plain text for pretrain.py, one sentence a line, words cut by the product's tokenizer: speeches before the United Nations
(CC0), passages of Wikipedia (GAP, CC BY-SA) and beginnings of novels (LitBank, CC BY, already in words).

  python3 text.py --gold DIR --cut PROGRAM --out FILE

PROGRAM is dump_words.cc, compiled. Lines of the speeches are hard-wrapped; their paragraphs end at an empty line.
"""
import argparse, csv, glob, json, lzma, os, re, subprocess


def paragraphs(path):
    for line in lzma.open(path, "rt", encoding="utf-8"):
        text = re.sub(r"-\n", "-", json.loads(line)["text"])
        for para in re.split(r"\n\s*\n", text):
            para = " ".join(para.split())
            if para:
                yield para


def passages(path):
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield " ".join(row["Text"].split())


def novels(folder):
    """Sentences of the files of columns, words separated by blanks."""
    for path in sorted(glob.glob(os.path.join(folder, "*.conll"))):
        words = []
        for line in open(path, encoding="utf-8"):
            column = line.split()
            if len(column) > 3 and not line.startswith("#"):
                words.append(column[3])
            elif words:
                yield " ".join(words)
                words = []


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--cut", required=True)
    a.add_argument("--out", required=True)
    o = a.parse_args()
    j = lambda *p: os.path.join(o.gold, *p)
    blocks = list(paragraphs(j("text-ungdc", "ungdc-2006-2022.jsonl.xz")))
    for part in ("development", "validation"):
        blocks += passages(j("gap", "gap-%s.tsv" % part))
    with open(o.out + ".tmp", "w", encoding="utf-8") as out:
        out.write(subprocess.run([o.cut], input="\n".join(blocks), capture_output=True, text=True, check=True).stdout)
        out.writelines(s + "\n" for s in novels(j("litbank", "coref")))
    os.replace(o.out + ".tmp", o.out)


if __name__ == "__main__":
    main()
