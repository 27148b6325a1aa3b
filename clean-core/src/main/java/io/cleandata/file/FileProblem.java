package io.cleandata.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;

/** Says what is wrong with a file, and what helps, in words that need no knowledge of Java. */
public final class FileProblem {

    private FileProblem() {}

    /**
     * A clause to stand behind "cannot read FILE: ".
     *
     * @param file what was read or written
     */
    public static String words(Path file, IOException e) {
        Path path = named(file, e);
        if (e instanceof NoSuchFileException) {
            return missing(path);
        } else if (e instanceof AccessDeniedException) {
            return permission(file, path);
        } else if (e instanceof FileAlreadyExistsException) {
            return path + " is in the way; remove it or give another name";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "the folder " + path + " is not empty";
        } else if (e instanceof CharacterCodingException) {
            return "it is not UTF-8 text; convert it (iconv -f LATIN1 -t UTF-8)";
        } else if (e instanceof EOFException) {
            return "it ends early, as if it had been cut off; transfer or write it anew";
        } else if (e instanceof ZipException) {
            return "it is no sound gzip file (" + e.getMessage() + "); transfer or compress it anew";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        if (Files.isDirectory(file) && (reason == null || !said(reason, "no space", "quota", "read-only"))) {
            return "it is a folder; name a file";
        }
        return reason == null || reason.isBlank() ? "reading or writing failed" : cured(reason);
    }

    /** The file that the system complains of: often a folder above the one that was asked for. */
    private static Path named(Path file, IOException e) {
        String name = e instanceof FileSystemException system ? system.getFile() : null;
        return name == null || name.isEmpty() ? file : file.getFileSystem().getPath(name);
    }

    private static String missing(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null || Files.exists(folder)
                ? "it does not exist"
                : "the folder " + folder + " does not exist; create it first";
    }

    private static String permission(Path file, Path path) {
        String what = path.equals(file) ? "" : " for " + path;
        return "this user has no permission" + what + "; change the file's or folder's rights, or choose another place";
    }

    private static String cured(String reason) {
        if (said(reason, "no space", "disk full", "not enough space")) {
            return "the disk is full; make room or choose another place";
        } else if (said(reason, "quota")) {
            return "this user's quota of disk space is used up; make room or choose another place";
        } else if (said(reason, "read-only")) {
            return "the file system is read-only; choose another place";
        } else if (said(reason, "is a directory")) {
            return "it is a folder; name a file";
        } else if (said(reason, "not a directory")) {
            return "what should be a folder of its path is a file; name another place";
        } else if (said(reason, "too many open files")) {
            return "this user has too many files open; allow more (ulimit -n)";
        } else if (said(reason, "name too long")) {
            return "its name is too long for this file system";
        }
        return reason;
    }

    private static boolean said(String reason, String... any) {
        String lower = reason.toLowerCase(Locale.ROOT);
        for (String words : any) {
            if (lower.contains(words)) {
                return true;
            }
        }
        return false;
    }
}
