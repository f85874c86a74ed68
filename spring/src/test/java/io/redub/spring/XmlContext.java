package io.redub.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.io.FileSystemResource;

/** Application contexts from files that tests write. */
final class XmlContext {
    private XmlContext() {}

    /** A file of the class path as text, with replacements: what, by what, … */
    static String text(String file, String... replacements) {
        try (InputStream in = XmlContext.class.getClassLoader().getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < replacements.length; i += 2) {
                if (!text.contains(replacements[i])) {
                    throw new IllegalArgumentException(file + " has no " + replacements[i]);
                }
                text = text.replace(replacements[i], replacements[i + 1]);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Elements in the namespace of the prefix {@code dubbo}, the first in line 5. */
    static String beans(String... elements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <beans xmlns="http://www.springframework.org/schema/beans" xmlns:dubbo="http://dubbo.apache.org/schema/dubbo" xmlns:context="http://www.springframework.org/schema/context"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd http://dubbo.apache.org/schema/dubbo http://dubbo.apache.org/schema/dubbo/dubbo.xsd http://www.springframework.org/schema/context http://www.springframework.org/schema/context/spring-context.xsd">
                """
                + String.join("\n", elements)
                + "\n</beans>\n";
    }

    static GenericXmlApplicationContext start(String file, String text) {
        return start(file, text, null);
    }

    static GenericXmlApplicationContext start(
            String file, String text, GenericXmlApplicationContext parent) {
        GenericXmlApplicationContext context = new GenericXmlApplicationContext();
        try {
            Path path = Path.of("target", "xml", file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            if (parent != null) {
                context.setParent(parent);
            }
            context.load(new FileSystemResource(path));
            context.refresh();
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }
}
