package io.redub.serialize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that bear another name on the wire than in this process, such as Redub's counterparts of
 * Dubbo's exceptions. They are named in the resources {@value #RESOURCE} of the class path, one
 * class a line:
 *
 * <pre>
 * io.redub.demo.Problem = org.peer.Problem, com.older.Problem   # the first one is written
 * </pre>
 *
 * All names are read as the class, and every service admits it. Thread-safe and immutable once
 * loaded; a line that names no class of this process is an error when the table is first used.
 */
public final class WireNames {
    public static final String RESOURCE = "META-INF/redub/wire-names";

    private static final class Installed {
        static final WireNames NAMES = load(loader());
    }

    private final Map<String, Class<?>> classes = new LinkedHashMap<>();
    private final Map<Class<?>, String> written = new HashMap<>();

    WireNames() {}

    /** What the class path of Redub says. */
    public static WireNames installed() {
        return Installed.NAMES;
    }

    /** The name to write for {@code type}: its own unless a line gives another. */
    public String nameOf(Class<?> type) {
        String name = written.get(type);
        return name != null ? name : type.getName();
    }

    /** The class read under this name, or null where no line says so. */
    public @Nullable Class<?> find(String name) {
        return classes.get(name);
    }

    /** All names read, with their classes. */
    public Map<String, Class<?>> all() {
        return Map.copyOf(classes);
    }

    static WireNames load(ClassLoader loader) {
        WireNames names = new WireNames();
        try {
            Set<URL> seen = new LinkedHashSet<>();
            Enumeration<URL> found = loader.getResources(RESOURCE);
            while (found.hasMoreElements()) {
                URL resource = found.nextElement();
                if (seen.add(resource)) {
                    names.read(resource, loader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return names;
    }

    private static ClassLoader loader() {
        ClassLoader own = WireNames.class.getClassLoader();
        return own != null ? own : ClassLoader.getSystemClassLoader();
    }

    private void read(URL resource, ClassLoader loader) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String text = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!text.isEmpty()) {
                    add(text, resource, loader);
                }
            }
        }
    }

    private void add(String line, URL resource, ClassLoader loader) {
        int sign = line.indexOf('=');
        List<String> names = new ArrayList<>();
        for (String name : line.substring(sign + 1).split(",", -1)) {
            names.add(name.strip());
        }
        if (sign < 1 || names.contains("")) {
            throw new SerializationException(
                    resource + ": \"" + line + "\" (expected: class = name, name …)");
        }
        String className = line.substring(0, sign).strip();
        try {
            Class<?> type = Class.forName(className, false, loader);
            names.forEach(name -> classes.put(name, type));
            written.put(type, names.get(0));
        } catch (ClassNotFoundException e) {
            throw new SerializationException(
                    resource + ": no class " + className + " on the class path; remove the line",
                    e);
        }
    }
}
