#!/usr/bin/env python3
"""train/pronouns.py --probe NAMES_PROBE --gum DIR [--cross]: weights of the pronoun scorer -> ontology/names/pronouns.tsv.

A log-linear ranking model (Denis and Baldridge 2008, "Specialized models and ranking for coreference resolution"): the probability of
a candidate is the softmax of its features' weights over all candidates of the pronoun and "none"; the loss is the log of the share
that the right ones get. Learns only from GUM documents whose texts' licence has no NC (docs.tsv). `--cross` prints the accuracy on
five folds of documents instead of writing the table.
"""
import argparse
import csv
import json
import pathlib
import random
import subprocess

import torch

torch.set_num_threads(1)

BLIND = 0.5  # what a case read without its gender weighs beside the same case read with it
# Where the weights start from, and are pulled back to: a name behind its pronoun is so rare in GUM that it teaches nothing of
# "In her book, Lindqvist writes", where grammar leaves little choice.
PRIOR = {"one.follows as subject": 2.5, "one.follows opened": 0.5, "one.follows first": 0.5}
ROOT = pathlib.Path(__file__).resolve().parents[1]


def documents(gum):
    with open(gum / "docs.tsv", encoding="utf-8") as f:
        free = {r["doc"] for r in csv.DictReader(f, delimiter="\t") if "NC" not in r["text_licence"]}
    with open(gum / "documents.jsonl", encoding="utf-8") as f:
        return [r for r in map(json.loads, f) if r["doc"] in free]


def gold_clusters(gum):
    """Per document: (start, end) of a mention's head word -> cluster."""
    out = {}
    with open(gum / "entities.jsonl", encoding="utf-8") as f:
        for r in map(json.loads, f):
            out[r["doc"]] = {tuple(m["head"]): m["cluster"] for m in sorted(r["mentions"], key=lambda m: m["start"] - m["end"])}
    return out


def lessons(names, candidates, right):
    """What a case teaches, as (candidates, which of them are right) pairs.

    "It" and "they" should find a noun: where one is right, the pronouns beside it teach nothing, neither right nor wrong. "He" and
    "she" learn twice: from everything that is right, and, where their actor has a name in sight, that it is the nearest such name.
    """
    has = [{names[f].split(".", 1)[1] for f in features} for features in candidates]

    def only(chosen):
        kept = [i for i in range(len(candidates)) if i in chosen or i not in right]
        return [candidates[i] for i in kept], [k for k, i in enumerate(kept) if i in chosen]

    if not names[candidates[0][0]].startswith("one."):
        return [only([i for i in right if not has[i] & {"pronoun same", "pronoun other"}] or right)]
    named = [i for i in right if "name" in has[i]]
    nearest = ([i for i in named if "follows" not in has[i]] or named)[:1]
    return [(candidates, right)] + ([only(nearest)] if nearest else [])


def cases(args):
    docs, gold = documents(args.gum), gold_clusters(args.gum)
    lines = '{"features": true}\n' + "".join(json.dumps({"text": d["text"], "ref": d["dateCreated"], "pronouns": True}) + "\n" for d in docs)
    out = subprocess.run([args.probe], input=lines, text=True, stdout=subprocess.PIPE, check=True).stdout.split("\n")
    names = json.loads(out[0])["features"]
    result = []
    for doc, line in zip(docs, out[1:]):
        heads = gold[doc["doc"]]
        for p in json.loads(line)["pronouns"]:
            cluster = heads.get((p["start"], p["end"]))
            if cluster is None:
                continue
            right = [i for i, c in enumerate(p["candidates"]) if "start" in c and heads.get((c["start"], c["end"])) == cluster]
            if p["blind"] and not right:
                continue
            for lesson in lessons(names, [c["features"] for c in p["candidates"]], right or [0]):
                result.append((doc["doc"], p["blind"], *lesson))
    return names, result


def train(names, data, steps=80, decay=5e-4):
    flat, bags, groups, right = [], [], [], []
    share = torch.tensor([BLIND if blind else 1.0 for _, blind, _, _ in data])
    for number, (_, _, candidates, good) in enumerate(data):
        for i, features in enumerate(candidates):
            bags.append(len(flat))
            flat.extend(features)
            groups.append(number)
            right.append(i in good)
    flat, bags, groups, right = torch.tensor(flat), torch.tensor(bags), torch.tensor(groups), torch.tensor(right)
    prior = torch.tensor([[PRIOR.get(name, 0.0)] for name in names])
    weights = prior.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([weights], max_iter=steps, line_search_fn="strong_wolfe")

    def loss():
        score = torch.nn.functional.embedding_bag(flat, weights, bags, mode="sum").squeeze(1)
        top = torch.full((len(data),), -1e9).scatter_reduce(0, groups, score.detach(), "amax")
        e = torch.exp(score - top[groups])
        total = torch.zeros(len(data)).index_add(0, groups, e)
        good = torch.zeros(len(data)).index_add(0, groups, e * right)
        return -((torch.log(good + 1e-9) - torch.log(total)) * share).mean() + decay * ((weights - prior) ** 2).sum()

    def closure():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value

    optimizer.step(closure)
    return weights.detach().squeeze(1).tolist()


def accuracy(weights, data):
    hits = 0
    data = [c for c in data if not c[1]]
    for _, _, candidates, good in data:
        scores = [sum(weights[f] for f in c) for c in candidates]
        hits += max(range(len(scores)), key=lambda i: scores[i]) in good
    return hits / max(1, len(data))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probe", required=True)
    parser.add_argument("--gum", type=pathlib.Path, required=True)
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    names, data = cases(args)
    print(len(data), "pronouns")
    if args.cross:
        docs = sorted({d for d, _, _ in data})
        random.Random(7).shuffle(docs)
        for fold in range(5):
            held = set(docs[fold::5])
            weights = train(names, [c for c in data if c[0] not in held])
            print(fold, round(accuracy(weights, [c for c in data if c[0] in held]), 4))
        return
    weights = train(names, data)
    print("accuracy on its own pages", round(accuracy(weights, data), 4))
    with open(ROOT / "ontology" / "names" / "pronouns.tsv", "w", encoding="utf-8") as f:
        f.write("# What: weights of the pronoun scorer; a candidate's score is the sum of the weights of its features (src/dateline/names/pronoun.h).\n")
        f.write("# one: he, she; many: they; thing: it. Source: trained by train/pronouns.py on the free part of GUM (annotations CC BY 4.0).\n")
        f.write("feature\tweight\n")
        for name, weight in zip(names, weights):
            if abs(weight) >= 0.005:
                f.write(f"{name}\t{weight:.3f}\n")


if __name__ == "__main__":
    main()
