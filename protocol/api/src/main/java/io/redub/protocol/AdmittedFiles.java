package io.redub.protocol;

import io.redub.serialize.ServiceTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the class path that admit classes to every service: {@value #OWN}, one class a line,
 * {@code #} begins a comment; and Dubbo's {@value #DUBBO}, of which only lines that are exactly the
 * name of a class count, because the prefixes it knows would admit what nobody looked at.
 */
final class AdmittedFiles {
    static final String OWN = "META-INF/redub/admitted";
    static final String DUBBO = "security/serialize.allowlist";

    private static final Logger log = LoggerFactory.getLogger(AdmittedFiles.class);

    /** Files whose left out lines were told. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private AdmittedFiles() {}

    /**
     * @throws IllegalArgumentException naming file and line, if one of Redub's own is no class
     */
    static List<Class<?>> read(ClassLoader loader) {
        Set<Class<?>> admitted = new LinkedHashSet<>();
        try {
            for (Enumeration<URL> own = loader.getResources(OWN); own.hasMoreElements(); ) {
                URL file = own.nextElement();
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isEmpty()) {
                        String where = file + ", line " + (i + 1);
                        admitted.add(AdmittedClasses.require(lines.get(i), loader, where));
                    }
                }
            }
            for (Enumeration<URL> dubbo = loader.getResources(DUBBO); dubbo.hasMoreElements(); ) {
                admitted.addAll(exact(dubbo.nextElement(), loader));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + OWN + " or " + DUBBO, e);
        }
        return List.copyOf(admitted);
    }

    private static List<Class<?>> exact(URL file, ClassLoader loader) throws IOException {
        List<Class<?>> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : lines(file)) {
            Class<?> type = line.isEmpty() ? null : AdmittedClasses.find(line, loader);
            if (type == null) {
                others.add(line);
            } else if (ServiceTypes.isAdmissible(type)) {
                found.add(type);
            }
        }
        others.removeIf(String::isEmpty);
        if (!others.isEmpty() && TOLD.add(file.toString())) {
            log.warn(
                    "{}: left out are {} lines that are no class here, such as '{}': prefixes are"
                            + " not admitted, name the classes in {}",
                    file,
                    others.size(),
                    others.get(0),
                    OWN);
        }
        return found;
    }

    /** All lines, without comments and blanks. */
    private static List<String> lines(URL file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int comment = line.indexOf('#');
                lines.add((comment < 0 ? line : line.substring(0, comment)).strip());
            }
        }
        return lines;
    }
}
