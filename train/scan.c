/* The recurrence of the encoder, forward and backward, for training.
 * Input: for each word, in both directions, candidate u, forget gate a, output gate o (before their sigmoid).
 *   f = sigmoid(a + vf*c' + bf), c = f*c' + (1-f)*u, r = sigmoid(o + vr*c' + br), h = r*c + (1-r)*x   (c' = c of the word before)
 * This is the "simple recurrent unit" (Lei, Zhang, Wang, Dai, Artzi: Simple Recurrent Units for Highly Parallelizable
 * Recurrence, EMNLP 2018). Sentences lie one after another; off[s]..off[s+1] are the words of sentence s.
 * Layout of U: [words][2 directions][3 kinds][H]; of x and h: [words][2][H]; v, b: [2 directions][2 gates][H].
 * It does not try to be fast on one sentence: threads share the sentences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline float sig(float x) { return 1.0f / (1.0f + expf(-x)); }

void sru_forward(const float* restrict U, const float* restrict x, const float* restrict v, const float* restrict b,
                 const int* off, int S, int H, float* restrict c, float* restrict h) {
#pragma omp parallel for schedule(dynamic, 4)
  for (int s = 0; s < S; ++s) {
    for (int d = 0; d < 2; ++d) {
      const float *vf = v + (d * 2) * H, *vr = vf + H, *bf = b + (d * 2) * H, *br = bf + H;
      float* zero = (float*)calloc((size_t)H, sizeof(float));
      const float* cp = zero;
      int n = off[s + 1] - off[s];
      for (int k = 0; k < n; ++k) {
        long t = d ? off[s + 1] - 1 - k : off[s] + k;
        const float *u = U + (t * 2 + d) * 3 * H, *a = u + H, *o = a + H, *xx = x + (t * 2 + d) * H;
        float *cc = c + (t * 2 + d) * H, *hh = h + (t * 2 + d) * H;
#pragma omp simd
        for (int i = 0; i < H; ++i) {
          float f = sig(a[i] + vf[i] * cp[i] + bf[i]);
          float r = sig(o[i] + vr[i] * cp[i] + br[i]);
          float cn = f * cp[i] + (1 - f) * u[i];
          cc[i] = cn;
          hh[i] = r * cn + (1 - r) * xx[i];
        }
        cp = cc;
      }
      free(zero);
    }
  }
}

void sru_backward(const float* restrict U, const float* restrict x, const float* restrict v, const float* restrict b,
                  const int* off, int S, int H, const float* restrict c, const float* restrict gh,
                  float* restrict gU, float* restrict gx, float* restrict gv, float* restrict gb) {
#pragma omp parallel
  {
    float* lv = (float*)calloc((size_t)4 * H, sizeof(float));
    float* lb = (float*)calloc((size_t)4 * H, sizeof(float));
    float* gc = (float*)malloc((size_t)H * sizeof(float));
    float* zero = (float*)calloc((size_t)H, sizeof(float));
#pragma omp for schedule(dynamic, 4)
    for (int s = 0; s < S; ++s) {
      for (int d = 0; d < 2; ++d) {
        const float *vf = v + (d * 2) * H, *vr = vf + H, *bf = b + (d * 2) * H, *br = bf + H;
        float *gvf = lv + (d * 2) * H, *gvr = gvf + H, *gbf = lb + (d * 2) * H, *gbr = gbf + H;
        memset(gc, 0, (size_t)H * sizeof(float));
        int n = off[s + 1] - off[s];
        for (int k = n - 1; k >= 0; --k) {
          long t = d ? off[s + 1] - 1 - k : off[s] + k;
          long tp = d ? t + 1 : t - 1;
          const float* cp = k ? c + (tp * 2 + d) * H : zero;
          const float *u = U + (t * 2 + d) * 3 * H, *a = u + H, *o = a + H, *xx = x + (t * 2 + d) * H;
          const float *cc = c + (t * 2 + d) * H, *g = gh + (t * 2 + d) * H;
          float *gu = gU + (t * 2 + d) * 3 * H, *ga = gu + H, *go = ga + H, *gxx = gx + (t * 2 + d) * H;
#pragma omp simd
          for (int i = 0; i < H; ++i) {
            float f = sig(a[i] + vf[i] * cp[i] + bf[i]);
            float r = sig(o[i] + vr[i] * cp[i] + br[i]);
            float gr = g[i] * (cc[i] - xx[i]) * r * (1 - r);
            float gcn = gc[i] + g[i] * r;
            float gf = gcn * (cp[i] - u[i]) * f * (1 - f);
            gxx[i] = g[i] * (1 - r);
            gu[i] = gcn * (1 - f);
            ga[i] = gf;
            go[i] = gr;
            gvf[i] += gf * cp[i];
            gvr[i] += gr * cp[i];
            gbf[i] += gf;
            gbr[i] += gr;
            gc[i] = gcn * f + gf * vf[i] + gr * vr[i];
          }
        }
      }
    }
#pragma omp critical
    for (int i = 0; i < 4 * H; ++i) {
      gv[i] += lv[i];
      gb[i] += lb[i];
    }
    free(lv); free(lb); free(gc); free(zero);
  }
}
