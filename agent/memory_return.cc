#include "agent/memory_return.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace desirepath::agent {
namespace {

struct Mapping {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
  std::string rights;
  std::string path;
};

Mapping mapping_of(const std::string& line) {
  Mapping mapping;
  std::istringstream fields(line);
  char dash = 0;
  std::string offset, device, inode;
  fields >> std::hex >> mapping.begin >> dash >> mapping.end >> mapping.rights >> offset >>
      device >> inode >> mapping.path;
  return mapping;
}

bool is_private_copy_of_a_file(const Mapping& mapping) {
  return mapping.path.starts_with('/') && (mapping.rights == "r-xp" || mapping.rights == "r--p");
}

// Whether a line such as "Swap:    4 kB" says more than none.
bool says_some(const std::string& line) { return line.find(" 0 kB") == std::string::npos; }

}  // namespace

// Each mapping of smaps is a line of addresses, lines of figures, and its flags.
void return_startup_memory() {
  malloc_trim(0);
  std::ifstream maps("/proc/self/smaps");
  std::string line;
  Mapping mapping;
  bool written = false;
  while (std::getline(maps, line)) {
    const std::size_t name = line.find_first_of(" :");
    if (name != std::string::npos && line[name] == ' ') {
      mapping = mapping_of(line);
      written = false;
    } else if (line.starts_with("Anonymous:") || line.starts_with("Swap:")) {
      written = written || says_some(line);
    } else if (line.starts_with("VmFlags:") && !written && is_private_copy_of_a_file(mapping)) {
      // A refusal costs nothing.
      madvise(reinterpret_cast<void*>(mapping.begin), mapping.end - mapping.begin, MADV_DONTNEED);
    }
  }
}

std::uint64_t resident_memory() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  if (!(statm >> pages >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace desirepath::agent
