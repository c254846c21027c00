# cmake -DMODE=model|overlay|rules -DFILES=a;b -DOUT=x.c -P embed.cmake
# Turns text files into C arrays.  Bytes, not string literals: C limits the
# length of those.

function(c_bytes FILE VAR)
  file(READ ${FILE} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" hex "${hex}")
  set(${VAR} "${hex}0x00" PARENT_SCOPE)
endfunction()

if(MODE STREQUAL "model")
  set(arrays "")
  set(table "")
  set(i 0)
  foreach(file IN LISTS FILES)
    c_bytes(${file} bytes)
    get_filename_component(name ${file} NAME)
    string(APPEND arrays "static const unsigned char text_${i}[] = {\n${bytes}\n};\n")
    string(APPEND table "    {\"${name}\", (const char *)text_${i}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  file(WRITE ${OUT} "#include \"contract.h\"\n${arrays}
static const struct { const char *path, *text; } table[] = {
${table}    {NULL, NULL},
};

const char *
model_builtin(size_t i, const char **path)
{
    if (i >= sizeof table / sizeof *table - 1)
        return NULL;
    *path = table[i].path;
    return table[i].text;
}
")
elseif(MODE STREQUAL "overlay")
  c_bytes(${FILES} bytes)
  file(WRITE ${OUT} "#include \"overlay_text.h\"\n
const unsigned char overlay_bytes[] = {\n${bytes}\n};\n")
elseif(MODE STREQUAL "rules")
  set(arrays "")
  set(externs "")
  set(pointers "")
  set(texts "")
  list(SORT FILES)
  set(keyed "")
  foreach(file IN LISTS FILES)
    file(READ ${file} source)
    string(REGEX MATCH "RULE\\(([a-z0-9_]+)\\)" _ "${source}")
    set(name ${CMAKE_MATCH_1})
    string(REGEX MATCH "\\.id = \"([A-Z0-9]+)\"" _ "${source}")
    set(id ${CMAKE_MATCH_1})
    if(NOT name OR NOT id)
      message(FATAL_ERROR "${file}: no RULE(name) or no .id")
    endif()
    list(APPEND keyed "${id}|${name}|${file}")
  endforeach()
  list(SORT keyed)
  set(i 0)
  foreach(entry IN LISTS keyed)
    string(REPLACE "|" ";" parts "${entry}")
    list(GET parts 1 name)
    list(GET parts 2 file)
    c_bytes(${file} bytes)
    string(REPLACE "_" "-" slug ${name})
    set(example ${TESTDATA}/${slug}/example.c)
    set(example_bytes "0x00")
    if(EXISTS ${example})
      c_bytes(${example} example_bytes)
    endif()
    string(APPEND arrays "static const unsigned char source_${i}[] = {\n${bytes}\n};
static const unsigned char example_${i}[] = {\n${example_bytes}\n};\n")
    string(APPEND externs "extern const struct rule rule_${name};\n")
    string(APPEND pointers "    &rule_${name},\n")
    string(APPEND texts "    {(const char *)source_${i}, (const char *)example_${i}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  file(WRITE ${OUT} "#include \"rule.h\"\n#include \"rule_text.h\"\n
${externs}${arrays}
const struct rule *const rule_table[] = {\n${pointers}    NULL,\n};
const size_t rule_count = ${i};
const struct rule_text rule_texts[] = {\n${texts}    {NULL, NULL},\n};
")
endif()
