// Linear layers as whole layers: the products that a pass needs run beside each other, one thread each, where libtorch splits each of them among all threads
// (98 % of a core's peak against 75 to 85 %). convolutions.h comes first.
#pragma once
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <algorithm>
#include <vector>
#include "sparse.h"

namespace {

// Parts of work that each take one thread; libtorch's operators in them don't start threads, and record nothing.
template <typename F> void each_part(int64_t parts, F&& f) {
    in_parallel(parts, 1, [&](int64_t from, int64_t to) {
        at::AutoDispatchBelowADInplaceOrView below;
        for (int64_t i = from; i < to; i++) f(i);
    });
}

// out = a · b, or `part` of `parts` of it: the longer side of the result is split, so that the least is read twice. With a bias: added to each row.
void product_part(at::Tensor out, at::Tensor a, at::Tensor b, at::Tensor bias, int64_t part, int64_t parts) {
    if (parts > 1) {
        int64_t side = out.size(0) > out.size(1) ? 0 : 1, n = out.size(side);
        // Whole cache lines, so that no two threads write to one.
        auto edge = [&](int64_t p) { return p == parts ? n : n * p / parts / 16 * 16; };
        int64_t from = edge(part), length = edge(part + 1) - from;
        if (length == 0) return;
        out = out.narrow(side, from, length);
        if (side == 0) a = a.narrow(0, from, length);
        else b = b.narrow(1, from, length);
        if (bias.defined() && side == 1) bias = bias.narrow(0, from, length);
    }
    if (bias.defined()) at::addmm_out(out, bias, a, b);
    else at::mm_out(out, a, b);
}

struct LinearLayer : torch::autograd::Function<LinearLayer> {
    static at::Tensor compute(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
        auto out = at::empty({x.size(0), w.size(0)}, x.options());
        int64_t parts = at::get_num_threads();
        each_part(parts, [&](int64_t part) { product_part(out, x, w.t(), bias, part, parts); });
        return out;
    }

    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, bool biased) {
        // Each is read by the other's gradient alone, as in libtorch's operator: what nobody asks for may be freed, or changed in place.
        ctx->save_for_backward({w.requires_grad() ? x : at::Tensor(), x.requires_grad() ? w : at::Tensor()});
        ctx->saved_data["biased"] = biased;
        return compute(x, w, biased ? bias : at::Tensor());
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        const auto &x = saved[0], &w = saved[1];
        bool to_x = ctx->needs_input_grad(0), to_w = ctx->needs_input_grad(1), to_bias = ctx->saved_data["biased"].toBool() && ctx->needs_input_grad(2);
        at::Tensor gx, gw, gb, g = grads[0];
        if (at::GradMode::is_enabled()) { // a second gradient needs operators that have one
            if (to_x) gx = at::mm(g, w);
            if (to_w) gw = at::mm(g.t(), x);
            if (to_bias) gb = g.sum(0);
            return {gx, gw, gb, at::Tensor()};
        }
        g = g.contiguous();
        if (to_x) gx = at::empty({g.size(0), w.size(1)}, g.options());
        if (to_w) gw = at::empty({g.size(1), x.size(1)}, g.options());
        if (to_bias) gb = at::empty({g.size(1)}, g.options());
        if ((to_x || to_w) && !sparse(x, w, g, gx, gw)) dense(x, w, g, gx, gw);
        if (to_bias) at::sum_out(gb, g, 0);
        return {gx, gw, gb, at::Tensor()};
    }

    static void dense(const at::Tensor& x, const at::Tensor& w, const at::Tensor& g, const at::Tensor& gx, const at::Tensor& gw) {
        int64_t threads = at::get_num_threads(), products = gx.defined() + gw.defined(), parts = products == 2 ? std::max<int64_t>(1, threads / 2) : threads;
        each_part(products * parts, [&](int64_t i) {
            if (gx.defined() && i < parts) product_part(gx, g, w, {}, i, parts);
            else product_part(gw, g.t(), x, {}, i % parts, parts);
        });
    }

    static bool sparse(const at::Tensor& x, const at::Tensor& w, const at::Tensor& g, const at::Tensor& gx, const at::Tensor& gw) {
        int64_t n = g.size(0), columns = g.size(1), width = gx.defined() ? w.size(1) : x.size(1);
        if (width < static_cast<int64_t>(lanes()) || columns < 64) return false;
        Sparse entries;
        auto parallel = [](int64_t count, auto&& f) { in_parallel(count, 16, f); };
        const float *xs = gw.defined() ? x.data_ptr<float>() : nullptr, *ws = gx.defined() ? w.data_ptr<float>() : nullptr;
        float* to_x = gx.defined() ? gx.data_ptr<float>() : nullptr;
        if (!entries.fill(g.data_ptr<float>(), n, columns, parallel, [&](int64_t i) { if (to_x) entries.times(ws, width, to_x, i); })) return false;
        if (gw.defined()) parallel(columns, [&, to = gw.data_ptr<float>()](int64_t from, int64_t end) { entries.transposed_times(xs, width, to, from, end); });
        return true;
    }
};

// Undefined where libtorch's own operator serves as well: other types and layouts, small layers, and whatever is wrong.
at::Tensor linear_layer(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    if (!plain_floats(x, 2) || !plain_floats(w, 2) || x.size(1) != w.size(1) || x.numel() == 0 || x.size(0) * w.numel() < (1 << 20)) return {};
    if (bias.defined() && (!plain_floats(bias, 1) || bias.size(0) != w.size(0))) return {};
    bool recorded = at::GradMode::is_enabled() && (x.requires_grad() || w.requires_grad() || (bias.defined() && bias.requires_grad()));
    if (!recorded) return LinearLayer::compute(x, w, bias);
    return LinearLayer::apply(x, w, bias.defined() ? bias : at::empty({0}, x.options()), bias.defined());
}

} // namespace
