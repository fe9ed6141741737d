#pragma once

// `Batch` is a set of changes to state.db that happen together or not at all.
//
// The diary and the outbox fill one and hand it to `Database::commit`; a window's facts and the
// flag that they were made travel in the same batch. Later changes of a name win.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace desirepath::store {

class Batch {
 public:
  void put(std::string_view name, std::string value) {
    changes_.insert_or_assign(std::string(name), std::move(value));
  }
  void erase(std::string_view name) { changes_.insert_or_assign(std::string(name), std::nullopt); }

  [[nodiscard]] bool empty() const { return changes_.empty(); }
  [[nodiscard]] const std::map<std::string, std::optional<std::string>>& changes() const {
    return changes_;
  }

 private:
  std::map<std::string, std::optional<std::string>> changes_;  // no value: erased
};

}  // namespace desirepath::store
