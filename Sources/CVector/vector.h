// Swift's SIMD8 takes x.addingProduct(y, z), squareRoot() and conversions one lane after another. Clang has them for whole
// vectors, as one instruction each where the processor has it and correctly rounded everywhere.
#pragma once

typedef float vector_float8 __attribute__((ext_vector_type(8)));

static inline __attribute__((always_inline)) vector_float8
vector_fma(vector_float8 x, vector_float8 y, vector_float8 z) {
    return __builtin_elementwise_fma(x, y, z);
}

static inline __attribute__((always_inline)) vector_float8 vector_sqrt(vector_float8 x) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return __builtin_elementwise_sqrt(x);
#else
    // The Clang of Swift 6.0 lacks it; the root of each lane is the same.
    for (int lane = 0; lane < 8; lane++) x[lane] = __builtin_sqrtf(x[lane]);
    return x;
#endif
}

typedef int vector_int8 __attribute__((ext_vector_type(8)));

static inline __attribute__((always_inline)) vector_float8 vector_from_int(vector_int8 x) {
    return __builtin_convertvector(x, vector_float8);
}
