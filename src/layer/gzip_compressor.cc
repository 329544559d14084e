#include "layer/gzip_compressor.h"

#include <libdeflate.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "whittle/error.h"

namespace whittle::layer {
namespace {

// Large enough that a member's header and its empty window cost about 0.1 %.
constexpr std::size_t kMemberInput = std::size_t{1} << 20;
constexpr int kDefaultLevel = 6;  // gzip's own default

struct Member {
  std::vector<std::byte> input;
  std::vector<std::byte> output;
  bool started = false;
  bool done = false;
};

class GzipCompressor : public Compressor {
 public:
  GzipCompressor(Output output, int level, unsigned threads)
      : output_(std::move(output)),
        level_(level == 0 ? kDefaultLevel : level),
        max_waiting_(2 * static_cast<std::size_t>(threads)) {
    input_.reserve(kMemberInput);
    for (unsigned i = 0; i < threads; ++i) {
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  ~GzipCompressor() override {
    for (std::jthread& thread : threads_) thread.request_stop();
  }

  void write(std::span<const std::byte> bytes) override {
    while (!bytes.empty()) {
      const std::size_t n = std::min(kMemberInput - input_.size(), bytes.size());
      input_.insert(input_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
      bytes = bytes.subspan(n);
      if (input_.size() == kMemberInput) hand_over();
    }
  }

  void finish() override {
    if (!input_.empty() || !any_) hand_over();
    drain(0);
  }

 private:
  void hand_over() {
    {
      const std::lock_guard lock(mutex_);
      members_.emplace_back();
      members_.back().input.swap(input_);
    }
    any_ = true;
    changed_.notify_all();
    input_.reserve(kMemberInput);
    drain(max_waiting_);
  }

  // Writes finished members, in order, until at most this many are left.
  void drain(std::size_t at_most) {
    std::unique_lock lock(mutex_);
    while (members_.size() > at_most || (!members_.empty() && members_.front().done)) {
      changed_.wait(lock, [&] { return members_.front().done; });
      const Member first = std::move(members_.front());
      members_.pop_front();
      lock.unlock();
      if (first.output.empty()) throw Error("libdeflate failed to compress");
      output_(first.output);
      lock.lock();
    }
  }

  void work(const std::stop_token& stop) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> gzip(
        libdeflate_alloc_compressor(level_), libdeflate_free_compressor);
    std::unique_lock lock(mutex_);
    for (;;) {
      auto next = members_.end();
      const bool found = changed_.wait(lock, stop, [&] {
        next = std::find_if(members_.begin(), members_.end(),
                            [](const Member& member) { return !member.started; });
        return next != members_.end();
      });
      if (!found) return;
      Member& member =
          *next;  // a deque's elements stay in place while others are added and removed
      member.started = true;
      lock.unlock();
      if (gzip) compress(gzip.get(), member);
      lock.lock();
      member.done = true;
      changed_.notify_all();
    }
  }

  static void compress(libdeflate_compressor* gzip, Member& member) {
    const std::size_t size = member.input.size();
    member.output.resize(libdeflate_gzip_compress_bound(gzip, size));
    member.output.resize(libdeflate_gzip_compress(gzip, member.input.data(), size,
                                                  member.output.data(), member.output.size()));
  }

  Output output_;
  int level_;
  std::size_t max_waiting_;
  std::vector<std::byte> input_;
  bool any_ = false;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Member> members_;  // in order of the input
  std::vector<std::jthread> threads_;
};

}  // namespace

std::unique_ptr<Compressor> make_gzip_compressor(Compressor::Output output, int level,
                                                 unsigned threads) {
  return std::make_unique<GzipCompressor>(std::move(output), level, threads);
}

}  // namespace whittle::layer
