#include "winograd.h"

// build.sh compiles this once for AVX-512 and once for AVX2, and names the door of each (METHOD). Elsewhere there is no method, and libtorch's operators do the work.
#ifdef __AVX2__
#include "winograd_tiles.h"

namespace winograd {
namespace {

constexpr int64_t Block = 64; // tiles that a thread transforms before it multiplies: their values take 1 to 4 MiB
constexpr int64_t Gap = 80;   // floats between the values of a transform: distances that are powers of two would meet in the same lines of a cache

thread_local Scratch rows_memory, small_memory;

// What a panel of 32 channels of x is: a part of one phase's channels.
struct Part {
    int64_t y, x, channel;
    Part(const Shape& s, int64_t panel) : y(panel * Panel / s.c / s.stride), x(panel * Panel / s.c % s.stride), channel(panel * Panel % s.c) {}
};

template <int M, int R> struct Filter {
    using T = Tile<M, R>;
    static constexpr int N = T::N, NN = N * N;

    static int64_t across(const Shape& s) { return (s.ow + M - 1) / M; }
    static int64_t tiles(const Shape& s) { return (s.oh + M - 1) / M * across(s); }
    static int64_t in(const Shape& s) { return s.inner() / Panel; }
    static int64_t out(const Shape& s) { return s.k / Panel; }
    static int64_t apart(int64_t panels, int64_t rows) { return panels * rows * Panel + Gap; }

    // The image, and row and column of the first of its results.
    struct Place {
        int64_t image, top, left;
        Place(const Shape& s, int64_t tile) : image(tile / tiles(s)), top(M * (tile % tiles(s) / across(s))), left(M * (tile % tiles(s) % across(s))) {}
    };
    // f(i, j, offset of the first lane or -1 outside of the image) is what a transform reads or writes of x and of y.
    struct OfX {
        int64_t top, left, first, stride, h, w, c;
        OfX(const Shape& s, int64_t tile, int64_t panel) {
            Place p(s, tile);
            Part q(s, panel);
            top = s.stride * p.top + q.y - s.padding, left = s.stride * p.left + q.x - s.padding;
            first = p.image * s.h * s.w * s.c + q.channel, stride = s.stride, h = s.h, w = s.w, c = s.c;
        }
        LANES_INLINE int64_t operator()(int i, int j) const {
            int64_t y = top + stride * i, x = left + stride * j;
            return static_cast<uint64_t>(y) >= static_cast<uint64_t>(h) || static_cast<uint64_t>(x) >= static_cast<uint64_t>(w) ? -1 : first + (y * w + x) * c;
        }
    };
    struct OfY {
        int64_t top, left, first, oh, ow, k;
        OfY(const Shape& s, int64_t tile, int64_t panel) {
            Place p(s, tile);
            top = p.top, left = p.left, first = p.image * s.oh * s.ow * s.k + panel * Panel, oh = s.oh, ow = s.ow, k = s.k;
        }
        LANES_INLINE int64_t operator()(int i, int j) const { return top + i >= oh || left + j >= ow ? -1 : first + ((top + i) * ow + left + j) * k; }
    };
    // Where the tap (i, j) of a phase lies in the kernel, or -1.
    LANES_INLINE static int64_t tap(const Shape& s, const Part& q, int i, int j) {
        int64_t y = s.stride * i + q.y, x = s.stride * j + q.x;
        return y < s.kernel && x < s.kernel ? y * s.kernel + x : -1;
    }

    template <const auto& m, typename At> LANES_INLINE static void transform(const float* from, At&& at, float* to, int64_t step) {
        for (int64_t lane = 0; lane < Panel; lane += Width)
            both_sides<m>([&](int i, int j) __attribute__((always_inline)) { int64_t o = at(i, j); return o < 0 ? Lanes{} : load(from + o + lane); },
                [&](int i, int j, Lanes v) __attribute__((always_inline)) { store(to + (i * N + j) * step + lane, v); });
    }

    // [NN][panel of features][inner][32 features]: 32 features at a time are turned so that they lie innermost.
    static int64_t forward_weights_items(const Shape& s) { return out(s) * (s.c / 16); }
    static void forward_weights(const Shape& s, const float* w, float* to, int64_t begin, int64_t end) {
        int64_t taps = s.kernel * s.kernel;
        float* turned = small_memory.get(taps * 16 * Panel);
        for (int64_t item = begin; item < end; item++) {
            int64_t panel = item / (s.c / 16), first = item % (s.c / 16) * 16;
            for (int64_t k = 0; k < Panel; k++)
                for (int64_t t = 0; t < taps; t++)
                    for (int64_t c = 0; c < 16; c++) turned[(t * 16 + c) * Panel + k] = w[((panel * Panel + k) * taps + t) * s.c + first + c];
            for (int64_t phase = 0; phase < s.stride * s.stride; phase++) {
                Part q(s, phase * (s.c / Panel));
                for (int64_t c = 0; c < 16; c++)
                    transform<T::Weight>(turned, [&](int i, int j) __attribute__((always_inline)) { int64_t t = tap(s, q, i, j); return t < 0 ? -1 : (t * 16 + c) * Panel; },
                        to + (panel * s.inner() + phase * s.c + first + c) * Panel, out(s) * s.inner() * Panel);
            }
        }
    }
    // [NN][panel of inner][k][32 channels]
    static void gradient_weights(const Shape& s, const float* w, float* to, int64_t begin, int64_t end) {
        for (int64_t k = begin; k < end; k++)
            for (int64_t panel = 0; panel < in(s); panel++) {
                Part q(s, panel);
                auto at = [&](int i, int j) __attribute__((always_inline)) { int64_t t = tap(s, q, i, j); return t < 0 ? -1 : t * s.c; };
                transform<T::Weight>(w + k * s.kernel * s.kernel * s.c + q.channel, at,
                    to + (panel * s.k + k) * Panel, in(s) * s.k * Panel);
            }
    }

    // A block of transformed rows times all weights; finish(panel, row, its NN values, 8·32 apart).
    template <typename Finish> LANES_INLINE static void multiply(const float* rows, int64_t from, int64_t count, const float* weights, int64_t to, Finish&& finish) {
        float* m = small_memory.get(Block * NN * Panel);
        int64_t step = apart(from, Block), size = from * Panel * Panel;
        for (int64_t q = 0; q < to; q++) {
            for (int e = 0; e < NN; e++)
                for (int64_t r = 0; r < count; r += Rows) {
                    const float *a = rows + e * step + r * from * Panel, *b = weights + (e * to + q) * size;
                    const float* next_a = r + Rows < count ? a + from * Rows * Panel : rows + (e + 1) % NN * step;
                    times(a, from, b, next_a, b + to * size + r / Rows * (size / Rows), m + (r * NN + e * Rows) * Panel);
                }
            for (int64_t r = 0; r < count; r++) finish(q, r, m + (r / Rows * Rows * NN + r % Rows) * Panel);
        }
    }

    static void forward(const Shape& s, const float* x, const float* weights, const float* bias, float* y, int64_t begin, int64_t end) {
        int64_t step = apart(in(s), Block);
        float* rows = rows_memory.get(NN * step);
        for (int64_t first = begin * tiles(s); first < end * tiles(s); first += Block) {
            int64_t count = least(Block, end * tiles(s) - first);
            for (int64_t q = 0; q < in(s); q++)
                for (int64_t r = 0; r < count; r++) transform<T::Data>(x, OfX(s, first + r, q), rows + place(r, q, in(s)), step);
            multiply(rows, in(s), count, weights, out(s), [&](int64_t q, int64_t r, const float* m) __attribute__((always_inline)) {
                OfY at(s, first + r, q);
                for (int64_t lane = 0; lane < Panel; lane += Width) {
                    Lanes b = bias ? load(bias + q * Panel + lane) : Lanes{};
                    both_sides<T::OutT>([&](int i, int j) __attribute__((always_inline)) { return load(m + (i * N + j) * Rows * Panel + lane); },
                        [&](int i, int j, Lanes v) __attribute__((always_inline)) { if (int64_t o = at(i, j); o >= 0) store(y + o + lane, v + b); });
                }
            });
        }
    }

    // The transpose of `forward`: tiles of x overlap, so what they get is added. An image is one thread's, and its tiles come in order.
    static void data_gradient(const Shape& s, const float* y, const float* weights, float* x, int64_t begin, int64_t end) {
        for (float *p = x + begin * s.h * s.w * s.c, *last = x + end * s.h * s.w * s.c; p < last; p += Width) store(p, Lanes{});
        int64_t step = apart(out(s), Block);
        float* rows = rows_memory.get(NN * step);
        for (int64_t first = begin * tiles(s); first < end * tiles(s); first += Block) {
            int64_t count = least(Block, end * tiles(s) - first);
            for (int64_t q = 0; q < out(s); q++)
                for (int64_t r = 0; r < count; r++) transform<T::Out>(y, OfY(s, first + r, q), rows + place(r, q, out(s)), step);
            multiply(rows, out(s), count, weights, in(s), [&](int64_t q, int64_t r, const float* m) __attribute__((always_inline)) {
                OfX at(s, first + r, q);
                for (int64_t lane = 0; lane < Panel; lane += Width)
                    both_sides<T::DataT>([&](int i, int j) __attribute__((always_inline)) { return load(m + (i * N + j) * Rows * Panel + lane); },
                        [&](int i, int j, Lanes v) __attribute__((always_inline)) { if (int64_t o = at(i, j) + lane; o >= lane) store(x + o, load(x + o) + v); });
            });
        }
    }

    // Tiles whose transforms together take some 8 MiB: they stay in the cache's third level, and the sums are read and written seldom.
    static int64_t chunk(const Shape& s) { int64_t n = (1 << 21) / (NN * (in(s) + out(s)) * Panel) / Rows * Rows; return n < 64 ? 64 : n; }
    static int64_t weights_size(const Shape& s) { return NN * s.k * s.inner(); }
    static int64_t x_size(const Shape& s) { return NN * apart(in(s), chunk(s)); }
    static int64_t y_size(const Shape& s) { return NN * apart(out(s), chunk(s)); }
    static int64_t sums_size(const Shape& s) { return NN * (s.k * s.inner() + Gap); }

    static void transforms(const Shape& s, const float* x, const float* y, int64_t first, float* u, float* z, int64_t begin, int64_t end) {
        for (int64_t q = 0; q < in(s); q++)
            for (int64_t r = begin; r < end; r++) transform<T::Data>(x, OfX(s, first + r, q), u + place(r, q, in(s)), apart(in(s), chunk(s)));
        for (int64_t q = 0; q < out(s); q++)
            for (int64_t r = begin; r < end; r++) transform<T::Out>(y, OfY(s, first + r, q), z + place(r, q, out(s)), apart(out(s), chunk(s)));
    }
    static int64_t product_items(const Shape& s) { return NN * out(s); }
    static void products(const Shape& s, const float* u, const float* z, int64_t count, bool add, float* sums, int64_t begin, int64_t end) {
        int64_t u_group = in(s) * Rows * Panel, z_group = out(s) * Rows * Panel;
        for (int64_t item = begin; item < end; item++) {
            int64_t e = item / out(s), p = item % out(s);
            for (int64_t q = 0; q < in(s); q++)
                for (int64_t r = 0; r < Panel; r += Rows) {
                    const float *b = u + e * apart(in(s), chunk(s)) + place(0, q, in(s));
                    times_transposed(z + e * apart(out(s), chunk(s)) + place(0, p, out(s)) + r, z_group, b, u_group,
                        (p + 1 < out(s) ? b + Rows * Panel : b + apart(in(s), chunk(s))) + r / Rows % 2 * 16, count, add,
                        sums + e * (s.k * s.inner() + Gap) + ((p * in(s) + q) * Panel + r) * Panel);
                }
        }
    }
    static void weight_gradient(const Shape& s, const float* sums, float* w, int64_t begin, int64_t end) {
        for (int64_t k = begin; k < end; k++)
            for (int64_t panel = 0; panel < in(s); panel++) {
                Part q(s, panel);
                const float* m = sums + ((k / Panel * in(s) + panel) * Panel + k % Panel) * Panel;
                for (int64_t lane = 0; lane < Panel; lane += Width)
                    both_sides<T::WeightT>([&](int i, int j) __attribute__((always_inline)) { return load(m + (i * N + j) * (s.k * s.inner() + Gap) + lane); },
                        [&](int i, int j, Lanes v) __attribute__((always_inline)) {
                            if (int64_t t = tap(s, q, i, j); t >= 0) store(w + (k * s.kernel * s.kernel + t) * s.c + q.channel + lane, v);
                        });
            }
    }

    static const Method* method() {
        static const Method m{weights_size, x_size, y_size, sums_size, tiles, chunk, forward_weights_items, forward_weights, gradient_weights, forward, data_gradient,
            transforms, product_items, products, weight_gradient};
        return &m;
    }
};

} // namespace

const Method* METHOD(const Shape& s) {
    // Few images are one item each for many threads; oneDNN splits them too.
    if (s.c % Panel || s.k % Panel || s.n < 8) return nullptr;
    constexpr int64_t most = 24 << 20; // floats of transformed weights: 96 MiB
    const Method* m = nullptr;
    // Over small maps the weights' transform weighs more than the multiplications that a larger tile saves.
    if (s.kernel == 4 && s.stride == 2) m = s.oh >= 8 && s.ow >= 8 && Filter<4, 2>::weights_size(s) <= most ? Filter<4, 2>::method() : Filter<2, 2>::method();
    else if (s.kernel == 5 && s.stride == 1) m = Filter<4, 5>::method();
    else if ((s.kernel == 5 && s.stride == 2) || (s.kernel == 3 && s.stride == 1)) m = Filter<4, 3>::method();
    // Too few tiles, and the weights' transform does not pay.
    return m && s.n * m->tiles(s) >= Block && m->weights_size(s) <= most ? m : nullptr;
}

} // namespace winograd
#else
namespace winograd { const Method* METHOD(const Shape&) { return nullptr; } }
#endif
