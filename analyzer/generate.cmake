# Sources made at build time from the files that people edit: the built-in
# model (runtime-model/*.api), what the audit proved of it, the overlay header (analyzer/front/overlay.h),
# the database schema, the review page, and the rule table with each rule's head
# comment and example.

file(GLOB MODEL_FILES CONFIGURE_DEPENDS runtime-model/*.api)
file(GLOB RULE_SOURCES CONFIGURE_DEPENDS rules/*.c)

set(embed ${CMAKE_SOURCE_DIR}/analyzer/embed.cmake)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/builtin_model.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=model" "-DFILES=${MODEL_FILES}"
          -DOUT=${CMAKE_BINARY_DIR}/builtin_model.c -P ${embed}
  DEPENDS ${MODEL_FILES} ${embed} VERBATIM)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/builtin_proofs.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=proofs"
          "-DFILES=${CMAKE_SOURCE_DIR}/runtime-model/proofs.tsv"
          -DOUT=${CMAKE_BINARY_DIR}/builtin_proofs.c -P ${embed}
  DEPENDS ${CMAKE_SOURCE_DIR}/runtime-model/proofs.tsv ${embed} VERBATIM)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/overlay.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=overlay"
          "-DFILES=${CMAKE_SOURCE_DIR}/analyzer/front/overlay.h"
          -DOUT=${CMAKE_BINARY_DIR}/overlay.c -P ${embed}
  DEPENDS ${CMAKE_SOURCE_DIR}/analyzer/front/overlay.h ${embed} VERBATIM)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/schema.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=schema"
          "-DFILES=${CMAKE_SOURCE_DIR}/analyzer/store/schema.sql"
          -DOUT=${CMAKE_BINARY_DIR}/schema.c -P ${embed}
  DEPENDS ${CMAKE_SOURCE_DIR}/analyzer/store/schema.sql ${embed} VERBATIM)

file(GLOB RULE_EXAMPLES CONFIGURE_DEPENDS testdata/*/example.c)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/rule_table.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=rules" "-DFILES=${RULE_SOURCES}"
          -DTESTDATA=${CMAKE_SOURCE_DIR}/testdata
          -DOUT=${CMAKE_BINARY_DIR}/rule_table.c -P ${embed}
  DEPENDS ${RULE_SOURCES} ${RULE_EXAMPLES} ${embed} VERBATIM)

# The script of the review page is one; what it is made of, in this order.
set(page ${CMAKE_SOURCE_DIR}/analyzer/report/page)
set(PAGE_FILES ${page}/page.html ${page}/page.css ${page}/base.js
    ${page}/code.js ${page}/finding.js ${page}/queue.js ${page}/verdict.js
    ${page}/types.js ${page}/pages.js ${page}/main.js)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/page_assets.c
  COMMAND ${CMAKE_COMMAND} "-DMODE=page" "-DFILES=${PAGE_FILES}"
          -DOUT=${CMAKE_BINARY_DIR}/page_assets.c -P ${embed}
  DEPENDS ${PAGE_FILES} ${embed} VERBATIM)
