package io.redub.extension;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads one file of declarations: {@code name=class}, {@code a,b=class} or {@code class} on a line,
 * with comments from {@code #} to the end of the line. A line without a name, as files for {@link
 * java.util.ServiceLoader} have it, gets the class's simple name without the interface's, in lower
 * case: {@code x.RandomLoadBalance} is {@code random} for {@code LoadBalance}.
 */
final class DeclarationFile {
    private final Class<?> type;
    private final URL file;
    private final List<String> problems;
    private final List<Declaration> declarations = new ArrayList<>();

    private DeclarationFile(Class<?> type, URL file, List<String> problems) {
        this.type = type;
        this.file = file;
        this.problems = problems;
    }

    /** Appends to {@code problems} a line for each one found, and goes on. */
    static List<Declaration> read(Class<?> type, URL file, List<String> problems) {
        DeclarationFile reader = new DeclarationFile(type, file, problems);
        try {
            reader.readLines();
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + e);
        }
        return reader.declarations;
    }

    private void readLines() throws IOException {
        URLConnection connection = file.openConnection();
        // A cached jar would stay open, and stale if it is replaced, after its loader is closed.
        connection.setUseCaches(false);
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                connection.getInputStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                readLine(
                        number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line,
                        number);
            }
        }
    }

    private void readLine(String line, int number) {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).trim();
        if (text.isEmpty()) {
            return;
        }
        int equals = text.indexOf('=');
        String className = text.substring(equals + 1).trim();
        if (!isClassName(className)) {
            problem(number, text, "'" + className + "' is not the name of a class");
            return;
        }
        if (equals < 0) {
            declarations.add(declaration(nameOf(className), className, number));
            return;
        }
        for (String part : text.substring(0, equals).split(",", -1)) {
            String name = part.trim();
            if (name.isEmpty()) {
                problem(number, text, "a name is missing before =");
            } else if (name.startsWith("-") || name.chars().anyMatch(Character::isWhitespace)) {
                // A list such as "a,-b" in a URL could never mean this name.
                problem(number, text, "'" + name + "' is not a name");
            } else {
                declarations.add(declaration(name, className, number));
            }
        }
    }

    private Declaration declaration(String name, String className, int number) {
        return new Declaration(name, className, file.toString(), number);
    }

    private void problem(int number, String text, String why) {
        problems.add(
                file
                        + ":"
                        + number
                        + ": '"
                        + text
                        + "': "
                        + why
                        + " (expected: name=class, a,b=class or class)");
    }

    private static boolean isClassName(String text) {
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (start ? !Character.isJavaIdentifierStart(c) : c != '.' && !isIdentifierPart(c)) {
                return false;
            }
            start = c == '.';
        }
        return !start;
    }

    private static boolean isIdentifierPart(char c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private String nameOf(String className) {
        String simple =
                className.substring(
                        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        String suffix = type.getSimpleName();
        boolean strip = simple.endsWith(suffix) && simple.length() > suffix.length();
        return (strip ? simple.substring(0, simple.length() - suffix.length()) : simple)
                .toLowerCase(Locale.ROOT);
    }
}
