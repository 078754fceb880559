#include "core/numeric/random.h"

#include <array>
#include <bit>
#include <cmath>
#include <unordered_map>

#include "core/numeric/philox.h"

namespace kinkless {

namespace {

constexpr double kTwoToMinus53 = 0x1p-53;
constexpr double kLog2 = 0.6931471805599453;

// log(1 + (2i + 1) / 64): the midpoints of 32 equal pieces of [1, 2), correctly rounded.
constexpr std::array<double, 32> kLogOfMidpoint = {
    0.015504186535965254, 0.0458095360312942,  0.07522342123758753, 0.10379679368164356, 0.13157635778871926, 0.15860503017663857,
    0.184922338494012,    0.21056476910734964, 0.2355660713127669,  0.25995752443692605, 0.2837681731306446,  0.3070250352949119,
    0.329753286372468,    0.3519764231571782,  0.37371640979358406, 0.394993808240869,   0.415827895143711,   0.43623676677491807,
    0.4562374334815876,   0.4758459048699639,  0.4950772667978515,  0.5139457511022343,  0.5324647988694718,  0.5506471179526623,
    0.5685047353526688,   0.5860490450035782,  0.6032908514380843,  0.6202404097518576,  0.6369074622370692,  0.6533012720127457,
    0.6694306539426292,   0.6853040030989194};

// Natural logarithm of a normal number in (0, 0.1]. x = 2^e m, c the midpoint nearest to m:
// log x = e log 2 + log c + 2 artanh(s), s = (m − c) / (m + c), |s| ≤ 1/128, so that s^11 / 11 is below half a unit in the last place.
double log_of_small(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const int exponent = static_cast<int>(bits >> 52) - 1023;
  const auto piece = static_cast<std::size_t>((bits >> 47) & 31);
  const double mantissa = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
  const double midpoint = 1.0 + (2.0 * static_cast<double>(piece) + 1.0) / 64.0;
  const double s = (mantissa - midpoint) / (mantissa + midpoint);
  const double s2 = s * s;
  const double artanh = s + s * s2 * (1.0 / 3.0 + s2 * (1.0 / 5.0 + s2 * (1.0 / 7.0 + s2 * (1.0 / 9.0))));
  return exponent * kLog2 + (kLogOfMidpoint[piece] + 2.0 * artanh);
}

// Horner's rule, highest power first.
double polynomial(const std::array<double, 8>& coefficients, double x) {
  double value = coefficients[0];
  for (std::size_t i = 1; i < coefficients.size(); ++i) value = value * x + coefficients[i];
  return value;
}

// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), 477–484: PPND16.
constexpr std::array<double, 8> kCentreNumerator = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                                                    4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                                    1.3314166789178437745e+2, 3.3871328727963666080e+0};
constexpr std::array<double, 8> kCentreDenominator = {
    5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
    5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
constexpr std::array<double, 8> kTailNumerator = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                                                  1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                                  4.63033784615654529590e+0, 1.42343711074968357734e+0};
constexpr std::array<double, 8> kTailDenominator = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
    6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0};
constexpr std::array<double, 8> kFarTailNumerator = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                                                     2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
                                                     5.46378491116411436990e+0, 6.65790464350110377720e+0};
constexpr std::array<double, 8> kFarTailDenominator = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
    1.48753612908506148525e-2,  1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};

double uniform_of_word(std::uint64_t word) {
  const auto odd = static_cast<std::int64_t>(((word >> 11) << 1) | 1);
  return static_cast<double>(odd - (std::int64_t{1} << 53)) * kTwoToMinus53;
}

// Calls use(i, word) for the words of the entries first … first + count − 1, i from 0.
template <typename Use>
void for_each_word(const RandomStream& stream, std::uint64_t first, std::size_t count, Use use) {
  const std::array<std::uint32_t, 2> key = {static_cast<std::uint32_t>(stream.seed), static_cast<std::uint32_t>(stream.seed >> 32)};
  std::size_t i = 0;
  while (i < count) {
    const std::uint64_t entry = first + i;
    const std::uint64_t block = entry / 2;
    const auto words =
        philox4x32({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), stream.stream, stream.substream}, key);
    if (entry % 2 == 0) {
      use(i++, std::uint64_t{words[1]} << 32 | words[0]);
      if (i == count) return;
    }
    use(i++, std::uint64_t{words[3]} << 32 | words[2]);
  }
}

// The words of a stream one after the other.
class WordReader {
 public:
  explicit WordReader(const RandomStream& stream) : stream_(stream) {}

  std::uint64_t next() {
    if (next_ == buffer_.size()) {
      random_words(stream_, position_, buffer_.size(), buffer_.data());
      position_ += buffer_.size();
      next_ = 0;
    }
    return buffer_[next_++];
  }

 private:
  RandomStream stream_;
  std::uint64_t position_ = 0;
  std::array<std::uint64_t, 64> buffer_{};
  std::size_t next_ = buffer_.size();
};

// Uniform on 0 … bound − 1 without bias: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
std::uint32_t bounded(WordReader& reader, std::uint32_t bound) {
  const std::uint32_t threshold = (0U - bound) % bound;
  for (;;) {
    const std::uint64_t product = (reader.next() >> 32) * bound;
    if (static_cast<std::uint32_t>(product) >= threshold) return static_cast<std::uint32_t>(product >> 32);
  }
}

}  // namespace

double normal_quantile(double u) {
  const double q = 0.5 * u;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (polynomial(kCentreNumerator, r) / polynomial(kCentreDenominator, r));
  }
  const double tail = 0.5 * (1.0 - std::fabs(u));
  const double r = std::sqrt(-log_of_small(tail));
  const double z = r <= 5.0 ? polynomial(kTailNumerator, r - 1.6) / polynomial(kTailDenominator, r - 1.6)
                            : polynomial(kFarTailNumerator, r - 5.0) / polynomial(kFarTailDenominator, r - 5.0);
  return u < 0.0 ? -z : z;
}

void random_words(const RandomStream& stream, std::uint64_t first, std::size_t count, std::uint64_t* out) {
  for_each_word(stream, first, count, [out](std::size_t i, std::uint64_t word) { out[i] = word; });
}

void random_uniform(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out) {
  for_each_word(stream, first, count, [out](std::size_t i, std::uint64_t word) { out[i] = uniform_of_word(word); });
}

void random_normal(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out) {
  for_each_word(stream, first, count, [out](std::size_t i, std::uint64_t word) { out[i] = normal_quantile(uniform_of_word(word)); });
}

void random_sign(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out) {
  for_each_word(stream, first, count, [out](std::size_t i, std::uint64_t word) { out[i] = (word >> 63) != 0 ? 1.0 : -1.0; });
}

void random_choice(const RandomStream& stream, std::uint32_t population, std::size_t count, double* out) {
  // Fisher–Yates; of the array 0 … population − 1 only the entries that were moved are kept.
  std::unordered_map<std::uint32_t, std::uint32_t> moved;
  moved.reserve(count);
  const auto at = [&moved](std::uint32_t place) {
    const auto found = moved.find(place);
    return found == moved.end() ? place : found->second;
  };
  WordReader reader(stream);
  for (std::size_t i = 0; i < count; ++i) {
    const auto here = static_cast<std::uint32_t>(i);
    const std::uint32_t chosen = here + bounded(reader, population - here);
    out[i] = at(chosen);
    moved[chosen] = at(here);
  }
}

}  // namespace kinkless
