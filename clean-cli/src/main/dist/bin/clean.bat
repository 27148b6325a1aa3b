@echo off
rem Runs Clean. Needs Java 17 or later. JAVA_OPTS is passed on to Java.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"
if defined JAVA_HOME goto of_java_home
set "JAVA=java"
for %%J in (java.exe) do if "%%~$PATH:J"=="" goto no_java
goto run
:of_java_home
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%JAVA%" goto no_java
:run
"%JAVA%" -XX:+UseSerialGC -Dguice_custom_class_loading=CHILD "-Dclean.home=%HOME_DIR%" %JAVA_OPTS% -cp "%HOME_DIR%\lib\*" io.cleandata.cli.Main %*
exit /b %ERRORLEVEL%
:no_java
echo clean: java is not found. Install Java 17 or later, or set JAVA_HOME. 1>&2
exit /b 1
