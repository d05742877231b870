// Convolutions with a quarter to two thirds of the multiplications: Winograd's minimal filtering F(m x m, r x r) (Lavin and Gray 2015, arXiv:1509.09308,
// section 4) over channels-last floats. This header is the door to winograd.cpp, which is compiled twice, for newer processors than the rest, and so shares no
// other code with it. Everything works on a part of the work, so that the caller starts the threads.
#pragma once
#include <cstdint>

namespace winograd {

// A convolution of x [n, h, w, c] with weights [k, kernel, kernel, c] to y [n, oh, ow, k]. One of stride 2 is one of stride 1 over the 4 phases of x.
struct Shape {
    int64_t n, c, h, w, k, oh, ow, kernel, stride, padding;
    int64_t inner() const { return stride * stride * c; }
};

struct Method {
    // Floats for transformed weights, for transformed x and y of one chunk of tiles, for the sums of products of a weight gradient.
    int64_t (*weights_size)(const Shape&), (*x_size)(const Shape&), (*y_size)(const Shape&), (*sums_size)(const Shape&);
    int64_t (*tiles)(const Shape&), (*chunk)(const Shape&); // tiles of an image, tiles of a chunk
    // Items: groups of 16 channels of 32 features; features.
    int64_t (*forward_weights_items)(const Shape&);
    void (*forward_weights)(const Shape&, const float* w, float* to, int64_t begin, int64_t end);
    void (*gradient_weights)(const Shape&, const float* w, float* to, int64_t begin, int64_t end);
    // Items: images. `weights` as the matching function above leaves them; bias may be null.
    void (*forward)(const Shape&, const float* x, const float* weights, const float* bias, float* y, int64_t begin, int64_t end);
    void (*data_gradient)(const Shape&, const float* y, const float* weights, float* x, int64_t begin, int64_t end);
    // The weights' gradient, chunk for chunk: transforms (items: tiles of the chunk), then products (items: `product_items`), then once the result (items: features).
    void (*transforms)(const Shape&, const float* x, const float* y, int64_t first, float* u, float* z, int64_t begin, int64_t end);
    int64_t (*product_items)(const Shape&);
    void (*products)(const Shape&, const float* u, const float* z, int64_t count, bool add, float* sums, int64_t begin, int64_t end);
    void (*weight_gradient)(const Shape&, const float* sums, float* w, int64_t begin, int64_t end);
};

// The method for a shape, or null where there is none or nothing to gain. The caller asks the processor first.
const Method* method_avx512(const Shape& s);
const Method* method_avx2(const Shape& s);

} // namespace winograd
