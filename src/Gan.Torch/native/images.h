// Convolutions between images of few channels and feature maps: oneDNN's blocks of 16 channels stay nearly empty there, and a product of matrices over all windows
// (as much as 64 times the image) waits for memory. Here the windows of a few lines at a time go through a cache. Compiled as winograd.cpp is.
#pragma once
#include "winograd.h"

namespace images {

using winograd::Shape; // here x lies [n, c, h, w], as images do, and y channels last

constexpr int64_t Group = 4; // images whose weight gradients are summed in one go
static inline int64_t taps(const Shape& s) { return s.c * s.kernel * s.kernel; }
static inline int64_t padded(int64_t n) { return (n + 31) / 32 * 32; }

struct Method {
    // Items: images. Weights as [padded k / 32][taps][32 features], and as [padded taps / 32][k][32 taps], both with zeros behind the last; bias [padded k] or null.
    void (*maps)(const Shape&, const float* x, const float* by_feature, const float* bias, float* y, int64_t begin, int64_t end);
    void (*images)(const Shape&, const float* y, const float* by_tap, float* x, int64_t begin, int64_t end);
    // Items: groups of images. Sums [group][k][padded taps].
    void (*weights)(const Shape&, const float* x, const float* y, float* sums, int64_t begin, int64_t end);
};

// The method for a shape, or null where there is none or nothing to gain. The caller asks the processor first.
const Method* method_avx512(const Shape& s);
const Method* method_avx2(const Shape& s);

} // namespace images
