#include "addon/replicas.h"

#include "addon/arguments.h"

namespace {

std::optional<std::vector<Problem>> read_problems(const Napi::Value& value, bool may_be_empty) {
  if (!value.IsArray()) return std::nullopt;
  const auto array = value.As<Napi::Array>();
  std::vector<Problem> problems;
  const std::uint32_t count = array.Length();
  for (std::uint32_t k = 0; k < count; ++k) {
    std::optional<Problem> problem = read_problem(array.Get(k), true, may_be_empty);
    if (!problem) return std::nullopt;
    problems.push_back(std::move(*problem));
  }
  return problems;
}

}  // namespace

std::optional<Replicas> read_replicas(const Napi::Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  const Napi::Value networks = object.Get("networks"), sets = object.Get("sets"), indices = object.Get("indices");
  std::optional<std::vector<Problem>> read_networks = read_problems(networks, true), read_sets = read_problems(sets, false);
  ArrayArgument<std::int32_t> of;
  if (!read_networks || !read_sets || !to_array(indices, of) || of.length != 2 * read_networks->size()) return std::nullopt;
  Replicas replicas{std::move(*read_networks), std::move(*read_sets), {}, {}};
  const auto is_set = [&](std::int32_t index, const kinkless::Network& network) {
    return index >= 0 && static_cast<std::size_t>(index) < replicas.sets.size() &&
           fits(network, replicas.sets[static_cast<std::size_t>(index)]);
  };
  for (std::size_t k = 0; k < replicas.networks.size(); ++k) {
    const std::int32_t data = of.data[2 * k], validation = of.data[2 * k + 1];
    const Problem& network = replicas.networks[k];
    if (network.samples != 0 || !is_set(data, network.network)) return std::nullopt;
    if (validation != -1 && !is_set(validation, network.network)) return std::nullopt;
    replicas.data.push_back(data);
    replicas.validation.push_back(validation);
  }
  return replicas;
}
