package io.redub.cli;

import io.redub.config.ConfigElement;
import io.redub.config.ElementKind;
import io.redub.config.Place;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.config.Source;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a Spring file declares, for explanations: without Spring and without the classes it names.
 * Beans are passed over. An element's place is the line in which its start tag ends.
 */
final class XmlFile {
    private static final Set<String> NAMESPACES =
            Set.of(
                    "http://code.alibabatech.com/schema/dubbo",
                    "http://dubbo.apache.org/schema/dubbo",
                    "http://redub.io/schema/redub");

    /** Of Spring, not ours. */
    private static final Set<String> OTHERS = Set.of("ref", "class", "depends-on");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

    private final Path file;
    private final RedubBootstrap redub;
    private int numbers;
    private boolean named;

    private XmlFile(Path file, RedubBootstrap redub) {
        this.file = file;
        this.redub = redub;
    }

    /**
     * Adds all elements of a file to a bootstrap that is not started.
     *
     * @return whether one of them names the application
     * @throws RpcException with the code CONFIGURATION if it cannot be read
     */
    static boolean addTo(RedubBootstrap redub, Path file) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            XmlFile read = new XmlFile(file, redub);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && isOurs(reader)) {
                    read.top(reader, null, null);
                }
            }
            return read.named;
        } catch (IOException | XMLStreamException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isOurs(XMLStreamReader reader) {
        return NAMESPACES.contains(String.valueOf(reader.getNamespaceURI()));
    }

    /**
     * @param outer the setting that names the provider or consumer around it, and its id
     */
    private void top(XMLStreamReader reader, @Nullable String outer, @Nullable String id)
            throws XMLStreamException {
        ConfigElement element = element(reader);
        if (outer != null && id != null && element.get(outer) == null) {
            element = element.set(outer, id);
        }
        ElementKind kind = element.kind();
        boolean surrounds = kind == ElementKind.PROVIDER || kind == ElementKind.CONSUMER;
        String own = element.get("id");
        String name = own == null ? "redub-" + kind.tag() + "-" + ++numbers : own;
        boolean inner = false;
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                String tag = reader.getLocalName();
                if (surrounds && (tag.equals("service") || tag.equals("reference"))) {
                    top(reader, kind.tag(), name);
                    inner = true;
                } else if (isOurs(reader)) {
                    element = element.add(within(reader));
                } else {
                    skip(reader);
                }
            }
        }
        if (inner) {
            element = element.set("id", name);
            element = element.get("default") == null ? element.set("default", "false") : element;
        }
        add(element);
    }

    private void add(ConfigElement element) {
        String type = element.get("interface");
        boolean called =
                element.kind() == ElementKind.SERVICE || element.kind() == ElementKind.REFERENCE;
        if (called && type == null) {
            redub.problem(element.kind().tag() + " interface: it is missing", element.place());
        } else if (called && type != null) {
            // The interface need not be here, which does not make it a generic one.
            ConfigElement plain =
                    element.get("generic") == null
                            ? element.set("generic", "false", new Place(Source.DEFAULT, "default"))
                            : element;
            if (element.kind() == ElementKind.SERVICE) {
                redub.service(ServiceConfig.generic(type, (method, types, given) -> null, plain));
            } else {
                redub.reference(ReferenceConfig.generic(type, plain));
            }
        } else if (element.kind() != ElementKind.ANNOTATION) {
            named |= element.kind() == ElementKind.APPLICATION;
            redub.add(element);
        }
    }

    private ConfigElement within(XMLStreamReader reader) throws XMLStreamException {
        ConfigElement element = element(reader);
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                if (isOurs(reader)) {
                    element = element.add(within(reader));
                } else {
                    skip(reader);
                }
            }
        }
        return element;
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = reader.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
        }
    }

    private ConfigElement element(XMLStreamReader reader) {
        Place place =
                Place.declared(file.getFileName() + ":" + reader.getLocation().getLineNumber());
        ConfigElement element = ConfigElement.ofTag(reader.getLocalName(), place);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String namespace = reader.getAttributeNamespace(i);
            if ((namespace == null || namespace.isEmpty()) && !OTHERS.contains(name)) {
                element = element.set(name, resolve(reader.getAttributeValue(i)));
            }
        }
        return element;
    }

    /** Replaces placeholders by -D and the environment; one that is in neither stays. */
    private static String resolve(String value) {
        return PLACEHOLDER
                .matcher(value)
                .replaceAll(
                        found -> {
                            String name = found.group(1);
                            String given = System.getProperty(name, System.getenv(name));
                            String used = given == null ? found.group(2) : given;
                            return Matcher.quoteReplacement(used == null ? found.group() : used);
                        });
    }
}
