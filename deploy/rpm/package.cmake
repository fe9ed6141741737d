# CPack's settings for one of the two packages; deploy/rpm/build-rpm gives PART (agent, collector), STAGE and TREE in the environment,
# for cpack reads this file before its own definitions (-D).
set(PART "$ENV{PART}")
set(STAGE "$ENV{STAGE}")
set(TREE "$ENV{TREE}")
file(STRINGS "${TREE}/CMakeLists.txt" line REGEX "^project\\(desirepath VERSION")
string(REGEX REPLACE ".*VERSION ([0-9.]+).*" "\\1" CPACK_PACKAGE_VERSION "${line}")
set(CPACK_GENERATOR RPM)
set(CPACK_PACKAGE_NAME "desirepath-${PART}")
set(CPACK_PACKAGE_VENDOR "Desirepath")
set(CPACK_PACKAGE_RELEASE 1)
set(CPACK_PACKAGE_FILE_NAME "desirepath-${PART}-${CPACK_PACKAGE_VERSION}")  # cpack wants one; RPM-DEFAULT wins
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_INSTALLED_DIRECTORIES "${STAGE};/")
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_RPM_PACKAGE_GROUP System/Monitoring)
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_PACKAGE_REQUIRES "ca-certificates, systemd")
# Folders that the system's own packages have.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /etc /etc/xdg /etc/xdg/autostart /usr /usr/bin /usr/libexec /usr/lib /usr/lib/systemd /usr/lib/systemd/system /usr/lib/sysusers.d
  /usr/lib/tmpfiles.d /usr/share /usr/share/applications /usr/share/man /usr/share/man/man1 /usr/share/licenses
  /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh /usr/share/zsh/site-functions /usr/share/fish
  /usr/share/fish/vendor_completions.d)
set(CPACK_RPM_USER_FILELIST "%config(noreplace) /etc/desirepath/${PART}.toml")
set(CPACK_RPM_POST_INSTALL_SCRIPT_FILE "${TREE}/deploy/rpm/${PART}.post")
set(CPACK_RPM_PRE_UNINSTALL_SCRIPT_FILE "${TREE}/deploy/rpm/${PART}.preun")
if(PART STREQUAL agent)
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Anonymous facts of the tools a machine uses")
  set(CPACK_PACKAGE_DESCRIPTION "Reads the names that the wire still shows, keeps a diary of days that never leaves the machine,
and once a week tells single anonymous facts, each alone, padded and sealed.")
else()
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Which needs stand behind the tools an organisation uses")
  set(CPACK_PACKAGE_DESCRIPTION "Counts the sealed anonymous facts of Desirepath's agents, publishes tables in which every number
stands for at least k devices, and destroys the raw counts.")
endif()
set(CPACK_RPM_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
