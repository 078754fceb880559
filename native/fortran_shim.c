/*
 * The two symbols of the Fortran runtime that the LAPACK objects inside libopenblas.a use. With them here, neither
 * libgfortran nor libquadmath is linked, and the addon runs where no Fortran runtime is installed.
 */
#include <stddef.h>
#include <string.h>
#include <time.h>

/* `target = first // second`, cut or padded with blanks as Fortran assigns character values. */
void _gfortran_concat_string(size_t targetLength, char* target, size_t firstLength, const char* first, size_t secondLength,
                             const char* second);

void _gfortran_concat_string(size_t targetLength, char* target, size_t firstLength, const char* first, size_t secondLength,
                             const char* second) {
  const size_t fromFirst = firstLength < targetLength ? firstLength : targetLength;
  memcpy(target, first, fromFirst);
  const size_t room = targetLength - fromFirst;
  const size_t fromSecond = secondLength < room ? secondLength : room;
  memcpy(target + fromFirst, second, fromSecond);
  memset(target + fromFirst + fromSecond, ' ', room - fromSecond);
}

/* The first field of gfortran's array descriptor, the only one needed: the callers pass a contiguous REAL array of two. */
struct realArray {
  float* base;
};

/* Processor time in seconds; `times` receives the user and the system part, which are not told apart here. */
float _gfortran_etime(struct realArray* times);

float _gfortran_etime(struct realArray* times) {
  const float seconds = (float)((double)clock() / CLOCKS_PER_SEC);
  times->base[0] = seconds;
  times->base[1] = 0.0F;
  return seconds;
}
