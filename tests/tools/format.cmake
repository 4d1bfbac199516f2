# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
# cmake -DCLANG_FORMAT=… -P format.cmake, in the root of the tree: fails where clang-format would change a source.
file(GLOB_RECURSE sources model/*.h model/*.cpp views/*.h views/*.cpp app/*.h app/*.cpp tests/*.h tests/*.cpp)
list(LENGTH sources count)
if(count EQUAL 0)
    message(FATAL_ERROR "No sources here")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${sources} RESULT_VARIABLE result ERROR_VARIABLE complaints)
if(NOT result EQUAL 0)
    string(REGEX MATCHALL "(^|\n)[^\n]+:[0-9]+:[0-9]+: error" files "${complaints}")
    list(TRANSFORM files REPLACE "\n|:[0-9]+:[0-9]+: error" "")
    list(REMOVE_DUPLICATES files)
    list(JOIN files "\n  " files)
    message(FATAL_ERROR "Not formatted; ${CLANG_FORMAT} -i on:\n  ${files}")
endif()
message(STATUS "${count} sources are formatted as .clang-format says")
