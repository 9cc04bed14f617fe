#!/usr/bin/env python3
"""`dateline dump --layer syntax|names` from words: plain lines and CoNLL-U in; CoNLL-U, IOB2 and displaCy out.

Input: the built program in DATELINE. Exit 77 without a program.
"""
import json
import os
import subprocess
import sys
import unittest

PROGRAM = os.environ.get("DATELINE", "")
LINES = "Ingrid Solberg didn't stay in Brussels.\nThe Lake Council met \u201ctwice\u201d; 40 boats \U0001F6A2 left.\n"
GIVEN = [["Ingrid", "Solberg", "did", "n't", "stay", "in", "Brussels", "."], ["A", "word-as-given", "stays", "whole", "."]]


def dump(layer, form, given, text):
    command = [PROGRAM, "dump", "--layer", layer, "--input", given] + (["--format", form] if form else [])
    return subprocess.run(command, input=text.encode(), capture_output=True, check=False)


def conllu(sentences):
    return "".join("".join(f"{i}\t{w}" + "\t_" * 8 + "\n" for i, w in enumerate(s, 1)) + "\n" for s in sentences)


def sentences(text):
    """[[columns of every line]] of CoNLL-U or IOB2, comments left out."""
    return [[line.split("\t") for line in block.split("\n") if line and line[0] != "#"] for block in text.strip("\n").split("\n\n")]


class Dump(unittest.TestCase):
    def out(self, *args):
        done = dump(*args)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def check_tree(self, rows):
        words = [r for r in rows if "-" not in r[0]]
        self.assertEqual([r[0] for r in words], [str(i) for i in range(1, len(words) + 1)])
        self.assertEqual(sum(r[6] == "0" for r in words), 1)
        for r in rows:
            self.assertEqual(len(r), 10)
        for r in words:
            self.assertIn(int(r[6]), range(len(words) + 1))
            self.assertNotEqual(r[6], r[0])
            self.assertEqual(r[6] == "0", r[7] == "root")
            at, steps = int(r[0]), 0
            while at:
                at, steps = int(words[at - 1][6]), steps + 1
                self.assertLessEqual(steps, len(words))

    def test_lines_to_conllu(self):
        text = self.out("syntax", "conllu", "lines", LINES)
        self.assertIn("# text = Ingrid Solberg didn't stay in Brussels.\n", text)
        found = sentences(text)
        self.assertEqual(len(found), 2)
        for rows in found:
            self.check_tree(rows)
        self.assertEqual([r[:2] for r in found[0]], [["1", "Ingrid"], ["2", "Solberg"], ["3-4", "didn't"], ["3", "did"], ["4", "n't"], ["5", "stay"],
                                                     ["6", "in"], ["7", "Brussels"], ["8", "."]])
        self.assertEqual(found[0][5][2:4], ["stay", "VERB"])
        self.assertIn("SpaceAfter=No", found[0][7][9])

    def test_given_words_stay_as_given(self):
        found = sentences(self.out("syntax", "conllu", "conllu", conllu(GIVEN)))
        self.assertEqual([[r[1] for r in rows if "-" not in r[0]] for rows in found], GIVEN)
        for rows in found:
            self.check_tree(rows)

    def test_printed_conllu_reads_back_to_the_same(self):
        first = self.out("syntax", "conllu", "lines", LINES)
        self.assertEqual(self.out("syntax", "conllu", "conllu", first), first)

    def test_names_as_iob2(self):
        found = sentences(self.out("names", "iob2", "conllu", conllu(GIVEN)))
        self.assertEqual([[r[1] for r in rows] for rows in found], GIVEN)
        for rows in found:
            before = "O"
            for _, _, tag in rows:
                self.assertRegex(tag, r"^(O|[BI]-(PER|ORG|LOC|MISC))$")
                if tag[0] == "I":
                    self.assertEqual(tag[2:], before[2:])
                before = tag
        self.assertEqual([r[2] for r in found[0]][:2], ["B-PER", "I-PER"])
        self.assertEqual(found[0][6][2], "B-LOC")

    def test_trees_as_displacy(self):
        rows = [json.loads(line) for line in self.out("syntax", "displacy", "lines", LINES).splitlines()]
        self.assertEqual(len(rows), 2)
        for row in rows:
            self.assertEqual(len(row["arcs"]), len(row["words"]) - 1)  # all words but the root
            for arc in row["arcs"]:
                self.assertLess(arc["start"], arc["end"])
                self.assertLess(arc["end"], len(row["words"]))
                self.assertIn(arc["dir"], ("left", "right"))
        self.assertEqual([w["text"] for w in rows[0]["words"]], GIVEN[0])

    def test_names_as_displacy(self):
        row = json.loads(self.out("names", "displacy", "lines", LINES))
        self.assertEqual(row["text"], LINES)
        shown = [(row["text"][e["start"]:e["end"]], e["label"]) for e in row["ents"]]  # Python counts code points, as displaCy does
        self.assertIn(("Ingrid Solberg", "PER"), shown)
        self.assertIn(("Brussels", "LOC"), shown)

    def test_names_one_a_line(self):
        lines = [line.split("\t") for line in self.out("names", "", "lines", LINES).splitlines()]
        self.assertIn(["PER", "Ingrid Solberg"], [[kind, words] for kind, _, _, _, words in lines])
        for kind, score, begin, end, words in lines:
            self.assertIn(int(score), range(1001))
            self.assertEqual(LINES[int(begin):int(end)], words)

    def test_hostile_words(self):
        for text in ("", "\n\n", "\x00\x1b[2J\n", "1\t\n\n", "1-99999999999999999999\ta\n1\ta\n", "a" * 100000 + "\n"):
            for given in ("lines", "conllu"):
                for layer, form in (("syntax", "conllu"), ("syntax", "displacy"), ("names", "iob2"), ("names", "displacy")):
                    self.assertEqual(dump(layer, form, given, text).returncode, 0)

    def test_forms_that_do_not_fit_are_refused(self):
        for layer, form, given in (("syntax", "json", "lines"), ("speech", "", "lines"), ("syntax", "conllu", "words"), ("syntax", "iob2", "lines")):
            done = dump(layer, form, given, LINES)
            self.assertEqual(done.returncode, 2, (layer, form, given))
            self.assertTrue(done.stderr.strip())


if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        sys.exit(77)
    unittest.main()
