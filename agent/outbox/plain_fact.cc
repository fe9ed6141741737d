#include "agent/outbox/plain_fact.h"

#include <string>

namespace desirepath::outbox {

seal::Plain plain_fact(const facts::Fact& fact) {
  v1::Fact message;
  message.set_kind(fact.kind);
  message.set_policy_number(fact.policy_number);
  message.set_window(fact.window);
  message.set_department(fact.department);
  message.set_a(fact.a);
  message.set_b(fact.b);
  message.set_value(fact.value);
  message.set_nonce(fact.nonce.data(), fact.nonce.size());
  // Eight small fields: at most 70 octets, always within a frame.
  return *seal::pad(message.SerializeAsString());
}

}  // namespace desirepath::outbox
