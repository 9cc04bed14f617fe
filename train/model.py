"""The network: hashed word features -> window layer -> simple recurrent layers -> one head per question.

See docs/decisions/language-engine.md for why. `Scan` calls scan.c (compiled on first use) through ctypes.
"""
import ctypes, os, subprocess, tempfile, hashlib
import torch, torch.nn as nn, torch.nn.functional as F

_lib = None


def lib():
    global _lib
    if _lib is None:
        src = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scan.c")
        tag = hashlib.sha256(open(src, "rb").read()).hexdigest()[:16]
        so = os.path.join(tempfile.gettempdir(), "dateline-scan-%s.so" % tag)
        if not os.path.exists(so):
            subprocess.check_call(["gcc", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC", src, "-o", so + ".tmp",
                                   "-lm"])
            os.replace(so + ".tmp", so)
        _lib = ctypes.CDLL(so)
    return _lib


def ptr(t):
    return ctypes.c_void_p(t.data_ptr())


class Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, U, x, v, b, off):
        U, x = U.float().contiguous(), x.float().contiguous()
        v, b = v.contiguous(), b.contiguous()
        H = v.shape[-1]
        c, h = torch.empty_like(x), torch.empty_like(x)
        lib().sru_forward(ptr(U), ptr(x), ptr(v), ptr(b), ptr(off), len(off) - 1, H, ptr(c), ptr(h))
        ctx.save_for_backward(U, x, v, b, off, c)
        return h

    @staticmethod
    def backward(ctx, gh):
        U, x, v, b, off, c = ctx.saved_tensors
        gh = gh.float().contiguous()
        gU, gx, gv, gb = torch.empty_like(U), torch.empty_like(x), torch.zeros_like(v), torch.zeros_like(b)
        lib().sru_backward(ptr(U), ptr(x), ptr(v), ptr(b), ptr(off), len(off) - 1, v.shape[-1], ptr(c), ptr(gh),
                           ptr(gU), ptr(gx), ptr(gv), ptr(gb))
        return gU, gx, gv, gb, None


class Recurrent(nn.Module):
    """One bidirectional simple recurrent layer, width in = width out = 2H."""

    def __init__(self, D, drop):
        super().__init__()
        self.H = D // 2
        self.norm = nn.LayerNorm(D)
        self.W = nn.Linear(D, 6 * self.H, bias=False)
        self.v = nn.Parameter(torch.zeros(2, 2, self.H).uniform_(-.1, .1))
        self.b = nn.Parameter(torch.zeros(2, 2, self.H))
        self.b.data[:, 1] = -1.0
        self.drop = drop

    def forward(self, x, off):
        z = locked_dropout(self.norm(x), self.drop if self.training else 0, off)
        return Scan.apply(self.W(z), x, self.v, self.b, off)


def locked_dropout(x, p, off):
    """The same units dropped in all words of a sentence."""
    if not p:
        return x
    n = (off[1:] - off[:-1]).long()
    m = torch.empty(len(n), x.shape[1]).bernoulli_(1 - p).div_(1 - p)
    return x * m.repeat_interleave(n, 0)


class Net(nn.Module):
    def __init__(self, cfg, labels, rows, hashed=None, corpora=1):
        super().__init__()
        E, D, A, R = cfg["embed"], cfg["width"], cfg["arc"], cfg["rel"]
        self.cfg = cfg
        self.emb = nn.Embedding(rows, E, sparse=True)
        nn.init.normal_(self.emb.weight, std=0.4)
        if hashed is not None:  # rows of the word lists: nothing is known of them before the treebanks
            self.emb.weight.data[hashed:] *= .05
        self.unk = nn.Parameter(torch.randn(E) * .4)
        self.norm0 = nn.LayerNorm(E)
        self.window = nn.Linear(3 * E, D)
        self.layers = nn.ModuleList(Recurrent(D, cfg["drop"]) for _ in range(cfg["layers"]))
        self.norm = nn.LayerNorm(D)
        self.tag = nn.ModuleDict({k: nn.Linear(D, len(labels[k])) for k in ("upos", "xpos", "feats", "lemma", "ner")})
        # what the guidelines of the other corpora of names say differently from the first's
        self.ner_other = nn.ModuleList(nn.Linear(D, len(labels["ner"])) for _ in range(corpora - 1))
        for other in self.ner_other:
            nn.init.zeros_(other.weight)
            nn.init.zeros_(other.bias)
        self.arc_d, self.arc_h = nn.Linear(D, A), nn.Linear(D, A)
        self.arc_root = nn.Parameter(torch.randn(A) * .1)
        self.arc_u = nn.Linear(A, A, bias=False)
        self.arc_b = nn.Parameter(torch.zeros(A))
        self.rel_d, self.rel_h = nn.Linear(D, R), nn.Linear(D, R)
        self.rel_root = nn.Parameter(torch.randn(R) * .1)
        self.rel_o = nn.Linear(R, len(labels["rel"]))
        nn.init.normal_(self.arc_u.weight, std=.02)

    def embed(self, ids, off, wdrop):
        e = F.embedding_bag(ids, self.emb.weight, mode="sum", sparse=True)
        if self.training and wdrop:
            # word dropout: either the whole word is unknown, or only its form (affixes and shape stay)
            u = torch.rand(len(ids), 1)
            form = self.emb(ids[:, :2]).sum(1)
            e = torch.where(u < wdrop, e - form, e)
            e = torch.where(u < wdrop * .2, self.unk.expand_as(e), e)
        return e

    def encode(self, ids, off, wdrop=0.0, masked=None):
        e = self.embed(ids, off, wdrop)
        if masked is not None:
            e = torch.where(masked[:, None], self.unk.expand_as(e), e)
        e = self.norm0(e)
        p = self.cfg["drop"] if self.training else 0
        e = locked_dropout(e, p, off)
        n = len(e)
        first, last = off[:-1].long(), off[1:].long() - 1
        z = e.new_zeros(1, e.shape[1])
        pad = torch.cat([z, e, z])
        left, right = torch.arange(0, n), torch.arange(2, n + 2)
        left[first], right[last] = 0, 0
        x = F.relu(self.window(torch.cat([pad[left], e, pad[right]], 1))).float()
        outs = []
        for layer in self.layers:
            x = layer(x, off)
        return locked_dropout(self.norm(x), p, off)

    def names(self, h, corpus):
        """Name tags; corpus: the number of each word's corpus."""
        z = self.tag["ner"](h)
        for k, other in enumerate(self.ner_other, 1):
            at = corpus == k
            if at.any():
                z = torch.where(at[:, None], z + other(h), z)
        return z

    def arcs(self, h, off):
        """Scores [sentences, n, n+1] (column 0 is the root) padded with -1e4."""
        p = self.cfg["head_drop"] if self.training else 0
        d = locked_dropout(F.leaky_relu(self.arc_d(h), .1), p, off)
        g = locked_dropout(F.leaky_relu(self.arc_h(h), .1), p, off)
        d, g = self.arc_u(d).float() + self.arc_b, g.float()
        n = (off[1:] - off[:-1]).long()
        S, T = len(n), int(n.max())
        pos = torch.arange(T)[None] < n[:, None]
        D = d.new_zeros(S, T, d.shape[1]); D[pos] = d
        G = d.new_zeros(S, T + 1, d.shape[1]); G[:, 1:][pos] = g
        G[:, 0] = self.arc_root
        s = torch.bmm(D, G.transpose(1, 2)).float()
        mask = torch.cat([torch.ones(S, 1, dtype=torch.bool), pos], 1)
        s = s.masked_fill(~mask[:, None, :], -1e4)
        s.diagonal(1, 1, 2).fill_(-1e4)
        return s, pos

    def rels(self, h, off, head_index):
        """head_index: absolute word index of the head, or -1 for the root."""
        p = self.cfg["head_drop"] if self.training else 0
        d = self.rel_d(h)
        g = torch.cat([self.rel_root[None].to(d.dtype), self.rel_h(h)])
        return self.rel_o(locked_dropout(F.relu(d + g[head_index + 1]), p, off)).float()
