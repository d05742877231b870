// The parts of winograd.cpp that know nothing of images: matrices of a transform, and products of transformed values.
#pragma once
#include "lanes.h"
#include <array>
#include <tuple>

namespace winograd {

using namespace lanes;

template <int O, int I> using Matrix = std::array<std::array<float, I>, O>;

// Toom's and Cook's matrices of F(M, R): M results of a correlation with R weights from N inputs by N multiplications, y = Outᵀ[(Weight·w) ⊙ (Data·x)].
template <int M, int R> struct Tile {
    static constexpr int N = M + R - 1;
    template <int O, int I> using Exact = std::array<std::array<double, I>, O>;

    // The points besides infinity. Of those with halves, ones and twos these leave the smallest errors in all three products: 3e-7 relative for N = 5,
    // 5e-7 for 6, 1.4e-6 for 8.
    static constexpr double point(int i) {
        constexpr double three[] = {0, -1}, five[] = {0, -1, 2, .5}, six[] = {0, 1, -1, 2, -.5}, eight[] = {0, 1, -1, 2, -2, .5, -.5};
        return N == 3 ? three[i] : N == 5 ? five[i] : N == 6 ? six[i] : eight[i];
    }
    template <int K> static constexpr Exact<N, K> powers() {
        Exact<N, K> v{};
        for (int i = 0; i < N - 1; i++) {
            double p = 1;
            for (int j = 0; j < K; j++, p *= point(i)) v[i][j] = p;
        }
        v[N - 1][K - 1] = 1;
        return v;
    }
    static constexpr double size(double x) { return x < 0 ? -x : x; }
    static constexpr Exact<N, N> inverse(Exact<N, N> a) {
        Exact<N, N> b{};
        for (int i = 0; i < N; i++) b[i][i] = 1;
        for (int c = 0; c < N; c++) {
            int p = c;
            for (int i = c; i < N; i++) if (size(a[i][c]) > size(a[p][c])) p = i;
            auto row = a[c]; a[c] = a[p]; a[p] = row;
            row = b[c]; b[c] = b[p]; b[p] = row;
            double d = a[c][c];
            for (int j = 0; j < N; j++) { a[c][j] /= d; b[c][j] /= d; }
            for (int i = 0; i < N; i++) {
                double f = i == c ? 0 : a[i][c];
                for (int j = 0; j < N; j++) { a[i][j] -= f * a[c][j]; b[i][j] -= f * b[c][j]; }
            }
        }
        return b;
    }
    // Each row of Data is divided by its smallest entry, which then costs no multiplication; Weight makes up for it.
    struct Pair { Matrix<N, N> data; Matrix<N, R> weight; };
    static constexpr Pair make() {
        auto inverted = inverse(powers<N>());
        auto values = powers<R>();
        Pair r{};
        for (int i = 0; i < N; i++) {
            double unit = 0;
            for (int j = 0; j < N; j++) if (double x = size(inverted[j][i]); x > 1e-9 && (unit == 0 || x < unit)) unit = x;
            for (int j = 0; j < N; j++) r.data[i][j] = size(inverted[j][i]) > 1e-9 ? static_cast<float>(inverted[j][i] / unit) : 0;
            for (int j = 0; j < R; j++) r.weight[i][j] = static_cast<float>(values[i][j] * unit);
        }
        return r;
    }
    static constexpr Matrix<N, M> outputs() {
        auto values = powers<M>();
        Matrix<N, M> r{};
        for (int i = 0; i < N; i++) for (int j = 0; j < M; j++) r[i][j] = static_cast<float>(values[i][j]);
        return r;
    }
    template <int O, int I> static constexpr Matrix<I, O> transposed(const Matrix<O, I>& m) {
        Matrix<I, O> t{};
        for (int i = 0; i < O; i++) for (int j = 0; j < I; j++) t[j][i] = m[i][j];
        return t;
    }
    static constexpr Pair Both = make();
    static constexpr Matrix<N, N> Data = Both.data, DataT = transposed<N, N>(Data);
    static constexpr Matrix<N, R> Weight = Both.weight;
    static constexpr Matrix<R, N> WeightT = transposed<N, R>(Weight);
    static constexpr Matrix<N, M> Out = outputs();
    static constexpr Matrix<M, N> OutT = transposed<N, M>(Out);
};

template <int O, int I> LANES_INLINE Lanes row_times(const Matrix<O, I>& m, int row, const Lanes* d) {
    Lanes sum{};
    bool first = true;
    #pragma GCC unroll 8
    for (int i = 0; i < I; i++) {
        if (m[row][i] == 0) continue;
        Lanes term = m[row][i] == 1 ? d[i] : m[row][i] == -1 ? -d[i] : m[row][i] * d[i];
        sum = first ? term : sum + term;
        first = false;
    }
    return sum;
}

// put(i, j, (m · d · mᵀ)[i, j]) with d[i, j] = get(i, j)
template <const auto& m, typename Get, typename Put> LANES_INLINE void both_sides(Get&& get, Put&& put) {
    constexpr int O = std::tuple_size<std::decay_t<decltype(m)>>::value, I = std::tuple_size<std::decay_t<decltype(m[0])>>::value;
    Lanes t[O][I];
    for (int j = 0; j < I; j++) {
        Lanes d[I];
        #pragma GCC unroll 8
        for (int i = 0; i < I; i++) d[i] = get(i, j);
        #pragma GCC unroll 8
        for (int o = 0; o < O; o++) t[o][j] = row_times<O, I>(m, o, d);
    }
    for (int o = 0; o < O; o++) {
        Lanes d[I];
        #pragma GCC unroll 8
        for (int i = 0; i < I; i++) d[i] = t[o][i];
        #pragma GCC unroll 8
        for (int p = 0; p < O; p++) put(o, p, row_times<O, I>(m, p, d));
    }
}

// Transformed values of rows (tiles) lie in groups of 8, in a group panel for panel, so that a product reads memory from front to back.
LANES_INLINE int64_t place(int64_t row, int64_t panel, int64_t panels) { return ((row / Rows * panels + panel) * Rows + row % Rows) * Panel; }

// out[8][32] = Σ over panels and k of a[panel][row][k] · b[panel][k][32]. `next_a` and `next_b` are fetched meanwhile: without that, the products wait a third
// of their time for the cache's third level.
LANES_INLINE void times(const float* a, int64_t panels, const float* b, const float* next_a, const float* next_b, float* out) {
    for (int64_t row = 0; row < Rows; row += Together)
        for (int64_t lane = 0; lane < Panel; lane += 2 * Width) {
            Lanes s[Together][2] = {};
            const float *from = a + row * Panel, *by = b + lane;
            for (int64_t p = 0; p < panels; p++, from += Rows * Panel, next_a += Rows * Panel)
                for (int64_t k = 0; k < Panel; k++, by += Panel) {
                    if (k % 2 == 0) __builtin_prefetch(next_a + k * Rows, 0, 2);
                    if (k % 4 == 1) { __builtin_prefetch(next_b, 0, 2); next_b += 16; }
                    Lanes b0 = load(by), b1 = load(by + Width);
                    #pragma GCC unroll 8
                    for (int r = 0; r < Together; r++) { float x = from[r * Panel + k]; s[r][0] += x * b0; s[r][1] += x * b1; }
                }
            for (int r = 0; r < Together; r++) {
                store(out + (row + r) * Panel + lane, s[r][0]);
                store(out + (row + r) * Panel + lane + Width, s[r][1]);
            }
        }
}

// out[8][32] (+)= Σ over rows of a[row][8 of 32] · b[row][32]; groups of 8 rows lie `a_group` and `b_group` apart. The sum of a chunk is added as a whole,
// which keeps rounding errors from growing with the number of tiles.
LANES_INLINE void times_transposed(const float* a, int64_t a_group, const float* b, int64_t b_group, const float* next_b, int64_t count, bool add, float* out) {
    for (int64_t row = 0; row < Rows; row += Together)
        for (int64_t lane = 0; lane < Panel; lane += 2 * Width) {
            Lanes s[Together][2] = {};
            const float *from = a + row, *by = b + lane, *next = next_b;
            for (int64_t t = 0; t < count; t += Rows, from += a_group, by += b_group, next += b_group)
                for (int64_t i = 0, n = least(Rows, count - t); i < n; i++) {
                    __builtin_prefetch(next + i * Panel, 0, 2);
                    Lanes b0 = load(by + i * Panel), b1 = load(by + i * Panel + Width);
                    #pragma GCC unroll 8
                    for (int r = 0; r < Together; r++) { float x = from[i * Panel + r]; s[r][0] += x * b0; s[r][1] += x * b1; }
                }
            for (int r = 0; r < Together; r++) {
                float* to = out + (row + r) * Panel + lane;
                store(to, add ? load(to) + s[r][0] : s[r][0]);
                store(to + Width, add ? load(to + Width) + s[r][1] : s[r][1]);
            }
        }
}

} // namespace winograd
