#include "layer/compress.h"

#include <zstd.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "layer/gzip_compressor.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

class NoCompressor : public Compressor {
 public:
  explicit NoCompressor(Output output) : output_(std::move(output)) {}
  void write(std::span<const std::byte> bytes) override { output_(bytes); }
  void finish() override {}

 private:
  Output output_;
};

class ZstdCompressor : public Compressor {
 public:
  ZstdCompressor(Output output, int level, unsigned threads) : output_(std::move(output)) {
    set(ZSTD_c_compressionLevel, level == 0 ? ZSTD_CLEVEL_DEFAULT : level);
    set(ZSTD_c_checksumFlag, 1);
    // The window that every decoder supports (RFC 8878, 3.1.1.1.2); the highest levels use larger
    // ones.
    if (level > kLastOfSmallWindow) set(ZSTD_c_windowLog, 23);
    // With workers and jobs of a fixed size, the output does not depend on the number of workers.
    // Each job first reads the window before it, so small jobs are not worth it.
    set(ZSTD_c_nbWorkers, static_cast<int>(threads));
    set(ZSTD_c_jobSize, level < kFirstOfLargeJobs ? 4 << 20 : 32 << 20);
  }

  void write(std::span<const std::byte> bytes) override { push(bytes, ZSTD_e_continue); }
  void finish() override { push({}, ZSTD_e_end); }

 private:
  static constexpr int kFirstOfLargeJobs = 13;
  static constexpr int kLastOfSmallWindow = 19;

  void set(ZSTD_cParameter parameter, int value) {
    check(ZSTD_CCtx_setParameter(context_.get(), parameter, value));
  }

  static void check(std::size_t result) {
    if (ZSTD_isError(result)) throw Error(std::string("zstd failed: ") + ZSTD_getErrorName(result));
  }

  void push(std::span<const std::byte> bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
      const std::size_t left = ZSTD_compressStream2(context_.get(), &out, &in, directive);
      check(left);
      if (out.pos > 0) output_(std::span(buffer_).first(out.pos));
      if (directive == ZSTD_e_end ? left == 0 : in.pos == in.size) return;
    }
  }

  Output output_;
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::vector<std::byte> buffer_ = std::vector<std::byte>(ZSTD_CStreamOutSize());
};

}  // namespace

LevelRange level_range(Compression compression) {
  switch (compression) {
    case Compression::gzip:
      return {1, 12};
    case Compression::zstd:
      return {1, ZSTD_maxCLevel()};
    case Compression::none:
      break;
  }
  return {0, 0};
}

std::unique_ptr<Compressor> make_compressor(CompressionSetting setting, Compressor::Output output,
                                            unsigned threads) {
  constexpr unsigned kMaxThreads = 8;  // each needs a few megabytes
  if (threads == 0) threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  switch (setting.form) {
    case Compression::gzip:
      return make_gzip_compressor(std::move(output), setting.level, threads);
    case Compression::zstd:
      return std::make_unique<ZstdCompressor>(std::move(output), setting.level, threads);
    case Compression::none:
      break;
  }
  return std::make_unique<NoCompressor>(std::move(output));
}

}  // namespace whittle::layer
