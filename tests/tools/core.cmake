# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
# cmake -DSOURCE=… -DBUILD=… -P core.cmake: the model and portolan-cli are built where no GUI module can be found.
set(hidden)
foreach(module Gui Widgets Svg SvgWidgets OpenGL OpenGLWidgets PrintSupport Qml Quick)
    list(APPEND hidden -DCMAKE_DISABLE_FIND_PACKAGE_Qt6${module}=ON)
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${BUILD} -G Ninja -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_BUILD_TYPE=None -DPORTOLAN_WERROR=ON -DPORTOLAN_BUILD_GUI=OFF
    -DPORTOLAN_BUILD_TESTS=OFF -DPORTOLAN_BUILD_BENCH=OFF ${hidden} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${BUILD} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${BUILD}/bin/portolan-cli flows ${SOURCE}/resources/samples/single-server.portolan
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${BUILD}/CMakeCache.txt found REGEX "^Qt6(Gui|Widgets|Svg)_DIR:[^=]*=/")
if(found)
    message(FATAL_ERROR "Looked for: ${found}")
endif()
