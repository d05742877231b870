// Convolutions that the engine computes in another way than libtorch's operators, with the same result.
#pragma once
#include "kernels.h"
#include "winograd.h"
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using Pair = std::array<int64_t, 2>;

Pair pair(const int64_t* p) { return {p[0], p[1]}; }

bool channels_last(const at::Tensor& t) { return t.suggest_memory_format() == at::MemoryFormat::ChannelsLast; }

// Where a convolution's windows lie on the images [n, c, h, w]: oh x ow of them on each.
struct Windows {
    int64_t n, c, h, w, kh, kw, sh, sw, ph, pw, oh, ow;
    int64_t row() const { return c * kh * kw; }
    int64_t rows() const { return n * oh * ow; }
    std::vector<int64_t> packed() const { return {n, c, h, w, kh, kw, sh, sw, ph, pw, oh, ow}; }
    static Windows unpack(const std::vector<int64_t>& p) { return {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11]}; }

    // Calls f(row of the matrix, line of the image or null, first column) for each window, channel and line of it, of images [from, to).
    template <typename F> void lines(int64_t from, int64_t to, F&& f) const {
        for (int64_t i = from; i < to; i++)
            for (int64_t oy = 0; oy < oh; oy++)
                for (int64_t ox = 0; ox < ow; ox++) {
                    int64_t at = ((i * oh + oy) * ow + ox) * row(), left = ox * sw - pw;
                    for (int64_t channel = 0; channel < c; channel++)
                        for (int64_t ky = 0; ky < kh; ky++, at += kw) {
                            int64_t y = oy * sh - ph + ky;
                            f(at, y < 0 || y >= h ? -1 : ((i * c + channel) * h + y) * w, left);
                        }
                }
    }
};

// The windows as rows of a matrix [n·oh·ow, c·kh·kw], and the images that such rows add up to: each is the other's gradient.
struct Im2Row : torch::autograd::Function<Im2Row> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& images, std::vector<int64_t> packed) {
        ctx->saved_data["windows"] = packed;
        return gather(images, Windows::unpack(packed));
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads);

    static at::Tensor gather(const at::Tensor& given, const Windows& v) {
        auto images = given.contiguous();
        auto rows = at::empty({v.rows(), v.row()}, images.options());
        const float* from = images.data_ptr<float>();
        float* to = rows.data_ptr<float>();
        in_parallel(v.n, 1, [&](int64_t begin, int64_t end) {
            v.lines(begin, end, [&](int64_t at, int64_t line, int64_t left) {
                for (int64_t x = 0; x < v.kw; x++) to[at + x] = line >= 0 && left + x >= 0 && left + x < v.w ? from[line + left + x] : 0;
            });
        });
        return rows;
    }
};

struct Row2Im : torch::autograd::Function<Row2Im> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& rows, std::vector<int64_t> packed) {
        ctx->saved_data["windows"] = packed;
        return scatter(rows, Windows::unpack(packed));
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        return {Im2Row::apply(grads[0], ctx->saved_data["windows"].toIntVector()), at::Tensor()};
    }

    static at::Tensor scatter(const at::Tensor& given, const Windows& v) {
        auto rows = given.contiguous();
        auto images = at::empty({v.n, v.c, v.h, v.w}, rows.options());
        const float* from = rows.data_ptr<float>();
        float* to = images.data_ptr<float>();
        in_parallel(v.n, 1, [&](int64_t begin, int64_t end) {
            std::fill(to + begin * v.c * v.h * v.w, to + end * v.c * v.h * v.w, 0.f);
            v.lines(begin, end, [&](int64_t at, int64_t line, int64_t left) {
                if (line < 0) return;
                for (int64_t x = std::max<int64_t>(0, -left); x < std::min(v.kw, v.w - left); x++) to[line + left + x] += from[at + x];
            });
        });
        return images;
    }
};

inline variable_list Im2Row::backward(AutogradContext* ctx, variable_list grads) {
    return {Row2Im::apply(grads[0], ctx->saved_data["windows"].toIntVector()), at::Tensor()};
}

// Few channels, and windows that do not take more memory than the largest feature maps of a usual step.
bool image_side(const Windows& v, int64_t most) { return v.c <= most && v.kh * v.kw <= 64 && v.rows() * v.row() <= (8 << 20); }

// The image's side of a network: so few channels that oneDNN's blocks of 16 stay nearly empty. One matrix product does it, whose other side
// [windows, features] is a feature map in channels_last: a quarter to half of oneDNN's time for the gradient with respect to an image. Forward, oneDNN
// gains from 3 channels on.
// A function of its own and not a chain of operators, whose result would be a view: activations in place would then copy it.
struct ImageConv : torch::autograd::Function<ImageConv> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, bool biased, std::vector<int64_t> packed) {
        auto v = Windows::unpack(packed);
        auto rows = Im2Row::gather(x, v);
        auto maps = at::empty({v.n, w.size(0), v.oh, v.ow}, x.options().memory_format(at::MemoryFormat::ChannelsLast));
        auto flat = maps.permute({0, 2, 3, 1}).view({v.rows(), w.size(0)});
        auto matrix = w.reshape({w.size(0), v.row()}).t();
        if (biased) at::addmm_out(flat, bias, rows, matrix);
        else at::mm_out(flat, rows, matrix);
        ctx->saved_data["windows"] = packed;
        ctx->saved_data["biased"] = biased;
        ctx->save_for_backward({x, w, w.requires_grad() ? rows : at::Tensor()});
        return maps;
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        auto packed = ctx->saved_data["windows"].toIntVector();
        auto v = Windows::unpack(packed);
        auto g = grads[0].permute({0, 2, 3, 1}).reshape({v.rows(), saved[1].size(0)});
        at::Tensor gx, gw, gb;
        if (ctx->needs_input_grad(0)) gx = Row2Im::apply(at::mm(g, saved[1].reshape({saved[1].size(0), v.row()})), packed);
        // The rows that forward kept know nothing of x, of which a second gradient asks.
        if (ctx->needs_input_grad(1)) gw = at::mm(g.t(), at::GradMode::is_enabled() ? Im2Row::apply(saved[0], packed) : saved[2]).view(saved[1].sizes());
        if (ctx->saved_data["biased"].toBool() && ctx->needs_input_grad(2)) gb = g.sum(0);
        return {gx, gw, gb, at::Tensor(), at::Tensor()};
    }
};

// Winograd's filtering (winograd.h). The three functions are each other's derivatives, so that they can be differentiated as often as asked for: all of them
// come from the form sum over g · conv(x, w), which is linear in each of the three.
struct Filtered {
    winograd::Shape s;
    const winograd::Method* m;

    explicit Filtered(const std::vector<int64_t>& p) : s{p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]}, m(winograd::method_avx512(s)) {
        if (!m) m = winograd::method_avx2(s);
    }
    std::vector<int64_t> packed() const { return {s.n, s.c, s.h, s.w, s.k, s.oh, s.ow, s.kernel, s.stride, s.padding}; }

    static at::Tensor inner(const at::Tensor& t) { return t.contiguous(at::MemoryFormat::ChannelsLast); }
    static at::Tensor maps(at::IntArrayRef size, const at::Tensor& like) { return at::empty(size, like.options().memory_format(at::MemoryFormat::ChannelsLast)); }
    static at::Tensor room(int64_t floats, const at::Tensor& like) { return at::empty({floats}, like.options()); }

    at::Tensor forward(const at::Tensor& given_x, const at::Tensor& given_w, const at::Tensor& given_bias) const {
        auto x = inner(given_x), w = inner(given_w), bias = given_bias.contiguous(), ready = room(m->weights_size(s), x), y = maps({s.n, s.k, s.oh, s.ow}, x);
        const float *from = x.data_ptr<float>(), *weights = w.data_ptr<float>(), *shift = bias.numel() ? bias.data_ptr<float>() : nullptr;
        float *turned = ready.data_ptr<float>(), *to = y.data_ptr<float>();
        in_parallel(m->forward_weights_items(s), 1, [&](int64_t begin, int64_t end) { m->forward_weights(s, weights, turned, begin, end); });
        in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { m->forward(s, from, turned, shift, to, begin, end); });
        return y;
    }
    at::Tensor data_gradient(const at::Tensor& given_y, const at::Tensor& given_w) const {
        auto y = inner(given_y), w = inner(given_w), ready = room(m->weights_size(s), y), x = maps({s.n, s.c, s.h, s.w}, y);
        const float *from = y.data_ptr<float>(), *weights = w.data_ptr<float>();
        float *turned = ready.data_ptr<float>(), *to = x.data_ptr<float>();
        in_parallel(s.k, 1, [&](int64_t begin, int64_t end) { m->gradient_weights(s, weights, turned, begin, end); });
        in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { m->data_gradient(s, from, turned, to, begin, end); });
        return x;
    }
    at::Tensor weight_gradient(const at::Tensor& given_x, const at::Tensor& given_y) const {
        auto x = inner(given_x), y = inner(given_y), u = room(m->x_size(s), x), z = room(m->y_size(s), x), sums = room(m->sums_size(s), x);
        auto w = maps({s.k, s.c, s.kernel, s.kernel}, x);
        const float *images = x.data_ptr<float>(), *results = y.data_ptr<float>();
        float *of_x = u.data_ptr<float>(), *of_y = z.data_ptr<float>(), *sum = sums.data_ptr<float>(), *to = w.data_ptr<float>();
        for (int64_t first = 0, all = s.n * m->tiles(s); first < all; first += m->chunk(s)) {
            int64_t count = std::min(m->chunk(s), all - first);
            in_parallel(count, 1, [&](int64_t begin, int64_t end) { m->transforms(s, images, results, first, of_x, of_y, begin, end); });
            in_parallel(m->product_items(s), 1, [&](int64_t begin, int64_t end) { m->products(s, of_x, of_y, count, first > 0, sum, begin, end); });
        }
        in_parallel(s.k, 1, [&](int64_t begin, int64_t end) { m->weight_gradient(s, sum, to, begin, end); });
        return w;
    }
};

struct FilteredData : torch::autograd::Function<FilteredData> { // y, w -> x
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& y, const at::Tensor& w, std::vector<int64_t> packed) {
        ctx->save_for_backward({y, w});
        ctx->saved_data["shape"] = packed;
        return Filtered(packed).data_gradient(y, w);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads);
};

struct FilteredWeight : torch::autograd::Function<FilteredWeight> { // x, y -> w
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& y, std::vector<int64_t> packed) {
        ctx->save_for_backward({x, y});
        ctx->saved_data["shape"] = packed;
        return Filtered(packed).weight_gradient(x, y);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads);
};

struct FilteredConv : torch::autograd::Function<FilteredConv> { // x, w, bias (of no elements: none) -> y
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, std::vector<int64_t> packed) {
        ctx->save_for_backward({x, w});
        ctx->saved_data["shape"] = packed;
        return Filtered(packed).forward(x, w, bias);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        auto shape = ctx->saved_data["shape"].toIntVector();
        at::Tensor gx, gw, gb;
        if (ctx->needs_input_grad(0)) gx = FilteredData::apply(grads[0], saved[1], shape);
        if (ctx->needs_input_grad(1)) gw = FilteredWeight::apply(saved[0], grads[0], shape);
        if (ctx->needs_input_grad(2)) gb = grads[0].sum({0, 2, 3});
        return {gx, gw, gb, at::Tensor()};
    }
    static at::Tensor plain(const at::Tensor& x, const at::Tensor& w, const std::vector<int64_t>& shape) { return apply(x, w, at::empty({0}, x.options()), shape); }
};

inline variable_list FilteredData::backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    auto shape = ctx->saved_data["shape"].toIntVector();
    at::Tensor gy, gw;
    if (ctx->needs_input_grad(0)) gy = FilteredConv::plain(grads[0], saved[1], shape);
    if (ctx->needs_input_grad(1)) gw = FilteredWeight::apply(grads[0], saved[0], shape);
    return {gy, gw, at::Tensor()};
}

inline variable_list FilteredWeight::backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    auto shape = ctx->saved_data["shape"].toIntVector();
    at::Tensor gx, gy;
    if (ctx->needs_input_grad(0)) gx = FilteredData::apply(saved[1], grads[0], shape);
    if (ctx->needs_input_grad(1)) gy = FilteredConv::plain(saved[0], grads[0], shape);
    return {gx, gy, at::Tensor()};
}

// The filtering of a convolution from v.c channels to `features`, if it has one and the tensors are laid out for it.
std::vector<int64_t> filtering(const Windows& v, int64_t features, bool inner) {
    if (!inner || v.kh != v.kw || v.sh != v.sw || v.ph != v.pw) return {};
    std::vector<int64_t> packed{v.n, v.c, v.h, v.w, features, v.oh, v.ow, v.kh, v.sh, v.ph};
    return Filtered(packed).m ? packed : std::vector<int64_t>();
}

// Undefined: libtorch's operator does it.
at::Tensor conv(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, Pair stride, Pair padding) {
    Windows v{x.size(0), x.size(1), x.size(2), x.size(3), w.size(2), w.size(3), stride[0], stride[1], padding[0], padding[1], 0, 0};
    v.oh = (v.h + 2 * v.ph - v.kh) / v.sh + 1;
    v.ow = (v.w + 2 * v.pw - v.kw) / v.sw + 1;
    bool inner = channels_last(x) || channels_last(w);
    if (v.h + 2 * v.ph < v.kh || v.w + 2 * v.pw < v.kw || !inner) return at::Tensor();
    auto shift = bias.defined() ? bias : at::empty({0}, x.options()); // a function's arguments must be defined
    if (image_side(v, 1)) return ImageConv::apply(x, w, shift, bias.defined(), v.packed());
    auto shape = filtering(v, w.size(0), inner);
    return shape.empty() ? at::Tensor() : FilteredConv::apply(x, w, shift, shape);
}

at::Tensor image_conv_transpose(const at::Tensor& x, const at::Tensor& w, const Windows& v) {
    auto maps = x.permute({0, 2, 3, 1}).reshape({v.n * v.oh * v.ow, x.size(1)});
    return Row2Im::apply(at::mm(maps, w.reshape({w.size(0), v.row()})), v.packed());
}

// A transposed convolution is the input gradient of a convolution. libtorch's own CPU kernel for it (slow_conv_transpose2d)
// is 7 to 55 times slower a layer than that convolution in oneDNN, so forward and both gradients go through the latter.
struct ConvTranspose : torch::autograd::Function<ConvTranspose> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, std::vector<int64_t> size, std::vector<int64_t> stride, std::vector<int64_t> padding) {
        ctx->save_for_backward({x, w});
        ctx->saved_data["stride"] = stride;
        ctx->saved_data["padding"] = padding;
        // convolution_backward reads its sizes and layout; nothing is written to this memory.
        auto layout = channels_last(x) || channels_last(w) ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
        auto shape_only = at::empty({x.size(0), w.size(1), size[0], size[1]}, x.options().memory_format(layout));
        return std::get<0>(at::convolution_backward(x, shape_only, w, {}, stride, padding, {1, 1}, false, {0, 0}, 1, {true, false, false}));
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        auto stride = ctx->saved_data["stride"].toIntVector();
        auto padding = ctx->saved_data["padding"].toIntVector();
        const auto& g = grads[0];
        at::Tensor gx, gw;
        if (ctx->needs_input_grad(0)) gx = at::conv2d(g, saved[1], {}, stride, padding);
        if (ctx->needs_input_grad(1))
            gw = std::get<1>(at::convolution_backward(saved[0], g, saved[1], {}, stride, padding, {1, 1}, false, {0, 0}, 1, {false, true, false}));
        return {gx, gw, at::Tensor(), at::Tensor(), at::Tensor()};
    }
};

at::Tensor conv_transpose(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, Pair stride, Pair padding, Pair output_padding) {
    Pair size;
    for (int64_t d = 0; d < 2; d++) size[d] = (x.size(d + 2) - 1) * stride[d] - 2 * padding[d] + w.size(d + 2) + output_padding[d];
    auto list = [](Pair p) { return std::vector<int64_t>(p.begin(), p.end()); };
    Windows v{x.size(0), w.size(1), size[0], size[1], w.size(2), w.size(3), stride[0], stride[1], padding[0], padding[1], x.size(2), x.size(3)};
    auto shape = filtering(v, x.size(1), channels_last(x) || channels_last(w));
    auto out = image_side(v, 4) ? image_conv_transpose(x, w, v)
        : shape.empty() ? ConvTranspose::apply(x, w, list(size), list(stride), list(padding))
        : FilteredData::apply(x, w, shape);
    return bias.defined() ? out.add_(bias.view({1, -1, 1, 1})) : out;
}

} // namespace
