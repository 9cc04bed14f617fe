#!/usr/bin/env python3
"""Trains the scorer of blocks of HTML pages (src/dateline/page/scorer_trees.inc): gradient-boosted trees over the numbers of features.cc.

  train/blocks.py --gold DIR --pages DIR --dump BUILD/tests/page_dump [--check] [--export FILE]

DIR/SET/pages holds the unpacked pages of the sets. A block is text when the words of the set's text cover most of it; of adbar-pages only
blocks with a snippet count. --check trains on two thirds of the sites and scores the rest, three times round, and prints both ways' F1.
Needs numpy and lightgbm. Deterministic: one thread, fixed seeds.
"""
import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import sys
from collections import defaultdict

import lightgbm
import numpy

TEXT = {"standfirst", "body", "subheading", "list item", "quotation", "table"}
SETS = {"article-extraction-benchmark": 1.0, "fundus-eval": 1.0, "n4k-articles": 1.0, "fundus-pages": 0.7, "wcxb": 0.7, "adbar-pages": 1.0}
WORD = re.compile(r"\w+")
SETTINGS = {"objective": "binary", "num_leaves": 24, "learning_rate": 0.1, "min_data_in_leaf": 60, "feature_fraction": 0.5, "lambda_l2": 5.0,
            "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 7, "num_threads": 1, "deterministic": True, "verbose": -1, "max_bin": 63}
ROUNDS = 160
SURE = 0.9  # bound for captions, credits and dated lines


def gold_text(name, row):
    if name == "article-extraction-benchmark":
        return row["body"]
    if name == "n4k-articles":
        return row["text"]
    if name == "wcxb":
        return row.get("main_content") or ""
    if name == "fundus-eval":
        return "\n".join(row["body"])
    body = row.get("body") or {}
    lines = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        lines += (section.get("headline") or []) + (section.get("paragraphs") or [])
    return "\n".join(lines)


def grams(words):
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def labels_by_text(blocks, text):
    """1 where the gold text covers most of a block, else 0; runs of four words may cross blocks."""
    gold = grams(WORD.findall(text))
    lines = {" ".join(WORD.findall(line)) for line in text.split("\n")}
    words, owner = [], []
    for i, block in enumerate(blocks):
        found = WORD.findall(block)
        words += found
        owner += [i] * len(found)
    hit = [False] * len(words)
    for i in range(len(words) - 3):
        if tuple(words[i : i + 4]) in gold:
            hit[i] = hit[i + 1] = hit[i + 2] = hit[i + 3] = True
    total, covered = [0] * len(blocks), [0] * len(blocks)
    for i, o in enumerate(owner):
        total[o] += 1
        covered[o] += hit[i]
    out = []
    for i, block in enumerate(blocks):
        short = 0 < total[i] < 4 and " ".join(WORD.findall(block)) in lines
        out.append(1 if short or (total[i] > 0 and covered[i] * 2 > total[i]) else 0)
    return out


def squeeze(text):
    return re.sub(r"\s+", " ", text or "").strip()


def labels_by_snippets(blocks, row):
    found = row.get("trafilatura") or {}
    out = []
    for block in map(squeeze, blocks):
        good = any(squeeze(x) in block for x in found.get("with") or [])
        bad = any(squeeze(x) in block for x in found.get("without") or [])
        out.append(1 if good else 0 if bad else -1)
    return out


class Data:
    def __init__(self):
        self.rows, self.label, self.weight, self.page, self.fold, self.text, self.rule = [], [], [], [], [], [], []
        self.gold = {}


def read(args, folds):
    data = Data()
    for name, weight in SETS.items():
        gold = {}
        for line in open(args.gold / name / "gold.jsonl", encoding="utf-8"):
            row = json.loads(line)
            gold[row["id"]] = row
        files = sorted((args.pages / name / "pages").iterdir())
        out = subprocess.run([args.dump, "--features"], input="".join(f"{f}\n" for f in files).encode(), stdout=subprocess.PIPE, check=True).stdout
        by_page = defaultdict(list)
        for line in out.decode().split("\n"):
            if line:
                cells = line.split("\t")
                by_page[cells[0]].append((cells[1], cells[2], numpy.array(cells[3:], dtype=numpy.float32)))
        for page, blocks in by_page.items():
            row = gold[page]
            texts = [b[1] for b in blocks]
            labels = labels_by_snippets(texts, row) if name == "adbar-pages" else labels_by_text(texts, gold_text(name, row))
            if name != "adbar-pages" and sum(labels) == 0:
                continue
            known = [(min(len(WORD.findall(t)), 100) + 1) ** 0.5 if label >= 0 else 0 for t, label in zip(texts, labels)]
            if sum(known) == 0:
                continue
            data.gold[name, page] = row
            site = row.get("domain") or page
            fold = int(hashlib.sha1(site.encode()).hexdigest(), 16) % folds
            for (rule, text, features), label, share in zip(blocks, labels, known):
                data.rows.append(features)
                data.label.append(label)
                data.weight.append(weight * share / sum(known))
                data.page.append((name, page))
                data.fold.append(fold)
                data.text.append(text)
                data.rule.append(rule)
        print(name, len(by_page), "pages", file=sys.stderr)
    data.rows = numpy.array(data.rows)
    data.label = numpy.array(data.label)
    data.weight = numpy.array(data.weight, dtype=numpy.float32)
    data.fold = numpy.array(data.fold)
    return data


def fit(data, chosen):
    use = chosen & (data.label >= 0)
    weight = data.weight[use]
    weight = weight * (len(weight) / weight.sum())
    return lightgbm.train(SETTINGS, lightgbm.Dataset(data.rows[use], data.label[use], weight=weight), ROUNDS)


def shingles(text):
    words = WORD.findall(text)
    counts = defaultdict(int)
    for i in range(max(1, len(words) - 3)):
        if words[i : i + 4]:
            counts[tuple(words[i : i + 4])] += 1
    return counts


def overlap(text, gold):
    a, b = shingles(text), shingles(gold)
    same = sum(min(n, b.get(k, 0)) for k, n in a.items())
    return same, sum(a.values()), sum(b.values())


def measure(data, keep):
    """F1 a set: of means of page precision and recall of four-word runs; of snippets for adbar-pages."""
    pages = defaultdict(list)
    for i, page in enumerate(data.page):
        if keep[i]:
            pages[page].append(data.text[i])
    sums = defaultdict(list)
    snippets = [0, 0, 0]
    for (name, page), row in data.gold.items():
        text = "\n".join(pages[name, page])
        if name == "adbar-pages":
            found = row["trafilatura"]
            flat = squeeze(text)
            good = sum(squeeze(x) in flat for x in found["with"])
            snippets[0] += good
            snippets[1] += sum(squeeze(x) in flat for x in found["without"])
            snippets[2] += len(found["with"]) - good
            continue
        same, mine, theirs = overlap(text, gold_text(name, row))
        sums[name].append((same / mine if mine else None, same / theirs if theirs else None))
    out = {}
    for name, values in sums.items():
        p = [v[0] for v in values if v[0] is not None]
        r = [v[1] for v in values if v[1] is not None]
        p, r = sum(p) / len(p), sum(r) / len(r)
        out[name] = (p, r, 2 * p * r / (p + r))
    tp, fp, fn = snippets
    out["adbar-pages"] = (tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn))
    return out


def show(title, result):
    for name, (p, r, f) in result.items():
        print(f"{title}\t{name}\t{p:.4f}\t{r:.4f}\t{f:.4f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--pages", type=pathlib.Path, required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--export", type=pathlib.Path)
    parser.add_argument("--save", type=pathlib.Path, help="keep the held-out scores here (numpy)")
    args = parser.parse_args()
    folds = 3
    data = read(args, folds)
    rules = numpy.array([r in TEXT for r in data.rule])
    labelled = numpy.array([r in {"caption", "credit", "byline", "dateline", "shortcode"} for r in data.rule])
    headline = numpy.array([r == "headline" for r in data.rule])
    if args.check:
        show("rules", measure(data, rules))
        score = numpy.zeros(len(data.label), dtype=numpy.float32)
        for fold in range(folds):
            model = fit(data, data.fold != fold)
            score[data.fold == fold] = model.predict(data.rows[data.fold == fold])
        for bound in (0.5, 0.55, 0.6, 0.65):  # as html_page.cc uses it
            show(f"scorer {bound}", measure(data, (score > numpy.where(labelled, SURE, bound)) & ~headline))
        if args.save:
            import pickle

            pickle.dump((data, score), open(args.save, "wb"))
    if args.export:
        export(fit(data, numpy.ones(len(data.label), dtype=bool)), args.export)


def below(bound):
    """The greatest float not above a bound: a float is at most the one exactly when it is at most the other."""
    single = numpy.float32(bound)
    return single if float(single) <= bound else numpy.nextafter(single, numpy.float32(-numpy.inf))


def number(value):
    text = repr(float(f"{value:.9g}"))
    return text + "F"


def export(model, path):
    """The trees as tables of C++: roots, inner nodes of all trees one after another, leaves of all trees."""
    roots, nodes, leaves = [], [], []

    def add(node):
        if "leaf_value" in node:
            leaves.append(float(node["leaf_value"]))
            return -len(leaves)
        at = len(nodes)
        nodes.append(None)
        low, high = add(node["left_child"]), add(node["right_child"])
        assert node["decision_type"] == "<="
        nodes[at] = (node["split_feature"], low, high, float(node["threshold"]), float(node["internal_value"]))
        return at

    for tree in model.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))

    def table(items):
        out, line = [], ""
        for item in items:
            if len(line) + len(item) > 126:
                out.append(line.rstrip())
                line = ""
            line += item + ", "
        return "\n".join(out + [line.rstrip()])

    with open(path, "w", encoding="utf-8") as out:
        out.write("// Written by train/blocks.py. Not to be edited.\n// clang-format off\n")
        out.write(f"constexpr int32_t kRoots[] = {{\n{table(map(str, roots))}\n}};\n")
        rows = (f"{{{number(below(bound))}, {low}, {high}, {f}}}" for f, low, high, bound, value in nodes)
        out.write(f"constexpr Node kNodes[] = {{\n{table(rows)}\n}};\n")
        out.write(f"constexpr float kMeans[] = {{\n{table(number(numpy.float32(node[4])) for node in nodes)}\n}};\n")
        out.write(f"constexpr float kLeaves[] = {{\n{table(f'{v:.6f}F' for v in leaves)}\n}};\n")
        out.write("// clang-format on\n")
    print(len(roots), "trees", len(nodes), "nodes", len(leaves), "leaves", file=sys.stderr)


if __name__ == "__main__":
    main()
