#pragma once

// `Paths` names every file of a collector's data directory.
//
// `init` makes them, `serve` and the commands open them. One file per trust boundary; no two are
// ever opened in one transaction.
//
// Source: product.md, section 3 (stores). Threads: a plain value.

#include <filesystem>

namespace desirepath::store {

struct Paths {
  std::filesystem::path data_dir;

  [[nodiscard]] std::filesystem::path gate_db() const { return data_dir / "gate.db"; }
  [[nodiscard]] std::filesystem::path window_db() const { return data_dir / "window.db"; }
  [[nodiscard]] std::filesystem::path keys_db() const { return data_dir / "keys.db"; }
  [[nodiscard]] std::filesystem::path published_db() const { return data_dir / "published.db"; }
  [[nodiscard]] std::filesystem::path curation_db() const { return data_dir / "curation.db"; }
  [[nodiscard]] std::filesystem::path spool() const { return data_dir / "spool"; }
  [[nodiscard]] std::filesystem::path pki() const { return data_dir / "pki"; }
  [[nodiscard]] std::filesystem::path policy() const { return data_dir / "policy"; }
  [[nodiscard]] std::filesystem::path bundle() const { return policy() / "bundle.pb"; }
  [[nodiscard]] std::filesystem::path admin_key() const { return policy() / "admin.key"; }
  // Only in a lab: everywhere else the staff side keeps its key on a machine of its own.
  [[nodiscard]] std::filesystem::path staff_key() const { return policy() / "staff.key"; }
  [[nodiscard]] std::filesystem::path curation_key() const { return policy() / "curation.key"; }
  [[nodiscard]] std::filesystem::path collector_key() const { return policy() / "collector.key"; }
  // The keys that a join token pins, 32 octets each, the admin first; there once a policy is
  // published.
  [[nodiscard]] std::filesystem::path signers() const { return policy() / "signers"; }
  [[nodiscard]] std::filesystem::path run() const { return data_dir / "run"; }
  [[nodiscard]] std::filesystem::path endpoints() const { return run() / "endpoints.json"; }
  // How the running one does; there while it runs.
  [[nodiscard]] std::filesystem::path condition() const { return run() / "condition.json"; }
};

}  // namespace desirepath::store
