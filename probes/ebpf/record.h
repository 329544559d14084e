// What the program in the kernel (recorder.bpf.c) and ebpf_probe.cc agree on. Plain C: both include
// it. Numbers are in host order; the enums' values are those of whittle/trace.h.
#pragma once

#include <linux/types.h>

enum {
  kCallNumbers = 512,  // of each ABI; those beyond it (x32, and what no kernel has) are "unusual"
  kAbis = 2,           // native, compat (32-bit calls of a 64-bit kernel)
  kPathSize = 4096,    // PATH_MAX
  kTextSize = 0x4000,  // of all texts of a record; what begins beyond it is cut
  kSeenSlots = 1 << 17,
};

// What to read of a call's arguments; one for each number of each ABI.
enum argument_kind { kNoArgument, kPathArgument, kDescriptorArgument, kAddressArgument };

struct path_spec {
  __u8 kind[2];       // argument_kind
  __s8 directory[2];  // the argument with the directory's descriptor; -1: the working directory
  __s8 argument[2];
  __s8 flags;            // -1: none
  __u8 has_open_how;     // flags is the address of a struct open_how
  __u8 moves;            // root or working directory may be others when it returns
  __s8 value;            // the argument whose values are recorded; -1: none
  __u8 value_is_struct;  // it is the address of a number (clone3)
  __u8 upheaves;         // paths may lead elsewhere when it has succeeded
  __u8 allocates;        // it asks for CAP_SYS_ADMIN only to know how much memory it may have
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
  __u64 capabilities;  // that the kernel was asked for and granted
};

// For each task that is followed.
struct task_state {
  __u64 program;      // inode number on the image; 0: none of the image's
  __u64 former_root;  // dentries before the call that may move them; 0: not saved
  __u64 former_cwd;
  __u8 phase_on_image;  // what an exec of an image's program makes of it
  __u8 on_image;        // it has exec'd a program of the image
  __u8 pad[2];
  __u32 entered;  // number of the call that it is in, plus 1; 0: none that was entered
  // What it has entered as this, which is in `calls` already: spares a look-up for most calls.
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

// Where something stands: on the image, its names from the leaf up to the image's root, each ended
// by a NUL, are in the record's text.
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
  __u32 error;  // 0 or an errno; exec out of the runtime: the phase that begins
  __u32 tgid;
  __u32 tid;
  __u32 mount_namespace;
  __u32 text_length;  // of all that follows
  __u64 program;      // who did it
  __u64 new_program;  // exec: who it is now
  __u64 arguments[6];
  __u64 open_how[3];
  struct record_place root;
  struct record_place base[2];  // exec: the working directory, the program
  __u16 text[2];                // lengths, with the NUL; exec: the file name, the arguments
};
// The texts follow it: text 0, text 1, root, base 0, base 1.

struct record_losses {
  __u64 ring_full;  // records that found no room
  __u64 maps_full;  // calls or values that found none
  __u64 untracked;  // processes that could not be followed
  __u64 submitted;  // paths handed to io_uring, but for opens, which fanotify sees
};
