// Layers whose numbers lie as rows of channels, [N, C], with vector lanes along the channels: batch normalisation, and the maximum over pieces (maxout).
// libtorch walks down each channel there, with a stride of C. convolutions.h comes first.
#pragma once
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <algorithm>
#include <cmath>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define GT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define GT_CLONES
#endif

namespace {

constexpr int64_t Strip = 32; // channels that one thread takes at once: their sums stay in the first cache

// Sums over rows go through floats for some rows at a time and then through doubles, so that many rows lose no digits.
constexpr int64_t Run = 64;

// sum[c] = Σ (x - centre[c]) · (y - shift[c]) or, without y, Σ x
GT_CLONES void column_sums(const float* __restrict x, const float* __restrict centre, const float* __restrict y, int64_t n, int64_t stride, int64_t width, double* __restrict sum) {
    float part[Strip];
    std::fill(sum, sum + width, 0.0);
    for (int64_t from = 0; from < n; from += Run) {
        std::fill(part, part + Strip, 0.f);
        for (int64_t i = from; i < std::min(n, from + Run); i++) {
            const float *row = x + i * stride, *other = y + i * stride;
            if (!centre) for (int64_t c = 0; c < width; c++) part[c] += row[c];
            else if (y == x) for (int64_t c = 0; c < width; c++) part[c] += (row[c] - centre[c]) * (row[c] - centre[c]);
            else for (int64_t c = 0; c < width; c++) part[c] += (row[c] - centre[c]) * other[c];
        }
        for (int64_t c = 0; c < width; c++) sum[c] += part[c];
    }
}

// out = (x - centre) · scale + shift + slope · y, y left out where it is null
GT_CLONES void column_line(const float* __restrict x, const float* __restrict centre, const float* __restrict scale, const float* __restrict shift, const float* __restrict y,
                           const float* __restrict slope, int64_t n, int64_t stride, int64_t width, float* __restrict out) {
    for (int64_t i = 0; i < n; i++) {
        const float *row = x + i * stride, *other = y + i * stride;
        float* to = out + i * stride;
        if (y) for (int64_t c = 0; c < width; c++) to[c] = (row[c] - centre[c]) * scale[c] + shift[c] + slope[c] * other[c];
        else for (int64_t c = 0; c < width; c++) to[c] = (row[c] - centre[c]) * scale[c] + shift[c];
    }
}

template <typename F> void strips(int64_t n, int64_t columns, F&& f) {
    int64_t count = (columns + Strip - 1) / Strip, grain = std::max<int64_t>(1, (1 << 14) / (n * Strip));
    in_parallel(count, grain, [&](int64_t from, int64_t to) {
        for (int64_t s = from; s < to; s++) f(s * Strip, std::min(Strip, columns - s * Strip));
    });
}

// Batch statistics of [N, C].
struct RowNorm : torch::autograd::Function<RowNorm> {
    static std::array<at::Tensor, 3> compute(const at::Tensor& x, const at::Tensor& w, const at::Tensor& b, const at::Tensor& mean, const at::Tensor& variance, double share, double eps) {
        int64_t n = x.size(0), columns = x.size(1);
        auto out = at::empty(x.sizes(), x.options()), means = at::empty({columns}, x.options()), inverse = at::empty({columns}, x.options());
        auto data = [](const at::Tensor& t) { return t.defined() ? t.data_ptr<float>() : nullptr; };
        float *xs = data(x), *ws = data(w), *bs = data(b), *rm = data(mean), *rv = data(variance), *to = data(out), *m = data(means), *inv = data(inverse);
        strips(n, columns, [&](int64_t at, int64_t width) {
            double sum[Strip], squares[Strip];
            float scale[Strip], shift[Strip];
            column_sums(xs + at, nullptr, nullptr, n, columns, width, sum);
            for (int64_t c = 0; c < width; c++) m[at + c] = sum[c] / n;
            column_sums(xs + at, m + at, xs + at, n, columns, width, squares);
            for (int64_t c = 0; c < width; c++) {
                int64_t k = at + c;
                inv[k] = 1 / std::sqrt(squares[c] / n + eps);
                scale[c] = inv[k] * (ws ? ws[k] : 1);
                shift[c] = bs ? bs[k] : 0;
                if (rm) rm[k] = share * (sum[c] / n) + (1 - share) * rm[k];
                if (rv) rv[k] = share * (squares[c] / (n - 1)) + (1 - share) * rv[k];
            }
            column_line(xs + at, m + at, scale, shift, nullptr, nullptr, n, columns, width, to + at);
        });
        for (const auto& t : {mean, variance}) if (t.defined()) t.unsafeGetTensorImpl()->bump_version();
        return {out, means, inverse};
    }

    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, const at::Tensor& b, bool affine, const at::Tensor& mean, const at::Tensor& variance,
                              bool tracked, double share, double eps) {
        auto none = at::Tensor();
        auto made = compute(x, affine ? w : none, affine ? b : none, tracked ? mean : none, tracked ? variance : none, share, eps);
        ctx->save_for_backward({x, affine ? w : none, made[1], made[2]});
        ctx->saved_data["eps"] = eps;
        return made[0];
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        const auto &x = saved[0], &w = saved[1], &mean = saved[2], &inverse = saved[3];
        bool to_x = ctx->needs_input_grad(0), to_w = w.defined() && ctx->needs_input_grad(1), to_b = w.defined() && ctx->needs_input_grad(2);
        variable_list result(9);
        if (at::GradMode::is_enabled()) { // a second gradient needs an operator that has one
            auto all = at::native_batch_norm_backward(grads[0], x, w, {}, {}, mean, inverse, true, ctx->saved_data["eps"].toDouble(), {to_x, to_w, to_b});
            return {std::get<0>(all), std::get<1>(all), std::get<2>(all), {}, {}, {}, {}, {}, {}};
        }
        auto g = grads[0].contiguous();
        int64_t n = x.size(0), columns = x.size(1);
        auto row = [&](bool wanted) { return wanted ? at::empty({columns}, x.options()) : at::Tensor(); };
        at::Tensor gx = to_x ? at::empty(x.sizes(), x.options()) : at::Tensor(), gw = row(to_w), gb = row(to_b);
        const float *xs = x.data_ptr<float>(), *gs = g.data_ptr<float>(), *m = mean.data_ptr<float>(), *inv = inverse.data_ptr<float>(), *ws = w.defined() ? w.data_ptr<float>() : nullptr;
        strips(n, columns, [&](int64_t at, int64_t width) {
            double sum[Strip], product[Strip];
            float scale[Strip], shift[Strip], slope[Strip];
            column_sums(gs + at, nullptr, nullptr, n, columns, width, sum);
            column_sums(xs + at, m + at, gs + at, n, columns, width, product);
            for (int64_t c = 0; c < width; c++) {
                int64_t k = at + c;
                if (to_w) gw.data_ptr<float>()[k] = product[c] * inv[k];
                if (to_b) gb.data_ptr<float>()[k] = sum[c];
                slope[c] = inv[k] * (ws ? ws[k] : 1);
                shift[c] = -slope[c] * (sum[c] / n);
                scale[c] = -slope[c] * inv[k] * inv[k] * (product[c] / n);
            }
            if (to_x) column_line(xs + at, m + at, scale, shift, gs + at, slope, n, columns, width, gx.data_ptr<float>() + at);
        });
        return {gx, gw, gb, {}, {}, {}, {}, {}, {}};
    }
};

// Undefined where libtorch's own operator is to do it.
at::Tensor row_norm(const at::Tensor& x, const at::Tensor& w, const at::Tensor& b, const at::Tensor& mean, const at::Tensor& variance, double share, double eps) {
    if (!plain_floats(x, 2) || x.size(0) < 2 || x.size(1) == 0 || w.defined() != b.defined() || mean.defined() != variance.defined()) return {};
    for (const auto& t : {w, b, mean, variance})
        if (t.defined() && (!plain_floats(t, 1) || t.size(0) != x.size(1))) return {};
    if (mean.defined() && (mean.requires_grad() || variance.requires_grad())) return {};
    bool recorded = at::GradMode::is_enabled() && (x.requires_grad() || (w.defined() && (w.requires_grad() || b.requires_grad())));
    if (!recorded) return RowNorm::compute(x, w, b, mean, variance, share, eps)[0];
    auto none = at::empty({0}, x.options()); // a function's arguments must be defined
    return RowNorm::apply(x, w.defined() ? w : none, b.defined() ? b : none, w.defined(), mean.defined() ? mean : none, variance.defined() ? variance : none, mean.defined(), share, eps);
}

// Pieces: [N, P, C] in memory, and numbers as wide as floats, so that one mask serves both. The largest of a channel's pieces and its number, the first of equal ones, as max_pool2d has it; a number that is none wins.
GT_CLONES void largest(const float* __restrict x, int64_t pieces, int64_t channels, float* __restrict out, int32_t* __restrict which) {
    std::copy(x, x + channels, out);
    std::fill(which, which + channels, 0);
    for (int32_t p = 1; p < pieces; p++)
        for (int64_t c = 0; c < channels; c++) {
            float v = x[p * channels + c];
            bool more = v > out[c] || v != v;
            out[c] = more ? v : out[c];
            which[c] = more ? p : which[c];
        }
}

GT_CLONES void spread(const float* __restrict g, const int32_t* __restrict which, int64_t pieces, int64_t channels, float* __restrict out) {
    for (int32_t p = 0; p < pieces; p++)
        for (int64_t c = 0; c < channels; c++) out[p * channels + c] = which[c] == p ? g[c] : 0;
}

template <typename F> void each_row(const at::Tensor& x, F&& f) {
    in_parallel(x.size(0), std::max<int64_t>(1, (1 << 16) / (x.numel() / x.size(0))), [&](int64_t from, int64_t to) { for (int64_t i = from; i < to; i++) f(i); });
}

at::Tensor pieces_like(const at::Tensor& small, int64_t height, int64_t width) {
    return at::empty({small.size(0), small.size(1), height, width}, small.options().memory_format(at::MemoryFormat::ChannelsLast));
}

// [N, C, 1, 1] to the pieces that were largest in [N, C, H, W], and back: each is the other's gradient.
struct Spread : torch::autograd::Function<Spread> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& g, const at::Tensor& which, int64_t height, int64_t width) {
        ctx->save_for_backward({which});
        auto out = pieces_like(g, height, width);
        auto values = g.reshape({g.size(0), g.size(1)}).contiguous();
        int64_t channels = g.size(1), pieces = height * width;
        each_row(out, [&, from = values.data_ptr<float>(), w = which.data_ptr<int32_t>(), to = out.data_ptr<float>()](int64_t i) {
            spread(from + i * channels, w + i * channels, pieces, channels, to + i * channels * pieces);
        });
        return out;
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto which = ctx->get_saved_variables()[0];
        auto flat = grads[0].flatten(2).gather(2, which.to(at::kLong).unsqueeze(2)); // differentiable as often as one likes
        return {flat.unsqueeze(3), at::Tensor(), at::Tensor(), at::Tensor()};
    }
};

struct Pieces : torch::autograd::Function<Pieces> {
    static std::array<at::Tensor, 2> compute(const at::Tensor& x) {
        int64_t n = x.size(0), channels = x.size(1), pieces = x.size(2) * x.size(3);
        auto out = pieces_like(x, 1, 1), which = at::empty({n, channels}, x.options().dtype(at::kInt).memory_format(at::MemoryFormat::Contiguous));
        each_row(x, [&, from = x.data_ptr<float>(), to = out.data_ptr<float>(), w = which.data_ptr<int32_t>()](int64_t i) {
            largest(from + i * channels * pieces, pieces, channels, to + i * channels, w + i * channels);
        });
        return {out, which};
    }
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x) {
        auto made = compute(x);
        ctx->save_for_backward({made[1]});
        ctx->saved_data["height"] = x.size(2), ctx->saved_data["width"] = x.size(3);
        return made[0];
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        return {Spread::apply(grads[0], ctx->get_saved_variables()[0], ctx->saved_data["height"].toInt(), ctx->saved_data["width"].toInt())};
    }
};

// One window over the whole image, whose channels lie together; undefined for anything else.
at::Tensor largest_piece(const at::Tensor& x) {
    if (!x.is_cpu() || x.scalar_type() != at::kFloat || x.layout() != at::kStrided || x.dim() != 4 || x.numel() == 0) return {};
    int64_t pieces = x.size(2) * x.size(3);
    if (x.size(1) < 16 || !x.is_contiguous(at::MemoryFormat::ChannelsLast)) return {};
    return at::GradMode::is_enabled() && x.requires_grad() ? Pieces::apply(x) : Pieces::compute(x)[0];
}

} // namespace
