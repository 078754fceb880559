#include "core/runtime/memory.h"

#include <array>
#include <bit>
#include <cstdint>
#include <mutex>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kinkless {

namespace {

constexpr std::align_val_t kLine{64};
constexpr std::size_t kHeader = 64;
constexpr std::size_t kHugePage = std::size_t(2) << 20;
// Blocks of more than kSmall bytes and at most kHugePage come from a pool; smaller ones the C library keeps itself.
constexpr std::size_t kSmall = std::size_t(4) << 10;
// Pages of a piece are touched as blocks are cut from it, so its size costs nothing but addresses; large enough that little is lost at its
// end, where a block does not fit.
constexpr std::size_t kPiece = std::size_t(8) << 20;
// Pieces of ended pools that are kept for coming ones.
constexpr std::size_t kStock = 4;
// Four sizes to an octave waste at most a fifth.
constexpr int kSizes = 4 * std::countr_zero(kHugePage / kSmall);

std::size_t round_up(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

#ifdef __linux__

// `bytes` is a multiple of kHugePage. Pages are zero.
void* map_huge(std::size_t bytes) {
  void* const all = mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) throw std::bad_alloc();
  char* const first = static_cast<char*>(all);
  const std::size_t before = round_up(reinterpret_cast<std::uintptr_t>(first), kHugePage) - reinterpret_cast<std::uintptr_t>(first);
  if (before > 0) munmap(first, before);
  munmap(first + before + bytes, kHugePage - before);
  // Refused where the system has no huge pages: then these are small ones.
  madvise(first + before, bytes, MADV_HUGEPAGE);
  return first + before;
}

void unmap_huge(void* memory, std::size_t bytes) { munmap(memory, bytes); }

#else

void* map_huge(std::size_t bytes) { return ::operator new(bytes, kLine); }

void unmap_huge(void* memory, std::size_t) { ::operator delete(memory, kLine); }

#endif

struct Piece {
  Piece* next;
};

// Pieces that no pool uses.
class Stock {
 public:
  Piece* take() {
    {
      const std::lock_guard lock(mutex_);
      if (first_ != nullptr) {
        Piece* const piece = first_;
        first_ = piece->next;
        --count_;
        return piece;
      }
    }
    return static_cast<Piece*>(map_huge(kPiece));
  }

  void give(Piece* piece) noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (count_ < kStock) {
        piece->next = first_;
        first_ = piece;
        ++count_;
        return;
      }
    }
    unmap_huge(piece, kPiece);
  }

 private:
  std::mutex mutex_;
  Piece* first_ = nullptr;
  std::size_t count_ = 0;
};

// Never destroyed: threads may still give blocks back while the process ends.
Stock& stock() {
  static Stock* const all = new Stock();
  return *all;
}

// A size between kSmall and kHugePage, rounded up to one of four to an octave.
struct Size {
  explicit Size(std::size_t bytes) {
    const int octave = std::bit_width(bytes - 1);
    const std::size_t unit = std::size_t(1) << (octave - 3);
    rounded = round_up(bytes, unit);
    index = static_cast<std::size_t>(4 * (octave - std::bit_width(kSmall))) + rounded / unit - 5;
  }
  std::size_t rounded, index;
};

class Pool {
 public:
  // What lies before a block; `pool` is null where the block has none.
  struct Header {
    Pool* pool;
    Header* next;
  };
  static_assert(sizeof(Header) <= kHeader);

  Header* take(std::size_t bytes) {
    const Size size(bytes);
    const std::lock_guard lock(mutex_);
    Header*& kept = kept_[size.index];
    Header* block = kept;
    if (block != nullptr) {
      kept = block->next;
    } else {
      block = cut(kHeader + size.rounded);
    }
    ++used_;
    return block;
  }

  void give(Header* block, std::size_t bytes) noexcept {
    bool last;
    {
      const std::lock_guard lock(mutex_);
      Header*& kept = kept_[Size(bytes).index];
      block->next = kept;
      kept = block;
      --used_;
      last = closed_ && used_ == 0;
    }
    if (last) delete this;
  }

  void close() noexcept {
    bool last;
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      last = used_ == 0;
    }
    if (last) delete this;
  }

 private:
  ~Pool() {
    while (pieces_ != nullptr) {
      Piece* const piece = pieces_;
      pieces_ = piece->next;
      stock().give(piece);
    }
  }

  Header* cut(std::size_t bytes) {
    if (room_ < bytes) {
      Piece* const piece = stock().take();
      piece->next = pieces_;
      pieces_ = piece;
      free_ = reinterpret_cast<char*>(piece) + kHeader;
      room_ = kPiece - kHeader;
    }
    auto* const block = new (free_) Header{this, nullptr};
    free_ += bytes;
    room_ -= bytes;
    return block;
  }

  std::mutex mutex_;
  std::array<Header*, kSizes> kept_{};
  Piece* pieces_ = nullptr;
  char* free_ = nullptr;
  std::size_t room_ = 0, used_ = 0;
  bool closed_ = false;
};

thread_local Pool* own = nullptr;

}  // namespace

void* take_memory(std::size_t bytes) {
  if (bytes <= kSmall) return ::operator new(bytes, kLine);
  if (bytes > kHugePage) {
    if (bytes > static_cast<std::size_t>(-1) / 2) throw std::bad_alloc();
    return map_huge(round_up(bytes, kHugePage));
  }
  Pool::Header* const block =
      own != nullptr ? own->take(bytes) : new (::operator new(kHeader + bytes, kLine)) Pool::Header{nullptr, nullptr};
  return reinterpret_cast<char*>(block) + kHeader;
}

void give_memory_back(void* memory, std::size_t bytes) noexcept {
  if (bytes <= kSmall) return ::operator delete(memory, kLine);
  if (bytes > kHugePage) return unmap_huge(memory, round_up(bytes, kHugePage));
  auto* const block = reinterpret_cast<Pool::Header*>(static_cast<char*>(memory) - kHeader);
  if (block->pool != nullptr) {
    block->pool->give(block, bytes);
  } else {
    ::operator delete(block, kLine);
  }
}

MemoryPool::MemoryPool() { own = new Pool(); }

MemoryPool::~MemoryPool() {
  own->close();
  own = nullptr;
}

}  // namespace kinkless
