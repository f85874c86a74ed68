package io.redub.spring;

import io.redub.config.ElementKind;
import io.redub.config.Setting;
import io.redub.config.SettingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The XML schema of a namespace, from the table of settings. */
final class Schema {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Made from the table of settings by SchemaTest. -->
            <xsd:schema xmlns="%1$s"
                xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                xmlns:beans="http://www.springframework.org/schema/beans"
                targetNamespace="%1$s"
                elementFormDefault="qualified">

              <xsd:import namespace="http://www.springframework.org/schema/beans"
                  schemaLocation="http://www.springframework.org/schema/beans/spring-beans.xsd"/>

              <!-- Any text, as it may be a placeholder; the enumerations are for editors. Attributes
                   that are not listed pass here and are told at start with the nearest name. -->
              <xsd:simpleType name="flag">
                <xsd:union>
                  <xsd:simpleType>
                    <xsd:restriction base="xsd:string">
                      <xsd:enumeration value="true"/>
                      <xsd:enumeration value="false"/>
                    </xsd:restriction>
                  </xsd:simpleType>
                  <xsd:simpleType>
                    <xsd:restriction base="xsd:string"/>
                  </xsd:simpleType>
                </xsd:union>
              </xsd:simpleType>
            """;

    private static final Map<ElementKind, String> MEANING =
            Map.ofEntries(
                    Map.entry(ElementKind.APPLICATION, "The application, of which there is one."),
                    Map.entry(ElementKind.MODULE, "A part of the application."),
                    Map.entry(ElementKind.REGISTRY, "Where services are entered and looked up."),
                    Map.entry(ElementKind.CONFIG_CENTER, "Where settings are read from at start."),
                    Map.entry(ElementKind.METADATA_REPORT, "Where metadata is written to."),
                    Map.entry(ElementKind.MONITOR, "Who is told of calls."),
                    Map.entry(
                            ElementKind.METRICS, "What is measured. Accepted for existing files."),
                    Map.entry(
                            ElementKind.TRACING,
                            "How calls are traced. Accepted for existing files."),
                    Map.entry(
                            ElementKind.SSL, "Keys and certificates. Accepted for existing files."),
                    Map.entry(ElementKind.PROVIDER, "Defaults of services."),
                    Map.entry(ElementKind.CONSUMER, "Defaults of references."),
                    Map.entry(ElementKind.PROTOCOL, "A port that services are exported at."),
                    Map.entry(ElementKind.SERVICE, "A bean that others may call."),
                    Map.entry(ElementKind.REFERENCE, "A bean that calls a service."),
                    Map.entry(ElementKind.METHOD, "Settings of the methods with a name."),
                    Map.entry(ElementKind.ARGUMENT, "What an argument of a method is for."),
                    Map.entry(ElementKind.PARAMETER, "Any other setting, passed on as it is."),
                    Map.entry(ElementKind.ANNOTATION, "Finds annotated classes in packages."));

    private Schema() {}

    static String of(String namespace) {
        StringBuilder out = new StringBuilder(HEAD.formatted(namespace));
        for (ElementKind kind : ElementKind.values()) {
            element(out, kind);
        }
        for (String tag : XmlElements.UNUSED.stream().sorted().toList()) {
            out.append("\n  <xsd:element name=\"").append(tag).append("\">\n");
            documentation(out, "    ", "Accepted for existing files; nothing acts on it.");
            out.append(
                    """
                        <xsd:complexType>
                          <xsd:sequence>
                            <xsd:any namespace="##any" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
                          </xsd:sequence>
                          <xsd:anyAttribute namespace="##any" processContents="skip"/>
                        </xsd:complexType>
                      </xsd:element>
                    """);
        }
        return out.append("</xsd:schema>\n").toString();
    }

    private static void element(StringBuilder out, ElementKind kind) {
        out.append("\n  <xsd:element name=\"").append(kind.tag()).append("\">\n");
        documentation(out, "    ", MEANING.get(kind));
        out.append("    <xsd:complexType>\n");
        List<String> children = children(kind);
        if (!children.isEmpty()) {
            out.append("      <xsd:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n");
            for (String child : children) {
                out.append("        <xsd:element ref=\"").append(child).append("\"/>\n");
            }
            out.append("      </xsd:choice>\n");
        }
        attributes(kind).forEach((name, setting) -> attribute(out, name, setting));
        out.append("      <xsd:anyAttribute namespace=\"##any\" processContents=\"skip\"/>\n");
        out.append("    </xsd:complexType>\n  </xsd:element>\n");
    }

    private static List<String> children(ElementKind kind) {
        List<String> children = new ArrayList<>(XmlElements.within(kind));
        children.remove("nothing");
        children.replaceAll(tag -> tag.equals("property") ? "beans:property" : tag);
        if (kind == ElementKind.PROTOCOL
                || kind == ElementKind.METRICS
                || kind == ElementKind.TRACING) {
            children.addAll(XmlElements.UNUSED.stream().sorted().toList());
        }
        return children;
    }

    private static Map<String, Setting> attributes(ElementKind kind) {
        Map<String, Setting> attributes = new TreeMap<>();
        for (Setting setting : SettingTable.of(kind)) {
            setting.names().forEach(name -> attributes.put(name, setting));
        }
        return attributes;
    }

    private static void attribute(StringBuilder out, String name, Setting setting) {
        boolean flag = setting.javaType() == Boolean.class;
        out.append("      <xsd:attribute name=\"")
                .append(name)
                .append("\" type=\"")
                .append(flag ? "flag" : "xsd:string")
                .append("\">\n");
        documentation(out, "        ", meaning(name, setting));
        out.append("      </xsd:attribute>\n");
    }

    private static String meaning(String name, Setting setting) {
        StringBuilder text = new StringBuilder();
        if (!name.equals(setting.name())) {
            text.append("Former name of ").append(setting.name()).append(". ");
        }
        text.append(setting.meaning());
        String expected = setting.expected();
        // Which extensions there are depends on the class path.
        int here = expected.indexOf(", here ");
        text.append(" Expected: ")
                .append(here < 0 ? expected : expected.substring(0, here))
                .append('.');
        if (setting.defaultValue() != null) {
            text.append(" Default: ").append(setting.defaultValue()).append('.');
        }
        if (!setting.honoured()) {
            text.append(" Kept and passed on; nothing in Redub acts on it.");
        }
        return text.toString();
    }

    private static void documentation(StringBuilder out, String indent, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.append(indent)
                .append("<xsd:annotation><xsd:documentation>")
                .append(escaped)
                .append("</xsd:documentation></xsd:annotation>\n");
    }
}
