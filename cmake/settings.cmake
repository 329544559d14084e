# What every own target is built with.
add_library(whittle_settings INTERFACE)
target_compile_features(whittle_settings INTERFACE cxx_std_20)
target_include_directories(whittle_settings INTERFACE
  ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_definitions(whittle_settings INTERFACE _GNU_SOURCE WHITTLE_VERSION="${PROJECT_VERSION}")
target_compile_options(whittle_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers
  # Of a unity build, gcc takes each file for a header.
  $<$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>
  $<$<BOOL:${WHITTLE_WERROR}>:-Werror>)
find_package(Threads REQUIRED)
target_link_libraries(whittle_settings INTERFACE Threads::Threads)
if(WHITTLE_SANITIZE)
  target_compile_options(whittle_settings INTERFACE -fsanitize=${WHITTLE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(whittle_settings INTERFACE -fsanitize=${WHITTLE_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

# whittle_room(NAME [FOLDER folder] SHOWS rooms... USES rooms... NEEDS external targets...): the folder's .cc files as one
# static library that sees only the rooms it names. main.cc is a program's own, ebpf/ has its own CMakeLists.txt.
function(whittle_room name)
  cmake_parse_arguments(ROOM "" "FOLDER" "SHOWS;USES;NEEDS" ${ARGN})
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${ROOM_FOLDER}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$|/ebpf/")
  add_library(whittle_${name} STATIC ${sources})
  list(TRANSFORM ROOM_SHOWS PREPEND whittle_)
  list(TRANSFORM ROOM_USES PREPEND whittle_)
  target_link_libraries(whittle_${name} PUBLIC ${ROOM_SHOWS} PRIVATE whittle_settings ${ROOM_USES} ${ROOM_NEEDS})
endfunction()
