"""Plain text for pretrain.py: the United Nations General Debate Corpus as one sentence a line, words cut by the product's tokenizer.

  python3 text.py --gold DIR --cut PROGRAM --out FILE

PROGRAM is dump_words.cc, compiled. Lines of the corpus are hard-wrapped; paragraphs end at an empty line.
"""
import argparse, json, lzma, os, re, subprocess


def paragraphs(path):
    for line in lzma.open(path, "rt", encoding="utf-8"):
        text = re.sub(r"-\n", "-", json.loads(line)["text"])
        for para in re.split(r"\n\s*\n", text):
            para = " ".join(para.split())
            if para:
                yield para


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--cut", required=True)
    a.add_argument("--out", required=True)
    o = a.parse_args()
    blocks = "\n".join(paragraphs(os.path.join(o.gold, "text-ungdc", "ungdc-2006-2022.jsonl.xz")))
    with open(o.out + ".tmp", "w", encoding="utf-8") as out:
        out.write(subprocess.run([o.cut], input=blocks, capture_output=True, text=True, check=True).stdout)
    os.replace(o.out + ".tmp", o.out)


if __name__ == "__main__":
    main()
