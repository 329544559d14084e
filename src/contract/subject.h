// What a contract is found from.
#pragma once

#include "whittle/contract.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/trace.h"

namespace whittle::contract {

struct Subject {
  const Trace& trace;         // the recording, of the original
  const FileTree& tree;       // the original's
  const KeepSet& keep;        // what of it the result has
  const ImageConfig& config;  // the result's
  ContractUser user;
};

}  // namespace whittle::contract
