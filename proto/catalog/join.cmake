# Joins the files NAMES into OUTPUT, each under a comment with its name, by which a rule's line is found again.
set(text "")
foreach(name IN LISTS NAMES)
  file(READ ${name} part)
  string(APPEND text "# file: ${name}\n${part}")
endforeach()
file(WRITE ${OUTPUT} "${text}")
