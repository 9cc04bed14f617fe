#!/usr/bin/env python3
"""The peers of `bench/speed syntax`: spaCy's English CNN pipeline (config "efficiency") and UDPipe 1.

  peers_syntax.py train-spacy GOLD OUT      peers_syntax.py spacy MODEL TEXT
  peers_syntax.py train-udpipe GOLD OUT     peers_syntax.py udpipe MODEL TEXT

The pipelines have the architecture of the released ones and are trained briefly on EWT: enough for real trees and names, so that their
speed is that of a finished one; their accuracy is not. The run prints: words, processor seconds (without loading).
TEXT: a paragraph a line.
"""
import gzip
import os
import pathlib
import random
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
SENTENCES, SPACY_SECONDS = 3000, 90


def treebank(gold, part):
    path = pathlib.Path(gold) / "ud-ewt" / f"en_ewt-ud-{part}.conllu{'.gz' if part == 'train' else ''}"
    with (gzip.open(path, "rt", encoding="utf-8") if part == "train" else open(path, encoding="utf-8")) as f:
        return f.read().strip().split("\n\n")


def names_of(gold):
    """{sentence id: [tag of every word]}"""
    out, sid, tags = {}, None, []
    for line in open(pathlib.Path(gold) / "uner-ewt" / "en_ewt-ud-train.iob2", encoding="utf-8"):
        if line.startswith("# sent_id"):
            sid = line.split("=", 1)[1].strip()
        elif not line.strip():
            out[sid], tags = tags, []
        elif line[0].isdigit():
            tags.append(line.split("\t")[2])
    return out


def spans(doc, tags):
    from spacy.tokens import Span
    out, begin = [], None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            out.append(Span(doc, begin, i, label=tags[begin][2:]))
            begin = None
        if tag.startswith("B-"):
            begin = i
    return out


def examples(gold, nlp):
    from spacy.tokens import Doc
    from spacy.training import Example
    names = names_of(gold)
    for block in treebank(gold, "train")[:SENTENCES]:
        sid = next((l.split("=", 1)[1].strip() for l in block.split("\n") if l.startswith("# sent_id")), "")
        rows = [r for r in (l.split("\t") for l in block.split("\n") if l[0] != "#") if r[0].isdigit()]
        words = [r[1] for r in rows]
        tags = names.get(sid, [])
        whole = Doc(nlp.vocab, words=words, spaces=["SpaceAfter=No" not in r[9] for r in rows], tags=[r[4] for r in rows], pos=[r[3] for r in rows],
                    morphs=["" if r[5] == "_" else r[5] for r in rows], lemmas=[r[2] for r in rows],
                    heads=[int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)], deps=["ROOT" if r[6] == "0" else r[7] for r in rows])
        if len(tags) == len(words):
            whole.set_ents(spans(whole, tags))
        yield Example(Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in whole]), whole)


def train_spacy(gold, out):
    import spacy
    from spacy.cli.init_config import init_config
    config = init_config(lang="en", pipeline=["tagger", "morphologizer", "parser", "trainable_lemmatizer", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    data = list(examples(gold, nlp))
    random.seed(0)
    optimizer = nlp.initialize(lambda: data)
    end = time.process_time() + SPACY_SECONDS
    while time.process_time() < end:
        random.shuffle(data)
        for batch in spacy.util.minibatch(data, 48):
            nlp.update(batch, sgd=optimizer, drop=.1)
            if time.process_time() > end:
                break
    nlp.to_disk(out)


def run_spacy(model, text):
    import spacy
    nlp = spacy.load(model)
    lines = open(text, encoding="utf-8").read().split("\n")
    list(nlp.pipe(lines[:5]))
    start = time.process_time()
    words = sum(1 for doc in nlp.pipe(lines) for t in doc if not t.is_space)
    print(words, time.process_time() - start)


def train_udpipe(gold, out):
    from ufal.udpipe import InputFormat, ProcessingError, Sentence, Sentences, Trainer

    def load(blocks):
        reader, found, error = InputFormat.newConlluInputFormat(""), Sentences(), ProcessingError()
        reader.setText("\n\n".join(blocks) + "\n\n")
        while True:
            sentence = Sentence()
            if not reader.nextSentence(sentence, error):
                return found
            found.push_back(sentence)

    error = ProcessingError()
    model = Trainer.train("morphodita_parsito", load(treebank(gold, "train")[:SENTENCES]), load(treebank(gold, "dev")[:200]), "epochs=3", "iterations=3",
                          "iterations=2;use_gold_tags=1", error)
    if error.occurred():
        sys.exit(error.message)
    pathlib.Path(out).write_bytes(bytes(model))


def run_udpipe(model, text):
    from ufal.udpipe import Model, ProcessingError, Sentence
    engine = Model.load(model)
    lines = open(text, encoding="utf-8").read().split("\n")
    words, error, start = 0, ProcessingError(), time.process_time()
    reader = engine.newTokenizer(Model.DEFAULT)
    for line in lines:
        reader.setText(line)
        while True:
            sentence = Sentence()
            if not reader.nextSentence(sentence, error):
                break
            engine.tag(sentence, Model.DEFAULT)
            engine.parse(sentence, Model.DEFAULT)
            words += len(sentence.words) - 1
    print(words, time.process_time() - start)


if __name__ == "__main__":
    {"train-spacy": train_spacy, "spacy": run_spacy, "train-udpipe": train_udpipe, "udpipe": run_udpipe}[sys.argv[1]](*sys.argv[2:])
