#include "core/rank/exact_rank.h"

#include <algorithm>
#include <cmath>

#include "core/exact/prime_field.h"

namespace kinkless {

namespace {

// Multiplications of one elimination: some ten seconds. The matrix itself takes 1 GiB at most.
constexpr double kMostWork = 4e11;
constexpr std::size_t kMostNumbers = std::size_t(1) << 27;

// The point of a region modulo a prime, one row per sample throughout.
class ModularPoint {
 public:
  ModularPoint(const PrimeField& field, const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
               const Linearisation& point, const LinearisationErrors& errors)
      : field_(field), network_(network), weights_(field.residues(parameters.data(), 1, parameters.size())) {
    const std::size_t count = samples.count;
    inputs_.push_back(field.residues(samples.inputs.data(), count, static_cast<std::size_t>(network.layers[0].columns())));
    for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
      const Layer &layer = network.layers[l], &next = network.layers[l + 1];
      const auto width = static_cast<std::size_t>(layer.out), columns = static_cast<std::size_t>(layer.columns());
      const double negative = field.residue(layer.slope);
      Matrix slopes = samples.masks.empty() ? Matrix(count, width, 1.0) : field.residues(samples.mask(l), count, width);
      for (std::size_t k = 0; k < slopes.data.size(); ++k) {
        const double u = point.pre_activations[l].data[k];
        const bool active = u >= 0 || std::fabs(u) <= errors.pre_activations[l].data[k];
        if (!active) slopes.data[k] *= negative;
      }
      field.reduce(slopes.data.size(), slopes.data.data());
      const Matrix u = field.product(Op::plain, Op::transposed, count, width, columns, inputs_[l].data.data(), columns,
                                     weights_.data.data() + layer.offset, columns);
      Matrix output(count, static_cast<std::size_t>(next.columns()), 1.0);
      for (std::size_t n = 0; n < count; ++n)
        for (std::size_t i = 0; i < width; ++i) output(n, i) = slopes(n, i) * u(n, i);
      field.reduce(output.data.size(), output.data.data());
      slopes_.push_back(std::move(slopes));
      inputs_.push_back(std::move(output));
    }
  }

  // Gᵀ, or with the row of ones Ḡᵀ.
  Matrix hidden(bool row_of_ones) const {
    const std::size_t l = network_.depth() - 2;
    const std::size_t rows = slopes_[l].columns * inputs_[l].columns;
    Matrix result(inputs_[l].rows, rows + (row_of_ones ? 1 : 0), 1.0);
    fill(slopes_[l], inputs_[l], 0, 0, result);
    return result;
  }

  // Jᵀ, the samples of one output after those of the other.
  Matrix jacobian() const {
    const std::size_t count = inputs_[0].rows, outputs = static_cast<std::size_t>(network_.outputs());
    Matrix result(count * outputs, network_.parameters);
    for (std::size_t c = 0; c < outputs; ++c) {
      Matrix signal(count, outputs);
      for (std::size_t n = 0; n < count; ++n) signal(n, c) = 1;
      for (std::size_t l = network_.depth(); l-- > 0;) {
        const Layer& layer = network_.layers[l];
        fill(signal, inputs_[l], c * count, layer.offset, result);
        if (l == 0) break;
        const auto out = static_cast<std::size_t>(layer.out), width = static_cast<std::size_t>(layer.in);
        signal = field_.product(Op::plain, Op::plain, count, width, out, signal.data.data(), out, weights_.data.data() + layer.offset,
                                static_cast<std::size_t>(layer.columns()));
        for (std::size_t k = 0; k < signal.data.size(); ++k) signal.data[k] *= slopes_[l - 1].data[k];
        field_.reduce(signal.data.size(), signal.data.data());
      }
    }
    return result;
  }

 private:
  // Column-wise Kronecker products, one a row, from (row, column) on.
  void fill(const Matrix& left, const Matrix& right, std::size_t row, std::size_t column, Matrix& out) const {
    for (std::size_t n = 0; n < left.rows; ++n) {
      double* target = out.row(row + n) + column;
      for (std::size_t i = 0; i < left.columns; ++i)
        for (std::size_t j = 0; j < right.columns; ++j) target[i * right.columns + j] = left(n, i) * right(n, j);
      field_.reduce(left.columns * right.columns, target);
    }
  }

  const PrimeField& field_;
  const Network& network_;
  const Matrix weights_;
  std::vector<Matrix> inputs_, slopes_;
};

bool is_too_large(std::size_t rows, std::size_t columns) {
  const double work = static_cast<double>(rows) * static_cast<double>(columns) * static_cast<double>(std::min(rows, columns));
  return rows * columns > kMostNumbers || work > kMostWork;
}

}  // namespace

std::optional<std::size_t> ExactRank::hidden(bool row_of_ones, const Control& control) const {
  const std::size_t l = network_.depth() - 2, rows = point_.slopes[l].columns * point_.inputs[l].columns + (row_of_ones ? 1 : 0);
  if (is_too_large(samples_.count, rows)) return std::nullopt;
  return largest_rank(
      [&](const PrimeField& field) { return ModularPoint(field, network_, samples_, parameters_, point_, errors_).hidden(row_of_ones); },
      control);
}

std::optional<std::size_t> ExactRank::jacobian(const Control& control) const {
  if (is_too_large(point_.residuals.data.size(), network_.parameters)) return std::nullopt;
  return largest_rank(
      [&](const PrimeField& field) { return ModularPoint(field, network_, samples_, parameters_, point_, errors_).jacobian(); }, control);
}

}  // namespace kinkless
