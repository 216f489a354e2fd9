#include <cblas.h>
// The Fortran names of LAPACK, which libopenblas exports; lapacke.h is in another package.
#include <f77blas.h>
