// A DNS message: counts stay in their bounds and names within 253 octets.

#include <cstdlib>

#include "agent/wire/dns_message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static desirepath::wire::DnsMessage message;
  (void)desirepath::wire::parse_dns_message({data, size}, message);
  if (message.question_count > desirepath::wire::kMostQuestions) std::abort();
  if (message.answer_count > desirepath::wire::kMostAnswers) std::abort();
  for (int i = 0; i < message.question_count; ++i) {
    if (message.questions[static_cast<std::size_t>(i)].view().size() > 253) std::abort();
  }
  return 0;
}
