#include "images.h"

#ifdef __AVX2__
#include "lanes.h"

namespace images {
namespace {

using namespace lanes;

constexpr int64_t Band = 128; // windows that go through the cache together, at least a line of them
thread_local Scratch windows_memory, values_memory;

int64_t lines(const Shape& s) { return s.ow >= Band ? 1 : least(s.oh, (Band + s.ow - 1) / s.ow); }
int64_t room(const Shape& s) { return (lines(s) * s.ow + Rows) * padded(taps(s)); } // a product reads whole groups of rows

// f(place in the row of its window, a line of the image or null, first column) for every window of output lines [from, to), channel and line.
template <typename F> LANES_INLINE void each_line(const Shape& s, int64_t image, int64_t from, int64_t to, F&& f) {
    for (int64_t oy = from, row = 0; oy < to; oy++)
        for (int64_t ox = 0; ox < s.ow; ox++, row++)
            for (int64_t c = 0, at = row * padded(taps(s)); c < s.c; c++)
                for (int64_t ky = 0; ky < s.kernel; ky++, at += s.kernel) {
                    int64_t y = oy * s.stride - s.padding + ky;
                    f(at, y < 0 || y >= s.h ? -1 : ((image * s.c + c) * s.h + y) * s.w, ox * s.stride - s.padding);
                }
}

LANES_INLINE void gather(const Shape& s, const float* x, int64_t image, int64_t from, int64_t to, float* windows) {
    each_line(s, image, from, to, [&](int64_t at, int64_t line, int64_t left) __attribute__((always_inline)) {
        if (line >= 0 && left >= 0 && left + s.kernel <= s.w) for (int64_t i = 0; i < s.kernel; i++) windows[at + i] = x[line + left + i];
        else for (int64_t i = 0; i < s.kernel; i++) windows[at + i] = line >= 0 && left + i >= 0 && left + i < s.w ? x[line + left + i] : 0;
    });
}

// out[8][32] = Σ over k of a[row][k] · b[k][32] (+ bias[32]); rows of a and of out lie `a_row` and `out_row` apart.
LANES_INLINE void times(const float* a, int64_t a_row, int64_t k, const float* b, const float* bias, float* out, int64_t out_row) {
    for (int64_t row = 0; row < Rows; row += Together)
        for (int64_t lane = 0; lane < Panel; lane += 2 * Width) {
            Lanes s[Together][2], first = bias ? load(bias + lane) : Lanes{}, second = bias ? load(bias + lane + Width) : Lanes{};
            for (int r = 0; r < Together; r++) { s[r][0] = first; s[r][1] = second; }
            const float* from = a + row * a_row;
            for (int64_t i = 0; i < k; i++) {
                Lanes b0 = load(b + i * Panel + lane), b1 = load(b + i * Panel + lane + Width);
                #pragma GCC unroll 8
                for (int r = 0; r < Together; r++) { float v = from[r * a_row + i]; s[r][0] += v * b0; s[r][1] += v * b1; }
            }
            for (int r = 0; r < Together; r++) {
                store(out + (row + r) * out_row + lane, s[r][0]);
                store(out + (row + r) * out_row + lane + Width, s[r][1]);
            }
        }
}

// out[8][32] += Σ over rows of a[row][8] · b[row][32]
LANES_INLINE void add_transposed(const float* a, int64_t a_row, const float* b, int64_t b_row, int64_t count, float* out, int64_t out_row) {
    for (int64_t row = 0; row < Rows; row += Together)
        for (int64_t lane = 0; lane < Panel; lane += 2 * Width) {
            Lanes s[Together][2] = {};
            for (int64_t i = 0; i < count; i++) {
                Lanes b0 = load(b + i * b_row + lane), b1 = load(b + i * b_row + lane + Width);
                #pragma GCC unroll 8
                for (int r = 0; r < Together; r++) { float v = a[i * a_row + row + r]; s[r][0] += v * b0; s[r][1] += v * b1; }
            }
            for (int r = 0; r < Together; r++) {
                float* to = out + (row + r) * out_row + lane;
                store(to, load(to) + s[r][0]);
                store(to + Width, load(to + Width) + s[r][1]);
            }
        }
}

// Every band of lines of the images: f(image, first line, end, windows in it, the first window's place in y).
template <typename F> LANES_INLINE void each_band(const Shape& s, int64_t begin, int64_t end, F&& f) {
    for (int64_t image = begin; image < end; image++)
        for (int64_t from = 0; from < s.oh; from += lines(s)) {
            int64_t to = least(s.oh, from + lines(s));
            f(image, from, to, (to - from) * s.ow, (image * s.oh + from) * s.ow * s.k);
        }
}

// What lies behind the last tap of a window, or behind the last window, must be a number that cannot disturb.
LANES_INLINE float* cleared(Scratch& memory, int64_t floats) {
    float* p = memory.get(floats);
    for (int64_t i = 0; i < floats; i++) p[i] = 0;
    return p;
}

void maps(const Shape& s, const float* x, const float* by_feature, const float* bias, float* y, int64_t begin, int64_t end) {
    float *windows = cleared(windows_memory, room(s)), part[Rows * Panel];
    each_band(s, begin, end, [&](int64_t image, int64_t from, int64_t to, int64_t count, int64_t place) {
        gather(s, x, image, from, to, windows);
        for (int64_t r = 0; r < count; r += Rows)
            for (int64_t f = 0; f < s.k; f += Panel) {
                const float *a = windows + r * padded(taps(s)), *b = by_feature + f * taps(s), *shift = bias ? bias + f : nullptr;
                float* out = y + place + r * s.k + f;
                int64_t rows = least(Rows, count - r), features = least(Panel, s.k - f);
                if (rows == Rows && features == Panel) { times(a, padded(taps(s)), taps(s), b, shift, out, s.k); continue; }
                times(a, padded(taps(s)), taps(s), b, shift, part, Panel);
                for (int64_t i = 0; i < rows; i++)
                    for (int64_t j = 0; j < features; j++) out[i * s.k + j] = part[i * Panel + j];
            }
    });
}

void images(const Shape& s, const float* y, const float* by_tap, float* x, int64_t begin, int64_t end) {
    for (int64_t i = begin * s.c * s.h * s.w; i < end * s.c * s.h * s.w; i++) x[i] = 0;
    float *windows = windows_memory.get(room(s)), *tail = cleared(values_memory, Rows * s.k);
    each_band(s, begin, end, [&](int64_t image, int64_t from, int64_t to, int64_t count, int64_t place) {
        for (int64_t r = 0; r < count; r += Rows) {
            const float* a = y + place + r * s.k;
            if (r + Rows > count) { // the last ones are copied: a whole group would read behind y
                for (int64_t i = 0; i < (count - r) * s.k; i++) tail[i] = a[i];
                a = tail;
            }
            for (int64_t t = 0; t < padded(taps(s)); t += Panel) times(a, s.k, s.k, by_tap + t * s.k, nullptr, windows + r * padded(taps(s)) + t, padded(taps(s)));
        }
        each_line(s, image, from, to, [&](int64_t at, int64_t line, int64_t left) __attribute__((always_inline)) {
            if (line < 0) return;
            if (left >= 0 && left + s.kernel <= s.w) for (int64_t i = 0; i < s.kernel; i++) x[line + left + i] += windows[at + i];
            else for (int64_t i = 0; i < s.kernel; i++) if (left + i >= 0 && left + i < s.w) x[line + left + i] += windows[at + i];
        });
    });
}

void weights(const Shape& s, const float* x, const float* y, float* sums, int64_t begin, int64_t end) {
    float* windows = cleared(windows_memory, room(s));
    for (int64_t group = begin; group < end; group++) {
        float* sum = sums + group * s.k * padded(taps(s));
        for (int64_t i = 0; i < s.k * padded(taps(s)); i++) sum[i] = 0;
        each_band(s, group * Group, least(s.n, (group + 1) * Group), [&](int64_t image, int64_t from, int64_t to, int64_t count, int64_t place) {
            gather(s, x, image, from, to, windows);
            for (int64_t t = 0; t < padded(taps(s)); t += Panel)
                for (int64_t f = 0; f < s.k; f += Rows)
                    add_transposed(y + place + f, s.k, windows + t, padded(taps(s)), count, sum + f * padded(taps(s)) + t, padded(taps(s)));
        });
    }
}

} // namespace

const Method* METHOD(const Shape& s) {
    static const Method m{maps, images, weights};
    return s.c <= 4 && s.kernel <= 8 && s.k % Rows == 0 ? &m : nullptr;
}

} // namespace images
#else
namespace images { const Method* METHOD(const Shape&) { return nullptr; } }
#endif
