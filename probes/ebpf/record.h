// The structures shared by the BPF program (recorder.bpf.c) and its user-space side. Plain C, since
// both include it. Numbers are in host byte order; phases have the values of whittle/trace.h.
#pragma once

#include <linux/types.h>

enum {
  kCallNumbers = 512,  // of each ABI; larger ones (x32, unknown) are "unusual"
  kAbis = 2,           // native, compat (32-bit calls of a 64-bit kernel)
  kPathSize = 4096,    // PATH_MAX
  kTextSize = 0x4000,  // of all texts of a record; longer ones are cut
  kSeenSlots = 1 << 17,
};

// Which arguments of a call to read; one for each number of each ABI.
enum argument_kind { kNoArgument, kPathArgument, kDescriptorArgument, kAddressArgument };

struct path_spec {
  __u8 kind[2];       // argument_kind
  __s8 directory[2];  // the argument that is the dirfd; -1: the working directory
  __s8 argument[2];
  __s8 flags;                // -1: none
  __u8 has_open_how;         // flags is the address of a struct open_how
  __u8 changes_directories;  // it may change root or working directory
  __s8 value;                // index of the argument whose values are recorded; -1: none
  __u8 value_is_struct;      // that argument is the address of a number (clone3)
  __u8 invalidates;          // when it succeeds, paths may resolve differently
  __u8 allocates;            // it checks CAP_SYS_ADMIN only for its memory limit
  __u8 pad[3];
  __u64 value_mask;
};

struct calls_key {
  __u64 program;
  __u32 epoch;
  __u8 phase;
  __u8 abi;
  __u8 pad[2];
};

struct calls_bits {
  __u64 entered[kCallNumbers / 64];
  __u64 denied[kCallNumbers / 64];
  __u64 capabilities;  // that the kernel checked and granted
};

// For each task that is followed.
struct task_state {
  __u64 program;      // inode number in the image; 0: not in the image
  __u64 former_root;  // dentries before a call that may change them; 0: not saved
  __u64 former_cwd;
  __u8 phase_on_image;  // its phase after it executes a program of the image
  __u8 on_image;        // it has executed a program of the image
  __u8 pad[2];
  __u32 entered;  // number of the current call, plus 1; 0: none
  // Calls that are already in the map `calls` under this key: saves a look-up for most calls.
  struct calls_key known_as;
  __u64 known[kCallNumbers / 64];
};

struct unusual_key {
  struct calls_key calls;
  __u64 number;
};

struct value_key {
  __u64 value;
  __u32 number;
  __u16 abi;
  __u16 is_unknown;  // it could not be read
};

enum record_kind { kPathRecord, kExecRecord };

// Where a file is. In the image: the record's text has its path components from the file up to the
// image's root, each followed by a NUL.
enum place_kind { kNowhere, kElsewhere, kOnImage, kUnreadable };

struct record_place {
  __u8 kind;  // place_kind
  __u8 pad;
  __u16 length;
};

struct record {
  __u8 kind;  // record_kind
  __u8 abi;
  __u8 phase;
  __u8 unreadable;  // bit i: text i could not be read; bit 2: the struct open_how
  __u32 epoch;
  __u32 number;
  __u32 error;  // 0 or an errno; exec by the runtime: the phase that begins
  __u32 tgid;
  __u32 tid;
  __u32 mount_namespace;
  __u32 text_length;  // of all texts that follow
  __u64 program;      // inode number of the caller's program
  __u64 new_program;  // exec: the new program
  __u64 arguments[6];
  __u64 open_how[3];
  struct record_place root;
  struct record_place base[2];  // exec: the working directory, the program
  __u16 text[2];                // lengths, with the NUL; exec: the file name, the arguments
};
// The texts follow it: text 0, text 1, root, base 0, base 1.

struct record_losses {
  __u64 ring_full;  // records dropped because the ring buffer was full
  __u64 maps_full;  // calls or values dropped because a map was full
  __u64 untracked;  // processes that could not be followed
  __u64 submitted;  // paths passed to io_uring, except opens, which fanotify sees
};
