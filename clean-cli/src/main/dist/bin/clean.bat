@echo off
rem Runs Clean. Needs Java 17 or later. JAVA_OPTS is passed on to Java.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -Dguice_custom_class_loading=CHILD "-Dclean.home=%HOME_DIR%" %JAVA_OPTS% -cp "%HOME_DIR%\lib\*" io.cleandata.cli.Main %*
exit /b %ERRORLEVEL%
