package io.redub.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The lines of a file that its elements and attributes stand in. A DOM does not know them, so the
 * file is looked through once more; where that is impossible, places are the file alone.
 */
final class XmlLines {
    private static final Logger log = LoggerFactory.getLogger(XmlLines.class);
    private static final String KEY = XmlLines.class.getName();

    /** A start tag: its line and those of its attributes. */
    private record Tag(int line, Map<String, Integer> attributes) {}

    private final String file;
    private final Map<Element, Tag> tags;

    private XmlLines(String file, Map<Element, Tag> tags) {
        this.file = file;
        this.tags = tags;
    }

    /** Those of the document that an element belongs to; read once a document. */
    static XmlLines of(Element element, @Nullable Resource resource) {
        Document document = element.getOwnerDocument();
        if (document.getUserData(KEY) instanceof XmlLines known) {
            return known;
        }
        XmlLines made =
                resource == null
                        ? new XmlLines("XML", Map.of())
                        : new XmlLines(name(resource), tags(document, resource));
        document.setUserData(KEY, made, null);
        return made;
    }

    private static String name(Resource resource) {
        if (resource instanceof ClassPathResource inside) {
            return inside.getPath();
        }
        String name = resource.getFilename();
        return name == null ? resource.getDescription() : name;
    }

    private static Map<Element, Tag> tags(Document document, Resource resource) {
        List<Tag> read;
        try (InputStream in = resource.getInputStream()) {
            // Names and line ends are ASCII in every encoding that matters here.
            read = new Scanner(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).tags();
        } catch (IOException | IllegalStateException e) {
            log.debug("{} cannot be read twice: places come without lines", resource, e);
            return Map.of();
        }
        NodeList elements = document.getElementsByTagName("*");
        if (elements.getLength() != read.size()) {
            log.debug("{} was read as another document: places come without lines", resource);
            return Map.of();
        }
        IdentityHashMap<Element, Tag> tags = new IdentityHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            tags.put((Element) elements.item(i), read.get(i));
        }
        return tags;
    }

    /** {@code provider.xml:12}. */
    String place(Element element) {
        Tag tag = tags.get(element);
        return tag == null ? file : file + ":" + tag.line();
    }

    /** The same of an attribute by its name as written. */
    String place(Element element, String attribute) {
        Tag tag = tags.get(element);
        Integer line = tag == null ? null : tag.attributes().get(attribute);
        return line == null ? place(element) : file + ":" + line;
    }

    /** Finds the start tags of a text that a parser has found well-formed. */
    private static final class Scanner {
        private final String text;
        private int at;
        private int line = 1;

        Scanner(String text) {
            this.text = text;
        }

        List<Tag> tags() {
            List<Tag> tags = new ArrayList<>();
            while (to(text.indexOf('<', at))) {
                if (text.startsWith("<!--", at)) {
                    past("-->");
                } else if (text.startsWith("<![CDATA[", at)) {
                    past("]]>");
                } else if (text.startsWith("<?", at)) {
                    past("?>");
                } else if (text.startsWith("<!", at)) {
                    declaration();
                } else if (text.startsWith("</", at)) {
                    past(">");
                } else {
                    tags.add(tag());
                }
            }
            return tags;
        }

        private Tag tag() {
            Map<String, Integer> attributes = new HashMap<>();
            int start = line;
            step(" \t\r\n/>");
            while (at < text.length()) {
                while (at < text.length() && " \t\r\n/".indexOf(text.charAt(at)) >= 0) {
                    to(at + 1);
                }
                if (at >= text.length() || text.charAt(at) == '>') {
                    break;
                }
                int begin = at;
                step("= \t\r\n>");
                attributes.put(text.substring(begin, at), line);
                step("\"'>");
                if (at < text.length() && text.charAt(at) != '>') {
                    to(at + 1);
                    past(text.substring(at - 1, at));
                }
            }
            return new Tag(start, attributes);
        }

        /** A document type, which may have declarations of its own in brackets. */
        private void declaration() {
            step("[>");
            if (text.startsWith("[", at)) {
                past("]");
                step(">");
            }
        }

        private void step(String ends) {
            int end = at;
            while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            to(end);
        }

        private void past(String end) {
            int found = text.indexOf(end, at);
            to(found < 0 ? text.length() : found + end.length());
        }

        private boolean to(int next) {
            int end = next < 0 ? text.length() : next;
            for (; at < end; at++) {
                if (text.charAt(at) == '\n') {
                    line++;
                }
            }
            return next >= 0;
        }
    }
}
