// Products with a matrix that is mostly zeros: the gradient of a maximum over pieces (maxout, pooling) is. Only what is not zero is multiplied, a fifth of
// a maxout with five pieces: a third of the time of the dense product. A zero that is skipped gives 0 beside an infinity or NaN, where a product gives NaN.
#pragma once
#include <ATen/ATen.h>
#include <array>
#include <cstring>
#include <utility>
#include <vector>
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define GT_AVX512 1
#include <immintrin.h>
#endif

namespace {

struct Entry { int32_t at; float value; };

// Rows of a sum: out[k] = Σ entries value · rows[at · width + k]. A block of the row stays in registers while all entries are added; its last vector overlaps
// the one before where the width is no multiple.
template <typename V, int Count> inline __attribute__((always_inline)) void sum_block(const Entry* e, int64_t n, const float* rows, int64_t width, int64_t last, float* out) {
    constexpr int64_t lanes = sizeof(V) / sizeof(float);
    V sum[Count] = {};
    for (int64_t i = 0; i < n; i++) {
        const float* row = rows + e[i].at * width;
        V x;
        for (int v = 0; v < Count; v++) {
            std::memcpy(&x, row + (v < Count - 1 ? v * lanes : last), sizeof x);
            sum[v] += e[i].value * x;
        }
    }
    for (int v = 0; v < Count; v++) std::memcpy(out + (v < Count - 1 ? v * lanes : last), &sum[v], sizeof(V));
}

using SumBlock = void (*)(const Entry*, int64_t, const float*, int64_t, int64_t, float*);
typedef float Vector4 __attribute__((vector_size(16)));
template <int Count> void sum_plain(const Entry* e, int64_t n, const float* rows, int64_t width, int64_t last, float* out) { sum_block<Vector4, Count>(e, n, rows, width, last, out); }

#ifdef GT_AVX512
typedef float Vector8 __attribute__((vector_size(32)));
typedef float Vector16 __attribute__((vector_size(64)));
template <int Count> __attribute__((target("avx512f,fma"))) void sum_512(const Entry* e, int64_t n, const float* rows, int64_t width, int64_t last, float* out) {
    sum_block<Vector16, Count>(e, n, rows, width, last, out);
}
template <int Count> __attribute__((target("avx2,fma"))) void sum_256(const Entry* e, int64_t n, const float* rows, int64_t width, int64_t last, float* out) {
    sum_block<Vector8, Count>(e, n, rows, width, last, out);
}
#endif

enum class Lanes { Four = 4, Eight = 8, Sixteen = 16 };

inline Lanes lanes() {
#ifdef GT_AVX512
    static const Lanes found = __builtin_cpu_supports("avx512f") ? Lanes::Sixteen : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? Lanes::Eight : Lanes::Four;
    return found;
#else
    return Lanes::Four;
#endif
}

constexpr int Blocks = 13; // vectors that the registers hold besides a row's
template <int... I> std::array<SumBlock, Blocks> sum_blocks(Lanes of, std::integer_sequence<int, I...>) {
#ifdef GT_AVX512
    if (of == Lanes::Sixteen) return {sum_512<I + 1>...};
    if (of == Lanes::Eight) return {sum_256<I + 1>...};
#endif
    return {sum_plain<I + 1>...};
}

// Takes rows of at least a vector's lanes.
inline void sum_rows(const Entry* e, int64_t n, const float* rows, int64_t width, float* out) {
    static const auto blocks = sum_blocks(lanes(), std::make_integer_sequence<int, Blocks>());
    const auto each = static_cast<int64_t>(lanes());
    for (int64_t from = 0; from < width;) {
        int64_t length = std::min(Blocks * each, width - from);
        if (width - from - length > 0 && width - from - length < each) length -= each; // leave the last block a whole vector
        int64_t count = (length + each - 1) / each;
        blocks[count - 1](e, n, rows + from, width, length - each, out + from);
        from += length;
    }
}

// Entries of a row that are not zero, or -1 where there are more than `most`, which is at least 16 less than what `out` holds.
inline int64_t compress_plain(const float* row, int64_t n, int64_t most, Entry* out) {
    int64_t found = 0;
    for (int64_t i = 0; i < n; i++) {
        out[found] = {static_cast<int32_t>(i), row[i]};
        found += row[i] != 0; // without a branch: which of a maxout's pieces won can't be foretold
        if (found > most) return -1;
    }
    return found;
}

#ifdef GT_AVX512
__attribute__((target("avx512f"))) inline int64_t compress_512(const float* row, int64_t n, int64_t most, Entry* out) {
    int64_t found = 0, i = 0;
    auto at = _mm512_set_epi32(0, 7, 0, 6, 0, 5, 0, 4, 0, 3, 0, 2, 0, 1, 0, 0); // eight entries: indices below, values above
    const auto next = _mm512_set1_epi64(8);
    for (; i + 8 <= n; i += 8, at = _mm512_add_epi64(at, next)) {
        auto wide = _mm512_slli_epi64(_mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + i))), 32);
        auto kept = _mm512_test_epi64_mask(wide, _mm512_set1_epi64(0x7fffffff00000000)); // not for the sign of zero
        _mm512_storeu_si512(out + found, _mm512_maskz_compress_epi64(kept, _mm512_or_si512(wide, at)));
        found += __builtin_popcount(kept);
        if (found > most) return -1;
    }
    for (; i < n; i++) {
        out[found] = {static_cast<int32_t>(i), row[i]};
        found += row[i] != 0;
    }
    return found > most ? -1 : found;
}
#endif

inline int64_t compress(const float* row, int64_t n, int64_t most, Entry* out) {
#ifdef GT_AVX512
    if (lanes() == Lanes::Sixteen) return compress_512(row, n, most, out);
#endif
    return compress_plain(row, n, most, out);
}

// A matrix [rows, columns] by its entries that are not zero.
class Sparse {
public:
    // False where more than a third of some row is not zero; found after a few rows as a rule. `each` is called with each row that is filled.
    template <typename Parallel, typename Each> bool fill(const float* matrix, int64_t n, int64_t m, Parallel&& parallel, Each&& each) {
        rows = n, columns = m, most = m / 3, room = most + 16;
        std::vector<Entry> trial(room);
        for (int64_t i : {int64_t(0), n / 2, n - 1})
            if (compress(matrix + i * m, m, most, trial.data()) < 0) return false;
        entries = at::empty({n * room}, at::kDouble), counts.assign(n, 0);
        parallel(n, [&](int64_t from, int64_t to) {
            for (int64_t i = from; i < to; i++)
                if ((counts[i] = compress(matrix + i * m, m, most, row(i))) >= 0) each(i);
        });
        return *std::min_element(counts.begin(), counts.end()) >= 0;
    }

    // Row i of out [rows, width] = this · right [columns, width]
    void times(const float* right, int64_t width, float* out, int64_t i) const { sum_rows(row(i), counts[i], right, width, out + i * width); }

    // out [columns, width] = thisᵀ · right [rows, width], for columns [from, to)
    void transposed_times(const float* right, int64_t width, float* out, int64_t from, int64_t to) const {
        std::vector<int32_t> start(to - from + 1, 0);
        std::vector<std::pair<const Entry*, const Entry*>> part(rows);
        for (int64_t i = 0; i < rows; i++) {
            auto before = [](const Entry& e, int64_t column) { return e.at < column; };
            const Entry *begin = row(i), *end = begin + counts[i];
            part[i] = {std::lower_bound(begin, end, from, before), std::lower_bound(begin, end, to, before)};
            for (auto* e = part[i].first; e < part[i].second; e++) start[e->at - from + 1]++;
        }
        for (int64_t c = 0; c < to - from; c++) start[c + 1] += start[c];
        std::vector<Entry> sorted(start[to - from]);
        std::vector<int32_t> next(start.begin(), start.end() - 1);
        for (int64_t i = 0; i < rows; i++)
            for (auto* e = part[i].first; e < part[i].second; e++) sorted[next[e->at - from]++] = {static_cast<int32_t>(i), e->value};
        for (int64_t c = from; c < to; c++) sum_rows(sorted.data() + start[c - from], start[c - from + 1] - start[c - from], right, width, out + c * width);
    }

private:
    Entry* row(int64_t i) const { return reinterpret_cast<Entry*>(entries.data_ptr()) + i * room; }

    int64_t rows = 0, columns = 0, most = 0, room = 0;
    at::Tensor entries;
    std::vector<int64_t> counts;
};

} // namespace
