// Vectors of floats, for sources that build.sh compiles once for AVX-512 and once for AVX2.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <new>

namespace lanes {

#define LANES_INLINE __attribute__((always_inline)) inline

#ifdef __AVX512F__
constexpr int Width = 16, Together = 8; // lanes of a vector; rows that the registers hold two vectors of sums for
#else
constexpr int Width = 8, Together = 4;
#endif
typedef float Lanes __attribute__((vector_size(Width * 4), aligned(4), may_alias));
constexpr int64_t Panel = 32, Rows = 8; // channels of a panel, rows of a product

LANES_INLINE Lanes load(const float* p) { return *reinterpret_cast<const Lanes*>(p); }
LANES_INLINE void store(float* p, Lanes v) { *reinterpret_cast<Lanes*>(p) = v; }
LANES_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

namespace {

// A thread's memory, kept: pages mapped anew for each call would cost a tenth of the work.
struct Scratch {
    void* memory = nullptr;
    int64_t size = 0;
    ~Scratch() { std::free(memory); }
    float* get(int64_t floats) {
        if (size < floats) {
            std::free(memory);
            memory = std::aligned_alloc(64, (floats * sizeof(float) + 63) / 64 * 64);
            size = memory ? floats : 0;
            if (!memory) throw std::bad_alloc(); // libtorch's threads hand it to the caller
        }
        return static_cast<float*>(memory);
    }
};

} // namespace
} // namespace lanes
