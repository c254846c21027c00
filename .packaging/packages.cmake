# cmake --install, and the Debian package: cpack -G DEB

include(GNUInstallDirs)
# The program looks for its runtime next to the directory that it is in.  A
# wheel has places of its own for what belongs there.
set(REFAUDIT_RUNTIME_DIR lib/refaudit/runtime)
if(SKBUILD)
  set(CMAKE_INSTALL_BINDIR ${SKBUILD_SCRIPTS_DIR})
  set(CMAKE_INSTALL_INCLUDEDIR ${SKBUILD_DATA_DIR}/include)
  set(CMAKE_INSTALL_DOCDIR ${SKBUILD_DATA_DIR}/share/doc/refaudit)
  set(CMAKE_INSTALL_DATADIR ${SKBUILD_DATA_DIR}/share)
  set(REFAUDIT_RUNTIME_DIR ${SKBUILD_DATA_DIR}/lib/refaudit/runtime)
endif()
install(TARGETS refaudit RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES runtime-model/include/refaudit.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Man pages and completion, as the program itself prints them.
set(REFAUDIT_MANUAL ${CMAKE_BINARY_DIR}/manual)
add_custom_command(
  OUTPUT ${REFAUDIT_MANUAL}.stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${REFAUDIT_MANUAL}
  COMMAND refaudit manual install ${REFAUDIT_MANUAL}
  COMMAND ${CMAKE_COMMAND} -E touch ${REFAUDIT_MANUAL}.stamp
  DEPENDS refaudit
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${REFAUDIT_MANUAL}.stamp)
install(DIRECTORY ${REFAUDIT_MANUAL}/ DESTINATION ${CMAKE_INSTALL_DATADIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME refaudit)
set(CPACK_PACKAGE_CONTACT
    "refaudit maintainers <maintainers@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "reference-count checker for C extension modules of CPython")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Finds leaked and over-released references, wrong exception states and
calls without the GIL in C code that uses Python's C API, shows the path to
 each, and keeps findings and verdicts in a database.")
# Libraries are found by dpkg-shlibdeps; these are files that it cannot see:
# libclang, which is loaded late, its own headers, and an interpreter.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "libclang1-${llvm_major}, libclang-common-${llvm_major}-dev, python3")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "python3-dev, gcc, git")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, meson, ninja-build, make")
include(CPack)
