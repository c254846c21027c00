# cmake -DMODE=model|proofs|overlay|schema|page|rules -DFILES=a;b -DOUT=x.c -P embed.cmake
# Turns text files into C string literals.  No limit on their length applies:
# the flags ask for no pedantry, and no compiler that we accept has one.

# One literal per line: quick to write, quick to compile, readable.
function(c_string TEXT VAR)
  set(text "${TEXT}")
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\r" "\\r" text "${text}")
  string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
  set(${VAR} "    \"${text}\"" PARENT_SCOPE)
endfunction()

function(c_file FILE VAR)
  file(READ ${FILE} text)
  c_string("${text}" string)
  set(${VAR} "${string}" PARENT_SCOPE)
endfunction()

# 'sha256-...' as a content security policy has it, which wants Base64.
function(policy_hash TEXT VAR)
  set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  string(SHA256 hex "${TEXT}")
  string(APPEND hex "00")
  set(out "")
  foreach(at RANGE 0 60 6)
    string(SUBSTRING ${hex} ${at} 6 three)
    foreach(shift 18 12 6 0)
      math(EXPR i "(0x${three} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${i} 1 digit)
      string(APPEND out ${digit})
    endforeach()
  endforeach()
  string(SUBSTRING ${out} 0 43 out)
  set(${VAR} "'sha256-${out}='" PARENT_SCOPE)
endfunction()

# The comment that the file begins with, without the stars.
function(head_comment SOURCE VAR)
  string(FIND "${SOURCE}" "*/" end)
  string(SUBSTRING "${SOURCE}" 0 ${end} text)
  string(REGEX REPLACE "^[ \t\r\n]*/\\*+ ?" "" text "${text}")
  string(REGEX REPLACE "\n[ \t]*\\*? ?" "\n" text "${text}")
  string(STRIP "${text}" text)
  set(${VAR} "${text}\n" PARENT_SCOPE)
endfunction()

if(MODE STREQUAL "model")
  set(arrays "")
  set(table "")
  set(i 0)
  foreach(file IN LISTS FILES)
    c_file(${file} string)
    get_filename_component(name ${file} NAME)
    string(APPEND arrays "static const char text_${i}[] =\n${string};\n")
    string(APPEND table "    {\"${name}\", text_${i}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  file(WRITE ${OUT} "#include \"contract.h\"\n
${arrays}
static const struct {
    const char *path, *text;
} table[] = {
${table}    {NULL, NULL},
};

const char *
model_builtin(size_t i, const char **path)
{
    size_t n = 0;
    while (n < i && table[n].path != NULL)
        n++;
    if (table[n].path == NULL)
        return NULL;
    *path = table[n].path;
    return table[n].text;
}
")
elseif(MODE STREQUAL "proofs")
  c_file(${FILES} string)
  file(WRITE ${OUT} "#include \"contract.h\"\n
static const char text[] =\n${string};\n
const char *
proofs_builtin(void)
{
    return text;
}
")
elseif(MODE STREQUAL "overlay")
  c_file(${FILES} string)
  file(WRITE ${OUT} "#include \"overlay_text.h\"\n
const unsigned char overlay_bytes[] =\n${string};\n")
elseif(MODE STREQUAL "schema")
  c_file(${FILES} string)
  file(WRITE ${OUT} "#include \"sql.h\"\n
const unsigned char store_schema_bytes[] =\n${string};\n")
elseif(MODE STREQUAL "page")
  # FILES: markup, style, then the scripts, in their order.
  list(POP_FRONT FILES html css)
  set(script "")
  foreach(file IN LISTS FILES)
    file(READ ${file} text)
    string(APPEND script "${text}")
  endforeach()
  c_file(${html} html)
  file(READ ${css} style)
  c_string("${script}" js_string)
  c_string("${style}" css_string)
  policy_hash("${script}" js_hash)
  policy_hash("${style}" css_hash)
  file(WRITE ${OUT} "#include \"page.h\"\n
const unsigned char page_html_bytes[] =\n${html};\n
const unsigned char page_css_bytes[] =\n${css_string};\n
const unsigned char page_js_bytes[] =\n${js_string};\n
const char page_css_hash[] = \"${css_hash}\";
const char page_js_hash[] = \"${js_hash}\";\n")
elseif(MODE STREQUAL "rules")
  set(keyed "")
  foreach(file IN LISTS FILES)
    file(READ ${file} source)
    set(name "")
    set(id "")
    if(source MATCHES "RULE\\(([a-z0-9_]+)\\)")
      set(name ${CMAKE_MATCH_1})
    endif()
    if(source MATCHES "\\.id = \"([A-Z0-9]+)\"")
      set(id ${CMAKE_MATCH_1})
    endif()
    if(name STREQUAL "" OR id STREQUAL "")
      message(FATAL_ERROR "${file}: no RULE(name) or no .id")
    endif()
    list(APPEND keyed "${id}|${name}|${file}")
  endforeach()
  list(SORT keyed)
  set(strings "")
  set(externs "")
  set(pointers "")
  set(texts "")
  set(i 0)
  foreach(entry IN LISTS keyed)
    string(REPLACE "|" ";" parts "${entry}")
    list(GET parts 1 name)
    list(GET parts 2 file)
    file(READ ${file} source)
    if(NOT source MATCHES "^[ \t\r\n]*/\\*")
      message(FATAL_ERROR "${file}: does not begin with a comment")
    endif()
    head_comment("${source}" help)
    c_string("${help}" help)
    string(REPLACE "_" "-" slug ${name})
    set(example "    \"\"")
    if(EXISTS ${TESTDATA}/${slug}/example.c)
      c_file(${TESTDATA}/${slug}/example.c example)
    endif()
    string(APPEND strings "static const char help_${i}[] =\n${help};\n
static const char example_${i}[] =\n${example};\n\n")
    string(APPEND externs "extern const struct rule rule_${name};\n")
    string(APPEND pointers "    &rule_${name},\n")
    string(APPEND texts "    {help_${i}, example_${i}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  file(WRITE ${OUT} "#include \"rule.h\"\n#include \"rule_text.h\"\n
${externs}
${strings}
const struct rule *const rule_table[] = {\n${pointers}    NULL,\n};

const size_t rule_count = ${i};

const struct rule_text rule_texts[] = {\n${texts}    {NULL, NULL},\n};
")
else()
  message(FATAL_ERROR "unknown MODE '${MODE}'")
endif()
