// Convolutions that the engine computes in another way than libtorch's operators, with the same result.
#pragma once
#include "images.h"
#include "kernels.h"
#include "winograd.h"
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using Pair = std::array<int64_t, 2>;

Pair pair(const int64_t* p) { return {p[0], p[1]}; }

bool channels_last(const at::Tensor& t) { return t.suggest_memory_format() == at::MemoryFormat::ChannelsLast; }

// What the sources compiled twice were compiled to (build.sh: x86-64-v4 and v3). Asked here, because all of their own code may use it.
enum class Form { none, avx2, avx512 };
Form form() {
#if defined(__x86_64__) && defined(__GNUC__)
    static const Form found = [] {
        __builtin_cpu_init();
        bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
            __builtin_cpu_supports("f16c") && __builtin_cpu_supports("lzcnt") && __builtin_cpu_supports("movbe");
        bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd");
        return v4 ? Form::avx512 : v3 ? Form::avx2 : Form::none;
    }();
    return found;
#else
    return Form::none;
#endif
}

// A convolution in one of the engine's ways. Its three products are each other's derivatives, so that they can be differentiated as often as asked for: all of
// them come from the form sum over g · conv(x, w), which is linear in each of the three.
struct Planned {
    winograd::Shape s;
    const images::Method* image = nullptr;
    const winograd::Method* filter = nullptr;

    explicit Planned(const std::vector<int64_t>& p) : s{p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]} {
        if (form() == Form::none) return;
        image = form() == Form::avx512 ? images::method_avx512(s) : images::method_avx2(s);
        filter = form() == Form::avx512 ? winograd::method_avx512(s) : winograd::method_avx2(s);
    }
    static at::Tensor inner(const at::Tensor& t) { return t.contiguous(at::MemoryFormat::ChannelsLast); }
    static at::Tensor room(at::IntArrayRef size, const at::Tensor& like, bool inside) {
        return at::empty(size, like.options().memory_format(inside ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous));
    }

    at::Tensor maps(const at::Tensor& given_x, const at::Tensor& given_w, const at::Tensor& given_bias) const {
        auto y = room({s.n, s.k, s.oh, s.ow}, given_x, true), bias = given_bias.contiguous();
        const float* shift = bias.numel() ? bias.data_ptr<float>() : nullptr;
        float* to = y.data_ptr<float>();
        if (image) {
            int64_t wide = images::padded(s.k), taps = images::taps(s);
            if (shift && wide != s.k) bias = at::constant_pad_nd(bias, {0, wide - s.k});
            auto x = given_x.contiguous(), w = at::constant_pad_nd(given_w.reshape({s.k, taps}), {0, 0, 0, wide - s.k});
            auto ready = w.view({wide / 32, 32, taps}).transpose(1, 2).contiguous();
            shift = shift ? bias.data_ptr<float>() : nullptr;
            const float *from = x.data_ptr<float>(), *weights = ready.data_ptr<float>();
            in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { image->maps(s, from, weights, shift, to, begin, end); });
        } else {
            auto x = inner(given_x), w = inner(given_w), ready = room({filter->weights_size(s)}, x, false);
            const float *from = x.data_ptr<float>(), *weights = w.data_ptr<float>();
            float* turned = ready.data_ptr<float>();
            in_parallel(filter->forward_weights_items(s), 1, [&](int64_t begin, int64_t end) { filter->forward_weights(s, weights, turned, begin, end); });
            in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { filter->forward(s, from, turned, shift, to, begin, end); });
        }
        return y;
    }

    at::Tensor data(const at::Tensor& given_y, const at::Tensor& given_w) const {
        auto y = inner(given_y), x = room({s.n, s.c, s.h, s.w}, y, !image);
        const float* from = y.data_ptr<float>();
        float* to = x.data_ptr<float>();
        if (image) {
            int64_t taps = images::taps(s), wide = images::padded(taps);
            auto ready = at::constant_pad_nd(given_w.reshape({s.k, taps}), {0, wide - taps}).view({s.k, wide / 32, 32}).transpose(0, 1).contiguous();
            const float* weights = ready.data_ptr<float>();
            in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { image->images(s, from, weights, to, begin, end); });
        } else {
            auto w = inner(given_w), ready = room({filter->weights_size(s)}, y, false);
            const float* weights = w.data_ptr<float>();
            float* turned = ready.data_ptr<float>();
            in_parallel(s.k, 1, [&](int64_t begin, int64_t end) { filter->gradient_weights(s, weights, turned, begin, end); });
            in_parallel(s.n, 1, [&](int64_t begin, int64_t end) { filter->data_gradient(s, from, turned, to, begin, end); });
        }
        return x;
    }

    at::Tensor weights(const at::Tensor& given_x, const at::Tensor& given_y) const {
        auto x = image ? given_x.contiguous() : inner(given_x), y = inner(given_y);
        const float *from = x.data_ptr<float>(), *results = y.data_ptr<float>();
        if (image) {
            int64_t groups = (s.n + images::Group - 1) / images::Group, wide = images::padded(images::taps(s)), size = s.k * wide;
            auto sums = room({groups, size}, x, false);
            float* sum = sums.data_ptr<float>();
            in_parallel(groups, 1, [&](int64_t begin, int64_t end) { image->weights(s, from, results, sum, begin, end); });
            for (int64_t g = 1; g < groups; g++) // in order, whatever the number of threads
                for (int64_t i = 0; i < size; i++) sum[i] += sum[g * size + i];
            return inner(sums[0].view({s.k, wide}).narrow(1, 0, images::taps(s)).reshape({s.k, s.c, s.kernel, s.kernel}));
        }
        auto u = room({filter->x_size(s)}, x, false), z = room({filter->y_size(s)}, x, false), sums = room({filter->sums_size(s)}, x, false);
        auto w = room({s.k, s.c, s.kernel, s.kernel}, x, true);
        float *of_x = u.data_ptr<float>(), *of_y = z.data_ptr<float>(), *sum = sums.data_ptr<float>(), *to = w.data_ptr<float>();
        for (int64_t first = 0, all = s.n * filter->tiles(s); first < all; first += filter->chunk(s)) {
            int64_t count = std::min(filter->chunk(s), all - first);
            in_parallel(count, 1, [&](int64_t begin, int64_t end) { filter->transforms(s, from, results, first, of_x, of_y, begin, end); });
            in_parallel(filter->product_items(s), 1, [&](int64_t begin, int64_t end) { filter->products(s, of_x, of_y, count, first > 0, sum, begin, end); });
        }
        in_parallel(s.k, 1, [&](int64_t begin, int64_t end) { filter->weight_gradient(s, sum, to, begin, end); });
        return w;
    }
};

struct DataOf : torch::autograd::Function<DataOf> { // y, w -> x
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& y, const at::Tensor& w, std::vector<int64_t> shape) {
        ctx->save_for_backward({y, w});
        ctx->saved_data["shape"] = shape;
        return Planned(shape).data(y, w);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads);
};

struct WeightsOf : torch::autograd::Function<WeightsOf> { // x, y -> w
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& y, std::vector<int64_t> shape) {
        ctx->save_for_backward({x, y});
        ctx->saved_data["shape"] = shape;
        return Planned(shape).weights(x, y);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads);
};

struct MapsOf : torch::autograd::Function<MapsOf> { // x, w, bias (of no elements: none) -> y
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, std::vector<int64_t> shape) {
        ctx->save_for_backward({x, w});
        ctx->saved_data["shape"] = shape;
        return Planned(shape).maps(x, w, bias);
    }
    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        auto shape = ctx->saved_data["shape"].toIntVector();
        at::Tensor gx, gw, gb;
        if (ctx->needs_input_grad(0)) gx = DataOf::apply(grads[0], saved[1], shape);
        if (ctx->needs_input_grad(1)) gw = WeightsOf::apply(saved[0], grads[0], shape);
        if (ctx->needs_input_grad(2)) gb = grads[0].sum({0, 2, 3});
        return {gx, gw, gb, at::Tensor()};
    }
    static at::Tensor plain(const at::Tensor& x, const at::Tensor& w, const std::vector<int64_t>& shape) { return apply(x, w, at::empty({0}, x.options()), shape); }
};

inline variable_list DataOf::backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    auto shape = ctx->saved_data["shape"].toIntVector();
    at::Tensor gy, gw;
    if (ctx->needs_input_grad(0)) gy = MapsOf::plain(grads[0], saved[1], shape);
    if (ctx->needs_input_grad(1)) gw = WeightsOf::apply(grads[0], saved[0], shape);
    return {gy, gw, at::Tensor()};
}

inline variable_list WeightsOf::backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    auto shape = ctx->saved_data["shape"].toIntVector();
    at::Tensor gx, gy;
    if (ctx->needs_input_grad(0)) gx = DataOf::apply(saved[1], grads[0], shape);
    if (ctx->needs_input_grad(1)) gy = MapsOf::plain(saved[0], grads[0], shape);
    return {gx, gy, at::Tensor()};
}

// The shape of a convolution of x [n, c, h, w] to maps [n, k, oh, ow] where the engine has a way for it: of images however they lie, of maps channels last.
std::vector<int64_t> planned(at::IntArrayRef x, at::IntArrayRef y, const at::Tensor& w, Pair stride, Pair padding, bool inner) {
    if (w.size(2) != w.size(3) || stride[0] != stride[1] || padding[0] != padding[1]) return {};
    std::vector<int64_t> shape{x[0], x[1], x[2], x[3], y[1], y[2], y[3], w.size(2), stride[0], padding[0]};
    Planned way(shape);
    return way.image || (way.filter && inner) ? shape : std::vector<int64_t>();
}

// Undefined: libtorch's operator does it.
at::Tensor conv(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, Pair stride, Pair padding) {
    Pair size;
    for (int64_t d = 0; d < 2; d++) size[d] = (x.size(d + 2) + 2 * padding[d] - w.size(d + 2)) / stride[d] + 1;
    bool inner = channels_last(x) || channels_last(w);
    if (!inner || x.size(2) + 2 * padding[0] < w.size(2) || x.size(3) + 2 * padding[1] < w.size(3)) return at::Tensor();
    auto shape = planned(x.sizes(), {x.size(0), w.size(0), size[0], size[1]}, w, stride, padding, inner);
    // A function's arguments must be defined.
    return shape.empty() ? at::Tensor() : MapsOf::apply(x, w, bias.defined() ? bias : at::empty({0}, x.options()), shape);
}

// A transposed convolution is the input gradient of a convolution. libtorch's own CPU kernel for it (slow_conv_transpose2d)
// is 7 to 55 times slower a layer than that convolution in oneDNN, so where the engine has no way of its own, forward and both gradients go through the latter.
struct ConvTranspose : torch::autograd::Function<ConvTranspose> {
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, std::vector<int64_t> size, std::vector<int64_t> stride,
        std::vector<int64_t> padding) {
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
    auto shape = planned({x.size(0), w.size(1), size[0], size[1]}, x.sizes(), w, stride, padding, x.scalar_type() == at::kFloat && (channels_last(x) || channels_last(w)));
    auto out = shape.empty() ? ConvTranspose::apply(x, w, list(size), list(stride), list(padding)) : DataOf::apply(x, w, shape);
    return bias.defined() ? out.add_(bias.view({1, -1, 1, 1})) : out;
}

} // namespace
