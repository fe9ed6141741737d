#pragma once

// Appends signed documents to a bundle: what `verify_bundle` reads, written.
//
// The collector's policy room, `policy sign|publish`, the fleet simulator and the tests write
// bundles with these. Each function numbers and chains its document; none checks floors, since a
// refusal is the reader's.
//
// Source: privacy.md, Decisions 6; policy.proto.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

// A policy's payload, numbered and chained behind `bundle`, still unsigned.
v1::SignedDocument draft_policy(const v1::PolicyBundle& bundle, v1::Policy policy);

// With `first_light` the entry announces it.
void append_key(v1::PolicyBundle& bundle, const SealingKey& key, const seal::SigningKey& collector,
                const std::optional<FirstLight>& first_light = std::nullopt);

// Replaces the instructions by their next number: all standings, pairs and answers that count, not
// the changes.
void write_instructions(v1::PolicyBundle& bundle, const std::vector<ToolStanding>& standings,
                        const std::vector<ToolPair>& pairs, const seal::SigningKey& curation,
                        const std::vector<Answer>& answers = {});

v1::NeedAnswer message_of(const Answer& answer);

void write_catalog(v1::PolicyBundle& bundle, const std::string& catalog,
                   const seal::SigningKey& curation);

// A withdrawal of the newest policy, still unsigned.
v1::SignedDocument draft_withdrawal(const v1::PolicyBundle& bundle, bool retire);

}  // namespace desirepath::policy
