@echo off
rem Runs Clean. Needs Java 17 or later. JAVA_OPTS is passed on to Java.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"
if defined JAVA_HOME goto of_java_home
set "JAVA="
for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if defined JAVA goto run
goto no_java
:of_java_home
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if exist "%JAVA%" goto run
:no_java
>&2 echo clean: java is not found. Install Java 17 or later, or set JAVA_HOME.
rem The status of the last command is what || and && of a caller see, so nothing may follow it.
"%COMSPEC%" /d /c exit 1
goto :eof
:run
"%JAVA%" -XX:+UseSerialGC -Dguice_custom_class_loading=CHILD "-Dclean.home=%HOME_DIR%\." %JAVA_OPTS% -cp "%HOME_DIR%\lib\*" io.cleandata.cli.Main %*
