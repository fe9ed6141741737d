#include "agent/own_program.h"

#include <filesystem>

namespace desirepath::agent {

std::string own_program(const std::string& name) {
  std::error_code error;
  const std::filesystem::path beside =
      std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
  if (std::filesystem::exists(beside, error)) return beside.string();
  return "/usr/libexec/desirepath/" + name;
}

}  // namespace desirepath::agent
