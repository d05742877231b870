// What the engine computes in another way than libtorch's operators, with the same result: threads for it, and Adam (convolutions.h has the convolutions).
#pragma once
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace {

bool plain_floats(const at::Tensor& t, int64_t dims) {
    return t.is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.dim() == dims && t.is_contiguous();
}

// Calls f(from, to) for parts of [0, n) that hold at least `grain`, on libtorch's threads: its own iterator starts them, whichever runtime it was built with.
template <typename F> void in_parallel(int64_t n, int64_t grain, F&& f) {
    auto items = at::empty({n}, at::kByte);
    auto* first = static_cast<char*>(items.data_ptr());
    at::TensorIteratorConfig config;
    config.add_output(items).set_check_mem_overlap(false).check_all_same_dtype(false).resize_outputs(false);
    config.build().for_each([&](char** data, const int64_t*, int64_t count) { f(data[0] - first, data[0] - first + count); }, grain);
}

struct AdamConstants { double step_size, beta1, beta2, root_correction2, eps, weight_decay, shrink; int64_t maximize; };

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
void adam_loop(float* __restrict p, float* __restrict m, float* __restrict v, const float* __restrict g, int64_t n, const AdamConstants& c) {
    const float b1 = c.beta1, a1 = 1 - c.beta1, b2 = c.beta2, a2 = 1 - c.beta2, root = c.root_correction2, eps = c.eps;
    const float step = c.step_size, decay = c.weight_decay, shrink = c.shrink, sign = c.maximize ? -1 : 1;
    for (int64_t i = 0; i < n; i++) {
        float w = p[i] * shrink, d = sign * g[i] + decay * w;
        m[i] = m[i] * b1 + a1 * d;
        v[i] = v[i] * b2 + a2 * d * d;
        p[i] = w - step * m[i] / (std::sqrt(v[i]) / root + eps);
    }
}

} // namespace
