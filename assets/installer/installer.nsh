# What our installer and uninstaller do beyond electron-builder's own script (NSIS). Exit codes: assets/help/install.md.

!include "LogicLib.nsh"
!include "WordFunc.nsh"

!define EXIT_RUNNING 3
!define ERROR_SHARING_VIOLATION 32
!define OPEN_FOR_WRITING 0x40000000
!define SHARE_EVERYTHING 7
!define ONLY_IF_IT_EXISTS 3
!define INVALID_HANDLE -1
# Kept by a running cockpit: one line that says what is open. Versions before 0.14 kept it in the roaming profile.
!define STANDING_FILE "$LOCALAPPDATA\${PRODUCT_NAME}\standing.txt"
!define FORMER_STANDING_FILE "$APPDATA\${PRODUCT_NAME}\standing.txt"

!macro customHeader
  !ifndef BUILD_UNINSTALLER
    VIAddVersionKey /LANG=1033 "OriginalFilename" "mikrobot-cockpit-setup-${VERSION}.exe"
  !endif
!macroend

# Sets ${RUNS} to 1 when a program runs from the file PROGRAM: Windows lets nobody write to it meanwhile. A virus scanner may hold it for
# a moment, so it is tried for two seconds.
!macro isProgramRunning PROGRAM RUNS
  StrCpy ${RUNS} 0
  ${If} ${FileExists} "${PROGRAM}"
    ${For} $R8 1 10
      System::Call 'kernel32::CreateFileW(w "${PROGRAM}", i ${OPEN_FOR_WRITING}, i ${SHARE_EVERYTHING}, p 0, i ${ONLY_IF_IT_EXISTS}, i 0, p 0) p .r8 ?e'
      Pop $9
      ${If} $8 != ${INVALID_HANDLE}
        System::Call 'kernel32::CloseHandle(p r8)'
        StrCpy ${RUNS} 0
        ${Break}
      ${EndIf}
      ${If} $9 != ${ERROR_SHARING_VIOLATION}
        StrCpy ${RUNS} 0
        ${Break}
      ${EndIf}
      StrCpy ${RUNS} 1
      Sleep 200
    ${Next}
  ${EndIf}
!macroend

# What the running cockpit says of itself, in $R6.
!macro readStanding
  StrCpy $R6 "What it has open is not known here; its window shows it."
  ClearErrors
  FileOpen $R7 "${STANDING_FILE}" r
  ${If} ${Errors}
    ClearErrors
    FileOpen $R7 "${FORMER_STANDING_FILE}" r
  ${EndIf}
  ${IfNot} ${Errors}
    FileRead $R7 $R6
    FileClose $R7
  ${EndIf}
  ClearErrors
!macroend

# Instead of electron-builder's own, which ends the program by force: a cockpit that trades is never ended from here.
!macro customCheckAppRunning
  !ifndef BUILD_UNINSTALLER
    ReadRegStr $R5 HKCU "${INSTALL_REGISTRY_KEY}" InstallLocation
  !else
    StrCpy $R5 ""
  !endif
  ${Do}
    !insertmacro isProgramRunning "$INSTDIR\${APP_EXECUTABLE_FILENAME}" $R9
    ${If} $R9 == 0
    ${AndIf} $R5 != ""
    ${AndIf} $R5 != $INSTDIR
      !insertmacro isProgramRunning "$R5\${APP_EXECUTABLE_FILENAME}" $R9
    ${EndIf}
    ${If} $R9 == 0
      ${Break}
    ${EndIf}
    !insertmacro readStanding
    FileOpen $R7 "$TEMP\mikrobot-cockpit-setup.log" w
    FileWrite $R7 "${PRODUCT_NAME} is running, so nothing was changed. $R6$\r$\n"
    FileClose $R7
    ${If} ${Silent}
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
    StrCpy $R7 "${PRODUCT_NAME} is running.$\r$\n$\r$\n$R6$\r$\n$\r$\nClose it from its window or its tray icon (Quit)."
    StrCpy $R7 "$R7 Open positions then keep only their stops until it runs again. Then press Retry."
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$R7" /SD IDCANCEL IDRETRY +3
    SetErrorLevel ${EXIT_RUNNING}
    Quit
  ${Loop}
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "${UNINSTALL_REGISTRY_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHELL_CONTEXT "${UNINSTALL_REGISTRY_KEY}" "HelpLink" "$INSTDIR\resources\help\README.md"
  WriteRegStr SHELL_CONTEXT "${UNINSTALL_REGISTRY_KEY}" "URLInfoAbout" "$INSTDIR\resources\help\install.md"
!macroend
