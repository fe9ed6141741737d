#include "agent/sight/name_pool.h"

#include <bit>
#include <functional>

namespace desirepath::sight {

NamePool::NamePool(std::uint32_t most)
    : entries_(1), buckets_(std::bit_ceil(most), kNoName), most_(most) {}

NameId& NamePool::bucket_of(std::string_view text) noexcept {
  return buckets_[std::hash<std::string_view>{}(text) & (buckets_.size() - 1)];
}

NameId NamePool::intern(const HostName& name) {
  const std::string_view text = name.view();
  NameId& bucket = bucket_of(text);
  for (NameId id = bucket; id != kNoName; id = entries_[id].next) {
    if (entries_[id].text == text) {
      ++entries_[id].holders;
      return id;
    }
  }
  NameId id = free_;
  if (id != kNoName) {
    free_ = entries_[id].next;
  } else if (entries_.size() <= most_) {
    id = static_cast<NameId>(entries_.size());
    entries_.emplace_back();
  } else {
    return kNoName;
  }
  entries_[id].text = text;
  entries_[id].holders = 1;
  entries_[id].next = bucket;
  bucket = id;
  ++size_;
  return id;
}

void NamePool::hold(NameId id) noexcept {
  if (id != kNoName) ++entries_[id].holders;
}

void NamePool::release(NameId id) noexcept {
  if (id == kNoName || --entries_[id].holders != 0) return;
  NameId* link = &bucket_of(entries_[id].text);
  while (*link != id) link = &entries_[*link].next;
  *link = entries_[id].next;
  entries_[id].next = free_;
  free_ = id;
  --size_;
}

HostName NamePool::name(NameId id) const noexcept { return HostName::from(view(id)); }

std::string_view NamePool::view(NameId id) const noexcept { return entries_[id].text; }

}  // namespace desirepath::sight
