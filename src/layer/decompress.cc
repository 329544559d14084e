#include "layer/decompress.h"

#define ZLIB_CONST  // next_in is const
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "base/interruption.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr std::size_t kInputSize = std::size_t{256} << 10;

// The stored bytes, with look-ahead.
class Input {
 public:
  explicit Input(std::unique_ptr<ByteSource> stored) : stored_(std::move(stored)) {}

  // The buffered bytes: at least `wanted` unless the stream ends before. Empty at the end.
  std::span<const std::byte> peek(std::size_t wanted = 1) {
    if (end_ - begin_ >= wanted || ended_) return {buffer_.data() + begin_, end_ - begin_};
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (end_ < wanted && !ended_) {
      base::interruption::check();
      const std::size_t n = stored_->read(std::span(buffer_).subspan(end_));
      ended_ = n == 0;
      end_ += n;
    }
    return {buffer_.data(), end_};
  }

  void take(std::size_t count) { begin_ += count; }

 private:
  std::unique_ptr<ByteSource> stored_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(kInputSize);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
};

bool starts_with(std::span<const std::byte> bytes, std::initializer_list<unsigned char> magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

bool is_gzip(std::span<const std::byte> bytes) {
  return starts_with(bytes, {0x1f, 0x8b});
}

bool is_zstd(std::span<const std::byte> bytes) {
  if (starts_with(bytes, {0x28, 0xb5, 0x2f, 0xfd})) return true;
  // A skippable frame: zstd:chunked and pzstd put one first.
  return bytes.size() >= 4 && (bytes[0] & std::byte{0xf0}) == std::byte{0x50} &&
         starts_with(bytes.subspan(1), {0x2a, 0x4d, 0x18});
}

class PlainSource : public ByteSource {
 public:
  explicit PlainSource(Input input) : input_(std::move(input)) {}

  std::size_t read(std::span<std::byte> into) override {
    const auto bytes = input_.peek();
    const std::size_t n = std::min(bytes.size(), into.size());
    std::copy_n(bytes.begin(), n, into.begin());
    input_.take(n);
    return n;
  }

 private:
  Input input_;
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(Input input) : input_(std::move(input)) {
    constexpr int kGzipOnly = 16 + MAX_WBITS;  // zlib.h, inflateInit2
    if (::inflateInit2(&stream_, kGzipOnly) != Z_OK) throw Error("zlib cannot start");
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }

  std::size_t read(std::span<std::byte> into) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(into.size());
    while (stream_.avail_out > 0) {
      const auto bytes = input_.peek(between_members_ ? 2 : 1);
      if (between_members_) {
        if (bytes.empty()) break;
        if (!is_gzip(bytes)) throw Error("corrupted gzip stream: garbage after its end");
        ::inflateReset(&stream_);
        between_members_ = false;
      }
      if (bytes.empty()) throw Error("truncated gzip stream");
      inflate(bytes);
    }
    return into.size() - stream_.avail_out;
  }

 private:
  void inflate(std::span<const std::byte> bytes) {
    stream_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
    stream_.avail_in = static_cast<uInt>(bytes.size());
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    input_.take(bytes.size() - stream_.avail_in);
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result != Z_OK) {
      throw Error(std::string("corrupted gzip stream: ") +
                  (stream_.msg != nullptr ? stream_.msg : ::zError(result)));
    }
  }

  Input input_;
  z_stream stream_{};
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(Input input) : input_(std::move(input)) {}

  std::size_t read(std::span<std::byte> into) override {
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    while (out.pos < out.size) {
      const auto bytes = input_.peek();
      if (bytes.empty() && between_frames_) break;
      ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
      const std::size_t before = out.pos;
      // Windows above 128 MiB are refused: the default of libzstd, which bounds the memory used.
      const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
      input_.take(in.pos);
      if (ZSTD_isError(left)) {
        throw Error(std::string("corrupted zstd stream: ") + ZSTD_getErrorName(left));
      }
      between_frames_ = left == 0;
      if (bytes.empty() && out.pos == before) throw Error("truncated zstd stream");
    }
    return out.pos;
  }

 private:
  Input input_;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_{ZSTD_createDCtx(), ZSTD_freeDCtx};
  bool between_frames_ = true;
};

std::string_view compression_name(Compression compression) {
  constexpr std::string_view kNames[] = {"plain tar", "gzip", "zstd"};
  return kNames[static_cast<std::size_t>(compression)];
}

}  // namespace

std::unique_ptr<ByteSource> decompress(std::unique_ptr<ByteSource> stored,
                                       const std::string& media_type) {
  std::optional<Compression> promised;  // none in a docker-archive
  if (!media_type.empty()) promised = oci::layer_compression(media_type);
  Input input(std::move(stored));
  const auto first = input.peek(4);
  const Compression found = is_gzip(first)   ? Compression::gzip
                            : is_zstd(first) ? Compression::zstd
                                             : Compression::none;
  if (promised && *promised != found) {
    throw Error(
        "its media type says " + std::string(compression_name(*promised)) + ", but it is " +
        (found == Compression::none ? "not compressed" : std::string(compression_name(found))));
  }
  switch (found) {
    case Compression::gzip:
      return std::make_unique<GzipSource>(std::move(input));
    case Compression::zstd:
      return std::make_unique<ZstdSource>(std::move(input));
    case Compression::none:
      break;
  }
  return std::make_unique<PlainSource>(std::move(input));
}

}  // namespace whittle::layer
