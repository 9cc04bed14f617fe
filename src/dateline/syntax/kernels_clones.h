// What the files of arithmetic share: how GCC is told to vectorise, and to make one copy of a function for each instruction set.
//
// It must stand before any other include: an inline function of the library is only inlined into a function that has the same
// options. Comparisons here never meet a NaN that matters; without no-trapping-math GCC keeps their branches and does not
// vectorise. Nothing here allows the compiler to change the order of sums, nor to fuse a product with a sum.
#pragma once

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "no-trapping-math")
#endif

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#define DATELINE_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DATELINE_CLONES
#endif

namespace dateline::syntax {

/// Sixteen numbers that are worked on together: one, two or four registers, whatever the instruction set has. Lanes never mix,
/// so that the sum in a lane has the same order everywhere.
using Lanes [[gnu::vector_size(64)]] = float;
using WholeLanes [[gnu::vector_size(64)]] = int32_t;

}  // namespace dateline::syntax
