// What a contract is made from.
#pragma once

#include "whittle/contract.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/trace.h"

namespace whittle::contract {

struct Subject {
  const Trace& trace;         // the recording of the original
  const FileTree& tree;       // of the original
  const KeepSet& keep;        // what the result has of it
  const ImageConfig& config;  // of the result
  ContractUser user;
};

}  // namespace whittle::contract
